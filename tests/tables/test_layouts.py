"""Layouts of other places and years, as small worked examples with their truth."""

from __future__ import annotations

from decimal import Decimal

from pipelines.document import Document, Page
from pipelines.document.model import grid_of_rows
from pipelines.tables.model import Recognition
from tests.tables.small_reports import Rows, figures, page, read, recognised

SUMMARY = "收入支出决算总表"
GENERAL = "一般公共预算财政拨款支出决算表"
GENERAL_HEAD: Rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]


def placed(found: Recognition) -> list[tuple[str, str, str, str, str]]:
    """Block, label, basis, printed text and role of every number."""
    return [
        (a.block, a.row_label, a.basis, a.amount_text or "", a.row_role)
        for table in found.tables
        for a in table.amounts
        if a.amount_state == "number"
    ]


def test_summary_of_2016_with_three_amounts_and_split_balances() -> None:
    found = read(
        page(
            1,
            SUMMARY,
            "部门：某某局 金额单位：万元",
            [
                ["收入", "", "", "", "支出", "", "", ""],
                ["项目", "行次", "年初预算数", "决算数", "项目", "行次", "年初预算数", "决算数"],
                ["栏次", "", "1", "2", "栏次", "", "3", "4"],
                [
                    "一、财政拨款收入",
                    "1",
                    "10.00",
                    "12.00",
                    "九、医疗卫生与计划生育支出",
                    "45",
                    "",
                    "3.00",
                ],
                ["其中：政府性基金预算财政拨款", "2", "", "1.00", "结余分配", "64", "", ""],
                ["用事业基金弥补收支差额", "30", "", "", "年末结转和结余", "67", "", "10.00"],
                ["年初结转和结余", "31", "", "1.00", "基本支出结转", "68", "", "10.00"],
                ["基本支出结转", "32", "", "1.00", "", "69", "", ""],
                ["合计", "35", "", "13.00", "合计", "70", "", "13.00"],
            ],
        )
    )
    assert placed(found) == [
        ("income", "财政拨款收入", "budget_initial", "10.00", "leaf"),
        ("income", "财政拨款收入", "outturn", "12.00", "leaf"),
        ("expenditure", "医疗卫生与计划生育支出", "outturn", "3.00", "leaf"),
        ("income", "其中：政府性基金预算财政拨款", "outturn", "1.00", "leaf"),
        ("expenditure", "年末结转和结余", "closing", "10.00", "subtotal"),
        ("income", "年初结转和结余", "opening", "1.00", "subtotal"),
        ("expenditure", "基本支出结转", "closing", "10.00", "leaf"),
        ("income", "基本支出结转", "opening", "1.00", "leaf"),
        ("income", "合计", "outturn", "13.00", "total"),
        ("expenditure", "合计", "outturn", "13.00", "total"),
    ]
    assert found.unplaced == ()


def test_a_third_side_by_nature_is_left_over_and_listed() -> None:
    found = read(
        page(
            1,
            SUMMARY,
            "单位：万元",
            [
                ["收入", "", "支出", "", "", ""],
                ["项目", "金额", "项目（按功能分类）", "金额", "项目（按支出性质）", "金额"],
                [
                    "一、一般公共预算财政拨款收入",
                    "5.00",
                    "一、一般公共服务支出",
                    "5.00",
                    "一、基本支出",
                    "4.00",
                ],
            ],
        )
    )
    assert [row[3] for row in placed(found)] == ["5.00", "5.00"]
    assert [cell.text for cell in found.unplaced] == ["4.00"]


def test_free_rows_filled_with_zeros_are_no_figures() -> None:
    found = read(
        page(
            1,
            SUMMARY,
            "单位：万元",
            [
                ["收入", "金额", "支出", "金额"],
                ["一、一般公共预算财政拨款收入", "5.00", "一、一般公共服务支出", "5.00"],
                ["", "0.00", "二、外交支出", "0.00"],
            ],
        )
    )
    assert len(placed(found)) == 3
    assert found.unplaced == ()


def test_a_repeated_label_after_an_unknown_row_is_not_guessed() -> None:
    """Were the opening balance not known, its split would be read as this year's income."""
    found = read(
        page(
            1,
            "财政拨款收入支出决算总表",
            "单位：万元",
            [
                ["收入", "", "支出", "", "", "", ""],
                [
                    "项目",
                    "金额",
                    "项目",
                    "合计",
                    "一般公共预算财政拨款",
                    "政府性基金预算财政拨款",
                    "国有资本经营预算财政拨款",
                ],
                [
                    "一、一般公共预算财政拨款",
                    "5.00",
                    "一、一般公共服务支出",
                    "5.00",
                    "5.00",
                    "",
                    "",
                ],
                ["谁也不认识的行", "2.00", "", "", "", "", ""],
                ["一、一般公共预算财政拨款", "2.00", "", "", "", "", ""],
            ],
        )
    )
    assert [row[3] for row in placed(found)] == ["5.00", "5.00", "5.00"]
    assert [cell.text for cell in found.unplaced] == ["2.00", "2.00"]


def test_levels_of_codes_that_lost_their_leading_zero() -> None:
    found = read(
        page(
            1,
            GENERAL,
            "单位：万元",
            [
                ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"],
                ["208", "", "", "社会保障和就业支出", "2.00", "2.00", ""],
                ["208", "5", "", "行政事业单位养老支出", "2.00", "2.00", ""],
                ["208", "5", "5", "机关事业单位基本养老保险缴费支出", "2.00", "2.00", ""],
            ],
        )
    )
    codes = [code for _, code, _, measure, _ in figures(found) if measure == "total"]
    assert codes == ["208", "20805", "2080505"]


def test_the_text_of_merged_cells_repeated_in_each_of_them() -> None:
    found = read(
        page(
            1,
            "一般公共预算财政拨款基本支出决算表",
            "单位：万元",
            [
                ["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"],
                ["301", "工资福利支出", "7.00", "302", "商品和服务支出", "2.00"],
                ["人员经费合计", "人员经费合计", "7.00", "公用经费合计", "公用经费合计", "2.00"],
            ],
        ),
        page(
            2,
            GENERAL,
            "单位：万元",
            [
                ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"],
                ["20805", "20805", "20805", "行政事业单位养老支出", "2.00", "2.00", ""],
            ],
        ),
    )
    assert [(code, label, text) for _, code, label, _, text in figures(found)] == [
        ("301", "工资福利支出", "7.00"),
        ("302", "商品和服务支出", "2.00"),
        (None, "人员经费合计", "7.00"),
        (None, "公用经费合计", "2.00"),
        ("20805", "行政事业单位养老支出", "2.00"),
        ("20805", "行政事业单位养老支出", "2.00"),
    ]


def test_a_detail_table_of_another_kind_is_not_pasted_on() -> None:
    """Some provinces print a matrix of functions by economic classes after the general budget."""
    found = read(
        page(
            1, GENERAL, "单位：万元", [*GENERAL_HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]
        ),
        page(
            2,
            "一般公共预算财政拨款支出决算明细表",
            "单位：万元",
            [
                ["科目编码", "科目名称", "合计", "工资福利支出", ""],
                ["", "", "", "小计", "基本工资"],
                ["206", "科学技术支出", "9.00", "8.00", "7.00"],
            ],
        ),
    )
    assert len(figures(found)) == 3
    assert {"9.00", "8.00", "7.00"} <= {cell.text for cell in found.unplaced}


def test_the_rest_of_a_name_below_repeated_headings() -> None:
    rows = [*GENERAL_HEAD, ["205", "教育支出管理事", "3.00", "1.00", "2.00"]]
    rest = [*GENERAL_HEAD, ["", "务支出", "", "", ""], ["206", "科学技术支出", "1.00", "1.00", ""]]
    found = read(page(1, GENERAL, "单位：万元", rows), page(2, rest))
    assert [
        (label, text) for _, _, label, measure, text in figures(found) if measure == "total"
    ] == [
        ("教育支出管理事务支出", "3.00"),
        ("科学技术支出", "1.00"),
    ]


def test_a_figure_broken_over_lines_needs_witnesses() -> None:
    rows = [["20501", "甲", "1.00", "", ""], ["20502", "乙", "2.00", "", ""]]
    broken = ["20503", "丙", "96.4\n0", "", ""]
    third = ["20504", "丁", "4.00", "", ""]
    with_two = read(page(1, GENERAL, "单位：万元", [*GENERAL_HEAD, *rows, broken]))
    with_three = read(page(1, GENERAL, "单位：万元", [*GENERAL_HEAD, *rows, broken, third]))
    states = [a.amount_state for a in with_two.tables[0].amounts if a.row_code == "20503"]
    assert states[0] == "illegible"
    (figure,) = (
        a for a in with_three.tables[0].amounts if a.row_code == "20503" and a.measure == "total"
    )
    assert (figure.amount_yuan, figure.amount_text) == (Decimal("964000.00"), "96.40")


def test_three_public_expenses_printed_down_with_an_unknown_row() -> None:
    found = read(
        page(
            1,
            "“三公”经费支出决算表",
            "单位：万元",
            [
                ["项目", "年初预算数", "决算数"],
                ["合计", "10.00", "8.00"],
                ["1、因公出国（境）费", "", ""],
                ["2、公务接待费", "4.00", "3.50"],
                ["3、从没见过的费", "6.00", "4.50"],
                ["其中：（1）公务用车运行维护费", "6.00", "4.50"],
            ],
        )
    )
    assert ("", "公务接待费", "outturn", "3.50", "leaf") in placed(found)
    assert [cell.text for cell in found.unplaced] == ["6.00", "4.50"]


def test_a_sheet_named_like_a_form_needs_no_title() -> None:
    rows = [
        ["单位：万元", "", "", "", ""],
        *GENERAL_HEAD,
        ["205", "教育支出", "3.00", "1.00", "2.00"],
    ]
    sheet = Page((grid_of_rows(rows),), sheet="国有资本经营预算财政拨款支出决算表")
    found = recognised(Document("test", (sheet,)))
    assert [table.form_code for table in found.tables] == ["state_capital"]


def test_code_and_name_under_one_heading_and_columns_numbered_with_their_sums() -> None:
    rows: Rows = [
        ["科目编码及名称", "合计", "基本支出", "项目支出"],
        ["栏次", "1=2+3", "2", "3"],
        ["合计", "7.00", "4.00", "3.00"],
        ["2010301 行政运行", "7.00", "4.00", "3.00"],
    ]
    found = read(page(1, GENERAL, "单位：万元", rows))
    form = "general_budget_expenditure"
    assert figures(found) == [
        (form, None, "合计", "total", "7.00"),
        (form, None, "合计", "basic", "4.00"),
        (form, None, "合计", "project", "3.00"),
        (form, "2010301", "行政运行", "total", "7.00"),
        (form, "2010301", "行政运行", "basic", "4.00"),
        (form, "2010301", "行政运行", "project", "3.00"),
    ]
    assert found.unplaced == ()
