"""Facts beside their labels (项目名称, 主管部门), and the objectives of the year."""

from __future__ import annotations

import re

from pipelines.tables.evaluation.drafts import NO_UNIT, FundFact, Sheet
from pipelines.tables.evaluation.figures import read_money, read_points, unit_in_brackets
from pipelines.tables.evaluation.rows import EvaluationRow, RowCell
from pipelines.text.amounts import read_amount
from pipelines.text.normalising import comparable, repaired, without_spaces

_AMOUNTS = ("basic_expenditure", "project_expenditure")
FUND_FACTS = ("budget_initial", "budget_revised", "budget", "outturn", "execution_rate")
_NEXT_LABEL = re.compile(r"\s+(?=[^\s:：]{2,16}[:：])")
_LABEL_AND_FACT = re.compile(r"\s*(?P<label>[^:：]{2,24})[:：](?P<fact>.*)", re.DOTALL)


def fact_name(sheet: Sheet, text: str) -> str | None:
    """The fact that a label announces; None when it announces none."""
    folded = comparable(text).rstrip(":")
    for fact in sheet.forms.facts:
        if any(pattern.fullmatch(folded) for pattern in fact.labels):
            return fact.name
    return None


def fact_in_cell(sheet: Sheet, text: str) -> tuple[str, str] | None:
    """The fact that a text tells behind a label and a colon: its name and itself."""
    match = _LABEL_AND_FACT.fullmatch(repaired(text))
    name = fact_name(sheet, match["label"]) if match else None
    return None if match is None or name is None else (name, match["fact"].strip())


def facts_in_text(sheet: Sheet, text: str) -> list[tuple[str, str]]:
    """The facts of a line that may tell several: 部门名称：甲局　填报日期：2023年3月."""
    pieces = _NEXT_LABEL.split(repaired(text).strip())
    return [told for piece in pieces if (told := fact_in_cell(sheet, piece)) is not None]


def is_fact_row(sheet: Sheet, row: EvaluationRow, *, with_funds: bool) -> bool:
    """Whether one of the first two texts of a row is a label of a fact.

    Among the indicators 预算执行率 is one of them, and no label of funds.
    """
    found: set[str] = set()
    for cell in row.printed[:2]:
        told = fact_in_cell(sheet, cell.text)
        found |= {name for name in (fact_name(sheet, cell.text), told and told[0]) if name}
    return bool(found if with_funds else found - set(FUND_FACTS))


def read_fact_row(sheet: Sheet, row: EvaluationRow) -> None:
    """Read the facts of a row. A label that is followed by another label tells nothing."""
    cells = row.printed
    for position, cell in enumerate(cells):
        inside = facts_in_text(sheet, cell.text)
        name = fact_name(sheet, cell.text)
        if name is None and inside:
            figures = [told for told in inside if told[1] and _is_money_label(told[0])]
            for told in inside:
                if told[1] and told not in figures:
                    _keep_text(sheet, *told)
            if not figures:
                sheet.use([cell])
        if name is None:
            continue
        sheet.use([cell])
        following = cells[position + 1 : position + 2]
        if not following or fact_name(sheet, following[0].text):
            continue
        _keep(sheet, name, cell, following[0])


def use_ignored_facts(sheet: Sheet, row: EvaluationRow) -> None:
    """Mark telephone numbers, dates and codes of a row as facts that are not kept.

    A text may print such a fact again in every column of its merged cell.
    """
    cells = row.printed
    for position, cell in enumerate(cells):
        told = facts_in_text(sheet, cell.text)
        if told and all(name == "ignored" for name, _ in told):
            sheet.use([cell])
        following = cells[position + 1 :]
        beside = [other for other in following if other.folded == following[0].folded]
        if fact_name(sheet, cell.text) == "ignored" and not any(
            read_amount(other.text).decimals for other in beside
        ):
            sheet.use(beside)


def _is_money_label(name: str) -> bool:
    return name in (*_AMOUNTS, *FUND_FACTS, "total_score")


def _keep(sheet: Sheet, name: str, label: RowCell, cell: RowCell) -> None:
    if name in FUND_FACTS:
        if name not in sheet.fund_facts:
            sheet.fund_facts[name] = FundFact(label, cell)
        return
    if name in _AMOUNTS:
        unit = unit_in_brackets(label.text) or sheet.caption_unit()
        figure, own = read_money(cell, unit)
        if own is None:
            if figure.state in ("number", "illegible"):
                sheet.reject(cell, NO_UNIT)
            return
        heading = without_spaces(label.text)
        measure = ("amount", heading, "outturn")
        sheet.report_amount("composition", heading, measure, figure, own, "leaf")
    elif name == "total_score":
        figure = read_points(cell)
        if sheet.evaluation.total_score is None:
            sheet.evaluation.total_score = figure
        place = ("total", 1, without_spaces(label.text))
        sheet.report_quantity(place, ("total_score", place[2]), figure, "points", "total")
    else:
        _keep_text(sheet, name, repaired(cell.text).strip())
        # codes and telephone numbers are facts; a figure with decimals beside a label is none
        if read_amount(cell.text).decimals:
            return
    sheet.use([cell])


def _keep_text(sheet: Sheet, name: str, text: str) -> None:
    """Keep a fact the first time it is told."""
    if name != "ignored" and getattr(sheet.evaluation, name) is None:
        setattr(sheet.evaluation, name, "".join(text.split()) if _is_name(name) else text)


def _is_name(name: str) -> bool:
    return name in (
        "project_name",
        "supervising_agency",
        "implementing_unit",
        "reporting_unit",
        "grade",
    )


# --- objectives --------------------------------------------------------------------------------


def _matches(patterns: tuple[re.Pattern[str], ...], cell: RowCell) -> bool:
    return any(pattern.fullmatch(cell.folded) for pattern in patterns)


def numbered_goal(sheet: Sheet, row: EvaluationRow) -> str | None:
    """The goal that a row such as 年度绩效目标 2 | … announces: its indicators follow."""
    cells = row.printed
    if not _matches(sheet.forms.objectives.numbered, cells[0]):
        return None
    sheet.use(cell for cell in cells if not cell.is_figure)
    return repaired(cells[min(1, len(cells) - 1)].text).strip()


def objective_labels(sheet: Sheet, row: EvaluationRow) -> tuple[RowCell | None, RowCell | None]:
    """The cells of a row that head the expected objective and what came of it."""
    words = sheet.forms.objectives
    expected = [cell for cell in row.printed if _matches(words.expected, cell)]
    actual = [cell for cell in row.printed if _matches(words.actual, cell)]
    outer = [cell for cell in expected if _matches(words.outer, cell)]
    if len(expected) > 1 and len(outer) < len(expected):
        expected = [cell for cell in expected if cell not in outer]
    return (
        expected[0] if len(expected) == 1 else None,
        actual[0] if len(actual) == 1 else None,
    )


def read_objective_row(
    sheet: Sheet, row: EvaluationRow, labels: tuple[RowCell | None, RowCell | None]
) -> None:
    """Texts below the two headings go on with the expected and the actual objective."""
    for cell in row.printed:
        if _matches(sheet.forms.objectives.outer, cell):
            sheet.use([cell])
            continue
        for name, label in zip(("objective_expected", "objective_actual"), labels, strict=True):
            if label is None or cell.last < label.first or label.last < cell.first:
                continue
            text = repaired(cell.text).strip()
            before = getattr(sheet.evaluation, name)
            setattr(sheet.evaluation, name, text if before is None else f"{before}\n{text}")
            sheet.use([cell])
            break
