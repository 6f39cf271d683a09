"""Texts that print a merged cell again in every column."""

from __future__ import annotations

from tests.tables.evaluation.sheets import read_sheet, shown

FACTS = ["项目名称", "项目名称", *["甲项目"] * 7]
PHONE = ["负责人", "负责人", *["张三"] * 3, "联系电话", *["55501234"] * 3]
LEFT = "项目资金（万元）"
FUNDS = [
    [LEFT, "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [LEFT, "年度资金总额", "年度资金总额", "12.8", "12.8", "12.8", "10", "100.00%", "10"],
    [
        LEFT,
        "其中：财政拨款",
        "其中：财政拨款",
        "12.8万元",
        "12.8万元",
        "12.8万元",
        "—",
        "100.00%",
        "—",
    ],
]
INDICATORS = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", "原因"],
    ["绩效指标", "产出指标(50分)", "数量指标", "处数", "100%", "100%", "20", "20", ""],
    ["绩效指标", "产出指标(50分)", "数量指标", "等次", "优", "优", "30", "28", ""],
    ["总分"] * 6 + ["100", "98", ""],
]


def test_equal_neighbours_are_one_cell_only_where_no_headings_part_them() -> None:
    evaluation = read_sheet("项目支出绩效自评表", [FACTS, PHONE, *FUNDS, *INDICATORS])
    total, part = evaluation.funds
    assert [shown(f) for f in (total.budget_initial, total.budget_revised, total.outturn)] == [
        "12.8",
        "12.8",
        "12.8",
    ]
    assert [shown(f) for f in (part.budget_initial, part.outturn)] == ["12.8万元", "12.8万元"]
    assert [(one.target_text, one.actual_text) for one in evaluation.indicators] == [
        ("100%", "100%"),
        ("优", "优"),
    ]
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "98")
    assert evaluation.project_name == "甲项目"
    assert evaluation.unplaced == []


def test_the_weight_of_a_repeated_kind_counts_once() -> None:
    evaluation = read_sheet("项目支出绩效自评表", [FACTS, PHONE, *FUNDS, *INDICATORS])
    weights = [q.value_text for q in evaluation.quantities if q.measure == "level1_weight"]
    assert weights == ["50"]
    assert [shown(one.score) for one in evaluation.indicators] == ["20", "28"]


def test_without_the_habit_equal_neighbours_stay_two_cells() -> None:
    rows = [["项目名称", "甲项目", *[""] * 7], *FUNDS, *INDICATORS[:3]]
    rows[2] = ["", "年度资金总额", "", *rows[2][3:]]
    evaluation = read_sheet("项目支出绩效自评表", rows)
    assert [(one.target_text, one.actual_text) for one in evaluation.indicators] == [
        ("100%", "100%"),
        ("优", "优"),
    ]


def test_equal_objectives_and_equal_kinds_stay_two_cells() -> None:
    rows = [
        FACTS,
        ["年度目标", *["预期目标"] * 4, *["实际完成情况"] * 4],
        ["年度目标", *["做完一件事"] * 8],
        ["一级指标", "二级指标", *["三级指标"] * 3, "目标值", "完成值", "分值", "得分"],
        ["满意度指标", "满意度指标", *["满意率"] * 3, "90%", "95%", "10", "10"],
    ]
    evaluation = read_sheet("项目支出绩效自评表", rows)
    assert evaluation.objective_expected == evaluation.objective_actual == "做完一件事"
    (indicator,) = evaluation.indicators
    assert (indicator.level1_label, indicator.level2_label) == ("满意度指标", "满意度指标")


def test_headings_broken_over_two_rows_are_no_repeat() -> None:
    """年初 and 全年 over two rows of 预算数 do not tell that merged cells are repeated."""
    rows = [
        ["项目名称", "甲项目", *[""] * 7],
        ["项目资金", "", "", "年初", "全年", "全年", "分值", "执行率", "得分"],
        ["（万元）", "", "", "预算数", "预算数", "执行数", "", "", ""],
        ["", "年度资金总额", "", "12.8", "12.8", "12.8", "10", "100.00%", "10"],
        ["年度目标", *["预期目标", "", "", ""], *["实际完成情况", "", "", ""]],
        ["", "全部做完", "", "", "", "全部做完", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "", "", "目标值", "完成值", "分值", "得分"],
        ["产出指标", "质量指标", "等次", "", "", "优", "优", "30", "28"],
    ]
    evaluation = read_sheet("项目支出绩效自评表", rows)
    (indicator,) = evaluation.indicators
    assert (indicator.target_text, indicator.actual_text) == ("优", "优")
    assert [
        shown(f) for f in (evaluation.funds[0].budget_initial, evaluation.funds[0].outturn)
    ] == [
        "12.8",
        "12.8",
    ]


def test_a_repeated_heading_of_the_names_tells_the_habit_too() -> None:
    rows = [
        ["项目名称", "甲项目", "", "", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "三级指标", "目标值", "完成值", "分值", "得分"],
        ["产出指标", "数量指标", "面积", "面积", "50公顷", "50公顷", "50", "48"],
    ]
    (indicator,) = read_sheet("项目支出绩效自评表", rows).indicators
    assert (indicator.level3_label, shown(indicator.score)) == ("面积", "48")
