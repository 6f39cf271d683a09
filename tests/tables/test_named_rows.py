"""Worked examples of tables whose rows have any name: projects, kinds of expenditure, purchases."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.tables.model import Recognition
from pipelines.tables.recognising import recognise_items
from pipelines.tables.streaming import stream
from tests.tables.evaluation.sheets import spanned_grid
from tests.tables.small_reports import Rows, page, read

HEAD = ["序号", "预算项目", "部门预算", "决算支出", "本期结余", "预算执行率"]
TITLE = "表二：项目支出情况表（单位：万元）"


def test_a_table_goes_on_over_a_page_without_headings() -> None:
    rows: Rows = [HEAD, ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"]]
    more: Rows = [
        ["2", "乙项目的", "5.00", "5.00", "-", "100.00%"],
        ["", "后半名称", "", "", "", ""],
        ["", "合计", "8.00", "7.00", "1.00", "87.50%"],
    ]
    found = read(page(1, TITLE, rows), page(2, "-2-", more))
    (table,) = found.tables
    labels = ["甲项目", "乙项目的后半名称", "合计"]
    assert [rate.row_label for rate in table.quantities] == labels
    assert [a.row_label for a in table.amounts if a.measure == "budget"] == labels
    assert (table.pages, table.bodies, found.unplaced) == ([1, 2], (1, 3), ())


@pytest.mark.parametrize(
    "second",
    [
        ["5", "丙项目", "1.00", "1.00", "-", "100%"],
        ["2", "丙项目", "1.00", "正常推进", "-", "100%"],
    ],
)
def test_rows_that_do_not_follow_are_no_continuation(second: list[str]) -> None:
    rows: Rows = [HEAD, ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"]]
    found = read(page(1, TITLE, rows), page(2, [second]))
    assert len(found.tables[0].quantities) == 1
    assert "1.00" in [cell.text for cell in found.unplaced]


def test_text_between_ends_a_table() -> None:
    first: Rows = [HEAD, ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"]]
    other: Rows = [["2", "乙项目", "1.00", "1.00", "-", "100%"]]
    found = read(page(1, TITLE, first, "下面另列本年新增的事项。", other))
    assert len(found.tables[0].quantities) == 1
    assert [cell.text for cell in found.unplaced] == ["2", "1.00", "1.00", "100%"]


def test_headings_of_other_places_tell_the_budgets_apart() -> None:
    rows: Rows = [
        [
            "项目名称",
            "年初预算数",
            "调整预算数",
            "全年执行数",
            "年末结转结余",
            "执行率（%）",
            "备注",
        ],
        ["甲项目", "10.00", "12.00", "9.00", "3.00", "75", "跨年实施"],
        ["合计", "10.00", "12.00", "9.00", "3.00", "75", ""],
    ]
    found = read(page(1, "项目支出预算执行情况表", "金额单位：元", rows))
    (table,) = found.tables
    assert [(a.measure, a.basis, a.amount_yuan) for a in table.amounts[:4]] == [
        ("budget", "budget_initial", Decimal("10.00")),
        ("budget", "budget_revised", Decimal("12.00")),
        ("outturn", "outturn", Decimal("9.00")),
        ("balance", "closing", Decimal("3.00")),
    ]
    assert [rate.value for rate in table.quantities] == [75, 75]
    assert [a.row_role for a in table.amounts[4:]] == ["total"] * 4


def test_a_rate_without_any_percent_sign_is_not_guessed() -> None:
    rows: Rows = [["项目名称", "预算数", "决算数", "执行率"], ["甲项目", "4.00", "3.00", "0.75"]]
    (table,) = read(page(1, "项目支出情况表", "单位：万元", rows)).tables
    rate = table.quantities[0]
    assert (rate.value, rate.value_text, rate.value_state) == (None, "0.75", "illegible")


def test_a_nonsense_figure_is_kept_as_text() -> None:
    rows: Rows = [["项目名称", "预算数", "决算数"], ["甲项目", "1,4653.09", "3.00"]]
    (table,) = read(page(1, "项目支出情况表", "单位：万元", rows)).tables
    budget = table.amounts[0]
    assert (budget.amount_yuan, budget.amount_text, budget.amount_state) == (
        None,
        "1,4653.09",
        "illegible",
    )


def test_after_a_part_an_unnumbered_row_is_ambiguous() -> None:
    rows: Rows = [
        ["支出项目", "预算数", "决算数"],
        ["商品和服务支出", "9.00", "8.00"],
        ["其中：公务接待费", "1.00", "0.50"],
        ["公务用车运行维护费", "2.00", "1.50"],
        ["资本性支出", "4.00", "3.00"],
        ["合计", "13.00", "11.00"],
    ]
    found = read(page(1, "基本支出情况表", "单位：万元", rows))
    budgets = [a for a in found.tables[0].amounts if a.measure == "budget"]
    assert [(a.block, a.row_label, a.row_role) for a in budgets] == [
        ("", "商品和服务支出", "leaf"),
        ("of_which", "其中：公务接待费", "leaf"),
        ("of_which", "公务用车运行维护费", "leaf"),
        ("", "合计", "total"),
    ]
    assert [cell.text for cell in found.unplaced] == ["4.00", "3.00"]


def test_subtotals_stay_subtotals_beside_a_total() -> None:
    rows: Rows = [
        ["项目名称", "预算数", "决算数"],
        ["甲项目", "1.00", "1.00"],
        ["小计", "1.00", "1.00"],
        ["乙项目", "2.00", "2.00"],
        ["小计", "2.00", "2.00"],
        ["总计", "3.00", "3.00"],
    ]
    (table,) = read(page(1, "项目支出情况表", "单位：万元", rows)).tables
    roles = [a.row_role for a in table.amounts if a.measure == "budget"]
    assert roles == ["leaf", "subtotal", "leaf", "subtotal", "total"]


PURCHASES: Rows = [
    ["类型", "摘要", "金额"],
    ["货物", "打印设备", "6.00"],
    ["", "小计", "6.00"],
    ["合计", "", "6.00"],
]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("本年采购支出合计 6 万元，均为货物。", "wan"),
        ("本年采购支出合计 60000 元，均为货物。", None),
        ("本年采购支出合计 6 万元，节约 500 元。", None),
        ("本年按规定组织了采购。", None),
    ],
)
def test_only_the_text_right_above_that_states_a_figure_tells_the_unit(
    above: str, unit: str | None
) -> None:
    found = read(page(1, above, PURCHASES))
    assert found.tables[0].unit == unit
    assert [cell.text for cell in found.unplaced] == ([] if unit else ["6.00"] * 3)


def test_the_unit_of_the_nine_forms_is_not_lent_to_other_tables() -> None:
    official: Rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["205", "教育支出", "3.00", "1.00", "2.00"],
    ]
    projects: Rows = [["项目名称", "预算数", "决算数"], ["甲项目", "4.00", "3.00"]]
    found = read(
        page(1, "一般公共预算财政拨款支出决算表", "单位：元", official),
        page(2, "项目支出情况表", projects),
    )
    assert [table.unit for table in found.tables] == ["yuan", None]
    assert [cell.text for cell in found.unplaced] == ["4.00", "3.00"]


def test_a_unit_in_all_headings_is_the_unit_of_the_table() -> None:
    rows: Rows = [["项目名称", "预算数（万元）", "决算数（万元）"], ["甲项目", "4.00", "3.00"]]
    (table,) = read(page(1, "项目支出情况表", rows)).tables
    assert (table.unit, table.remarks) == ("wan", [])
    assert table.amounts[1].amount_yuan == Decimal(30000)


def test_a_budget_table_of_the_same_name_is_not_read() -> None:
    rows: Rows = [["项目名称", "预算数", "财政拨款"], ["甲项目", "4.00", "4.00"]]
    found = read(page(1, "项目支出情况表", "单位：万元", rows))
    assert found.tables == ()
    assert [cell.text for cell in found.unplaced] == ["4.00", "4.00"]


def test_headings_alone_do_not_make_a_table_of_projects() -> None:
    rows: Rows = [["经济科目名称", "预算数", "决算数"], ["工资福利支出", "4.00", "3.00"]]
    found = read(page(1, "单位：万元", rows))
    assert found.tables == ()
    assert [cell.text for cell in found.unplaced] == ["4.00", "3.00"]


def test_what_something_else_has_read_is_left_out_and_reached_over_by_nothing() -> None:
    rows: Rows = [["项目名称", "预算数", "决算数"], ["甲项目", "4.00", "3.00"]]
    first, second = page(1, TITLE, "单位：万元", rows), page(2, "单位：万元", rows)
    items = list(stream(Document("test", (first, second)), load_catalogue()))
    everything = recognise_items(items, load_catalogue())
    assert everything.table_lines == frozenset({0, 1, 3})
    without_title = recognise_items(items, load_catalogue(), taken={0})
    assert without_title.tables == ()
    without_first = recognise_items(items, load_catalogue(), taken={0, 1, 2})
    assert [cell.address.page for cell in without_first.unplaced] == [2, 2]


def test_lines_after_a_table_in_running_text() -> None:
    rows: Rows = [["项目名称", "预算数", "决算数"], ["甲项目", "4.00", "3.00"]]
    found = read(page(1, "项目支出情况表", "单位：万元", rows, "1.2 产出情况", "乙项目 2.00 1.00"))
    assert [cell.text for cell in found.unplaced] == ["乙项目 2.00 1.00"]
    assert found.table_lines == frozenset({0, 1, 4})


def test_a_kind_merged_over_its_purchases() -> None:
    cells = [
        *(Cell(1, column, text) for column, text in enumerate(PURCHASES[0], start=1)),
        *(Cell(2, 1, "政府采购工程支出", 3), Cell(2, 2, "道路维修"), Cell(2, 3, "4.00")),
        *(Cell(3, 2, "管网改造"), Cell(3, 3, "2.00"), Cell(4, 2, "小计"), Cell(4, 3, "6.00")),
        *(Cell(5, 1, "其他"), Cell(5, 2, "未分类"), Cell(5, 3, "1.00")),
        *(Cell(6, 1, "合计", 1, 2), Cell(6, 3, "7.00")),
    ]
    lines = (TextLine("政府采购支出情况表"), TextLine("单位：万元"))
    found = read(Page((*lines, Grid(1, 6, 3, tuple(cells))), number=1))
    assert [(a.block, a.row_label, a.row_role) for a in found.tables[0].amounts] == [
        ("works", "道路维修", "leaf"),
        ("works", "管网改造", "leaf"),
        ("works", "小计", "subtotal"),
        ("", "合计", "total"),
    ]
    assert [cell.text for cell in found.unplaced] == ["1.00"]


def test_numbered_names_tell_where_the_parts_end() -> None:
    rows: Rows = [
        ["支出项目", "预算数", "决算数"],
        ["1.商品和服务支出", "9.00", "8.00"],
        ["其中：办公费", "1.00", "0.50"],
        ["水电费", "2.00", "1.50"],
        ["2.资本性支出", "4.00", "3.00"],
    ]
    found = read(page(1, "基本支出情况表", "单位：万元", rows))
    budgets = [a for a in found.tables[0].amounts if a.measure == "budget"]
    assert [(a.block, a.row_label) for a in budgets] == [
        ("", "商品和服务支出"),
        ("of_which", "其中：办公费"),
        ("of_which", "水电费"),
        ("", "资本性支出"),
    ]
    assert found.unplaced == ()


def test_a_total_closes_a_table_on_its_page() -> None:
    first: Rows = [HEAD, ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"]]
    first.append(["", "合计", "3.00", "2.00", "1.00", "66.67%"])
    found = read(page(1, TITLE, first), page(2, [["2", "乙项目", "1.00", "1.00", "-", "100%"]]))
    assert len(found.tables[0].quantities) == 2
    assert [cell.text for cell in found.unplaced] == ["2", "1.00", "1.00", "100%"]


def test_no_table_goes_on_over_a_body_that_something_else_has_read() -> None:
    first: Rows = [HEAD, ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"]]
    other: Rows = [["指标", "完成"]]
    rest: Rows = [["2", "乙项目", "1.00", "1.00", "-", "100%"]]
    document = Document("test", (page(1, TITLE, first), page(2, other), page(3, rest)))
    items = list(stream(document, load_catalogue()))
    found = recognise_items(items, load_catalogue(), taken={2})
    assert [table.bodies for table in found.tables] == [(1,)]
    assert [cell.text for cell in found.unplaced] == ["2", "1.00", "1.00", "100%"]


def test_a_part_without_the_row_that_it_splits_is_listed() -> None:
    rows: Rows = [["支出项目", "预算数", "决算数"], ["其中：公务接待费", "1.00", "0.50"]]
    found = read(page(1, "基本支出情况表", "单位：万元", rows))
    assert found.tables[0].amounts == []
    assert [cell.text for cell in found.unplaced] == ["1.00", "0.50"]


def amounts_of(found: Recognition) -> list[tuple[str, str, str, str | None]]:
    return [
        (one.block, one.row_label, one.row_role, one.amount_text)
        for table in found.tables
        for one in table.amounts
        if one.measure == "budget"
    ]


def test_an_unnumbered_row_with_figures_is_no_part_of_the_numbered_one_above() -> None:
    rows: Rows = [
        HEAD,
        ["1", "甲项目", "3.00", "2.00", "1.00", "66.67%"],
        ["", "乙项目", "4.00", "2.00", "2.00", "50.00%"],
        ["2", "丙项目", "5.00", "5.00", "-", "100.00%"],
        ["", "其中：设备", "1.00", "1.00", "-", "100.00%"],
        ["", "运维", "2.00", "2.00", "-", "100.00%"],
    ]
    assert amounts_of(read(page(1, TITLE, rows))) == [
        ("", "甲项目", "leaf", "3.00"),
        ("", "乙项目", "leaf", "4.00"),
        ("", "丙项目", "leaf", "5.00"),
        ("of_which", "其中：设备", "leaf", "1.00"),
        ("of_which", "运维", "leaf", "2.00"),
    ]


def test_a_first_row_without_figures_is_a_project_with_blanks() -> None:
    rows: Rows = [["项目名称", "预算数", "决算数"], ["甲项目", "", ""], ["乙项目", "4.00", "3.00"]]
    assert amounts_of(read(page(1, "项目支出情况表", "单位：万元", rows))) == [
        ("", "甲项目", "leaf", None),
        ("", "乙项目", "leaf", "4.00"),
    ]


def test_a_name_merged_over_two_rows_names_the_first_alone() -> None:
    """Whose the figures of the second row are nobody says: they are listed."""
    grid = spanned_grid(
        [
            ["项目名称", "预算数", "决算数"],
            [("甲项目", 1, 2), "4.00", "3.00"],
            ["5.00", "2.00"],
            ["乙项目", "1.00", "1.00"],
        ]
    )
    above = (TextLine("项目支出情况表"), TextLine("单位：万元"))
    found = read(Page((*above, grid), number=1))
    assert amounts_of(found) == [("", "甲项目", "leaf", "4.00"), ("", "乙项目", "leaf", "1.00")]
    assert [cell.text for cell in found.unplaced] == ["5.00", "2.00"]


def test_a_total_merged_over_group_and_name_is_a_total() -> None:
    grid = spanned_grid(
        [
            ["类型", "摘要", "金额"],
            [("货物", 1, 2), "打印设备", "6.00"],
            ["电脑", "4.00"],
            ["赠品", "纪念品", "1.00"],
            [("合计", 2, 1), "11.00"],
        ]
    )
    found = read(Page((TextLine("政府采购情况表"), TextLine("单位：万元"), grid), number=1))
    assert [
        (one.block, one.row_label, one.row_role, one.amount_text) for one in found.tables[0].amounts
    ] == [
        ("goods", "打印设备", "leaf", "6.00"),
        ("goods", "电脑", "leaf", "4.00"),
        ("", "合计", "total", "11.00"),
    ]
    assert [cell.text for cell in found.unplaced] == ["1.00"]
