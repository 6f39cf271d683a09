"""Word documents in .docx, .docm and .dotx: paragraphs as lines, tables as grids with spans.

A Word document has no pages of its own (the breaks that Word last laid out are stale): all is one
page without a number, and the rows of its tables are counted through the whole document, so that
an address names one cell. A table inside a cell comes after the table around it, and so does a
text box; notes come last. Headers and footers are no text of the report, but for a line that
states the unit of amount: it stands at the beginning of its section.
"""

from __future__ import annotations

from typing import Any

from pipelines.document import Document, Grid, Page, TextLine
from pipelines.readers.docx_numbering import Numbering
from pipelines.readers.docx_package import (
    Package,
    attribute,
    child_of,
    children_of,
    is_on,
    name_of,
)
from pipelines.readers.docx_styles import Styles
from pipelines.readers.docx_tables import read_table
from pipelines.readers.docx_text import TextReader
from pipelines.readers.problems import UnreadableFile
from pipelines.text.units import stated_unit

READER = "lxml_docx"


def read_docx(content: bytes) -> Document:
    """The Document of a Word file, tracked deletions and hidden text left out.

    Raises UnreadableFile when the file is broken.
    """
    try:
        package = Package(content)
        reading = _Reading(package)
        reading.read()
    # zipfile, lxml and broken values raise errors of many kinds; all mean the same to a person.
    except Exception as error:
        raise UnreadableFile(
            f"docx 无法解析 / the document cannot be parsed: {type(error).__name__}: {error}",
            "用文字处理软件打开后另存 / open it in a word processor and save it again",
        ) from error
    return reading.document()


class _Reading:
    """Reads a document from its first paragraph to its last note."""

    def __init__(self, package: Package) -> None:
        self._package = package
        styles = Styles(package.related("styles"))
        self._text = TextReader(styles, Numbering(package.related("numbering"), styles))
        self._margins = {**package.by_relation("header"), **package.by_relation("footer")}
        self._blocks: list[TextLine | Grid] = []
        self._next_row = 1
        self._hidden_figures = 0
        self._other_files = 0
        self._carried = ""

    def read(self) -> None:
        """Reads the body, section by section, then the notes that it refers to."""
        body = child_of(self._package.main(), "w:body")
        if body is None:
            raise ValueError("no body")
        sections = [node for node in body.iter() if name_of(node) == "w:sectPr"]
        margins: dict[tuple[str, str], Any] = {}
        self._begin_section(sections, margins)
        for element in children_of(body):
            self._read_block(element)
            if child_of(element, "w:pPr", "w:sectPr") is not None:
                self._begin_section(sections, margins)
        self._end_line()
        self._read_notes()

    def document(self) -> Document:
        """What was read."""
        has_tables = any(isinstance(block, Grid) for block in self._blocks)
        drawn = self._text.pictures + self._text.objects
        has_text = bool(self._blocks)
        counted = {
            "合并单元格盖住了 {} 个数，未读 / figures under merged cells are not read": (
                self._hidden_figures
            ),
            "有 {} 个嵌入对象未读 / embedded objects are not read": self._text.objects,
            "有 {} 个嵌入文件未读 / embedded files are not read": self._other_files,
            "有 {} 张图片未读 / pictures are not read": (
                self._text.pictures if has_text and not has_tables else 0
            ),
        }
        remarks = tuple(words.format(number) for words, number in counted.items() if number)
        page = Page(tuple(self._blocks), is_picture=bool(drawn) and not has_text)
        return Document(READER, (page,), remarks)

    def _read_block(self, element: Any) -> None:
        name = name_of(element)
        if name == "w:p":
            self._read_paragraph(element)
        elif name == "w:tbl":
            self._end_line()
            self._read_tables(element)
        elif name == "w:altChunk":
            self._other_files += 1

    def _read_paragraph(self, element: Any) -> None:
        text = self._text.paragraph(element)
        if self._text.has_words:
            self._carried += text
        # with its mark deleted, a paragraph goes on in the next one
        if not is_on(child_of(element, "w:pPr", "w:rPr"), "w:del"):
            self._end_line()
        self._read_boxes()

    def _end_line(self) -> None:
        text, self._carried = self._carried, ""
        self._blocks += [TextLine(line) for line in text.split("\n") if line.strip()]

    def _read_tables(self, table: Any) -> None:
        waiting = [table]
        while waiting:
            contents = read_table(waiting.pop(0), self._next_row, self._text.paragraph)
            self._hidden_figures += contents.hidden_figures
            if contents.grid is not None:
                self._blocks.append(contents.grid)
                self._next_row += contents.grid.row_count
            waiting = [*contents.inner_tables, *waiting]
        self._read_boxes()

    def _read_boxes(self) -> None:
        for box in self._text.take_boxes():
            for element in children_of(box):
                self._read_block(element)

    def _read_notes(self) -> None:
        for kind in ("footnote", "endnote"):
            notes = {
                attribute(note, "id"): note
                for root in self._package.related(f"{kind}s")
                for note in root
            }
            referred = dict.fromkeys(found for noted, found in self._text.notes if noted == kind)
            for identifier in referred:
                for element in children_of(notes.get(identifier, ())):
                    self._read_block(element)

    def _begin_section(self, sections: list[Any], margins: dict[tuple[str, str], Any]) -> None:
        """The units that the headers and footers of the next section state, as lines."""
        if not sections:
            return
        for reference in sections.pop(0):
            name = name_of(reference)
            if name in ("w:headerReference", "w:footerReference"):
                key = (name, attribute(reference, "type") or "default")
                margins[key] = self._margins.get(attribute(reference, "id") or "")
        lines = [line for part in margins.values() if part is not None for line in _lines(part)]
        self._blocks += [TextLine(line) for line in dict.fromkeys(lines) if _states_unit(line)]


def _lines(part: Any) -> list[str]:
    """The lines of a header or footer, those in its tables too."""
    reader = TextReader(Styles([]), Numbering([], Styles([])))
    texts = [reader.paragraph(node) for node in part.iter() if name_of(node) == "w:p"]
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _states_unit(line: str) -> bool:
    try:
        return stated_unit(line) is not None
    except ValueError:
        return True
