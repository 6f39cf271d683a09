"""Funds that do not stand below headings of their measures.

Some sheets print each amount beside its own label (预算执行数 | 98.00), some the measures as rows
and the sources as columns. Both give the same rows of funds as `pipelines.tables.evaluation.funds`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.catalogue.evaluation_model import FundRow
from pipelines.tables.evaluation.drafts import FundFact, Sheet
from pipelines.tables.evaluation.figures import unit_in_brackets
from pipelines.tables.evaluation.funds import (
    FundPart,
    budget_basis,
    emit_fund,
    fund_row,
    heading_names,
)
from pipelines.tables.evaluation.headings import Header, Heading
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.text.units import Unit

_BUDGETS = ("budget_initial", "budget_revised", "budget")


def read_pair_row(sheet: Sheet, row: EvaluationRow) -> bool:
    """Read 财政拨款 | 86.40 | 财政拨款 | 80.15 below 预算数 and 执行数; False when it is none.

    Each amount belongs to the label on its left, and that to the budget or outturn label above it.
    """
    facts = sheet.fund_facts
    budgets = [name for name in _BUDGETS if name in facts]
    labels = [cell for cell in row.printed if fund_row(sheet, cell) is not None]
    if len(budgets) != 1 or "outturn" not in facts or len(labels) != 2:
        return False
    if labels[0].folded.rstrip(":") != labels[1].folded.rstrip(":"):
        return False
    found: dict[str, FundFact] = {}
    for name, label in zip((budgets[0], "outturn"), labels, strict=True):
        above = facts[name].label
        beside = row.after(label)[:1]
        if not _overlap(above, label) or not beside or beside[0] in labels:
            return False
        found[name] = FundFact(label, beside[0])
    sheet.fund_pairs.append(found)
    return True


def settle_fund_facts(sheet: Sheet) -> None:
    """Make funds of the amounts that stood beside labels, where no funds stood below headings.

    Without a budget or an outturn, or with two of them, the amounts stay unread and are listed.
    """
    facts = sheet.fund_facts
    budgets = [name for name in _BUDGETS if name in facts]
    if sheet.evaluation.funds or "outturn" not in facts or not budgets:
        return
    if "budget" in facts and "budget_revised" in facts:
        return
    total = next(row for row in sheet.forms.funds.rows if not row.is_part)
    _emit_facts(sheet, facts, total, facts[budgets[0]].label)
    for pair in sheet.fund_pairs:
        label = next(iter(pair.values())).label
        source = fund_row(sheet, label)
        assert source is not None
        _emit_facts(sheet, pair, source, label)


def _emit_facts(
    sheet: Sheet, facts: Mapping[str, FundFact], source: FundRow, label: RowCell
) -> None:
    headings = [(name, fact.label) for name, fact in facts.items()]
    part = _part(sheet, sheet.rows[0], headings, sheet.rows)
    cells = {name: fact.cell for name, fact in facts.items()}
    sheet.use(cell for fact in facts.values() for cell in (fact.label, fact.cell))
    emit_fund(sheet, label, source, cells, part)


def read_transposed_funds(sheet: Sheet, index: int) -> int:
    """Read funds whose sources are columns and whose measures are rows; how many rows, 0 for none.

    The sources stand in one row, exactly one of them the total; every row below names one measure
    on the left of them, an outturn and a budget among them.
    """
    heading = sheet.rows[index]
    sources = [(cell, source) for cell in heading.printed if (source := fund_row(sheet, cell))]
    is_header = len(sources) >= 2 and not any(cell.is_figure for cell in heading.printed)
    if not is_header or sum(1 for _, source in sources if not source.is_part) != 1:
        return 0
    measures = _measure_rows(sheet, index + 1, sources[0][0].first)
    if "outturn" not in measures or not set(measures) & set(_BUDGETS):
        return 0
    rows = [heading, *(row for row, _ in measures.values())]
    labels = [(name, label) for name, (_, label) in measures.items()]
    part = _part(sheet, heading, labels, rows)
    sheet.use(cell for row in rows for cell in row.printed if not cell.is_figure)
    for column, source in sources:
        cells = {
            name: cell
            for name, (row, _) in measures.items()
            for cell in row.cells
            if _overlap(column, cell) and not cell.from_above
        }
        sheet.use(cells.values())
        emit_fund(sheet, column, source, cells, part)
    return len(rows)


def _measure_rows(
    sheet: Sheet, start: int, before: int
) -> dict[str, tuple[EvaluationRow, RowCell]]:
    """The rows that name a measure on the left of the sources, each measure once."""
    found: dict[str, tuple[EvaluationRow, RowCell]] = {}
    for row in sheet.rows[start:]:
        named = [
            (names[0], cell)
            for cell in row.printed
            if cell.last < before and len(names := heading_names(sheet, cell)) == 1
        ]
        if row.frame is not sheet.rows[start - 1].frame or len(named) != 1:
            break
        if named[0][0] in found:
            break
        found[named[0][0]] = (row, named[0][1])
    return found


def _part(
    sheet: Sheet,
    row: EvaluationRow,
    labels: Sequence[tuple[str, RowCell]],
    rows: Sequence[EvaluationRow],
) -> FundPart:
    headings = tuple(
        Heading(name, label.folded.rstrip(":"), label.first, label.last, label.address)
        for name, label in labels
    )
    header = Header(row.frame, headings, 1, row.width, frozenset(h.address for h in headings))
    return FundPart(header, _unit(sheet, rows), budget_basis(sheet))


def _unit(sheet: Sheet, rows: Sequence[EvaluationRow]) -> Unit | None:
    """The unit in the label of the part (项目资金（万元）), else the one stated for the sheet."""
    outer = sheet.forms.funds.outer
    units = {
        unit
        for row in rows
        for cell in row.printed
        if any(pattern.fullmatch(cell.folded) for pattern in outer)
        and (unit := unit_in_brackets(cell.text))
    }
    if not units:
        return sheet.caption_unit()
    return units.pop() if len(units) == 1 else None


def _overlap(above: RowCell, below: RowCell) -> bool:
    return above.first <= below.last and below.first <= above.last
