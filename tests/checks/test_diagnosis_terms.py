"""Equations and figures out of the evaluated models, in tables of a few rows written by hand."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.checks.diagnosis_model import SCALE, Equation, Figure
from pipelines.checks.diagnosis_terms import diagnosis_rows, report_terms

YUAN_OF_WAN = 10_000
MODELS = """
    CREATE TABLE int_verdict_sum AS FROM (VALUES
        ('R', 'r.pdf', 'SUM', 1, '合计', ['a', 'b', 'c'], 'violation', 'error'),
        ('R', 'r.pdf', 'SUM', 1, '另', ['x', 'y'], 'not_evaluable', 'error'),
        ('R', 'r.pdf', 'HINT', 1, '提示', ['b', 'c'], 'violation', 'info'),
        ('S', 's.pdf', 'SUM', 1, '合计', ['a', 'b'], 'exact', 'error'),
        ('T', 't.pdf', 'SUM', 1, '合计', ['a', 'b'], 'not_evaluable', 'error')
    ) t(report_id, source_file, identity_id, rule_no, instance, cells, verdict, severity);
    CREATE TABLE int_term_figure AS FROM (VALUES
        ('R', 'SUM', 1, 'row', 'column', 'found', 1::DECIMAL(9,2), 'a', '合计'),
        ('R', 'SUM', 1, 'row', 'column', 'expected', 1::DECIMAL(9,2), 'b', '甲'),
        ('R', 'SUM', 1, 'row', 'column', 'expected', 2::DECIMAL(9,2), 'c', '乙'),
        ('R', 'SUM', 1, 'other', 'column', 'found', 1::DECIMAL(9,2), 'x', '丙'),
        ('R', 'SUM', 1, 'other', 'column', 'expected', 1::DECIMAL(9,2), 'y', '丁'),
        ('R', 'YEARS', 1, 'row', 'column', 'found', 1::DECIMAL(9,2), 'a', '合计'),
        ('S', 'SUM', 1, 'row', 'column', 'found', 1::DECIMAL(9,2), 'a', '合计'),
        ('S', 'SUM', 1, 'row', 'column', 'expected', 1::DECIMAL(9,2), 'b', '甲')
    ) t(report_id, identity_id, rule_no, instance_row, instance_column, side, weight, cell,
        row_label);
    CREATE TABLE int_roll_up_figure AS FROM int_term_figure WHERE false;
    CREATE TABLE stg_identity_term AS FROM (VALUES
        ('SUM', 1, 'eq', 'own'), ('SUM', 1, 'eq', 'own'),
        ('HINT', 1, 'eq', 'own'), ('YEARS', 1, 'eq', 'prior')
    ) t(identity_id, rule_no, relation, report);
    CREATE TABLE int_check_figure AS FROM (VALUES
        ('R', 'a', 'expenditure', '', NULL, '合计', 'total', 'outturn', 'number', 600000.0000,
            'wan', 100.0000, 1, 2, 3),
        ('R', 'b', 'general_budget_basic_expenditure', 'personnel', '30101', '甲', 'amount',
            'outturn', 'blank', NULL, 'wan', 100.0000, NULL, NULL, NULL),
        ('R', 'c', 'income_expenditure_summary', 'opening_balance', NULL, '乙', 'amount',
            'budget_initial', 'number', 150000.0000, 'wan', 1000.0000, 2, 4, 5),
        ('S', 'a', 'expenditure', '', NULL, '合计', 'total', 'outturn', 'number', 1.0000,
            'yuan', 0.0100, 1, 1, 1)
    ) t(report_id, cell, form_code, block, row_code, row_label, measure, basis, state, value_yuan,
        unit, quantum_yuan, page, table_row, table_column);
    ALTER TABLE int_check_figure ADD COLUMN table_no INTEGER DEFAULT 1;
    CREATE TABLE stg_reported_amount AS
        SELECT report_id, 1 AS table_no, form_code, block, row_label, measure, basis, page,
            table_row, table_column, '60.00' AS amount_text, 2 AS shown_decimals, 'pdf' AS reader
        FROM int_check_figure WHERE cell = 'a';
    CREATE TABLE stg_unplaced_cell AS FROM (VALUES
        ('R', '12.00'), ('R', NULL), ('S', '9.00')
    ) t(report_id, cell_text);
"""


@pytest.fixture
def models() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(MODELS)
    return connection


def test_the_figures_of_a_report_that_violates_something(
    models: duckdb.DuckDBPyConnection,
) -> None:
    (terms,) = report_terms(models, lambda name: name)
    assert (terms.report_id, terms.source_file, terms.unread) == ("R", "r.pdf", ["12.00"])
    assert terms.figures["a|合计"] == Figure(
        key="a|合计",
        cell="a",
        form_code="expenditure",
        row_code=None,
        row_label="合计",
        measure="total",
        basis="outturn",
        column=("expenditure", "", "total", "outturn", "3"),
        digit_column=("expenditure", "", "total", "actual"),
        place=(1, 2, 3),
        value=60 * YUAN_OF_WAN * SCALE,
        quantum=100 * SCALE,
        text="60.00",
        decimals=2,
        unit="wan",
        is_number=True,
        reader="pdf",
    )


def test_a_blank_is_no_number_and_stands_nowhere(models: duckdb.DuckDBPyConnection) -> None:
    (terms,) = report_terms(models, lambda name: name)
    blank = terms.figures["b|甲"]
    assert (blank.value, blank.is_number, blank.text, blank.decimals) == (0, False, None, 0)
    assert (blank.row_code, blank.place, blank.reader) == ("30101", (0, 0, 0), None)


def test_figures_that_share_their_last_digit(models: duckdb.DuckDBPyConnection) -> None:
    """Personnel and public expenses share theirs, opening balances those of income; budgets have
    their own."""
    (terms,) = report_terms(models, lambda name: name)
    shared = {key: one.digit_column for key, one in terms.figures.items()}
    assert shared["b|甲"] == ("general_budget_basic_expenditure", "", "amount", "actual")
    models.execute("UPDATE int_check_figure SET block = 'public' WHERE cell = 'b'")
    (terms,) = report_terms(models, lambda name: name)
    assert terms.figures["b|甲"].digit_column == shared["b|甲"]
    assert shared["c|乙"] == ("income_expenditure_summary", "income", "amount", "budget_initial")


def test_only_what_could_be_evaluated_within_the_report_is_an_equation(
    models: duckdb.DuckDBPyConnection,
) -> None:
    (terms,) = report_terms(models, lambda name: name)
    assert terms.equations == [Equation("SUM", "合计", "eq", {"a|合计": 1, "b|甲": -1, "c|乙": -2})]


def test_reports_without_a_violation_when_asked_for(models: duckdb.DuckDBPyConnection) -> None:
    found = report_terms(models, lambda name: name, only_violating=False)
    assert [(one.report_id, len(one.figures), len(one.equations)) for one in found] == [
        ("R", 3, 1),
        ("S", 1, 1),
    ]


def test_the_row_of_a_diagnosis_names_its_report(models: duckdb.DuckDBPyConnection) -> None:
    """60.00 is not 0 + 2 · 15.00: a digit of the total is likelier wrong than 30.00 left out."""
    rows = diagnosis_rows(models, lambda name: name)
    assert {(row["report_id"], row["source_file"]) for row in rows} == {("R", "r.pdf")}
    assert (rows[0]["diagnosis_no"], rows[0]["cells"], rows[0]["implied"]) == (1, ["a"], "30.00")
    assert (rows[0]["slip"], rows[0]["likely_cause"]) == ("digit_changed", "publication")
    models.execute("UPDATE stg_unplaced_cell SET cell_text = '30.00' WHERE cell_text = '12.00'")
    assert diagnosis_rows(models, lambda name: name)[0]["likely_cause"] == "reading"


def test_a_fraction_is_no_weight(models: duckdb.DuckDBPyConnection) -> None:
    models.execute("UPDATE int_term_figure SET weight = 0.5 WHERE cell = 'b'")
    with pytest.raises(ValueError, match=r"not 0\.50"):
        report_terms(models, lambda name: name)


def test_two_terms_that_cancel_leave_the_equation(models: duckdb.DuckDBPyConnection) -> None:
    models.execute("UPDATE int_term_figure SET side = 'found' WHERE cell = 'b'")
    models.execute(
        "INSERT INTO int_roll_up_figure VALUES"
        " ('R', 'SUM', 1, 'row', 'column', 'expected', 1, 'b', '甲')"
    )
    models.execute(
        "UPDATE int_verdict_sum SET cells = ['a', 'b', 'b', 'c'] WHERE instance = '合计'"
    )
    (terms,) = report_terms(models, lambda name: name)
    assert [one.weights for one in terms.equations] == [{"a|合计": 1, "c|乙": -2}]


def test_without_violations_nothing_is_looked_up(models: duckdb.DuckDBPyConnection) -> None:
    models.execute("UPDATE int_verdict_sum SET verdict = 'exact' WHERE verdict = 'violation'")
    assert report_terms(models, lambda name: name) == []
