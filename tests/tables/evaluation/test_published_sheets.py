"""The ten self-evaluations of the shared reports, cell by cell against what the eye reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.readers.opening import open_document
from pipelines.tables.evaluation.model import Evaluation
from pipelines.tables.model import Body
from pipelines.tables.streaming import stream
from pipelines.text.amounts import looks_like_figure
from tests.tables.evaluation.read_by_eye import (
    BRAIN,
    FUND_MEASURES,
    QINGSHAN,
    SHEETS,
    YIYANG,
    ReadByEye,
)
from tests.tables.evaluation.sheets import published, report, shown

each_sheet = pytest.mark.parametrize(
    "expected", SHEETS, ids=[f"{sheet.seed[:8]}-{sheet.number}" for sheet in SHEETS]
)


def evaluation_of(expected: ReadByEye) -> Evaluation:
    return published(expected.seed).evaluations[expected.number]


@each_sheet
def test_every_fund_is_read_in_its_row(expected: ReadByEye) -> None:
    evaluation = evaluation_of(expected)
    found = [
        (fund.address.row, fund.fund_label, *(shown(getattr(fund, m)) for m in FUND_MEASURES))
        for fund in evaluation.funds
    ]
    assert found == list(expected.funds)
    assert evaluation.unit == "wan"
    assert [fund.is_part for fund in evaluation.funds] == [False, *[True] * (len(found) - 1)]


@each_sheet
def test_every_indicator_is_read_in_its_row(expected: ReadByEye) -> None:
    found = evaluation_of(expected).indicators
    assert [
        (
            one.address.row,
            one.level1,
            "" if one.level1_weight is None else str(one.level1_weight),
            one.level2,
            shown(one.weight),
            shown(one.score),
        )
        for one in found
    ] == [(*row[:4], *row[6:]) for row in expected.indicators]
    for one, row in zip(found, expected.indicators, strict=True):
        assert (row[4] or one.target_text, row[5] or one.actual_text) == (
            one.target_text,
            one.actual_text,
        )
        assert one.target_text and one.actual_text and one.level3_label


@each_sheet
def test_totals_facts_and_regime(expected: ReadByEye) -> None:
    evaluation = evaluation_of(expected)
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == expected.total
    assert evaluation.project_name == expected.project
    assert evaluation.scoring_regime == expected.regime
    assert evaluation.unplaced == []


@each_sheet
def test_points_know_their_column(expected: ReadByEye) -> None:
    """The last indicator stands in the columns of its headings."""
    last = evaluation_of(expected).indicators[-1]
    assert (last.columns["weight"], last.columns["score"]) == expected.points_columns


@each_sheet
def test_every_printed_figure_is_a_row(expected: ReadByEye) -> None:
    """Money as amounts, everything else as quantities: nothing twice, nothing lost."""
    evaluation = evaluation_of(expected)
    money = [text for row in expected.funds for text in row[2:5] if text is not None]
    points = [text for row in expected.funds for text in row[5:] if text is not None]
    points += [text for row in expected.indicators for text in row[6:] if text is not None]
    points += [text for text in expected.total if text is not None]
    amounts = [a for a in evaluation.amounts if a.block == "funds"]
    headings = ("level1_weight", "execution_weight")
    quantities = [q for q in evaluation.quantities if q.measure not in headings]
    assert sorted(a.amount_text or "" for a in amounts) == sorted(money)
    assert sorted(q.value_text or "" for q in quantities) == sorted(points)


@pytest.mark.parametrize("seed", [YIYANG, BRAIN, QINGSHAN])
def test_no_figure_of_a_sheet_is_silent(seed: str) -> None:
    """Each cell that is nothing but a figure is a row, or the target or actual value of one."""
    items = list(stream(open_document(report(seed)), load_catalogue()))
    reading = published(seed)
    placed = {
        (one.address.row, one.address.column)
        for evaluation in reading.evaluations
        for one in (*evaluation.amounts, *evaluation.quantities)
    }
    texts = {
        (one.address.row, one.columns[name])
        for evaluation in reading.evaluations
        for one in evaluation.indicators
        for name in ("target", "actual")
    }
    printed = {
        (cell.row, cell.column)
        for index in reading.taken
        if isinstance(body := items[index], Body)
        for row in body.rows
        for cell in row.cells
        if looks_like_figure(cell.text)
    }
    assert len(printed) >= 40
    assert printed - placed - texts == set()


def test_a_row_that_lost_a_column_at_a_page_break_is_read_in_step() -> None:
    """Line 556 has no cell below the empty heading: its score stands in column 7, not 8."""
    lost = published(QINGSHAN).evaluations[1].indicators[3]
    assert (lost.address.row, lost.columns["score"], shown(lost.score)) == (556, 7, "18")


def test_the_whole_department_with_four_goals() -> None:
    evaluation = published(QINGSHAN).evaluations[0]
    assert evaluation.form_code == "department_self_evaluation"
    assert evaluation.scope == "whole"
    assert evaluation.reporting_unit == "青山区大数据中心"
    assert [one.goal for one in evaluation.indicators] == [
        *["政务网平台运行费"] * 4,
        *["网上群众工作部年度经费"] * 2,
        "网络维护工作经费",
        *["数字城管机构年度运维费（待分配）"] * 2,
    ]
    composition = [
        (a.row_label, a.amount_text, a.amount_yuan, a.address.row, a.address.column)
        for a in evaluation.amounts
        if a.block == "composition"
    ]
    assert composition == [
        ("基本支出总额", "385.13 万元", Decimal(3851300), 498, 3),
        ("项目支出总额", "1417.51 万元", Decimal(14175100), 498, 6),
    ]


def test_execution_points_and_the_budget_that_the_note_names() -> None:
    """The note says that 预算数 is the revised budget; (20 分) stands in the label of the part."""
    evaluation = published(QINGSHAN).evaluations[0]
    assert evaluation.execution_weight == Decimal(20)
    assert shown(evaluation.execution_score) == "30"
    (fund,) = evaluation.funds
    assert fund.budget_basis == "budget_revised"
    assert fund.execution_rate is not None and fund.execution_rate.value == Decimal("153.96")
    rows = {(a.measure, a.basis): a.amount_yuan for a in evaluation.amounts if a.block == "funds"}
    assert rows == {
        ("budget_revised", "budget_revised"): Decimal(11708400),
        ("outturn", "outturn"): Decimal(18026400),
    }


@pytest.mark.parametrize(("seed", "count"), [(YIYANG, 4), (BRAIN, 1), (QINGSHAN, 5)])
def test_as_many_sheets_as_are_printed(seed: str, count: int) -> None:
    reading = published(seed)
    assert len(reading.evaluations) == count
    assert reading.unplaced == ()


@pytest.mark.parametrize("number", range(4))
def test_the_agencies_of_a_project(number: int) -> None:
    evaluation = published(YIYANG).evaluations[number]
    assert evaluation.supervising_agency == "益阳市行政审批服务局"
    assert evaluation.implementing_unit == "益阳市智慧城市和大数据中心"
    assert evaluation.title == "2020年度项目支出绩效自评表"


def test_a_fact_without_a_value_is_not_the_next_label() -> None:
    """主管部门 is blank in the fourth project, and so is its 项目实施单位."""
    evaluation = published(QINGSHAN).evaluations[4]
    assert evaluation.supervising_agency is None
    assert evaluation.implementing_unit is None
    assert published(QINGSHAN).evaluations[2].implementing_unit == "指挥处置科"


@pytest.mark.parametrize(
    ("seed", "number", "weights", "scores"),
    [
        (YIYANG, 0, "100", "95"),
        (YIYANG, 1, "100", "88"),
        (YIYANG, 2, "100", "85"),
        (YIYANG, 3, "100", "92"),
        (QINGSHAN, 1, None, "75"),
        (QINGSHAN, 2, None, "72"),
        (QINGSHAN, 3, None, "74"),
        (QINGSHAN, 4, None, "75"),
    ],
)
def test_indicators_sum_to_what_was_added_up_by_hand(
    seed: str, number: int, weights: str | None, scores: str
) -> None:
    """Qingshan's 20 points for execution make 95, 92, 94 (printed: 96) and 95 of these scores."""
    indicators = published(seed).evaluations[number].indicators
    found = [one.score.value for one in indicators if one.score and one.score.value is not None]
    assert sum(found) == Decimal(scores)
    if weights is not None:
        assert sum(one.weight.value or 0 for one in indicators if one.weight) == Decimal(weights)
