"""What the diagnosis says about published reports, and about faults put into their figures."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.faults import KINDS, every_fault
from benchmarks.printed_reports import add_reports, golden_figures
from pipelines.checks.diagnosing import diagnose
from pipelines.checks.diagnosis_model import DIAGNOSIS_COLUMNS
from pipelines.checks.diagnosis_terms import diagnosis_rows, report_terms
from pipelines.checks.evaluating import EVALUATED_SCHEMA, evaluate
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw
from tests.checks.example_reports import database
from tests.checks.grid_reports import yichuan
from tests.shared_reports import shared_reports

DBT = Path(__file__).resolve().parents[2] / "dbt"


def relation(model: str) -> str:
    return f'"{EVALUATED_SCHEMA}"."{model}"'


def test_the_slipped_economic_table_is_explained_whole() -> None:
    """From 30211 the figures stand one row too high; 30299 repeats the total of 302."""
    connection = database([yichuan(shared_reports())])
    evaluate(connection, DBT)
    (row,) = diagnosis_rows(connection, relation)
    assert list(row) == list(DIAGNOSIS_COLUMNS)
    assert (row["kind"], row["form_code"]) == (
        "rows_slipped",
        "general_budget_basic_expenditure",
    )
    assert (row["explained"], row["broken"], row["unexplained"]) == (4, 0, 0)
    assert row["identities"] == [
        "t6.class.eq_kuan_sum",
        "x.t6_t7.reception",
        "x.t6_t7.travel",
        "x.t6_t7.vehicle_run",
    ]
    assert "30212 因公出国（境）费用" in row["message"]
    assert "30299 其他商品和服务支出" in row["message"]
    assert row["likely_cause"] == "publication"


def test_reports_without_a_violation_have_no_diagnosis(
    published: duckdb.DuckDBPyConnection,
) -> None:
    assert diagnosis_rows(published, relation) == []


def test_faults_put_into_a_report_are_named() -> None:
    figures = golden_figures("qingshan-big-data-center-2020")
    faults = [fault for at, fault in enumerate(every_fault(figures, seed=7)) if at % 29 == 0]
    assert {fault.kind for fault in faults} == set(KINDS)
    connection = duckdb.connect()
    fill_raw(connection, [to_frames([])])
    reports = {str(at): fault.applied(figures) for at, fault in enumerate(faults)}
    add_reports(connection, reports, 2020)
    evaluate(connection, DBT)
    named = 0
    detected = report_terms(connection, relation)
    for terms in detected:
        fault = faults[int(terms.report_id)]
        first = diagnose(terms.equations, terms.figures)[0]
        named += not {figures[at].cell for at in fault.texts}.isdisjoint(first.cells)
    assert len(detected) >= 0.9 * len(faults)
    assert named >= 0.95 * len(detected)
