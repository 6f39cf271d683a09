"""The table identities of the published reports, against results made without this project."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.shared_reports import shared_reports

TABLE_FAMILIES = ("t", "x", "y")
PASSES = {"ok", "exact", "rounding"}


def golden_rows() -> list[dict[str, str]]:
    file = shared_reports().parent / "design" / "golden_checks.csv"
    if not file.is_file():
        pytest.skip(f"the golden results are not here: {file}")
    with file.open(encoding="utf-8", newline="") as opened:
        return [
            row for row in csv.DictReader(opened) if row["identity_id"].startswith(TABLE_FAMILIES)
        ]


Key = tuple[str, str, Decimal, Decimal]


def key(row: dict[str, Any]) -> Key:
    return (
        row["source_file"],
        row["identity_id"],
        Decimal(row["found"]),
        Decimal(row["difference"]),
    )


@pytest.fixture
def table_verdicts(published_verdicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The verdicts of this file's families."""
    return [row for row in published_verdicts if row["identity_id"].startswith(TABLE_FAMILIES)]


def test_every_golden_figure_has_its_verdict(table_verdicts: list[dict[str, Any]]) -> None:
    evaluated = [row for row in table_verdicts if row["difference"] is not None]
    ours = Counter(key(row) for row in evaluated)
    numbers = [row for row in golden_rows() if row["difference"]]
    wanted = Counter(key(row) for row in numbers)
    assert len(numbers) > 600
    assert wanted - ours == Counter()


def test_passes_and_findings_agree(table_verdicts: list[dict[str, Any]]) -> None:
    """A golden pass is a pass here, a last digit a last digit, a violation a violation."""
    ours: dict[Key, set[str]] = {}
    for row in table_verdicts:
        if row["difference"] is not None:
            ours.setdefault(key(row), set()).add(row["verdict"])
    disagreeing = [
        (row["where"], row["verdict"], verdicts)
        for row in golden_rows()
        if row["difference"]
        for verdicts in [ours[key(row)]]
        if not (verdicts & (PASSES if row["verdict"] in PASSES else {row["verdict"]}))
    ]
    # 236.64 in one form and 236.63 in the other are one fact printed twice, one unit apart
    assert disagreeing == [("21011 vs 30110+30111", "violation", {"last_digit"})]


def test_findings_told_in_words(table_verdicts: list[dict[str, Any]]) -> None:
    found = {
        (row["source_file"].rpartition("/")[2][:8], row["identity_id"], row["found"])
        for row in table_verdicts
        if row["unit"] == "text" and row["verdict"] == "violation"
    }
    assert found == {
        ("qingshan", "x.code.name", "技术与开发"),
        ("qingshan", "x.code.name", "其他技术与开发支出"),
        ("qingshan", "x.doc.printed_formula", "57行"),
        ("上海市普陀区规划", "x.doc.header", "上海市规划和自然资源局"),
        ("上海市普陀区规划", "x.doc.header", "上海市普陀区规划与自然资源局"),
    }
    same = [row for row in table_verdicts if row["identity_id"] == "y.same_project"]
    assert {row["found"] for row in same if row["verdict"] == "exact"} == {"identical"}


def test_no_table_identity_is_silent_about_a_report(
    published: duckdb.DuckDBPyConnection, published_verdicts: list[dict[str, Any]]
) -> None:
    file = shared_reports().parent / "design" / "identities.csv"
    if not file.is_file():
        pytest.skip(f"the list of identities is not here: {file}")
    with file.open(encoding="utf-8", newline="") as opened:
        listed = {row["identity_id"] for row in csv.DictReader(opened)}
    reports = published.execute(
        "SELECT report_id FROM raw.report WHERE kind IN ('final_accounts', 'self_evaluation')"
    ).fetchall()
    spoken = {(row["report_id"], row["identity_id"]) for row in published_verdicts}
    assert len(listed) == 132
    assert {(report, one) for (report,) in reports for one in listed} - spoken == set()


def test_no_arithmetic_violation_in_the_nine_tables(
    table_verdicts: list[dict[str, Any]],
) -> None:
    false_alarms = [
        (row["source_file"], row["identity_id"], row["instance"], row["message"])
        for row in table_verdicts
        if row["verdict"] in ("violation", "truncated")
        and row["difference"] is not None
        and row["severity"] != "info"
    ]
    assert false_alarms == []
