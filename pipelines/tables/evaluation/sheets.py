"""Reads one sheet from top to bottom: each row goes to the part that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.tables.evaluation.drafts import Sheet
from pipelines.tables.evaluation.facts import (
    is_fact_row,
    numbered_goal,
    objective_labels,
    read_fact_row,
    read_objective_row,
    use_ignored_facts,
)
from pipelines.tables.evaluation.fund_pairs import (
    read_pair_row,
    read_transposed_funds,
    settle_fund_facts,
)
from pipelines.tables.evaluation.funds import FundPart, find_fund_part, read_fund_row
from pipelines.tables.evaluation.indicators import (
    IndicatorPart,
    find_indicator_part,
    read_indicator_row,
)
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.tables.evaluation.totals import (
    TotalHeader,
    is_total_row,
    read_row_below_total,
    read_total_row,
)
from pipelines.text.normalising import repaired

# the label of the part, the expected objective, what came of it
_MOST_OBJECTIVE_CELLS = 3


@dataclass
class _Parts:
    """The parts of a sheet that have begun, and which of them is being read."""

    funds: FundPart | None = None
    indicators: IndicatorPart | None = None
    objectives: tuple[RowCell | None, RowCell | None] | None = None
    total: TotalHeader | None = None
    current: str = ""


def read_sheet(sheet: Sheet) -> None:
    """Fill the evaluation of a sheet from its rows and list the figures that no rule used."""
    parts = _Parts()
    index = 0
    while index < len(sheet.rows):
        index += _read_row(sheet, index, parts)
    settle_fund_facts(sheet)
    _finish(sheet, parts)
    for row in sheet.rows:
        use_ignored_facts(sheet, row)
    sheet.list_rest()


def _read_row(sheet: Sheet, index: int, parts: _Parts) -> int:
    """Read the row or the heading rows at an index; how many rows that were."""
    row = sheet.rows[index]
    if not row.printed:
        return 1
    total, parts.total = parts.total, None
    if total is not None and read_row_below_total(sheet, row, total):
        return 1
    indicators = find_indicator_part(sheet, index)
    if indicators is not None:
        if parts.indicators is not None and sheet.goal is None:
            indicators.level1, indicators.level2 = parts.indicators.level1, parts.indicators.level2
            indicators.last_item = parts.indicators.last_item
        parts.indicators, parts.current = indicators, "indicators"
        return indicators.header.row_count
    if parts.current != "indicators" and (funds := find_fund_part(sheet, index)) is not None:
        parts.funds, parts.current = funds, "funds"
        return funds.header.row_count
    if parts.current != "indicators" and (count := read_transposed_funds(sheet, index)):
        return count
    goal = numbered_goal(sheet, row)
    if goal is not None:
        sheet.goal, parts.current = goal, "goals"
        return 1
    if parts.current == "funds" and parts.funds and read_fund_row(sheet, row, parts.funds):
        return 1
    if parts.current != "indicators" and read_pair_row(sheet, row):
        return 1
    if _reads_below_indicators(sheet, row, parts):
        return 1
    if parts.current != "indicators" and _reads_objectives(sheet, row, parts):
        return 1
    if parts.current == "indicators" and parts.indicators is not None:
        read_indicator_row(sheet, row, parts.indicators)
    elif parts.current == "objectives" and parts.objectives is not None:
        if len(row.printed) > _MOST_OBJECTIVE_CELLS or any(c.is_figure for c in row.printed):
            # indicators whose headings are not known: figures are no objectives
            parts.current = ""
        else:
            read_objective_row(sheet, row, parts.objectives)
    return 1


def _reads_below_indicators(sheet: Sheet, row: EvaluationRow, parts: _Parts) -> bool:
    """Read a total, a remark or facts. Among the indicators these stand left of their names."""
    if parts.current == "indicators" and not _begins_left(row, parts):
        return False
    if parts.indicators is not None and is_total_row(sheet, row):
        parts.total = read_total_row(sheet, row, parts.indicators)
        return True
    first = row.printed[0]
    if any(pattern.fullmatch(first.folded) for pattern in sheet.forms.indicators.remark_rows):
        sheet.use(cell for cell in row.printed if not cell.is_figure)
        parts.current = "remarks" if parts.current == "indicators" else parts.current
        return True
    if is_fact_row(sheet, row, with_funds=parts.indicators is None):
        read_fact_row(sheet, row)
        return True
    return False


def _begins_left(row: EvaluationRow, parts: _Parts) -> bool:
    """Whether a row begins left of the names of indicators, and of their kinds but the first."""
    assert parts.indicators is not None
    header = parts.indicators.header
    names = [h for h in header.headings if h.name in ("level2", "level3")]
    return row.printed[0].first < min(heading.first for heading in names)


def _reads_objectives(sheet: Sheet, row: EvaluationRow, parts: _Parts) -> bool:
    """Read the headings of the objectives, or an objective beside its own heading."""
    expected, actual = objective_labels(sheet, row)
    if expected is None and actual is None:
        return False
    if expected is not None and actual is not None:
        sheet.use([expected, actual])
        parts.objectives, parts.current = (expected, actual), "objectives"
        return True
    label = expected or actual
    assert label is not None
    beside = [cell for cell in row.printed if cell.first > label.last]
    if len(beside) != 1:
        return False
    name = "objective_expected" if expected is not None else "objective_actual"
    setattr(sheet.evaluation, name, repaired(beside[0].text).strip())
    sheet.use([label, beside[0]])
    return True


def _finish(sheet: Sheet, parts: _Parts) -> None:
    evaluation = sheet.evaluation
    totals = [fund for fund in evaluation.funds if not fund.is_part]
    if len(totals) == 1:
        evaluation.execution_score = totals[0].score
        if totals[0].weight is not None and totals[0].weight.value is not None:
            evaluation.execution_weight = totals[0].weight.value
    names: list[str] = []
    for part in (parts.funds, parts.indicators):
        if part is not None:
            names += [heading.name for heading in part.header.headings if heading.name]
    evaluation.layout = "_".join(dict.fromkeys(names)) or "facts"
