"""Layouts of other places, with figures of our own: merged cells, other orders."""

from __future__ import annotations

from decimal import Decimal

from pipelines.document import Page
from pipelines.document.model import grid_of_rows
from tests.tables.evaluation.sheets import (
    read_pages,
    read_sheet,
    shown,
    spanned_grid,
)

FUND_HEADINGS = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
RESULT_HEADINGS = ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


def test_the_national_form_with_merged_cells() -> None:
    evaluation = read_sheet(
        "项目支出绩效自评表",
        spanned_grid(
            [
                [("项目名称", 2, 1), ("甲平台运维", 7, 1)],
                [("主管部门", 2, 1), ("甲局", 3, 1), "实施单位", ("甲中心", 3, 1)],
                [("项目负责人", 2, 1), ("张三", 3, 1), "联系电话", ("12345678", 3, 1)],
                [("项目资金\n（万元）", 2, 4), "", *FUND_HEADINGS],
                ["年度资金总额", "120.50", "110.25", "99.80", "10", "90.52%", "9.05"],
                ["其中：当年财政拨款", "120.50", "110.25", "99.80", "—", "90.52%", "—"],
                ["上年结转资金", "", "", "", "—", "", "—"],
                [("年度总体目标", 1, 2), ("预期目标", 4, 1), ("实际完成情况", 4, 1)],
                [("做完一件事", 4, 1), ("做完了一件事", 4, 1)],
                [("绩效指标", 1, 5), "一级指标", "二级指标", "三级指标", *RESULT_HEADINGS],
                [("产出指标", 1, 2), "数量指标", "系统数", "≥3个", "3个", "40", "40", ""],
                ["质量指标", "可用率", "≥99%", "99.5%", "10", "10", ""],
                ["效益指标", "社会效益指标", "服务", "优", "良", "30", "28.5", "要加强"],
                ["满意度指标", "服务对象满意度指标", "满意度", "≥90%", "92%", "10", "10", ""],
                [("总分", 6, 1), "100", "97.55", ""],
            ]
        ),
    )
    assert (evaluation.project_name, evaluation.supervising_agency) == ("甲平台运维", "甲局")
    assert (evaluation.objective_expected, evaluation.objective_actual) == (
        "做完一件事",
        "做完了一件事",
    )
    total, current, carried = evaluation.funds
    assert [shown(f) for f in (total.budget_revised, total.outturn)] == ["110.25", "99.80"]
    assert current.is_part and current.weight is not None and current.weight.state == "dash"
    assert carried.outturn is not None and carried.outturn.state == "blank"
    assert [(one.level1, one.level2, shown(one.score)) for one in evaluation.indicators] == [
        ("output", "quantity", "40"),
        ("output", "quality", "10"),
        ("outcome", "social", "28.5"),
        ("satisfaction", "satisfaction", "10"),
    ]
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "97.55")
    assert evaluation.scoring_regime == "execution_inside"
    assert evaluation.unplaced == []


def test_target_values_in_three_columns_and_names_of_funds_below_a_heading() -> None:
    """年度预算数 stands over the names of the funds, not over figures."""
    evaluation = read_sheet(
        "部门预算项目支出绩效自评表（2023年度）",
        [
            ["项目名称", "乙工程", "", "", "", "", "", "", "", ""],
            [
                "预算执行情况(10分)",
                "年度预算数(万元)",
                "年初预算",
                "调整后预算数",
                "预算执行数",
                "预算执行率",
                "权重",
                "得分",
                "原因",
                "",
            ],
            ["", "总额", "10.00", "12.00", "6.00", "50.00%", "10", "5", "慢", ""],
            ["", "其中：财政资金", "10.00", "12.00", "6.00", "50.00%", "/", "/", "", ""],
            [
                "绩效指标(90分)",
                "一级指标",
                "二级指标",
                "三级指标",
                "指标性质",
                "指标值",
                "度量单位",
                "完成值",
                "权重",
                "得分",
            ],
            ["", "产出指标", "数量指标", "路长", "≥", "12", "公里", "12.5", "60", "60"],
            ["", "效益指标", "社会效益指标", "通行", "定性", "好", "", "好", "30", "28"],
            ["合计", "", "", "", "", "", "", "", "100", "93"],
        ],
    )
    total, part = evaluation.funds
    assert [shown(f) for f in (total.budget_initial, total.budget_revised, total.outturn)] == [
        "10.00",
        "12.00",
        "6.00",
    ]
    assert part.score is not None and part.score.state == "dash"
    road = evaluation.indicators[0]
    assert (road.comparison, road.target_text, road.target_unit, road.actual_text) == (
        "≥",
        "12",
        "公里",
        "12.5",
    )
    assert shown(evaluation.total_score) == "93"
    assert evaluation.execution_weight == Decimal(10)


def test_weights_before_targets_and_amounts_in_yuan() -> None:
    evaluation = read_sheet(
        "2023年度项目绩效自评表",
        [
            ["项目名称", "丙项目", "主管部门", "丙局", "实施单位", "丙队", "", ""],
            ["资金情况（元）", "", "年度预算数", "执行数", "执行率（%）", "分值", "得分", ""],
            ["", "资金总额", "50000", "45000", "90", "10", "9", ""],
            ["", "其他资金", "0", "0", "", "", "", ""],
            [
                "一级指标",
                "二级指标",
                "三级指标",
                "分值",
                "年初指标值",
                "实际完成值",
                "自评得分",
                "未完成原因",
            ],
            ["成本指标", "经济成本指标", "单位成本", "20", "≤5万元", "4.5万元", "20", ""],
            ["产出指标", "数量指标", "次数", "40", "10次", "9次", "36", "雨天"],
            ["满意度指标", "满意度", "群众满意度", "30", "90%", "95%", "30", ""],
            ["总 分", "", "", "100", "", "", "95", ""],
        ],
    )
    total = evaluation.funds[0]
    assert evaluation.unit == "yuan"
    assert total.budget_basis == "budget_unstated"
    assert total.execution_rate is not None and total.execution_rate.value == Decimal(90)
    assert evaluation.amounts[0].amount_yuan == Decimal(50000)
    assert [(one.level1, shown(one.weight)) for one in evaluation.indicators] == [
        ("cost", "20"),
        ("output", "40"),
        ("satisfaction", "30"),
    ]
    assert shown(evaluation.total_score) == "95"


def test_headings_over_two_rows_and_funds_of_several_levels_of_government() -> None:
    evaluation = read_sheet(
        "2023年度专项资金绩效自评表",
        spanned_grid(
            [
                ["专项名称", ("丁资金", 6, 1)],
                [
                    ("资金情况（万元）", 1, 5),
                    ("", 1, 2),
                    ("全年\n预算数（A）", 1, 2),
                    ("全年执行数（B）", 1, 2),
                    ("执行率（B/A）", 1, 2),
                    ("分值", 1, 2),
                    ("得分", 1, 2),
                ],
                [],
                ["年度资金总额：", "200", "180", "90.0%", "10", "9"],
                ["其中：中央补助", "150", "150", "100%", "", ""],
                ["地方资金", "50", "30", "60%", "", ""],
                ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "分值", "得分"],
                [("产出指标", 1, 2), ("数量指标", 1, 2), "件数", "5个", "5个", "45", "45"],
                ["人数", "6人", "5人", "20", "15"],
                [("效益指标", 2, 1), "效果", "好", "好", "25", "25"],
                [("总 分", 5, 1), "100", "94"],
            ]
        ),
    )
    assert [(fund.fund, shown(fund.budget_revised)) for fund in evaluation.funds] == [
        ("total", "200"),
        ("superior_appropriation", "150"),
        ("own_level_appropriation", "50"),
    ]
    assert [(one.level1, one.level2, shown(one.score)) for one in evaluation.indicators] == [
        ("output", "quantity", "45"),
        ("output", "quantity", "15"),
        ("outcome", None, "25"),
    ]


def test_two_sheets_in_one_worksheet_with_a_caption_among_the_facts() -> None:
    def sheet(name: str, caption: str, score: str) -> list[list[str]]:
        return [
            ["2022年度项目支出绩效自评表", "", "", "", "", "", ""],
            ["项目名称", name, "主管部门", "己局", "", caption, ""],
            ["资金情况", "", "全年预算数(A)", "全年执行数(B)", "分值(10分)", "执行率", "得分"],
            ["", "年度资金总额", "6", "3", "10", "50%", "5分"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "件数", "1", "1", "90", score],
            ["总分", "", "", "", "", "100", "50"],
        ]

    rows = [*sheet("己一", "单位：万元", "45"), *sheet("己二", "单位：元", "4..5")]
    reading = read_pages(Page((grid_of_rows(rows),), sheet="自评"))
    first, second = reading.evaluations
    assert (first.project_name, first.unit) == ("己一", "wan")
    assert (second.project_name, second.unit) == ("己二", "yuan")
    (score,) = [one.score for one in second.indicators]
    assert score is not None and (score.state, score.value, score.text) == (
        "illegible",
        None,
        "4..5",
    )
    assert first.funds[0].score is not None and first.funds[0].score.value == Decimal(5)


def test_weights_of_every_level_in_columns_of_their_own() -> None:
    evaluation = read_sheet(
        "部门整体支出绩效评价评分表",
        [
            [
                "一级指标",
                "分值",
                "二级指标",
                "分值",
                "三级指标",
                "分值",
                "指标解释",
                "评价标准",
                "得分",
            ],
            ["投入", "20", "预算编制", "20", "编制合理", "10", "解释", "标准：5.5分", "10"],
            ["", "", "", "", "编制完整", "10", "解释", "标准", "8"],
            ["过程", "80", "预算执行", "80", "执行率", "80", "", "", "75"],
            ["合计", "100", "", "100", "", "100", "", "", "93"],
        ],
    )
    assert evaluation.scope == "whole"
    assert [
        (one.level1, one.level1_weight, shown(one.weight)) for one in evaluation.indicators
    ] == [
        ("decision", Decimal(20), "10"),
        ("decision", Decimal(20), "10"),
        ("process", Decimal(80), "80"),
    ]
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "93")
    assert evaluation.unplaced == []


def test_one_heading_over_all_kinds_and_broken_words() -> None:
    evaluation = read_sheet(
        "2023年度部门整体绩效自评表",
        spanned_grid(
            [
                [
                    ("绩效指标", 3, 1),
                    ("年度\n指标\n值", 1, 2),
                    ("实际完\n成值", 1, 2),
                    ("分\n值", 1, 2),
                    ("得\n分", 1, 2),
                ],
                ["一级\n指标", "二级\n指标", "三级指标"],
                [("产\n出\n指\n标\n50分", 1, 2), "数量\n指标", "一", "1", "1", "25", "25"],
                ["质量\n指标", "二", "2", "2", "25", "24"],
                [("满意度指标\n（50分）", 1, 1), "满意度指标", "三", "3", "3", "50", "49"],
            ]
        ),
    )
    assert [
        (one.level1, one.level1_weight, one.level2, shown(one.weight), shown(one.score))
        for one in evaluation.indicators
    ] == [
        ("output", Decimal(50), "quantity", "25", "25"),
        ("output", Decimal(50), "quality", "25", "24"),
        ("satisfaction", Decimal(50), "satisfaction", "50", "49"),
    ]


def test_two_columns_of_scores_are_not_told_apart() -> None:
    headings = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "自评得分"]
    evaluation = read_sheet(
        "2023年度项目支出绩效自评表",
        [
            ["项目名称", "壬", "", "", "", "", ""],
            [*headings, "评价得分"],
            ["产出指标", "数量指标", "一", "1", "1", "60", "55"],
        ],
    )
    assert evaluation.indicators[0].score is None
    assert [cell.text for cell in evaluation.unplaced] == ["60", "55"]
