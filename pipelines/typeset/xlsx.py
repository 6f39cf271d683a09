"""Printed tables as a workbook: a sheet a form, merged headings, amounts as numbers or as texts.

The parts are stored uncompressed and undated, so that the same tables give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from pipelines.typeset.packing import UNDATED, undated
from pipelines.typeset.printed import PrintedCell, PrintedFile, PrintedTable

_PLAIN_NUMBER = re.compile(r"-?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?")
_MOST_EXACT_DIGITS = 15
_LONGEST_SHEET_NAME = 31
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def typeset_xlsx(
    file: PrintedFile, sheet_names: Sequence[str], *, amounts_as_numbers: bool
) -> bytes:
    """The workbook of a file's tables.

    Raises ValueError when there is not one sheet name a part: a workbook has no running text.
    """
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = file.author
    workbook.properties.title = file.title
    workbook.properties.created = UNDATED
    for table, name in zip(file.tables, sheet_names, strict=True):
        sheet = workbook.create_sheet(name[:_LONGEST_SHEET_NAME])
        _SheetWriter(sheet, table, amounts_as_numbers).write()
    target = io.BytesIO()
    workbook.save(target)
    return undated(target.getvalue())


class _SheetWriter:
    """Writes one table on a sheet, line by line from the top."""

    def __init__(self, sheet: Any, table: PrintedTable, amounts_as_numbers: bool) -> None:
        self._sheet = sheet
        self._table = table
        self._amounts_as_numbers = amounts_as_numbers
        self._columns = len(table.weights)
        self._row = 1

    def write(self) -> None:
        """Title, captions, table and notes."""
        for column, weight in enumerate(self._table.weights, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = 6 + 10 * weight
        self._write_across(self._table.title, "center", Font(size=16, bold=True))
        for left, right in self._table.captions:
            self._sheet.cell(self._row, 1, left or None)
            cell = self._sheet.cell(self._row, self._columns, right or None)
            cell.alignment = Alignment(horizontal="right")
            self._row += 1
        for row in self._table.rows:
            for printed in row:
                self._write_cell(printed)
            self._row += 1
        for note in self._table.notes:
            self._write_across(note, "left", None)

    def _write_across(self, text: str, horizontal: str, font: Font | None) -> None:
        cell = self._sheet.cell(self._row, 1, text)
        cell.alignment = Alignment(horizontal=horizontal, vertical="center")
        if font is not None:
            cell.font = font
        self._sheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=self._columns
        )
        self._row += 1

    def _write_cell(self, printed: PrintedCell) -> None:
        first = printed.column + 1
        cell = self._sheet.cell(self._row, first)
        if printed.kind == "amount":
            cell.alignment = Alignment(horizontal="right", vertical="center")
            self._write_amount(cell, printed.text)
        else:
            cell.value = printed.text or None
            horizontal = "center" if printed.kind == "heading" else "left"
            cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        for row in range(self._row, self._row + printed.row_span):
            for column in range(first, first + printed.column_span):
                self._sheet.cell(row, column).border = _RULED
        if printed.row_span > 1 or printed.column_span > 1:
            self._sheet.merge_cells(
                start_row=self._row,
                end_row=self._row + printed.row_span - 1,
                start_column=first,
                end_column=first + printed.column_span - 1,
            )

    def _write_amount(self, cell: Any, text: str) -> None:
        match = _PLAIN_NUMBER.fullmatch(text)
        digits = sum(character.isdigit() for character in text)
        exact = match is not None and digits <= _MOST_EXACT_DIGITS
        if not self._amounts_as_numbers or match is None or not exact:
            cell.value = text or None
            return
        cell.value = Decimal(text.replace(",", ""))
        part = f".{'0' * len(match['part'])}" if match["part"] else ""
        cell.number_format = f"{'#,##0' if _is_grouped(match['whole']) else '0'}{part}"


def _is_grouped(whole: str) -> bool:
    """Whether separators are printed; a number of up to three digits shows it neither way."""
    return "," in whole or len(whole) <= 3
