"""Printed tables as a workbook: a sheet a form, merged headings, amounts as numbers or as texts.

The parts are stored uncompressed and undated, so that the same tables give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.printed import PrintedCell, PrintedTable

_UNDATED = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_PLAIN_NUMBER = re.compile(r"-?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?")
_MOST_EXACT_DIGITS = 15
_LONGEST_SHEET_NAME = 31
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def typeset_xlsx(
    report: ReportFigures,
    tables: Sequence[PrintedTable],
    sheet_names: Sequence[str],
    *,
    amounts_as_numbers: bool,
) -> bytes:
    """The workbook of a report. Raises ValueError when there is not one sheet name a table."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = report.agency
    workbook.properties.title = report.title
    workbook.properties.created = _UNDATED
    for table, name in zip(tables, sheet_names, strict=True):
        sheet = workbook.create_sheet(name[:_LONGEST_SHEET_NAME])
        _SheetWriter(sheet, table, amounts_as_numbers).write()
    target = io.BytesIO()
    workbook.save(target)
    return _undated(target.getvalue())


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


def _undated(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as result:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                stamp = _UNDATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 0
            entry.external_attr = 0
            result.writestr(entry, part, zipfile.ZIP_STORED)
    return target.getvalue()
