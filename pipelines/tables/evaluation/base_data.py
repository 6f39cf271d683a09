"""The base data of a department (部门整体支出绩效评价基础数据表).

Its parts stand one below the other, each with headings of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.catalogue.evaluation_model import BaseBlock, BaseHeading
from pipelines.tables.evaluation.drafts import NO_UNIT, Sheet
from pipelines.tables.evaluation.figures import read_count, read_money, read_rate, unit_in_brackets
from pipelines.tables.evaluation.rows import EvaluationRow, Frame, RowCell
from pipelines.tables.model import PlacedRole, QuantityUnit
from pipelines.text.labels import row_label
from pipelines.text.normalising import without_spaces
from pipelines.text.units import Unit

_YEAR = re.compile(r"20\d{2}")
_OTHER_COLUMNS = "没有对应的栏目 / no heading stands over it"


@dataclass(frozen=True)
class _Column:
    first: int
    last: int
    heading: BaseHeading
    text: str


@dataclass(frozen=True)
class _Part:
    """A part of the table while its rows are read."""

    block: BaseBlock
    label: str
    label_last: int
    frame: Frame
    columns: tuple[_Column, ...]
    unit: Unit | None


def read_base_data(sheet: Sheet) -> bool:
    """Fill amounts and quantities from the rows of the table; False when no part is known."""
    part: _Part | None = None
    known = False
    number = 0
    for row in sheet.rows:
        begun = _part(sheet, row)
        if begun is not None:
            part, known = begun, True
            sheet.use(row.printed)
            continue
        if part is None or row.frame.columns != part.frame.columns or _is_remark(sheet, row):
            continue
        number += 1
        _read_row(sheet, row, part, number)
    return known


def _part(sheet: Sheet, row: EvaluationRow) -> _Part | None:
    """The part that a row opens: its label, and known headings beside it."""
    if not row.printed:
        return None
    label, *others = row.printed
    for block in sheet.forms.base_data.blocks:
        if not any(pattern.fullmatch(label.folded) for pattern in block.label):
            continue
        columns = _columns(block, others)
        if columns:
            unit = unit_in_brackets(label.text) or sheet.caption_unit()
            name = without_spaces(label.text)
            return _Part(block, name, label.last, row.frame, columns, unit)
    return None


def _columns(block: BaseBlock, cells: list[RowCell]) -> tuple[_Column, ...]:
    columns: list[_Column] = []
    for cell in cells:
        found = [h for h in block.columns if any(p.fullmatch(cell.folded) for p in h.headings)]
        if len(found) == 1:
            columns.append(_Column(cell.first, cell.last, found[0], cell.folded))
    return _with_prior_year(tuple(columns))


def _with_prior_year(columns: tuple[_Column, ...]) -> tuple[_Column, ...]:
    """Of two outturns the earlier year's is the prior one; any other doubling is dropped."""
    years = {column: _YEAR.search(column.text) for column in columns}
    outturns = [column for column in columns if column.heading.measure == "outturn"]
    dated = sorted(int(match[0]) for column in outturns if (match := years[column]))
    settled: list[_Column] = []
    for column in columns:
        match = years[column]
        is_earlier = match is not None and len(dated) == 2 and int(match[0]) + 1 == dated[1]
        if is_earlier and column in outturns:
            prior = column.heading.model_copy(update={"measure": "prior_outturn"})
            settled.append(replace(column, heading=prior))
        else:
            settled.append(column)
    measures = [column.heading.measure for column in settled]
    return tuple(c for c in settled if measures.count(c.heading.measure) == 1)


def _is_remark(sheet: Sheet, row: EvaluationRow) -> bool:
    words = sheet.forms.base_data.remark_rows
    return bool(row.printed) and any(p.fullmatch(row.printed[0].folded) for p in words)


def _read_row(sheet: Sheet, row: EvaluationRow, part: _Part, number: int) -> None:
    label = _label(row, part)
    by_column: Mapping[int, _Column] = {
        number_: column
        for column in part.columns
        for number_ in range(column.first, column.last + 1)
    }
    role = _role(sheet, label)
    for cell in row.cells:
        if cell.from_above:
            continue
        column = by_column.get(cell.first)
        if column is None or by_column.get(cell.last) is not column:
            if column is not None and cell.is_figure:
                sheet.reject(cell, "一格跨多栏 / a cell over several columns")
            continue
        _emit(sheet, cell, column, part, (label, number, role))


def _label(row: EvaluationRow, part: _Part) -> str:
    """The last text left of the columns; the part's own label where a row has none."""
    first = min(column.first for column in part.columns)
    texts = [cell for cell in row.printed if cell.last < first and not cell.is_figure]
    return row_label(texts[-1].text).rstrip(":：") if texts else part.label


def _role(sheet: Sheet, label: str) -> PlacedRole:
    words = sheet.forms.base_data.total_rows
    return "subtotal" if any(p.fullmatch(label) for p in words) else "leaf"


def _emit(
    sheet: Sheet, cell: RowCell, column: _Column, part: _Part, row: tuple[str, int, PlacedRole]
) -> None:
    label, number, role = row
    measure = column.heading.measure
    if column.heading.unit == "money":
        figure, unit = read_money(cell, unit_in_brackets(column.text) or part.unit)
        if unit is None:
            if figure.state in ("number", "illegible"):
                sheet.reject(cell, NO_UNIT)
            return
        basis = {"prior_outturn": "outturn", "budget": "budget_unstated"}.get(measure, measure)
        if part.block.block == "buildings":
            basis = "budget_unstated" if measure.startswith("budget") else "outturn"
        slug = (measure, column.text, basis)
        sheet.report_amount(part.block.block, label, slug, figure, unit, role)
    else:
        place = (part.block.block, number, label)
        is_rate = column.heading.unit == "percent"
        figure = read_rate(cell, column.text) if is_rate else read_count(cell)
        kind: QuantityUnit = "percent" if is_rate else "count"
        sheet.report_quantity(place, (measure, column.text), figure, kind, role)
    sheet.use([cell])
