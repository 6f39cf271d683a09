"""Web pages, through lxml.html: the report in the page as lines and grids, the rest left out.

A page is one page without a number; the rows of its tables are counted through the whole page in
reading order, a table inside a cell after the one around it. Nothing outside the file is opened:
no network, no entities of a DTD, no scripts, no style sheets (what only a style sheet hides is
read). Lists, spans and controls are read as a browser shows them.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import lxml.etree
import lxml.html

from pipelines.document import Document, Grid, Page, TextLine
from pipelines.readers.html_article import article
from pipelines.readers.html_decoding import decoded_page
from pipelines.readers.html_elements import has_deep_tables
from pipelines.readers.html_flow import Flow, Piece, flow
from pipelines.readers.html_tables import read_table
from pipelines.readers.plain_text import read_plain_text
from pipelines.readers.problems import ReadingProblem, UnreadableFile, UnsupportedFile

READER = "lxml_html"

_MOST_BYTES = 200_000_000
_OPENING = 4096
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
_CDATA = re.compile(r"<!\[CDATA\[((?:(?!\]\]>|<!\[CDATA\[).)*+)\]\]>", re.DOTALL)
_EMPTY_ELEMENT = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"(?P<name>[A-Za-z][\w:-]*)(?P<attributes>[^<>]*)/>"
)
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"</?table\b", re.IGNORECASE)
_TABBED = re.compile(r"\t|\|.*\|")
_ADVICE = "在浏览器中打开后另存为 PDF 或表格 / open it in a browser and save it as PDF"


def read_html(content: bytes) -> Document:
    """The Document of a web page, or of a file that a word processor saved as one.

    Raises UnreadableFile when the page has no content or is nested or sized beyond any report.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableFile("网页过大 / the page is too large", _ADVICE)
    decoded = decoded_page(content)
    root = _parsed(decoded.text)
    whole = flow(root)
    found = article(whole.pieces, _page_titles(root))
    reading = _Reading()
    reading.read(found.pieces)
    has_tables = any(isinstance(block, Grid) for block in reading.blocks)
    pictures = [c for c in whole.pictures if found.block is None or found.block.holds(c)]
    if not reading.blocks and not pictures:
        raise _without_content(whole)
    hidden = reading.hidden_figures + whole.hidden_figures
    counted = {
        "隐藏部分有 {} 个数未读 / figures in hidden parts are not read": hidden,
        "正文之外有 {} 个数未读 / figures outside the report are not read": found.left_out_figures,
        "有 {} 处字符无法解码 / characters could not be decoded": decoded.spoiled,
        "另有 {} 个内嵌文件未读 / files shown inside the page are not part of it": 0
        if has_tables
        else whole.frames,
    }
    remarks = tuple(words.format(number) for words, number in counted.items() if number)
    if _is_cut_off(decoded.text):
        remarks += ("网页的结尾缺失，可能没有下载完 / the page breaks off before its end",)
    page = Page(tuple(reading.blocks), is_picture=bool(pictures) and not has_tables)
    return Document(READER, (page,), remarks)


def _is_cut_off(text: str) -> bool:
    """Whether a page ends inside a table, a comment or a script: what followed is not there."""
    tags = [match[0].lower() for match in _TABLE_TAG.finditer(text)]
    open_tables = tags.count("<table") > tags.count("</table")
    in_comment = text.rfind("<!--") > text.rfind("-->")
    in_script = text.lower().rfind("<script") > text.lower().rfind("</script")
    return open_tables or in_comment or (in_script and _XML_DECLARATION.match(text) is None)


def _without_content(whole: Flow) -> ReadingProblem:
    if whole.frames:
        return UnsupportedFile(
            "网页只显示另一个文件 / the page only shows another file",
            "下载其中的文件 / download the file that it shows",
        )
    return UnreadableFile(
        "网页没有文字，可能由脚本生成 / no text in the page, perhaps scripts make it", _ADVICE
    )


def _parsed(text: str) -> Any:
    """The element tree of a page.

    With huge_tree off, libxml2 drops all that follows 256 open elements or a text of 10 MB and
    tells so only in its log; pages pasted from Word nest deeper. With it on the bounds are 2048
    elements, and passing them is an error here.
    """
    if _XML_DECLARATION.match(text.lstrip("\ufeff")):
        # by the rules of HTML <script/> is left open and swallows what follows
        text = _CDATA.sub(lambda match: html.escape(match[1]), text)
        text = _EMPTY_ELEMENT.sub(r"<\g<name>\g<attributes>></\g<name>>", text)
    text = _XML_DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    text = _DOCTYPE.sub("", text[:_OPENING], count=1) + text[_OPENING:]
    # browsers go on with the body behind its end; libxml2 drops what stands there
    text = _END_OF_PAGE.sub("", text)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnreadableFile(f"网页无法解析 / the page has no content: {error}", _ADVICE) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if fatal:
        raise UnreadableFile(
            f"网页嵌套过深 / the page is nested too deeply: {fatal[0].message.strip()}", _ADVICE
        )
    if has_deep_tables(root):
        raise UnreadableFile("表格嵌套过深 / tables are nested too deeply", _ADVICE)
    return root


def _page_titles(root: Any) -> list[str]:
    """The titles that a page states in its head: <title>, and ArticleTitle of government sites."""
    titles = [element.text or "" for element in root.iter("title")][:1]
    titles += [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in ("articletitle", "og:title")
    ]
    return [title for title in titles if title.strip()]


class _Reading:
    """Blocks made of pieces, with the rows of the grids counted on."""

    def __init__(self) -> None:
        self.blocks: list[TextLine | Grid] = []
        self.hidden_figures = 0
        self._next_row = 1

    def read(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            if piece.table is not None:
                self._read_tables(piece.table)
            elif piece.preformatted is not None and _TABBED.search(piece.preformatted):
                self._read_preformatted(piece.preformatted)
            else:
                lines = piece.text.split("\n")
                self.blocks += [TextLine(line.strip()) for line in lines if line.strip()]

    def _read_tables(self, table: Any) -> None:
        """A table and those inside it: each after the one that holds it."""
        waiting = [table]
        while waiting:
            contents = read_table(waiting.pop(0), self._next_row)
            self.hidden_figures += contents.hidden_figures
            self.blocks += [TextLine(line) for line in contents.lines]
            if contents.grid is not None:
                self.blocks.append(contents.grid)
                self._next_row += contents.grid.row_count
            waiting = [*contents.inner_tables, *waiting]

    def _read_preformatted(self, text: str) -> None:
        """Rows set with tabs or pipes, as in any text file; they go on with the count of rows."""
        (page,) = read_plain_text(text.encode()).pages
        first = self._next_row - 1
        for block in page.blocks:
            if isinstance(block, Grid):
                cells = tuple(replace(cell, row=cell.row + first) for cell in block.cells)
                block = Grid(block.first_row + first, block.row_count, block.column_count, cells)
                self._next_row = block.first_row + block.row_count
            self.blocks.append(block)
