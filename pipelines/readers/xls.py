"""Workbooks in legacy .xls, through xlrd: one page a visible sheet, merged ranges as spans."""

from __future__ import annotations

from typing import Any

import xlrd

from pipelines.document import Cell, Document, Grid, Page
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.spreadsheet_text import shown_text

READER = "xlrd"
_VISIBLE = 0


def read_xls(content: bytes) -> Document:
    """The Document of a workbook; rows and columns are those of the sheet.

    Raises UnreadableFile when the bytes hold no workbook (Word documents share the container).
    """
    try:
        workbook = xlrd.open_workbook(file_contents=content, formatting_info=True)
        pages = tuple(
            _page(workbook, sheet) for sheet in workbook.sheets() if sheet.visibility == _VISIBLE
        )
    # xlrd raises XLRDError, but also struct.error, IndexError and AssertionError on broken files.
    except Exception as error:
        raise UnreadableFile(
            f"xls 无法解析 / the workbook cannot be parsed: {type(error).__name__}: {error}",
            "用表格软件打开后另存为 xlsx / open it in a spreadsheet program, save it as xlsx",
        ) from error
    return Document(READER, tuple(page for page in pages if page.blocks))


def _page(workbook: Any, sheet: Any) -> Page:
    filled = [
        (row, column)
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if sheet.cell_value(row, column) not in ("", None)
    ]
    if not filled:
        return Page((), sheet=sheet.name)
    row_count = max(row for row, _ in filled) + 1
    column_count = max(column for _, column in filled) + 1
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for first_row, after_row, first_column, after_column in sheet.merged_cells:
        spans[first_row, first_column] = (after_row - first_row, after_column - first_column)
        covered |= {
            (row, column)
            for row in range(first_row, after_row)
            for column in range(first_column, after_column)
        } - {(first_row, first_column)}
    cells = []
    for row in range(row_count):
        for column in range(column_count):
            if (row, column) in covered:
                continue
            row_span, column_span = spans.get((row, column), (1, 1))
            cells.append(
                Cell(
                    row + 1,
                    column + 1,
                    _shown(workbook, sheet, row, column),
                    min(row_span, row_count - row),
                    min(column_span, column_count - column),
                )
            )
    return Page((Grid(1, row_count, column_count, tuple(cells)),), sheet=sheet.name)


def _shown(workbook: Any, sheet: Any, row: int, column: int) -> str:
    if column >= sheet.row_len(row):
        return ""
    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    format_key = workbook.xf_list[cell.xf_index].format_key
    value = int(cell.value) if cell.value == int(cell.value) else cell.value
    return shown_text(value, workbook.format_map[format_key].format_str)
