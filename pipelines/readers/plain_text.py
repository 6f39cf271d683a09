"""Text that a converter made of an office file: tab or pipe separated rows between lines of text.

The whole file is one page without a number; a row's number is its line in the file, so that an
address can be found with any editor. Where every cell has a line of its own, a row's number is the
line of its first cell, and the column counts the cells of the row. Markdown marks, HTML fragments
inside cells and left-over bookmarks are taken off.
"""

from __future__ import annotations

import codecs
import html
import re

from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.readers.cell_lines import CellBlock, cell_blocks
from pipelines.readers.delimited_text import delimited_records
from pipelines.readers.problems import UnreadableFile

READER = "plain_text"

_ENCODINGS = ("utf-8-sig", "gb18030", "big5")
_CHECKED = re.compile(r"<input\b[^>]*\bchecked\b[^>]*>", re.IGNORECASE)
_UNCHECKED = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*+]\s+|>\s+)")
_RULE_ROW = re.compile(r"^[\s|:+-]*-{2,}[\s|:+-]*$")


def read_plain_text(content: bytes) -> Document:
    """The Document of a text file in UTF-8, UTF-16 with its mark, GB18030 or Big5.

    Raises UnreadableFile when the bytes are no text in one of these encodings.
    """
    text = _decoded(content)
    records = delimited_records(text)
    if records is not None:
        return Document(READER, (Page((_grid(records),)),))
    blocks: list[TextLine | Grid] = []
    rows: list[tuple[int, list[str]]] = []
    separator: str | None = None
    lines = text.splitlines()
    block_at = {
        number: block
        for block in cell_blocks(lines)
        for number in range(block.first_line, block.last_line + 1)
    }
    for number, line in enumerate(lines, start=1):
        block = block_at.get(number)
        if block is not None:
            if rows:
                blocks.append(_grid(rows))
                rows = []
            if number == block.first_line:
                blocks.append(_grid(_rows_of(block)))
            continue
        if not line.strip() and "\t" not in line:
            continue
        found = _separator(line)
        if rows and found != separator:
            blocks.append(_grid(rows))
            rows = []
        separator = found
        if found is None:
            cleaned = _clean(_LINE_MARK.sub("", line))
            if cleaned:
                blocks.append(TextLine(cleaned))
        elif not _RULE_ROW.match(line):
            rows.append((number, _split(line, found)))
    if rows:
        blocks.append(_grid(rows))
    return Document(READER, (Page(tuple(blocks)),))


def _rows_of(block: CellBlock) -> list[tuple[int, list[str]]]:
    return [(row[0].first_line, [_clean(cell.text) for cell in row]) for row in block.rows]


def _decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(
        "既不是已知格式，也不是文本 / neither a known format nor text",
        "确认文件类型，重新下载 / check the kind of file and download it again",
    )


def _separator(line: str) -> str | None:
    if "\t" in line:
        return "\t"
    if line.count("|") >= 2:
        return "|"
    return None


def _split(line: str, separator: str) -> list[str]:
    body = line
    if separator == "|":
        body = body.strip()
        body = body[1:] if body.startswith("|") else body
        body = body[:-1] if body.endswith("|") else body
    return [_clean(part) for part in body.split(separator)]


def _clean(text: str) -> str:
    text = _CHECKED.sub("☑", text)
    text = _UNCHECKED.sub("☐", text)
    text = _LINE_BREAK.sub("\n", text)
    text = _TAG.sub("", text)
    text = _BOOKMARK.sub("", text)
    text = _EMPHASIS.sub("", text)
    return html.unescape(text).strip()


def _grid(rows: list[tuple[int, list[str]]]) -> Grid:
    first, last = rows[0][0], rows[-1][0]
    column_count = max(len(texts) for _, texts in rows)
    cells = tuple(
        Cell(number, column, text)
        for number, texts in rows
        for column, text in enumerate(texts, start=1)
    )
    return Grid(first, last - first + 1, column_count, cells)
