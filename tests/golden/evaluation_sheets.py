"""Small self-evaluations with all that is to be read in them, told by hand.

A sheet is printed a line a row, cells between |; a cell < goes on with the one on its left, ^ with
the one above it. `shows` are the entries of the catalogue without which it is read differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.tables.evaluation.model import (
    Evaluation,
    EvaluationFund,
    EvaluationIndicator,
    Figure,
)
from pipelines.tables.evaluation.reading import read_evaluations
from pipelines.tables.streaming import stream

_SHEETS = Path(__file__).parent / "evaluations.yml"
_FACTS = (
    "project_name",
    "supervising_agency",
    "implementing_unit",
    "reporting_unit",
    "objective_expected",
    "objective_actual",
    "grade",
)
_FUND_FIGURES = ("budget_initial", "budget_revised", "outturn", "execution_rate", "weight", "score")
_INDICATOR_TEXTS = ("goal", "comparison", "target_text", "target_unit", "actual_text", "reason")
_INDICATOR_FIGURES = ("completion_rate", "weight", "score")


@dataclass(frozen=True)
class EvaluationSheets:
    """What is printed on a page, and every line of what is to be read there."""

    manner: str
    printed: str
    told: Sequence[str]
    shows: Mapping[str, Sequence[str]]


def evaluation_sheets() -> list[EvaluationSheets]:
    return [
        EvaluationSheets(entry["manner"], entry["printed"], entry["read"], entry["shows"])
        for entry in yaml.safe_load(_SHEETS.read_text(encoding="utf-8"))
    ]


def as_read(sheets: EvaluationSheets, forms: EvaluationForms) -> list[str]:
    """What the reader makes of a page, line by line as it is told by hand."""
    catalogue = load_catalogue()
    page = Page(tuple(_blocks(sheets.printed)), number=1)
    reading = read_evaluations(list(stream(Document("test", (page,)), catalogue)), catalogue, forms)
    read = [line for evaluation in reading.evaluations for line in _lines(evaluation)]
    return [*read, *(f"unread: {cell.text}" for cell in reading.unplaced)]


def _blocks(printed: str) -> Iterator[TextLine | Grid]:
    """Lines of text as they are, lines of cells that follow each other as one grid."""
    rows: list[list[str]] = []
    first = 1
    for line in [*printed.splitlines(), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        if rows:
            yield _grid(rows, first)
            first, rows = first + len(rows), []
        if line:
            yield TextLine(line)


def _grid(rows: Sequence[Sequence[str]], first: int) -> Grid:
    cells = [
        Cell(
            first + index,
            column + 1,
            text,
            1 + _run([below[column] for below in rows[index + 1 :]], "^"),
            1 + _run(row[column + 1 :], "<"),
        )
        for index, row in enumerate(rows)
        for column, text in enumerate(row)
        if text not in ("<", "^")
    ]
    return Grid(first, len(rows), max(len(row) for row in rows), tuple(cells))


def _run(texts: Sequence[str], mark: str) -> int:
    return next((at for at, text in enumerate(texts) if text != mark), len(texts))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"sheet: {evaluation.form_code}"
    for name in _FACTS:
        if (fact := getattr(evaluation, name)) is not None:
            yield f"{name}: {fact}"
    yield from map(_fund, evaluation.funds)
    yield from map(_indicator, evaluation.indicators)
    if not evaluation.funds:
        # the amounts of funds are those of the lines above
        for one in evaluation.amounts:
            told = (one.row_role, one.block, one.row_label, one.measure, one.basis)
            yield f"amount: {' '.join(told)} {one.amount_text}"
    for quantity in evaluation.quantities:
        if quantity.block not in ("funds", "indicators") or quantity.row_role != "leaf":
            yield (
                f"{quantity.row_role}: {quantity.block} {quantity.row_label} "
                f"{quantity.measure} {quantity.value_text}"
            )
    yield from (f"unplaced: {cell.text}" for cell in evaluation.unplaced)


def _fund(fund: EvaluationFund) -> str:
    figures = ((name, getattr(fund, name)) for name in _FUND_FIGURES)
    told = [f"{name} {_shown(figure)}" for name, figure in figures if figure is not None]
    return ", ".join(
        [f"fund: {fund.fund} {fund.fund_label} ({fund.unit})", *told, fund.budget_basis]
    )


def _indicator(one: EvaluationIndicator) -> str:
    texts = [(name, getattr(one, name)) for name in _INDICATOR_TEXTS]
    texts += [(name, _shown(getattr(one, name))) for name in _INDICATOR_FIGURES]
    named = f"indicator: {one.level1 or '-'} {one.level2 or '-'} {one.level3_label}"
    return ", ".join([named, *(f"{name} {text}" for name, text in texts if text)])


def _shown(figure: Figure | None) -> str | None:
    return None if figure is None else figure.text or figure.state
