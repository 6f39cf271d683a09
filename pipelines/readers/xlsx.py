"""Workbooks in .xlsx, through openpyxl: one page a visible sheet, merged ranges as spans."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from pipelines.document import Cell, Document, Grid, Page
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.spreadsheet_text import shown_text

READER = "openpyxl"


def read_xlsx(content: bytes) -> Document:
    """The Document of a workbook; rows and columns are those of the sheet.

    Raises UnreadableFile when the workbook is broken.
    """
    try:
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
        pages = tuple(
            _page(sheet, formulas[sheet.title])
            for sheet in values.worksheets
            if sheet.sheet_state == "visible"
        )
    # openpyxl raises KeyError, ValueError, TypeError and zipfile errors alike on broken parts.
    except Exception as error:
        raise UnreadableFile(
            f"xlsx 无法解析 / the workbook cannot be parsed: {type(error).__name__}: {error}",
            "用表格软件打开后另存 / open it in a spreadsheet program and save it again",
        ) from error
    return Document(READER, tuple(page for page in pages if page.blocks))


def _page(sheet: Any, formulas: Any) -> Page:
    spans = {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }
    covered = {
        (row, column)
        for (first_row, first_column), (rows, columns) in spans.items()
        for row in range(first_row, first_row + rows)
        for column in range(first_column, first_column + columns)
    } - set(spans)
    last_row, last_column = _extent(formulas)
    if last_row == 0:
        return Page((), sheet=sheet.title)
    cells = []
    for row in range(1, last_row + 1):
        for column in range(1, last_column + 1):
            if (row, column) in covered:
                continue
            row_span, column_span = spans.get((row, column), (1, 1))
            source = sheet.cell(row, column)
            cells.append(
                Cell(
                    row,
                    column,
                    _shown(source, formulas.cell(row, column).value),
                    min(row_span, last_row - row + 1),
                    min(column_span, last_column - column + 1),
                )
            )
    return Page((Grid(1, last_row, last_column, tuple(cells)),), sheet=sheet.title)


def _shown(cell: Any, formula: object) -> str:
    """What a cell shows; a formula whose value was never stored shows itself, and is illegible."""
    if cell.value is None and isinstance(formula, str):
        return formula
    return shown_text(cell.value, cell.number_format)


def _extent(sheet: Any) -> tuple[int, int]:
    """The last row and column that hold a value; formats alone may reach to row 1,048,576."""
    filled = [
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    ]
    return (
        (max(row for row, _ in filled), max(column for _, column in filled)) if filled else (0, 0)
    )
