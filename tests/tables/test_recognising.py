"""Worked examples of recognising forms and joining them over pages."""

from __future__ import annotations

from decimal import Decimal

from pipelines.document import Cell, Grid, Page
from tests.tables.small_reports import Rows, figures, page, read

HEAD: Rows = [
    ["项目", "", "本年支出", "", ""],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
]
TITLE = "一般公共预算财政拨款支出决算表"


def test_a_total_row_alone_on_its_page() -> None:
    found = read(
        page(1, TITLE, "单位：万元", [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]),
        page(2, "12", [["合计", "", "3.00", "1.00", "2.00"]]),
    )
    assert figures(found)[-1] == ("general_budget_expenditure", None, "合计", "project", "2.00")
    assert found.tables[0].pages == [1, 2]
    assert found.unplaced == ()


def test_headings_repeated_on_the_next_page_do_not_start_a_table() -> None:
    found = read(
        page(1, TITLE, "单位：万元", [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]),
        page(2, TITLE + "（续）", "单位：万元", [*HEAD, ["合计", "", "3.00", "1.00", "2.00"]]),
    )
    assert [table.table_no for table in found.tables] == [1]
    assert len(figures(found)) == 6


def test_the_same_form_printed_again_is_a_second_table() -> None:
    rows = [*HEAD, ["合计", "", "3.00", "1.00", "2.00"]]
    found = read(page(1, TITLE, "单位：万元", rows), page(2, TITLE, "单位：万元", rows))
    assert [table.table_no for table in found.tables] == [1, 2]


def test_a_ruled_page_without_text_does_not_end_a_table() -> None:
    found = read(
        page(1, TITLE, "单位：万元", [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]),
        page(2, [["", "", "", "", ""], ["", "", "", "", ""]]),
        page(3, [["合计", "", "3.00", "1.00", "2.00"]]),
    )
    assert len(figures(found)) == 6


def test_a_table_that_is_none_of_the_nine_stays_unplaced() -> None:
    rows = [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]
    found = read(
        page(1, TITLE, "单位：万元", rows),
        page(2, "一般公共预算财政拨款项目支出决算表", "单位：万元", rows),
        page(3, [["206", "科学技术支出", "9.00", "4.00", "5.00"]]),
    )
    assert len(figures(found)) == 3
    assert {cell.text for cell in found.unplaced} == {
        *("205", "3.00", "1.00", "2.00"),
        *("206", "9.00", "4.00", "5.00"),
    }


def test_headings_without_a_title_that_fit_two_forms_are_a_tie() -> None:
    found = read(page(1, "单位：万元", [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]))
    assert found.tables == ()
    assert "tie" in found.unplaced[0].reason


def test_a_title_over_two_lines_is_not_the_title_of_its_second_line() -> None:
    found = read(
        page(
            1,
            "某某市某某局2023年度一般公共预算财政拨款",
            "支出决算表",
            "单位：元",
            [*HEAD, ["205", "教育支出", "300.00", "100.00", "200.00"]],
        )
    )
    assert found.tables[0].form_code == "general_budget_expenditure"
    assert found.tables[0].amounts[0].amount_yuan == Decimal("300.00")


def test_a_title_in_the_contents_page_does_not_name_a_later_grid() -> None:
    found = read(
        page(1, "目录", "三、支出决算表", TITLE),
        page(2, "本单位由以下单位组成。", [["序号", "单位名称"], ["1", "某某局"], ["2", "某某所"]]),
    )
    assert found.tables == ()
    assert found.unplaced == ()


def test_codes_split_over_levels_and_printed_only_where_they_change() -> None:
    found = read(
        page(
            1,
            TITLE,
            "单位：万元",
            [
                ["项目", "", "", "", "合计", "基本支出", "项目支出"],
                ["类", "款", "项", "科目名称", "", "", ""],
                ["208", "", "", "社会保障和就业支出", "3.00", "3.00", ""],
                ["", "05", "", "行政事业单位养老支出", "3.00", "3.00", ""],
                ["", "", "05", "机关事业单位基本养老保险缴费支出", "2.00", "2.00", ""],
                ["208", "05", "06", "机关事业单位职业年金缴费支出", "1.00", "1.00", "-"],
            ],
        )
    )
    codes = [code for _, code, _, measure, _ in figures(found) if measure == "total"]
    assert codes == ["208", "20805", "2080505", "2080506"]
    states = [a.amount_state for a in found.tables[0].amounts if a.measure == "project"]
    assert states == ["blank", "blank", "blank", "dash"]


def test_a_figure_under_no_heading_is_listed_and_not_dropped() -> None:
    found = read(
        page(
            1,
            TITLE,
            "单位：万元",
            [[*row, ""] for row in HEAD] + [["205", "教育支出", "3.00", "1.00", "2.00", "7.77"]],
        )
    )
    assert [(cell.text, cell.address.column) for cell in found.unplaced] == [("7.77", 6)]


def test_a_malformed_code_keeps_its_figures_out_and_listed() -> None:
    found = read(
        page(
            1,
            TITLE,
            "单位：万元",
            [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"], ["2051", "？", "8.00", "", ""]],
        )
    )
    assert [cell.text for cell in found.unplaced] == ["2051", "8.00"]


def test_no_unit_anywhere_means_no_amount() -> None:
    found = read(page(1, TITLE, [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]))
    assert found.tables[0].amounts == []
    assert "unit" in found.unplaced[0].reason


def test_a_missing_unit_is_taken_from_the_other_tables_and_said() -> None:
    rows = [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]
    title = "国有资本经营预算财政拨款支出决算表"
    found = read(page(1, TITLE, "单位：万元", rows), page(2, title, rows))
    assert found.tables[1].amounts[0].amount_yuan == Decimal("30000.00")
    assert found.tables[1].remarks


def test_figures_in_lines_without_a_grid_are_listed() -> None:
    found = read(page(1, TITLE, "单位：万元", "205 教育支出 3.00 1.00 2.00"))
    assert [cell.text for cell in found.unplaced] == ["205 教育支出 3.00 1.00 2.00"]
    assert found.unplaced[0].address.row is None


def test_a_sentence_broken_before_its_unit_is_no_row_of_the_table_before_it() -> None:
    """A page breaks its lines anywhere: a line that ends with an amount is still running text."""
    table = [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]
    lines = (
        "2024年度收入总计 3.00元、支出总计 3.00",
        "第三部分 2024年度部门决算情况说明",
        "2.教育支出（类）普通教育（款）小学教育（项）：年初预算为 2.00",
        "本年度支出决算为 3.00",
        "一般公共预算财政拨款支出 3.00",
        "万元。",
    )
    found = read(page(1, TITLE, "单位：万元", table, *lines))
    assert found.unplaced == ()
    assert len(found.tables) == 1


def test_a_row_that_lost_its_rules_is_listed_right_below_its_table() -> None:
    table = [*HEAD, ["205", "教育支出", "3.00", "1.00", "2.00"]]
    found = read(page(1, TITLE, "单位：万元", table, "221 住房保障支出 1.00 1.00"))
    assert [cell.text for cell in found.unplaced] == ["221 住房保障支出 1.00 1.00"]


def test_two_tables_in_one_grid_keep_their_own_columns() -> None:
    """A converter joined two tables: each has the column lines of both inside its cells."""
    narrow = [("科目编码", 1, 2), ("科目名称", 3, 1), ("合计", 4, 2), ("基本支出", 6, 1)]
    rows = [
        [("一般公共预算财政拨款支出决算表", 1, 7)],
        [("单位：万元", 1, 7)],
        [*narrow, ("项目支出", 7, 1)],
        [("205", 1, 2), ("教育支出", 3, 1), ("3.00", 4, 2), ("1.00", 6, 1), ("2.00", 7, 1)],
        [("国有资本经营预算财政拨款支出决算表", 1, 7)],
        [("编码", 1, 1), ("名称", 2, 2), ("合计", 4, 1), ("基本支出", 5, 2), ("项目支出", 7, 1)],
        [("223", 1, 1), ("国资", 2, 2), ("9.00", 4, 1), ("4.00", 5, 2), ("5.00", 7, 1)],
    ]
    cells = tuple(
        Cell(number, column, text, 1, span)
        for number, row in enumerate(rows, start=1)
        for text, column, span in row
    )
    found = read(Page((Grid(1, len(rows), 7, cells),), number=1))
    assert [(form, measure, text) for form, _, _, measure, text in figures(found)] == [
        ("general_budget_expenditure", "total", "3.00"),
        ("general_budget_expenditure", "basic", "1.00"),
        ("general_budget_expenditure", "project", "2.00"),
        ("state_capital", "total", "9.00"),
        ("state_capital", "basic", "4.00"),
        ("state_capital", "project", "5.00"),
    ]
    assert found.unplaced == ()


def test_an_amount_where_the_name_of_a_row_belongs_is_listed() -> None:
    found = read(page(1, TITLE, "单位：万元", [*HEAD, ["205", "7.00", "3.00", "1.00", "2.00"]]))
    assert {(one.row_label, one.row_code) for one in found.tables[0].amounts} == {("", "205")}
    assert [(cell.text, cell.reason) for cell in found.unplaced] == [
        ("7.00", "科目名称处是数 / a figure where a name belongs")
    ]


def test_the_numbers_in_a_list_of_tables_are_no_figures() -> None:
    rows: Rows = [["1", "收入支出决算总表", "公开01表", "3"], ["2", "收入决算表", "公开02表", "4"]]
    assert read(page(1, "目录", rows)).unplaced == ()
    counted = read(page(1, "目录", [*rows, ["3", "公车保有量", "辆", "4"]]))
    assert [cell.text for cell in counted.unplaced] == ["3", "4"]


def test_a_row_without_rules_whose_label_touches_its_amount_is_listed() -> None:
    row = "二、政府性基2 100.00二、社会保障9 200.00"
    found = read(page(1, "收入支出决算总表", "单位：万元", row))
    assert [cell.text for cell in found.unplaced] == [row]


def test_an_amount_that_fell_out_of_an_unread_table_is_listed() -> None:
    rows: Rows = [["名目", "数额"], ["甲", "8.00"]]
    found = read(page(1, TITLE, "单位：万元", rows, "12.00", "1.2 收入情况"))
    assert [cell.text for cell in found.unplaced] == ["8.00", "12.00"]
