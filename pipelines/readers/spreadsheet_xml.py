"""Workbooks in the XML of Excel 2002 and 2003, often named .xls: one page a visible sheet.

Elements and attributes are those of the XML Spreadsheet Reference (Workbook in the namespace
urn:schemas-microsoft-com:office:spreadsheet). Formulas are never run.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lxml import etree

from pipelines.document import Document
from pipelines.readers.number_formats import GENERAL
from pipelines.readers.problems import UnreadableFile
from pipelines.readers.safe_xml import attribute, emptied, local_name, xml_events
from pipelines.readers.sheet_grids import Merge, Sheet, document_of_sheets
from pipelines.readers.spreadsheet_dates import days_of
from pipelines.readers.spreadsheet_text import StoredValue, shown_text, stored_number

READER = "spreadsheet_xml"

_FORMATS_BY_NAME: Mapping[str, str] = {
    "General Number": GENERAL,
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": '"¥"#,##0.00;"¥"\\-#,##0.00',
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_NAMES = ("Style", "Worksheet", "Column", "Row", "Visible", "DoNotDisplayZeros", "Date1904")
_LAST_COLUMN = 16384
_LAST_ROW = 1_048_576


@dataclass
class _Reading:
    """What is known so far while the file is gone through from top to end."""

    formats: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False
    sheet: Sheet = field(default_factory=lambda: Sheet(""))
    styles_of_columns: dict[int, str] = field(default_factory=dict)
    zeros: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0


def read_spreadsheet_xml(content: bytes) -> Document:
    """The Document of a workbook; rows and columns are those of the sheet.

    Raises UnreadableFile when it is broken, UnsupportedFile when a sheet is too large.
    """
    try:
        return document_of_sheets(READER, _sheets(content))
    except (etree.LxmlError, ValueError, ArithmeticError) as error:
        raise UnreadableFile(
            f"XML 表格无法解析 / the XML spreadsheet cannot be parsed: {error}",
            "用表格软件打开后另存为 xlsx / open it in a spreadsheet program, save it as xlsx",
        ) from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    reading = _Reading()
    for event, element in xml_events(io.BytesIO(content), *_NAMES):
        name = local_name(element)
        if name == "Worksheet" and event == "start":
            reading.sheet = Sheet(attribute(element, "Name") or "")
            reading.styles_of_columns, reading.zeros = {}, []
            reading.row = reading.column = 0
        elif event == "end":
            _take(element, name, reading)
            if name == "Worksheet":
                yield reading.sheet
            if name in ("Worksheet", "Row"):
                emptied(element)


def _take(element: Any, name: str, reading: _Reading) -> None:
    if name == "Style":
        number_format = next((c for c in element if local_name(c) == "NumberFormat"), None)
        code = None if number_format is None else attribute(number_format, "Format")
        parent = reading.formats.get(attribute(element, "Parent") or "Default", GENERAL)
        named = _FORMATS_BY_NAME.get(code, code) if code else GENERAL
        reading.formats[attribute(element, "ID") or ""] = parent if number_format is None else named
    elif name == "Column":
        _take_column(element, reading)
    elif name == "Row":
        _take_row(element, reading)
    elif name == "Visible":
        reading.sheet.is_hidden = (element.text or "").strip() != "SheetVisible"
    elif name == "Date1904":
        reading.from_1904 = True
    elif name == "DoNotDisplayZeros":
        for row, column in reading.zeros:
            reading.sheet.take_away(row, column)


def _take_column(element: Any, reading: _Reading) -> None:
    first = _index(element, reading.column)
    reading.column = min(first + _whole(element, "Span"), _LAST_COLUMN)
    numbers = range(first, reading.column + 1)
    if _is_hidden(element, "Width"):
        reading.sheet.hidden_columns.update(numbers)
    style = attribute(element, "StyleID")
    if style is not None:
        reading.styles_of_columns.update(dict.fromkeys(numbers, style))


def _take_row(element: Any, reading: _Reading) -> None:
    first = _index(element, reading.row)
    reading.row = first + _whole(element, "Span")
    if max(first, reading.row) > _LAST_ROW:
        raise ValueError(f"row {reading.row}")
    if _is_hidden(element, "Height"):
        reading.sheet.hidden_rows.update(range(first, reading.row + 1))
    style = attribute(element, "StyleID")
    column = 0
    for cell in element:
        if local_name(cell) == "Cell":
            column = _index(cell, column)
            across, down = _whole(cell, "MergeAcross"), _whole(cell, "MergeDown")
            if across or down:
                merge = Merge(first, column, first + down, column + across)
                reading.sheet.merges.append(merge)
            _take_cell(cell, first, column, style, reading)
            column += across


def _take_cell(
    cell: Any, row: int, column: int, style_of_row: str | None, reading: _Reading
) -> None:
    style = attribute(cell, "StyleID") or style_of_row or reading.styles_of_columns.get(column)
    code = reading.formats.get(style or "Default", GENERAL)
    data = next((child for child in cell if local_name(child) == "Data"), None)
    value = None if data is None else _value(data)
    formula = attribute(cell, "Formula")
    if value is None and formula is not None:
        reading.sheet.without_value += 1
        reading.sheet.put(row, column, formula if formula.startswith("=") else f"={formula}")
        return
    text = shown_text(value, code, from_1904=reading.from_1904)
    if isinstance(value, Decimal):
        reading.sheet.put_number(row, column, stored_number(value), text)
        if not value:
            reading.zeros.append((row, column))
    else:
        reading.sheet.put(row, column, text)


def _value(data: Any) -> StoredValue:
    text = "".join(data.itertext())
    kind = attribute(data, "Type") or "String"
    if kind == "Boolean":
        return text.strip() == "1"
    if kind not in ("Number", "DateTime"):
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None
    if kind == "DateTime":
        return days_of(datetime.datetime.fromisoformat(text.strip()))
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError(f"{text!r} is no number")
    return Decimal(text.strip())


def _index(element: Any, before: int) -> int:
    """The place of a row, column or cell: what it states, else the one after the last."""
    stated = attribute(element, "Index")
    return before + 1 if stated is None else int(stated)


def _whole(element: Any, name: str) -> int:
    """A whole number that an attribute states, 0 where it states none."""
    return max(0, int(attribute(element, name) or 0))


def _is_hidden(element: Any, size: str) -> bool:
    stated = attribute(element, size)
    return attribute(element, "Hidden") == "1" or (stated is not None and not float(stated))
