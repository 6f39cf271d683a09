"""What is wrong in the two published 2025 reports, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.checks.evaluating import evaluate, verdicts
from tests.checks.example_reports import database
from tests.checks.grid_reports import shengtaiju, yichuan
from tests.shared_reports import shared_reports

DBT = Path(__file__).resolve().parents[2] / "dbt"
Found = list[tuple[str, str, str, str]]


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    reports = shared_reports()
    connection = database([yichuan(reports), shengtaiju(reports)])
    evaluate(connection, DBT)
    return [row for row in verdicts(connection) if row["identity_id"][0] in "txy"]


def of(found: list[dict[str, Any]], report: str, *words: str) -> Found:
    return sorted(
        (row["identity_id"], row["instance"], row["expected"], row["found"])
        for row in found
        if row["report_id"] == report and row["verdict"] in words and row["severity"] != "info"
    )


def test_the_right_half_of_the_economic_table_is_one_row_too_high(
    found: list[dict[str, Any]],
) -> None:
    """30299 repeats the total of 302; the items of the three public expenses moved up with it."""
    assert of(found, "yichuan", "violation", "truncated") == [
        ("t6.class.eq_kuan_sum", "302", "3689.14", "1844.57"),
        ("x.t6_t7.reception", "公务接待费", "8.31", "0.30"),
        ("x.t6_t7.travel", "因公出国（境）费", "13.24", "0.00"),
        ("x.t6_t7.vehicle_run", "公务用车运行维护费", "81.11", "19.56"),
    ]


def test_housing_paid_from_the_fund_is_no_finding(found: list[dict[str, Any]]) -> None:
    """221 is 1,181.78 in all, 1,076.78 of the general budget and 105.00 of the fund."""
    housing = sorted(
        (row["instance"], row["verdict"], row["found"], row["expected"], row["terms"])
        for row in found
        if row["report_id"] == "yichuan"
        and row["identity_id"] == "x.t3_t5_t8_t9.nonfiscal"
        and row["instance"] in ("221[total]", "22198[total]")
    )
    assert housing == [
        ("22198[total]", "exact", "105.00", "105.00", 1),
        ("221[total]", "exact", "1181.78", "1181.78", 2),
    ]


def test_the_last_digit_pairs(found: list[dict[str, Any]]) -> None:
    """1,367.76 against the sum 1,367.75 and against the same total of the general budget form."""
    assert of(found, "shengtaiju", "violation", "truncated") == []
    assert of(found, "shengtaiju", "last_digit") == [
        ("x.t3_t5_t8_t9.nonfiscal", "合计[project]", "1367.75", "1367.76"),
    ]
    rounding = of(found, "shengtaiju", "rounding")
    assert ("t3.total.eq_class_sum", "合计[project]", "1367.75", "1367.76") in rounding
    assert ("t6.class.eq_kuan_sum", "310", "14.43", "14.44") in rounding
    assert ("t6.public_total", "公用经费合计", "416.37", "416.36") in rounding
