"""Workbooks in legacy .xls, through xlrd: one page a visible sheet, merged ranges as spans."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.formatting import std_format_strings

from pipelines.document import Document
from pipelines.readers.number_formats import BUILTIN_FORMATS, GENERAL
from pipelines.readers.problems import ReadingProblem, UnreadableFile
from pipelines.readers.sheet_grids import Merge, Sheet, document_of_sheets
from pipelines.readers.spreadsheet_text import shown_text, stored_number

READER = "xlrd"
_VISIBLE = 0
_NO_WIDTH = 0


class UntakenWorkbook(UnreadableFile):
    """A workbook that xlrd cannot take though its container is whole; another program may."""


def read_xls(content: bytes) -> Document:
    """The Document of a workbook; rows and columns are those of the sheet.

    Raises UntakenWorkbook for one that is encrypted or too old or odd, UnreadableFile when it is
    damaged or no workbook, UnsupportedFile when a sheet is too large.
    """
    try:
        workbook = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=_Silence()
        )
        return document_of_sheets(READER, _sheets(workbook))
    except ReadingProblem:
        raise
    # xlrd raises XLRDError, but also struct.error, IndexError and AssertionError on broken files.
    except Exception as error:
        raise _problem(error) from error


def _problem(error: Exception) -> UnreadableFile:
    if "encrypted" in str(error):
        return UntakenWorkbook(
            "工作簿已加密 / the workbook is encrypted",
            "用表格软件去掉密码后另存 / remove the password in a spreadsheet program",
        )
    is_damaged = isinstance(error, CompDocError | struct.error | IndexError) or "EOF" in str(error)
    return (UnreadableFile if is_damaged else UntakenWorkbook)(
        f"xls 无法解析 / the workbook cannot be parsed: {type(error).__name__}: {error}",
        "用表格软件打开后另存为 xlsx / open it in a spreadsheet program, save it as xlsx",
    )


class _Silence:
    """Takes what xlrd would print about odd files; it tells nothing that an outcome needs."""

    def write(self, text: str) -> int:
        """Take a text."""
        return len(text)


def _sheets(workbook: Any) -> Iterator[Sheet]:
    for source in workbook.sheets():
        yield _sheet(workbook, source)


def _sheet(workbook: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name, source.visibility != _VISIBLE)
    sheet.merges = [
        Merge(first_row + 1, first_column + 1, after_row, after_column)
        for first_row, after_row, first_column, after_column in source.merged_cells
    ]
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {
        column + 1
        for column, info in source.colinfo_map.items()
        if info.hidden or info.width == _NO_WIDTH
    }
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            _take_cell(workbook, source.cell(row, column), sheet, row + 1, column + 1, source)
    return sheet


def _take_cell(workbook: Any, cell: Any, sheet: Sheet, row: int, column: int, source: Any) -> None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return
    code = _format(workbook, cell.xf_index)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        if cell.value or source.show_zero_values:
            value = int(cell.value) if cell.value == int(cell.value) else cell.value
            text = shown_text(value, code, from_1904=bool(workbook.datemode))
            sheet.put_number(row, column, stored_number(value), text)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        sheet.put(row, column, str(xlrd.error_text_from_code.get(cell.value, "#ERROR")))
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        sheet.put(row, column, shown_text(bool(cell.value), code))
    else:
        sheet.put(row, column, shown_text(str(cell.value), code))


def _format(workbook: Any, style: int | None) -> str:
    """The number format of a cell: what the workbook writes, else what the format's number means.

    xlrd fills in American texts for the numbers; for those the Chinese ones stand.
    """
    if style is None or style >= len(workbook.xf_list):
        return GENERAL
    key = workbook.xf_list[style].format_key
    own = workbook.format_map.get(key)
    if own is None or not own.format_str or own.format_str == std_format_strings.get(key):
        return BUILTIN_FORMATS.get(key, GENERAL)
    return str(own.format_str)
