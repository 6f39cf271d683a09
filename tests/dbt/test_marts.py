"""The marts over made-up figures, each asserted amount worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.raw_schema import RAW_TABLES
from pipelines.stages.transforming import TransformResult

Query = Callable[[str], list[tuple[Any, ...]]]


def test_the_run_counts_what_it_did(transformed: TransformResult) -> None:
    assert transformed.models == len(list(find_dbt_project().glob("models/**/*.sql")))
    assert transformed.tests > 100
    assert transformed.unit_tests == 18
    assert transformed.warnings == ()


def test_every_figure_of_every_report_stays(query: Query, reports: list[Any]) -> None:
    count = sum(len(report.amounts) for report in reports)
    assert query("select count(*) from marts.fct_reported_amount") == [(count,)]
    columns = query(
        "select column_name, data_type from duckdb_columns() "
        "where schema_name = 'marts' and table_name = 'fct_reported_amount' order by column_index"
    )
    assert columns == list(RAW_TABLES["reported_amount"].items())


def test_expenditure_by_function_and_fund(query: Query) -> None:
    rows = query(
        "select function_code, nature, fund_scope, amount_wan, is_residual, is_within_rounding "
        "from marts.fct_expenditure_by_function where report_id = 'jia-2020' order by all"
    )
    assert rows == [
        ("2010301", "basic", "general_budget", Decimal("80.00"), False, False),
        ("2010301", "basic", "other", Decimal("20.00"), True, False),
        ("2010301", "project", "general_budget", Decimal("50.01"), False, False),
        ("2010301", "project", "other", Decimal("-0.01"), True, True),
        ("2010350", "basic", "general_budget", Decimal("20.00"), False, False),
        ("2010350", "operating", "other", Decimal("5.00"), True, False),
        ("2120801", "project", "government_fund", Decimal("10.00"), False, False),
    ]


@pytest.mark.parametrize(
    ("mart", "column", "total"),
    [
        ("fct_expenditure_by_function", "amount_yuan", "1850000"),
        ("fct_expenditure_by_economic_class", "amount_yuan", "1000077.70"),
        ("fct_income_by_source", "amount_yuan", "1501310.75"),
        ("fct_balance", "opening_amount_yuan", "70033.33"),
        ("fct_balance", "closing_amount_yuan", "30000"),
        ("fct_three_public_expenses", "budget_amount_yuan", "70000"),
        ("fct_three_public_expenses", "outturn_amount_yuan", "44505"),
    ],
)
def test_a_plain_sum_is_right(query: Query, mart: str, column: str, total: str) -> None:
    in_wan = column.replace("_yuan", "_wan")
    ((yuan, wan, kind),) = query(
        f"select sum({column}), sum({in_wan}), any_value(typeof({column})) from marts.{mart}"
    )
    assert (yuan, wan) == (Decimal(total), Decimal(total) / 10_000)
    assert kind == "DECIMAL(24,4)"


def test_income_by_source_of_both_forms(query: Query) -> None:
    rows = query(
        "select report_id, function_code, income_source, amount_yuan, form_code "
        "from marts.fct_income_by_source where amount_yuan <> 0 order by all"
    )
    summary = "income_expenditure_summary"
    assert rows == [
        ("jia-2020", "2010301", "appropriation", Decimal(1300100), "income"),
        ("jia-2020", "2010301", "other", Decimal(200000), "income"),
        ("yi-2017", None, "appropriation", Decimal("1000.50"), summary),
        ("yi-2017", None, "other", Decimal("10.00"), summary),
        ("yi-2017", None, "undertaking", Decimal("200.25"), summary),
    ]


def test_a_printed_zero_is_a_row_and_a_blank_is_none(query: Query) -> None:
    assert query(
        "select income_source, amount_yuan from marts.fct_income_by_source "
        "where function_code = '2010399'"
    ) == [("other", Decimal(0))]


def test_balances_by_fund(query: Query) -> None:
    rows = query(
        "select report_id, fund_scope, opening_amount_wan, closing_amount_wan, is_derived "
        "from marts.fct_balance order by all"
    )
    assert rows == [
        ("jia-2020", "general_budget", Decimal(4), Decimal(2), False),
        ("jia-2020", "government_fund", Decimal(1), None, False),
        ("jia-2020", "non_appropriation", Decimal(2), Decimal(1), True),
        ("yi-2017", "unspecified", Decimal("0.003333"), None, True),
    ]


def test_three_public_expenses_side_by_side(query: Query) -> None:
    rows = query(
        "select report_id, item, budget_basis, budget_amount_wan, outturn_amount_wan "
        "from marts.fct_three_public_expenses order by all"
    )
    revised = "budget_revised"
    assert rows == [
        ("jia-2020", "overseas", revised, Decimal(0), None),
        ("jia-2020", "reception", revised, Decimal(2), Decimal("0.39")),
        ("jia-2020", "vehicle_running", revised, Decimal(5), Decimal("4.06")),
        ("yi-2017", "vehicle", None, None, Decimal("0.0005")),
    ]


def test_a_code_means_what_it_meant_in_its_year(query: Query) -> None:
    rows = query(
        "select fact.fiscal_year, code.economic_name, fact.amount_yuan "
        "from marts.fct_expenditure_by_economic_class as fact "
        "join marts.dim_economic_class as code using (economic_key) "
        "where fact.economic_code = '30311' order by all"
    )
    assert rows == [
        (2017, "住房公积金", Decimal("77.70")),
        (2020, "代缴社会保险费", Decimal(100000)),
    ]


def test_an_unlisted_code_is_loaded_and_marked(query: Query) -> None:
    assert query(
        "select function_name, level, parent_code, class_code, is_official "
        "from marts.dim_function where function_code = '2120801'"
    ) == [("征地和拆迁补偿支出", "项", "21208", "212", False)]


def test_only_the_current_department_report_feeds_the_marts(query: Query) -> None:
    rows = query(
        "select report_id, is_current, supersedes, duplicate_of, feeds_marts "
        "from marts.dim_report order by report_id"
    )
    assert rows == [
        ("jia-2020", True, "jia-2020-older", None, True),
        ("jia-2020-budget", True, None, None, False),
        ("jia-2020-older", False, None, None, False),
        ("jia-2020-unit", True, None, None, False),
        ("jia-copy", False, None, "jia-2020", False),
        ("yi-2017", True, None, None, True),
    ]


def test_a_duplicate_says_so_in_its_outcome(query: Query) -> None:
    rows = query("select report_id, outcome, reason from quality.fct_report_outcome order by 1")
    assert [row[:2] for row in rows] == [
        ("jia-2020", "read"),
        ("jia-2020-budget", "budget"),
        ("jia-2020-older", "read"),
        ("jia-2020-unit", "read"),
        ("jia-copy", "duplicate"),
        ("yi-2017", "read"),
    ]
    assert "jia-2020" in rows[4][2]


def test_the_contract_has_a_version(query: Query) -> None:
    assert query("select schema_version from quality.schema_version") == [("1.3.0",)]
