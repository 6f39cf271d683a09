"""Word documents in .docx, through python-docx: paragraphs as lines, tables as grids with spans.

A Word document has no pages of its own; all is one page without a number, and the rows of its
tables are counted through the whole document, so that an address names one cell.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn

from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.readers.problems import UnreadableFile

READER = "python_docx"

_DELETED = {qn("w:del"), qn("w:moveFrom")}
_TRANSPARENT = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")}


def read_docx(content: bytes) -> Document:
    """The Document of a .docx file, tracked deletions left out.

    Raises UnreadableFile when the file is broken.
    """
    try:
        body = docx.Document(io.BytesIO(content)).element.body
        blocks = _blocks(body)
    # python-docx raises KeyError, ValueError, lxml and zipfile errors alike on broken parts.
    except Exception as error:
        raise UnreadableFile(
            f"docx 无法解析 / the document cannot be parsed: {type(error).__name__}: {error}",
            "用文字处理软件打开后另存 / open it in a word processor and save it again",
        ) from error
    return Document(READER, (Page(tuple(blocks)),))


def _blocks(body: Any) -> list[TextLine | Grid]:
    blocks: list[TextLine | Grid] = []
    next_row = 1
    for element in _children(body):
        if element.tag == qn("w:p"):
            blocks += [TextLine(line) for line in _text(element).split("\n") if line.strip()]
        elif element.tag == qn("w:tbl"):
            grid = _grid(element, next_row)
            if grid is not None:
                blocks.append(grid)
                next_row += grid.row_count
    return blocks


def _children(element: Any) -> list[Any]:
    """The paragraphs, tables, rows or cells below an element, seen through content controls."""
    found: list[Any] = []
    for child in element:
        if child.tag in _TRANSPARENT:
            found += _children(child)
        elif child.tag not in _DELETED:
            found.append(child)
    return found


def _grid(table: Any, first_row: int) -> Grid | None:
    rows = [child for child in _children(table) if child.tag == qn("w:tr")]
    cells: list[Cell] = []
    open_merges: dict[int, int] = {}
    column_count = 0
    for row_index, row in enumerate(rows):
        column = 1 + _row_skip(row, "w:gridBefore")
        for element in (child for child in _children(row) if child.tag == qn("w:tc")):
            span = _number(element, "w:gridSpan", 1)
            merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") != "restart"
            if goes_on and column in open_merges:
                index = open_merges[column]
                anchor = cells[index]
                cells[index] = Cell(
                    anchor.row, anchor.column, anchor.text, anchor.row_span + 1, anchor.column_span
                )
            else:
                cells.append(Cell(first_row + row_index, column, _text(element), 1, span))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column += span
        column_count = max(column_count, column - 1)
    if not cells:
        return None
    return Grid(first_row, len(rows), column_count, tuple(cells))


def _row_skip(row: Any, name: str) -> int:
    properties = row.find(qn("w:trPr"))
    skip = None if properties is None else properties.find(qn(name))
    return 0 if skip is None else int(skip.get(qn("w:val"), "0"))


def _number(cell: Any, name: str, default: int) -> int:
    element = cell.find(f"{qn('w:tcPr')}/{qn(name)}")
    return default if element is None else int(element.get(qn("w:val"), str(default)))


def _text(element: Any) -> str:
    """The text of a paragraph, or of a cell with its paragraphs on lines of their own."""
    parts: list[str] = []
    for child in element:
        if child.tag in _DELETED:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append(" ")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:p"):
            parts.append(("\n" if parts else "") + _text(child))
        elif child.tag != qn("w:pPr"):
            parts.append(_text(child))
    return "".join(parts).strip("\n")
