"""Funds beside labels, with sources as columns, or under headings that stand twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.document import Page, TextLine
from pipelines.document.model import grid_of_rows
from tests.tables.evaluation.sheets import read_pages, read_sheet, shown, spanned_grid

INDICATORS = [
    ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", ""],
    ["产出指标", "数量指标", "处数", "4处", "4处", "60", "60", ""],
    ["效益指标", "社会效益指标", "受益", "好", "好", "40", "38.5", ""],
]


def test_amounts_beside_their_labels_are_the_total_of_the_funds() -> None:
    evaluation = read_sheet(
        "2021年度项目绩效自评表",
        [
            ["项目名称", "甲项目", "", "预算单位", "甲局", "", "", ""],
            ["当年预算数（元）", "1,250.00", "", "上年预算数（元）", "1,100.00", "", "", ""],
            ["预算执行数（元）", "1,198.40", "", "预算执行率（%）", "95.87%", "", "", ""],
            *INDICATORS,
        ],
    )
    (fund,) = evaluation.funds
    assert (fund.fund, fund.is_part, fund.unit) == ("total", False, "yuan")
    assert [shown(f) for f in (fund.budget_revised, fund.outturn, fund.execution_rate)] == [
        "1,250.00",
        "1,198.40",
        "95.87%",
    ]
    assert [a.basis for a in evaluation.amounts] == ["budget_unstated", "outturn"]
    assert [cell.text for cell in evaluation.unplaced] == ["1,100.00"]


def test_a_budget_without_an_outturn_beside_labels_is_listed() -> None:
    evaluation = read_sheet(
        "2021年度项目绩效自评表",
        [
            ["项目名称", "甲项目", "", "", "", "", "", ""],
            ["预算金额（万元）", "86.40", "", "", "", "", "", ""],
            *INDICATORS,
        ],
    )
    assert evaluation.funds == [] and evaluation.amounts == []
    assert [cell.text for cell in evaluation.unplaced] == ["86.40"]


def test_each_source_beside_its_label_twice() -> None:
    evaluation = read_sheet(
        "项目支出绩效自评表",
        spanned_grid(
            [
                [("项目名称", 2, 1), ("甲项目", 6, 1)],
                [
                    ("预算执行情况（万元）", 1, 3),
                    "预算数：",
                    ("86.40", 3, 1),
                    "执行数：",
                    ("80.15", 2, 1),
                ],
                ["其中-财政拨款：", ("80.00", 3, 1), "其中-财政拨款：", ("75.10", 2, 1)],
                ["其它资金：", ("6.40", 3, 1), "其它资金：", ("5.05", 2, 1)],
                *INDICATORS,
            ]
        ),
    )
    assert [
        (f.fund, f.is_part, shown(f.budget_revised), shown(f.outturn)) for f in evaluation.funds
    ] == [
        ("total", False, "86.40", "80.15"),
        ("appropriation", True, "80.00", "75.10"),
        ("other", True, "6.40", "5.05"),
    ]
    assert evaluation.amounts[0].amount_yuan == Decimal(864_000)
    assert evaluation.unplaced == []


def test_sources_as_columns_and_measures_as_rows() -> None:
    evaluation = read_sheet(
        "2022年度项目支出绩效自评表",
        spanned_grid(
            [
                [("项目名称", 2, 1), ("甲项目", 6, 1)],
                [
                    ("项目资金（万元）", 1, 4),
                    "资金来源",
                    ("合计", 2, 1),
                    ("财政拨款", 2, 1),
                    ("其他资金", 2, 1),
                ],
                ["年初预算数", ("820.00", 2, 1), ("800.00", 2, 1), ("20.00", 2, 1)],
                ["全年预算数", ("900.00", 2, 1), ("870.00", 2, 1), ("30.00", 2, 1)],
                ["全年执行数", ("855.00", 2, 1), ("830.00", 2, 1), ("25.00", 2, 1)],
                *INDICATORS,
            ]
        ),
    )
    assert [
        (f.fund, shown(f.budget_initial), shown(f.budget_revised), shown(f.outturn))
        for f in evaluation.funds
    ] == [
        ("total", "820.00", "900.00", "855.00"),
        ("appropriation", "800.00", "870.00", "830.00"),
        ("other", "20.00", "30.00", "25.00"),
    ]
    assert evaluation.funds[1].is_part and evaluation.unplaced == []


def test_figures_under_the_headings_without_a_source_are_the_total() -> None:
    evaluation = read_sheet(
        "项目支出绩效自评表",
        spanned_grid(
            [
                [("项目名称", 2, 1), ("甲项目", 6, 1)],
                [
                    ("预算执行情况", 1, 2),
                    ("年度预算资金总额（万元）", 2, 1),
                    ("全年执行数（万元）", 2, 1),
                    "预算执行率",
                    "权重",
                    "得分",
                ],
                [("88.00", 2, 1), ("79.20", 2, 1), "90%", "10", "9"],
                *INDICATORS,
            ]
        ),
    )
    (fund,) = evaluation.funds
    assert [shown(f) for f in (fund.budget_revised, fund.outturn, fund.weight, fund.score)] == [
        "88.00",
        "79.20",
        "10",
        "9",
    ]


def test_a_heading_over_the_names_of_the_funds_is_no_second_column() -> None:
    """预算资金（元） and 年度预算执行 stand over the names of funds, not over figures."""
    evaluation = read_sheet(
        "项目支出绩效自评表",
        [
            [
                "预算资金（元）",
                "年初预算数",
                "预算数（A）",
                "执行数（B）",
                "执行率",
                "分值",
                "得分",
                "",
            ],
            ["年度资金总额", "30.00", "28.50", "28.11", "98.63%", "10", "9.86", ""],
            *INDICATORS,
        ],
    )
    (fund,) = evaluation.funds
    assert [shown(f) for f in (fund.budget_initial, fund.budget_revised, fund.outturn)] == [
        "30.00",
        "28.50",
        "28.11",
    ]
    assert evaluation.unplaced == []


def test_headings_of_two_units_give_each_its_own() -> None:
    evaluation = read_sheet(
        "项目支出绩效自评表",
        [
            [
                "项目资金",
                "全年预算数（万元）",
                "全年执行数（元）",
                "执行率",
                "分值",
                "得分",
                "",
                "",
            ],
            ["年度资金总额", "2", "19000", "95%", "10", "9.5", "", ""],
            *INDICATORS,
        ],
    )
    assert [(a.amount_yuan, a.unit) for a in evaluation.amounts] == [
        (Decimal(20_000), "wan"),
        (Decimal(19_000), "yuan"),
    ]


def test_a_second_total_of_the_funds_is_listed() -> None:
    """合计 under indicators whose headings are not known is no source of funds."""
    evaluation = read_sheet(
        "项目支出绩效自评表",
        [
            [
                "项目资金（万元）",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "执行率",
                "分值",
                "得分",
                "",
            ],
            ["年度资金总额", "30.00", "28.50", "28.11", "98.63%", "10", "9.86", ""],
            ["合计", "100", "", "", "", "", "98.5", ""],
            *INDICATORS,
        ],
    )
    assert len(evaluation.funds) == 1
    assert [cell.text for cell in evaluation.unplaced] == ["100", "98.5"]


@pytest.mark.parametrize("between", ["　　　", " "])
def test_an_agency_and_a_date_on_one_line_are_two_facts(between: str) -> None:
    line = f"部门名称：甲市乙局{between}填报日期：2023年3月31日{between}单位：万元"
    rows = [["单位资金", *[""] * 7], *INDICATORS]
    page = Page(
        (TextLine("部门整体支出绩效自评表"), TextLine(line), grid_of_rows(rows)),
        number=1,
    )
    (evaluation,) = read_pages(page).evaluations
    assert evaluation.reporting_unit == "甲市乙局"
    assert evaluation.unplaced == []


def test_a_line_above_the_sheet_names_project_and_agency() -> None:
    line = "项目名称：甲项目    主管部门：乙镇政府    填报时间：2024-03-12"
    page = Page((TextLine("2023年度财政支出绩效自评表"), TextLine(line), grid_of_rows(INDICATORS)))
    (evaluation,) = read_pages(page).evaluations
    assert (evaluation.project_name, evaluation.supervising_agency) == ("甲项目", "乙镇政府")
    assert evaluation.scope == "project" and evaluation.unplaced == []
