"""The base data table of a department, with figures of our own."""

from __future__ import annotations

from decimal import Decimal

from tests.tables.evaluation.sheets import read_sheet, spanned_grid

TITLE = "部门整体支出绩效评价基础数据表"


def test_posts_spending_and_buildings() -> None:
    evaluation = read_sheet(
        TITLE,
        spanned_grid(
            [
                ["财政供养人员情况(人)", "编制数", "2020年实际在职人数", "控制率"],
                ["", "37", "35", "94.59%"],
                ["经费控制情况(万元)", "2019年决算数", "2020年预算数", "2020年决算数"],
                ["三公经费", "12.5", "15", "11.2"],
                ["1、公务用车购置和维护经费", "5", "6", "5.2"],
                ["其中：公车购置", "0", "——", ""],
                ["政府采购金额", "——", "50", "45"],
                [
                    ("楼堂馆所控制情况(2020年完工项目)", 1, 2),
                    "批复规模(㎡)",
                    "实际规模(㎡)",
                    "规模控制率",
                    "预算投资(万元)",
                    "实际投资(万元)",
                    "投资概算控制率",
                ],
                ["100", "90", "90%", "5", "4", "80%"],
                ["厉行节约保障措施", ("制度3项", 3, 1)],
            ]
        ),
    )
    assert evaluation.layout == "base_data"
    assert [(q.block, q.measure, q.value, q.unit) for q in evaluation.quantities] == [
        ("staffing", "authorised_posts", Decimal(37), "count"),
        ("staffing", "actual_staff", Decimal(35), "count"),
        ("staffing", "staffing_rate", Decimal("94.59"), "percent"),
        ("buildings", "approved_area", Decimal(100), "count"),
        ("buildings", "actual_area", Decimal(90), "count"),
        ("buildings", "area_rate", Decimal(90), "percent"),
        ("buildings", "investment_rate", Decimal(80), "percent"),
    ]
    vehicles = [
        (a.measure, a.basis, a.amount_yuan, a.amount_state)
        for a in evaluation.amounts
        if a.row_label in ("公务用车购置和维护经费", "其中：公车购置")
    ]
    assert vehicles == [
        ("prior_outturn", "outturn", Decimal(50000), "number"),
        ("budget", "budget_unstated", Decimal(60000), "number"),
        ("outturn", "outturn", Decimal(52000), "number"),
        ("prior_outturn", "outturn", Decimal(0), "number"),
        ("budget", "budget_unstated", None, "dash"),
        ("outturn", "outturn", None, "blank"),
    ]
    assert evaluation.unplaced == []


def test_two_outturns_that_are_not_of_following_years_are_not_told_apart() -> None:
    evaluation = read_sheet(
        TITLE,
        [
            ["经费控制情况(万元)", "2017年决算数", "2020年决算数", "2020年预算数"],
            ["三公经费", "12.5", "15.5", "11.2"],
        ],
    )
    assert [a.amount_text for a in evaluation.amounts] == ["11.2"]
    assert [cell.text for cell in evaluation.unplaced] == ["12.5", "15.5"]


def test_a_telephone_number_below_the_base_data_is_no_figure() -> None:
    evaluation = read_sheet(
        "部门整体支出绩效评价基础数据表",
        [
            ["财政供养人员情况", "编制数", "2021年实际在职人数", "控制率"],
            ["", "58", "61", "105.17%"],
            ["填表人：甲", "联系电话：22334455", "填报日期：2022.3.5", ""],
        ],
    )
    assert [q.value_text for q in evaluation.quantities] == ["58", "61", "105.17%"]
    assert evaluation.unplaced == []
