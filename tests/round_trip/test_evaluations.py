"""read(typeset(evaluation)) == evaluation: funds, indicators and totals, for invented figures."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.catalogue.loading import load_catalogue, load_evaluation_forms
from pipelines.readers.opening import open_document
from pipelines.tables.evaluation.model import Evaluation, Figure
from pipelines.tables.evaluation.reading import read_evaluations
from pipelines.tables.recognising import recognise_items
from pipelines.tables.streaming import stream
from pipelines.typeset.evaluation_layouts import EVALUATION_LAYOUTS
from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import Heading, Paragraph, ReportFigures, ReportPart
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.samples import load_samples
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset
from tests.round_trip.inventing_evaluations import evaluations
from tests.round_trip.test_round_trip import examples

SOURCES = Path(__file__).resolve().parents[2] / "sources"
SAMPLES = load_samples(SOURCES)
PRINTED_LINE = Paragraph("项目全年支出情况见下表。")


def printed_evaluations(report: ReportFigures) -> list[EvaluationFigures]:
    return [part for part in report.parts if isinstance(part, EvaluationFigures)]


class ReadFund(NamedTuple):
    label: str
    budget_initial: str
    budget_revised: str
    outturn: str
    weight: str
    execution_rate: str
    score: str


class ReadIndicator(NamedTuple):
    goal: str
    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str


def read_again(
    evaluation: EvaluationFigures, file_format: FileFormat, paging: Paging | None = None
) -> list[Evaluation]:
    """The evaluations that are read from a file that prints this one."""
    around: tuple[ReportPart, ...] = ()
    if not file_format.startswith("xlsx"):
        around = (Heading("一、绩效自评情况", 2), PRINTED_LINE)
    report = ReportFigures(
        "某市数据中心", 2023, "wan", (), parts=(*around, evaluation), own_title="绩效自评报告"
    )
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{SUFFIXES[file_format]}"
        path.write_bytes(typeset(report, load_layout("ministry"), file_format, paging))
        items = list(stream(open_document(path), catalogue))
    reading = read_evaluations(items, catalogue, load_evaluation_forms())
    assert reading.unplaced == ()
    return list(reading.evaluations)


def figure_text(figure: Figure | None) -> str:
    return "" if figure is None or figure.text is None else figure.text


def flat(text: str | None) -> str:
    return "".join((text or "").split())


def expected_funds(evaluation: EvaluationFigures) -> list[ReadFund]:
    return [ReadFund(**fund.model_dump()) for fund in evaluation.funds]


def read_funds(evaluation: Evaluation) -> list[ReadFund]:
    return [
        ReadFund(
            flat(fund.fund_label),
            figure_text(fund.budget_initial),
            figure_text(fund.budget_revised),
            figure_text(fund.outturn),
            figure_text(fund.weight),
            figure_text(fund.execution_rate),
            figure_text(fund.score),
        )
        for fund in evaluation.funds
    ]


def expected_indicators(evaluation: EvaluationFigures) -> list[ReadIndicator]:
    """The indicators as printed, the weight taken off the label of the first level."""
    return [
        ReadIndicator(goal.text, **{**one.model_dump(), "level1": one.level1.partition("\n")[0]})
        for goal in evaluation.goals
        for one in goal.indicators
    ]


def read_indicators(evaluation: Evaluation) -> list[ReadIndicator]:
    return [
        ReadIndicator(
            flat(one.goal),
            flat(one.level1_label),
            flat(one.level2_label),
            flat(one.level3_label),
            flat((one.target_text or "") + (one.target_unit or "")),
            flat(one.actual_text),
            figure_text(one.weight),
            figure_text(one.score),
            flat(one.reason),
        )
        for one in evaluation.indicators
    ]


def assert_same(read: list[Evaluation], printed: EvaluationFigures) -> None:
    (evaluation,) = read
    assert_one_same(evaluation, printed)


def assert_one_same(evaluation: Evaluation, printed: EvaluationFigures) -> None:
    assert [cell.text for cell in evaluation.unplaced] == []
    assert evaluation.scope == ("whole" if printed.layout == "lettered_whole" else "project")
    assert evaluation.unit == "wan"
    assert flat(evaluation.project_name) == printed.facts.get("project_name", "")
    assert flat(evaluation.implementing_unit) == printed.facts.get("implementing_unit", "")
    assert read_funds(evaluation) == expected_funds(printed)
    assert read_indicators(evaluation) == expected_indicators(printed)
    assert figure_text(evaluation.total_weight) == printed.total_weight
    assert figure_text(evaluation.total_score) == printed.total_score


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@pytest.mark.parametrize(
    "file_format", ["docx", "xlsx_texts", "xlsx_numbers", "text", "html", "html_site", "pdf"]
)
@examples(4)
@given(data=st.data())
def test_an_evaluation_survives(layout: str, file_format: FileFormat, data: st.DataObject) -> None:
    printed = data.draw(evaluations(layout))
    assert_same(read_again(printed, file_format), printed)


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@examples(3)
@given(data=st.data())
def test_an_evaluation_survives_page_breaks(layout: str, data: st.DataObject) -> None:
    printed = data.draw(evaluations(layout))
    paging = Paging(rows_a_page=9, repeats="nothing")
    assert_same(read_again(printed, "pdf", paging), printed)


@pytest.mark.parametrize(
    "report_id",
    [sample.report_id for sample, report in SAMPLES if printed_evaluations(report)],
)
def test_the_evaluations_of_the_samples_are_read_as_their_figures(report_id: str) -> None:
    (found,) = ((sample, report) for sample, report in SAMPLES if sample.report_id == report_id)
    sample, report = found
    catalogue = load_catalogue()
    items = list(stream(open_document(SOURCES / "reports" / sample.file), catalogue))
    reading = read_evaluations(items, catalogue, load_evaluation_forms())
    for evaluation, printed in zip(reading.evaluations, printed_evaluations(report), strict=True):
        assert_one_same(evaluation, printed)
    recognition = recognise_items(items, catalogue, reading.taken)
    assert [table.form_code for table in recognition.tables] == list(sample.forms)
    assert [cell.text for cell in (*reading.unplaced, *recognition.unplaced)] == []


@examples(4)
@given(printed=evaluations("national"))
def test_the_money_of_the_funds_is_exact(printed: EvaluationFigures) -> None:
    (evaluation,) = read_again(printed, "docx")
    expected = {
        (fund.label, measure): Decimal(text.replace(",", "")) * 10000
        for fund in printed.funds
        for measure in ("budget_initial", "budget_revised", "outturn")
        if (text := getattr(fund, measure))
    }
    found = {
        (flat(amount.row_label), amount.measure): amount.amount_yuan
        for amount in evaluation.amounts
        if amount.amount_state == "number"
    }
    assert found == expected
