"""Workbooks in .xlsx and .xlsm, through lxml: one page a visible sheet, merged ranges as spans.

What a cell shows is its stored value under its number format; formulas and macros are never run.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.document import Document
from pipelines.readers.number_formats import GENERAL
from pipelines.readers.office_packages import OfficePackage
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.safe_xml import attribute, local_name
from pipelines.readers.sheet_grids import Merge, Sheet, document_of_sheets
from pipelines.readers.spreadsheet_dates import days_of
from pipelines.readers.spreadsheet_text import StoredValue, shown_text, stored_number
from pipelines.readers.workbook_parts import (
    cell_formats,
    shared_strings,
    string_of,
    unescaped,
)

READER = "lxml_xlsx"

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LAST_COLUMN = 16384
_TRUE = ("1", "true")
_PARTS_OF_A_SHEET = ("sheetView", "col", "row", "mergeCell", "drawing", "picture")


@dataclass(frozen=True)
class _Workbook:
    """What all sheets share. `calculates_on_load` is set by programs that store no results."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    calculates_on_load: bool


def read_xlsx(content: bytes) -> Document:
    """The Document of a workbook; rows and columns are those of the sheet.

    Raises UnreadableFile when the workbook is broken, UnsupportedFile when a sheet is too large.
    """
    try:
        return document_of_sheets(READER, _sheets(OfficePackage(content)))
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise UnreadableFile(
            f"xlsx 无法解析 / the workbook cannot be parsed: {type(error).__name__}: {error}",
            "用表格软件打开后另存 / open it in a spreadsheet program and save it again",
        ) from error


def workbook_part(package: OfficePackage) -> str | None:
    """The name of the part that lists the sheets, None where the package is no workbook."""
    named = [name for kind, name in package.related("").values() if kind == "officeDocument"]
    found = [name for name in (*named, "xl/workbook.xml") if name in package]
    return found[0] if found else None


def _sheets(package: OfficePackage) -> Iterator[Sheet]:
    part = workbook_part(package)
    if part is None:
        raise ValueError("no workbook part")
    related = package.related(part)
    parts = {kind: name for kind, name in related.values() if name in package}
    root = package.root(part)
    properties = _child(root, "workbookPr")
    calculation = _child(root, "calcPr")
    workbook = _Workbook(
        shared_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else (),
        cell_formats(package, parts["styles"]) if "styles" in parts else (),
        properties is not None and properties.get("date1904") in _TRUE,
        calculation is not None and calculation.get("fullCalcOnLoad") in _TRUE,
    )
    listed = _child(root, "sheets")
    read: set[str] = set()
    for entry in listed if listed is not None else ():
        kind, name = related.get(attribute(entry, "id") or "", ("", ""))
        # a broken workbook may list one sheet several times; it is printed once
        if kind == "worksheet" and name not in read:
            read.add(name)
            is_hidden = entry.get("state", "visible") != "visible"
            yield _sheet(package, name, Sheet(entry.get("name", ""), is_hidden), workbook)


def _sheet(package: OfficePackage, part: str, sheet: Sheet, workbook: _Workbook) -> Sheet:
    hides_zeros = False
    row_number = 0
    for element in package.elements(part, *_PARTS_OF_A_SHEET):
        name = local_name(element)
        if name == "row":
            row_number = int(element.get("r") or row_number + 1)
            if element.get("hidden") in _TRUE:
                sheet.hidden_rows.add(row_number)
            _take_row(element, row_number, sheet, workbook, hides_zeros)
        elif name == "sheetView":
            hides_zeros = element.get("showZeros") in ("0", "false")
        elif name == "col" and (element.get("hidden") in _TRUE or _has_no_width(element)):
            last = min(int(element.get("max", "0")), _LAST_COLUMN)
            sheet.hidden_columns.update(range(int(element.get("min", "1")), last + 1))
        elif name == "mergeCell":
            sheet.merges.append(_merge(element.get("ref", "")))
        elif name in ("drawing", "picture"):
            sheet.has_picture = sheet.has_picture or _has_picture(package, part)
    return sheet


def _has_no_width(column: Any) -> bool:
    width = column.get("width")
    return width is not None and not float(width)


def _has_picture(package: OfficePackage, part: str) -> bool:
    """Whether a sheet's drawings show pictures, which may hold what no cell holds."""
    drawings = [name for kind, name in package.related(part).values() if kind == "drawing"]
    return any(
        kind == "image" for drawing in drawings for kind, _ in package.related(drawing).values()
    )


def _take_row(
    row: Any, row_number: int, sheet: Sheet, workbook: _Workbook, hides_zeros: bool
) -> None:
    column = 0
    for cell in row:
        if local_name(cell) != "c":
            continue
        column = _position(cell.get("r"))[1] if cell.get("r") else column + 1
        if column > _LAST_COLUMN:
            raise ValueError(f"a cell in column {column}")
        formula, value = _stored(cell, workbook)
        number_format = _format(cell, workbook)
        if formula is not None and _is_not_calculated(value, workbook):
            sheet.without_value += 1
            sheet.put(row_number, column, f"={formula}")
            continue
        if hides_zeros and isinstance(value, Decimal) and not value:
            continue
        text = shown_text(value, number_format, from_1904=workbook.from_1904)
        if isinstance(value, Decimal):
            sheet.put_number(row_number, column, stored_number(value), text)
        else:
            sheet.put(row_number, column, text)


def _is_not_calculated(value: StoredValue, workbook: _Workbook) -> bool:
    """Whether a formula's result is unknown: none is stored, or a zero that awaits calculation.

    XlsxWriter stores 0 for every formula and asks programs to calculate when they load the file.
    """
    is_zero = isinstance(value, Decimal) and not value
    return value is None or (is_zero and workbook.calculates_on_load)


def _stored(cell: Any, workbook: _Workbook) -> tuple[str | None, StoredValue]:
    """The formula of a cell, None where it has none, and its value (18.3.1.4, 18.18.11)."""
    formula: str | None = None
    text: str | None = None
    for child in cell:
        name = local_name(child)
        if name == "f":
            formula = child.text or ""
        elif name == "v":
            text = child.text or ""
        elif name == "is":
            return formula, string_of(child)
    if text is None:
        return formula, None
    return formula, _value(text, cell.get("t", "n"), workbook)


def _value(text: str, kind: str, workbook: _Workbook) -> StoredValue:
    if kind == "s":
        if not text.isdigit():
            raise ValueError(f"{text!r} counts no string")
        return workbook.strings[int(text)]
    if kind in ("str", "e", "inlineStr"):
        return unescaped(text)
    if kind == "b":
        return text.strip() in _TRUE
    if not text.strip():
        return None
    if kind == "d":
        return days_of(datetime.datetime.fromisoformat(text.strip().rstrip("Z")))
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError(f"{text!r} is no number")
    return Decimal(text.strip())


def _format(cell: Any, workbook: _Workbook) -> str:
    style = cell.get("s", "0")
    index = int(style) if style.isdigit() else 0
    return workbook.formats[index] if index < len(workbook.formats) else GENERAL


def _merge(reference: str) -> Merge:
    first, _, last = reference.partition(":")
    first_row, first_column = _position(first)
    last_row, last_column = _position(last or first)
    return Merge(first_row, first_column, last_row, last_column)


def _position(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as B7."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"{reference!r} names no cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if local_name(child) == name), None)
