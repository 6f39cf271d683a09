"""Tables of data -> one .xlsx that a person opens: a contents sheet, then a sheet a table.

Amounts are numbers, everything else is text as it stands: no cell is ever a formula of ours or
somebody else's. Report files from figures belong in xlsx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

ROWS_OF_A_SHEET = 100_000
"""A longer table is not written at all: Excel holds 1,048,575 rows and is slow long before, and a
table cut somewhere would give wrong sums."""
DIGITS_OF_A_NUMBER = 15
"""Excel keeps so many; a longer amount is written as text, so that no digit changes."""
LETTERS_OF_A_CELL = 32_767
CONTENTS = "目录"
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEADER_FILL = PatternFill("solid", fgColor="FFDDE6F0")
_WIDEST, _NARROWEST = 48, 9


@dataclass(frozen=True)
class SheetOfRows:
    """One sheet: `title` names it, `told` says in words what it holds; `rows` may be read once.

    `money` are the positions of amounts, from 0.
    """

    title: str
    name_en: str
    told: str
    columns: Sequence[str]
    money: frozenset[int]
    row_count: int
    rows: Iterable[Sequence[Any]]


def write_data_workbook(path: Path, heading: str, sheets: Sequence[SheetOfRows]) -> None:
    """Write the workbook; the contents sheet names a table too long for a sheet of its own."""
    workbook = Workbook(write_only=True)
    _write_contents(workbook.create_sheet(CONTENTS), heading, sheets)
    for sheet in sheets:
        if sheet.row_count <= ROWS_OF_A_SHEET:
            _write_rows(workbook.create_sheet(sheet.title), sheet)
    workbook.save(path)


def _write_contents(page: Any, heading: str, sheets: Sequence[SheetOfRows]) -> None:
    for column, width in zip("ABCDE", (26, 34, 10, 30, 90), strict=True):
        page.column_dimensions[column].width = width
    page.freeze_panes = "A4"
    page.append([_styled(page, heading, font=Font(bold=True, size=14))])
    page.append([])
    names = ("工作表 sheet", "表名 table", "行数 rows", "提示 note", "内容 contents")
    page.append([_heading(page, name) for name in names])
    for sheet in sheets:
        link = _styled(page, sheet.title)
        if sheet.row_count <= ROWS_OF_A_SHEET:
            link.font = Font(color="FF0563C1", underline="single")
            link.hyperlink = f"#'{sheet.title}'!A1"
        page.append([link, sheet.name_en, sheet.row_count, _note(sheet), _text(page, sheet.told)])


def _note(sheet: SheetOfRows) -> str:
    if sheet.row_count > ROWS_OF_A_SHEET:
        return (
            f"超过 {ROWS_OF_A_SHEET:,} 行，不在本文件，见 csv 或 parquet / "
            "too long for a sheet, see csv or parquet"
        )
    return "" if sheet.row_count else "没有数据 / no rows"


def _write_rows(page: Any, sheet: SheetOfRows) -> None:
    # a write-only sheet wants its widths before its rows, so the first rows are looked at
    rows = iter(sheet.rows)
    first = list(islice(rows, 50))
    for position, name in enumerate(sheet.columns):
        shown = [name, *(_shown(row[position]) for row in first)]
        width = max(sum(2 if sign > "\x7f" else 1 for sign in text) for text in shown) + 3
        page.column_dimensions[get_column_letter(position + 1)].width = min(
            max(width, _NARROWEST), _WIDEST
        )
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{sheet.row_count + 1}"
    page.append([_heading(page, name) for name in sheet.columns])
    for row in chain(first, rows):
        page.append(
            [_cell(page, value, position in sheet.money) for position, value in enumerate(row)]
        )


def _cell(page: Any, value: Any, is_money: bool) -> Any:
    if isinstance(value, str):
        return _text(page, value)
    if isinstance(value, list):
        return _text(page, "; ".join(str(one) for one in value))
    if isinstance(value, Decimal):
        if len(value.normalize().as_tuple().digits) > DIGITS_OF_A_NUMBER:
            return _text(page, f"{value:f}")
        if is_money:
            cell = WriteOnlyCell(page, value)
            cell.number_format = "#,##0.00"
            return cell
    return value


def _text(page: Any, value: str) -> Any:
    text = _UNFIT.sub("", value)[:LETTERS_OF_A_CELL]
    # openpyxl takes "=…" for a formula and "#N/A" for an error
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    return cell


def _heading(page: Any, name: str) -> Any:
    return _styled(
        page,
        name,
        font=Font(bold=True),
        fill=_HEADER_FILL,
        alignment=Alignment(wrap_text=True, vertical="center"),
    )


def _styled(page: Any, value: str, **styles: Any) -> Any:
    cell = WriteOnlyCell(page, value)
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)
