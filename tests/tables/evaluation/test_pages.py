"""Sheets that a page break cuts, with figures of our own."""

from __future__ import annotations

from decimal import Decimal

from pipelines.document import Page, TextLine
from pipelines.document.model import grid_of_rows
from tests.tables.evaluation.sheets import (
    boxed_grid,
    read_pages,
    read_sheet,
    shown,
)

FUND_HEADINGS = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
RESULT_HEADINGS = ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


def test_a_sheet_over_two_pages_whose_columns_change() -> None:
    """The second page lacks the outer column; its first row ends the texts of the row before."""
    edges: list[float] = [50, 80, 110, 150, 200, 250, 300, 330, 360, 420]
    first = boxed_grid(
        [
            ["项目名称", None, "戊", None, None, None, None, None, None],
            ["项目资金（万元）", None, "", *FUND_HEADINGS],
            ["", None, "年度资金总额", "1", "2", "2", "10", "100%", "10"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", *RESULT_HEADINGS],
            ["", "产出指标", "数量指标", "名称的前半", "10", "10", "30", "30", "没有"],
        ],
        edges,
    )
    second = boxed_grid(
        [
            ["", "", "和后半", "", "", "", "", "偏差"],
            ["", "质量指标", "合格", "1", "1", "30", "29", ""],
            ["效益指标", "社会效益指标", "稳定", "2", "2", "30", "30", ""],
            ["总分", None, None, None, None, "100", "99", ""],
        ],
        edges[1:],
    )
    reading = read_pages(
        Page((TextLine("项目支出绩效自评表"), first, TextLine("4")), number=4),
        Page((second, TextLine("5")), number=5),
    )
    (evaluation,) = reading.evaluations
    assert [
        (one.level1, one.level3_label, shown(one.score), one.address.page)
        for one in evaluation.indicators
    ] == [
        ("output", "名称的前半和后半", "30", 4),
        ("output", "合格", "29", 5),
        ("outcome", "稳定", "30", 5),
    ]
    assert evaluation.indicators[0].reason == "没有偏差"
    assert shown(evaluation.total_score) == "99"
    assert evaluation.unplaced == []


def test_headings_printed_again_after_a_page_break_keep_the_kinds() -> None:
    headings = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"]
    evaluation = read_sheet(
        "2021年度项目支出绩效自评表",
        [
            ["项目名称", "庚", "", "", "", "", ""],
            headings,
            ["", "产出指标（50分）", "数量指标", "一", "1", "1", "25"],
            headings,
            ["", "", "", "二", "2", "2", "24"],
            ["", "", "质量指标", "三", "3", "3", "0"],
        ],
    )
    assert [(one.level1, one.level2, shown(one.score)) for one in evaluation.indicators] == [
        ("output", "quantity", "25"),
        ("output", "quantity", "24"),
        ("output", "quality", "0"),
    ]


def test_a_title_printed_again_on_the_next_page_goes_on_with_the_sheet() -> None:
    title = TextLine("2023年度项目支出绩效自评表")
    headings = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    first = [["项目名称", "辛", "", "", "", "", ""], headings]
    first += [["产出指标", "数量指标", "一", "1", "1", "60", "60"]]
    second = [["效益指标", "社会效益指标", "二", "2", "2", "40", "30"]]
    second += [["总分", "", "", "", "", "100", "90"]]
    reading = read_pages(
        Page((title, grid_of_rows(first)), number=1),
        Page((title, grid_of_rows(second)), number=2),
    )
    (evaluation,) = reading.evaluations
    assert [one.address.page for one in evaluation.indicators] == [1, 2]
    assert shown(evaluation.total_score) == "90"
    assert reading.taken == {0, 1, 2, 3}


def test_a_sheet_without_title_whose_first_page_holds_facts_only() -> None:
    facts = [["项目名称", "癸", "", ""], ["主管部门", "癸局", "实施单位", "癸中心"]]
    headings = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "权重", "得分"]
    rows = [headings, ["产出指标", "数量指标", "一", "1", "1", "60%", "55"]]
    reading = read_pages(
        Page((grid_of_rows(facts),), number=1), Page((grid_of_rows(rows),), number=2)
    )
    (evaluation,) = reading.evaluations
    assert (evaluation.scope, evaluation.project_name) == ("project", "癸")
    weight, score = evaluation.quantities
    assert (weight.value, weight.unit) == (Decimal(60), "percent")
    assert (score.value, score.unit) == (Decimal(55), "points")
    assert read_pages(Page((grid_of_rows(facts),), number=1)).taken == frozenset()


def test_funds_go_on_after_a_page_break() -> None:
    first = [["项目名称", "子", "", "", "", "", "", ""]]
    first += [["项目资金（元）", "", *FUND_HEADINGS]]
    first += [["", "年度资金总额", "30", "30", "30", "10", "100%", "10"]]
    second = [["", "其他资金", "5", "5", "5", "", "", ""]]
    second += [["绩效指标", "一级指标", "二级指标", "三级指标", *RESULT_HEADINGS[:4]]]
    second += [["", "产出指标", "数量指标", "一", "1", "1", "90", "88"]]
    reading = read_pages(
        Page((TextLine("项目支出绩效自评表"), grid_of_rows(first), TextLine("3")), number=3),
        Page((grid_of_rows(second), TextLine("4")), number=4),
    )
    (evaluation,) = reading.evaluations
    assert [(fund.fund, shown(fund.outturn), fund.address.page) for fund in evaluation.funds] == [
        ("total", "30", 3),
        ("other", "5", 4),
    ]
    assert evaluation.unplaced == []


def _broken_sheet(second: list[list[str | None]], *between: str) -> list[Page]:
    """A sheet whose last row of the first page prints no points, and what stands on the next."""
    edges: list[float] = [50, 100, 150, 200, 250, 300, 330, 360]
    first = boxed_grid(
        [
            ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"],
            ["产出指标", "数量指标", "处数", "4处", "4处", "40", "40"],
            ["", "质量指标", "合格率", "达到", "达到", "", ""],
        ],
        edges,
    )
    start = len(edges) - 1 - len(second[0])
    lines = tuple(TextLine(text) for text in between)
    return [
        Page((TextLine("项目支出绩效自评表"), first, *lines), number=1),
        Page((boxed_grid(second, edges[start:]),), number=2),
    ]


def test_points_on_the_second_page_of_a_row_broken_by_a_page_end() -> None:
    rest: list[str | None] = ["", "", "", "百分之九十", "", "20", "18.5"]
    total: list[str | None] = ["总分", None, None, None, None, "60", "58.5"]
    (evaluation,) = read_pages(*_broken_sheet([rest, total])).evaluations
    count, rate = evaluation.indicators
    assert (rate.level3_label, rate.target_text) == ("合格率", "达到百分之九十")
    assert (shown(rate.weight), shown(rate.score)) == ("20", "18.5")
    assert rate.score is not None and rate.score.address.page == 2
    assert shown(count.score) == "40"
    points = [(q.row_label, q.measure, q.value) for q in evaluation.quantities]
    assert [p for p in points if p[0] == "合格率"] == [
        ("合格率", "weight", Decimal(20)),
        ("合格率", "score", Decimal("18.5")),
    ]
    assert evaluation.unplaced == []


def test_an_indicator_of_its_own_on_the_next_page_keeps_its_points() -> None:
    own: list[str | None] = ["", "", "完好率", "达到", "达到", "20", "18.5"]
    total: list[str | None] = ["总分", None, None, None, None, "60", "58.5"]
    (evaluation,) = read_pages(*_broken_sheet([own, total])).evaluations
    assert [(one.level3_label, shown(one.score)) for one in evaluation.indicators] == [
        ("处数", "40"),
        ("合格率", ""),
        ("完好率", "18.5"),
    ]


def test_rows_between_the_same_column_lines_go_on_without_any_kind() -> None:
    rows: list[list[str | None]] = [
        ["完好率", "达到", "达到", "20", "18.5"],
        ["准时率", "达到", "达到", "20", "20"],
    ]
    (evaluation,) = read_pages(*_broken_sheet(rows)).evaluations
    assert [shown(one.score) for one in evaluation.indicators] == ["40", "", "18.5", "20"]
    assert [one.level2_label for one in evaluation.indicators[2:]] == ["质量指标", "质量指标"]


def test_a_kind_that_lost_its_cell_at_the_page_end_leaves_the_next_rows_without() -> None:
    rows: list[list[str | None]] = [
        ["完好率", "达到", "达到", "20", "18.5"],
        ["准时率", "达到", "达到", "20", "20"],
    ]
    (evaluation,) = read_pages(*_broken_sheet(rows, "效益指标", "时效指标")).evaluations
    assert [one.level2_label for one in evaluation.indicators] == ["数量指标", "质量指标", "", ""]
    assert [shown(one.score) for one in evaluation.indicators[2:]] == ["18.5", "20"]


def test_other_column_lines_on_the_next_page_are_another_table() -> None:
    rows: list[list[str | None]] = [["完好率", "达到", "达到", "20", "18.5"]] * 2
    first, second = _broken_sheet(rows)
    moved = boxed_grid(rows, [60, 130, 190, 240, 310, 360])
    (evaluation,) = read_pages(first, Page((moved,), number=second.number)).evaluations
    assert len(evaluation.indicators) == 2
