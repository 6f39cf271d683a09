"""The self-evaluations of the published reports, against results made without this project."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from pipelines.catalogue.loading import load_identities
from tests.shared_reports import shared_reports

QINGSHAN = "seeds/qingshan-big-data-center-2020-final-accounts.txt"
CHANGSHA = "seeds/changsha-data-bureau-2020-self-evaluation.txt"
PASSES = {"exact", "rounding"}
Row = dict[str, Any]
Key = tuple[str, str, Decimal, Decimal]


def golden_rows() -> list[dict[str, str]]:
    file = shared_reports().parent / "design" / "golden_checks.csv"
    if not file.is_file():
        pytest.skip(f"the golden results are not here: {file}")
    with file.open(encoding="utf-8", newline="") as opened:
        return [row for row in csv.DictReader(opened) if row["identity_id"].startswith("p.")]


def key(row: Row) -> Key:
    printed = str(row["found"]).rstrip("%").replace(",", "")
    return row["source_file"], row["identity_id"], Decimal(printed), Decimal(row["difference"])


@pytest.fixture
def performance(published_verdicts: list[Row]) -> list[Row]:
    """The verdicts about self-evaluations."""
    return [row for row in published_verdicts if row["identity_id"].startswith("p.")]


def test_every_golden_figure_has_its_verdict(performance: list[Row]) -> None:
    ours = Counter(key(row) for row in performance if row["difference"] is not None)
    wanted = Counter(key(row) for row in golden_rows() if row["difference"])
    assert wanted.total() == 118
    assert wanted - ours == Counter()


def test_passes_and_findings_agree(performance: list[Row]) -> None:
    ours: dict[Key, set[str]] = {}
    for row in performance:
        if row["difference"] is not None:
            ours.setdefault(key(row), set()).add(row["verdict"])
    disagreeing = [
        (row["where"], row["verdict"], ours[key(row)])
        for row in golden_rows()
        if row["difference"]
        and ((row["verdict"] == "violation") is not ("violation" in ours[key(row)]))
    ]
    assert disagreeing == []


def test_weights_that_make_a_hundred(performance: list[Row]) -> None:
    """The golden file says 100 of 100 for the four projects without a difference."""
    weights = [
        (row["expected"], row["found"], row["verdict"])
        for row in performance
        if row["identity_id"] == "p.weight.total"
        and row["source_file"] == "seeds/yiyang-smart-city-center-2020-final-accounts.txt"
    ]
    assert weights == [("100", "100", "exact")] * 4


def test_nothing_else_is_found(performance: list[Row]) -> None:
    findings = sorted(
        (row["source_file"], row["identity_id"], row["instance"], row["expected"], row["found"])
        for row in performance
        if row["verdict"] in ("violation", "truncated") and row["severity"] != "info"
    )
    office = "单位基本情况：聘用人员控制率"
    assert findings == sorted(
        [
            (CHANGSHA, "p.headcount", office, "90.0000%", "96.3%"),
            (CHANGSHA, "p.headcount", f"{office}[全部]", "89.6552%", "96.3%"),
            (QINGSHAN, "p.execution.score", "整体", "20.000", "30"),
            # 1,802.64 was spent of a budget of 1,170.84
            (QINGSHAN, "p.fund.order", "整体", "1170.84", "1802.64"),
            (QINGSHAN, "p.score.le_weight", "整体[预算执行]", "20", "30"),
            (QINGSHAN, "p.score.total", "网络维护工作经费（化工区）", "94", "96"),
            (
                QINGSHAN,
                "p.score.total",
                "数字城管机构年度运维费（待分配）[车载视频正常运行]",
                "得分",
                "（空白）",
            ),
            (QINGSHAN, "p.score.total", "整体[车载视频正常运行]", "得分", "（空白）"),
        ]
    )


def test_goals_without_weights_and_total_are_told(performance: list[Row]) -> None:
    """The four goals score 78, 76, 80 and 75 of the 80 that are left beside the execution."""
    goals = [
        (row["expected"], row["severity"])
        for row in performance
        if row["source_file"] == QINGSHAN
        and row["identity_id"] == "p.weight.total"
        and row["verdict"] == "violation"
    ]
    assert sorted(goals) == [("75", "info"), ("76", "info"), ("78", "info"), ("80", "info")]


def test_a_blank_score_leaves_a_total_that_agrees(performance: list[Row]) -> None:
    (total,) = (
        row
        for row in performance
        if row["identity_id"] == "p.score.total"
        and row["instance"] == "数字城管机构年度运维费（待分配）"
    )
    assert (total["verdict"], total["expected"], total["found"]) == ("exact", "95", "95")


def test_every_performance_identity_speaks_about_every_report(
    published_verdicts: list[Row],
) -> None:
    told = {one.identity_id for one in load_identities() if one.family == "performance"}
    assert len(told) == 15
    spoken = {(row["report_id"], row["identity_id"]) for row in published_verdicts}
    reports = {report for report, _ in spoken}
    assert {(report, one) for report in reports for one in told} <= spoken


def test_figures_of_a_column_share_its_last_digit(performance: list[Row]) -> None:
    """0.8 and 3 stand in a column of hundredths, also where they are parts of the row above."""
    (reception,) = (
        row
        for row in performance
        if row["identity_id"] == "p.table.balance"
        and row["instance"] == "基本支出情况表：公务接待[结余]"
        and row["found"] == "0.80"
    )
    assert (reception["expected"], reception["tolerance"]) == ("0.80", Decimal("0.015"))
