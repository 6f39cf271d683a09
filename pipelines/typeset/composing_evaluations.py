"""Composes the printed table of a self-evaluation from its figures and an evaluation layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress

from pipelines.typeset.evaluation_layouts import (
    EvaluationLayout,
    EvaluationRow,
    EvaluationSection,
)
from pipelines.typeset.evaluations import EvaluationFigures, GoalFigures
from pipelines.typeset.printed import PrintedCell, PrintedRow, PrintedTable

Texts = Mapping[str, str]


def compose_evaluation(evaluation: EvaluationFigures, layout: EvaluationLayout) -> PrintedTable:
    """The printed table of one evaluation; what the evaluation does not state is left blank."""
    own = _texts_of(evaluation)
    rows: list[PrintedRow] = []
    for section in layout.sections:
        rows += _section_rows(section, evaluation, own)
    return PrintedTable(
        title=evaluation.title,
        captions=tuple(
            (_filled(left, own), _filled(right, own)) for left, right in layout.captions
        ),
        weights=layout.weights,
        heading_rows=(),
        body_rows=tuple(rows),
        notes=evaluation.notes,
        stands_in_text=True,
    )


def _texts_of(evaluation: EvaluationFigures) -> Texts:
    goal = evaluation.goals[0] if len(evaluation.goals) == 1 else None
    return {
        **evaluation.facts,
        "expected": goal.expected if goal else "",
        "achieved": goal.actual if goal else "",
        "total_weight": evaluation.total_weight,
        "total_score": evaluation.total_score,
    }


def _section_rows(
    section: EvaluationSection, evaluation: EvaluationFigures, own: Texts
) -> list[PrintedRow]:
    if section.each == "indicator":
        rows: list[PrintedRow] = []
        for goal in evaluation.goals:
            rows += _goal_rows(section, goal, own)
        return rows
    funds = evaluation.funds if section.each == "fund" else ()
    records = [{**own, **fund.model_dump()} for fund in funds]
    return _beside(section, [*_once(section, own), *_repeated(section.cells, records)], own)


def _goal_rows(section: EvaluationSection, goal: GoalFigures, own: Texts) -> list[PrintedRow]:
    texts = {**own, "goal_label": goal.label, "goal": goal.text}
    records = [{**texts, **indicator.model_dump()} for indicator in goal.indicators]
    rows = [*_once(section, texts), *_repeated(section.cells, records)]
    above = [_row(section.goal_row, texts)] if section.goal_row else []
    return [*above, *_beside(section, rows, texts)]


def _once(section: EvaluationSection, texts: Texts) -> list[PrintedRow]:
    return [_row(row, texts) for row in section.rows]


def _row(cells: EvaluationRow, texts: Texts) -> PrintedRow:
    printed: list[PrintedCell] = []
    column = 0
    for cell in cells:
        text = _filled(cell.text, texts)
        printed.append(PrintedCell(column, text, cell.kind, 1, cell.span))
        column += cell.span
    return tuple(printed)


def _repeated(cells: EvaluationRow, records: Sequence[Texts]) -> list[PrintedRow]:
    """A row a record, merged cells joined with the equal cells above them."""
    rows = [list(_row(cells, record)) for record in records]
    keys = [_merged_texts(cells, row) for row in rows]
    kept = [[True] * len(cells) for _ in rows]
    for position, cell in enumerate(cells):
        first = 0
        for index in range(1, len(rows) if cell.merged else 0):
            if keys[index][: position + 1] != keys[first][: position + 1]:
                first = index
                continue
            kept[index][position] = False
            anchor = rows[first][position]
            rows[first][position] = replace(anchor, row_span=index - first + 1)
    return [tuple(compress(row, stays)) for row, stays in zip(rows, kept, strict=True)]


def _merged_texts(cells: EvaluationRow, row: Sequence[PrintedCell]) -> list[str]:
    """The texts by which a row joins the row above; '' where the layout merges nothing."""
    return [printed.text if cell.merged else "" for cell, printed in zip(cells, row, strict=True)]


def _beside(
    section: EvaluationSection, rows: Sequence[PrintedRow], texts: Texts
) -> list[PrintedRow]:
    """The rows with the section's side cell to their left, over all of them."""
    if section.side is None or not rows:
        return list(rows)
    span = section.side.span
    text = _filled(section.side.text, texts)
    side = PrintedCell(0, text, section.side.kind, len(rows), span)
    moved = [tuple(replace(cell, column=cell.column + span) for cell in row) for row in rows]
    return [(side, *moved[0]), *moved[1:]]


def _filled(text: str, texts: Texts) -> str:
    return text.format_map(defaultdict(str, texts))
