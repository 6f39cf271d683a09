"""Layouts turn figures into printed rows as the forms print them."""

from __future__ import annotations

import pytest

from pipelines.typeset.composing import compose
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import LAYOUTS, load_layout
from pipelines.typeset.paging import Paging, page_breaks
from pipelines.typeset.printed import PrintedCell, PrintedRow, PrintedTable, heading_rows


def texts(row: PrintedRow) -> list[str]:
    return [cell.text for cell in row]


def coded(code: str | None, label: str, *amounts: str) -> FigureRow:
    pairs = zip(("total", "basic", "project"), amounts, strict=False)
    return FigureRow("", code, label, tuple(Figure(name, "outturn", text) for name, text in pairs))


def composed(layout: str, *forms: FormFigures) -> list[PrintedTable]:
    return compose(ReportFigures("某局", 2023, "wan", forms), load_layout(layout))


GENERAL_BUDGET = FormFigures(
    "general_budget_expenditure",
    (
        coded(None, "合计", "3.00", "1.00", "2.00"),
        coded("201", "一般公共服务支出", "3.00", "1.00", "2.00"),
        coded("20101", "人大事务", "3.00", "1.00", "2.00"),
        coded("2010101", "行政运行", "3.00", "1.00", "2.00"),
    ),
)


def test_every_layout_has_the_nine_forms() -> None:
    assert {name: len(load_layout(name).forms) for name in LAYOUTS} == dict.fromkeys(LAYOUTS, 9)


def test_headings_merge_over_shared_parents_and_reach_down() -> None:
    rows = heading_rows([("项目", "编码"), ("项目", "名称"), ("合计",)])
    assert rows == [
        (PrintedCell(0, "项目", "heading", 1, 2), PrintedCell(2, "合计", "heading", 2, 1)),
        (PrintedCell(0, "编码", "heading"), PrintedCell(1, "名称", "heading")),
    ]


def test_the_total_stands_first_or_last() -> None:
    ministry, plain = (composed(name, GENERAL_BUDGET)[0] for name in ("ministry", "plain"))
    assert texts(ministry.body_rows[0]) == ["合计", "3.00", "1.00", "2.00"]
    assert texts(plain.body_rows[-1]) == ["合计", "3.00", "1.00", "2.00"]


def test_columns_are_numbered_where_the_layout_numbers_them() -> None:
    assert texts(composed("ministry", GENERAL_BUDGET)[0].heading_rows[-1]) == [
        "栏次",
        "1",
        "2",
        "3",
    ]
    assert "栏次" not in composed("plain", GENERAL_BUDGET)[0].texts()


@pytest.mark.parametrize(
    ("layout", "keys"),
    [
        ("ministry", [["201"], ["20101"], ["2010101"]]),
        ("three_code_columns", [["201", "", ""], ["20101", "", ""], ["2010101", "", ""]]),
        ("split_codes", [["201", "", ""], ["201", "01", ""], ["201", "01", "01"]]),
    ],
)
def test_codes_stand_whole_or_split(layout: str, keys: list[list[str]]) -> None:
    body = composed(layout, GENERAL_BUDGET)[0].body_rows
    rows = [row for row in body if row[0].text != "合计" and "合计" not in texts(row)]
    assert [texts(row)[:-4] for row in rows] == keys


def test_split_codes_may_be_printed_only_where_they_change() -> None:
    fund = FormFigures(
        "government_fund",
        (coded("212", "城乡社区支出"), coded("21208", "土地"), coded("2120801", "征地")),
    )
    body = composed("wide", fund)[0].body_rows
    assert [texts(row)[:3] for row in body] == [["212", "", ""], ["", "08", ""], ["", "", "01"]]


def test_the_two_sides_of_a_summary_end_on_one_line() -> None:
    def row(block: str, label: str, measure: str = "amount") -> FigureRow:
        return FigureRow(block, None, label, (Figure(measure, "outturn", "1.00"),))

    form = FormFigures(
        "appropriation_summary",
        (
            row("income", "一般公共预算财政拨款"),
            row("income", "本年收入合计"),
            row("opening_balance", "年初财政拨款结转和结余"),
            row("opening_balance", "一般公共预算财政拨款"),
            row("income", "总计"),
            row("expenditure", "外交支出", "total"),
            row("expenditure", "国防支出", "total"),
            row("expenditure", "本年支出合计", "total"),
            row("expenditure", "总计", "total"),
        ),
    )
    left = [texts(row)[0] for row in composed("plain", form)[0].body_rows]
    right = [texts(row)[2] for row in composed("plain", form)[0].body_rows]
    assert left == [
        "一、一般公共预算财政拨款",
        "",
        "本年收入合计",
        "年初财政拨款结转和结余",
        "一、一般公共预算财政拨款",
        "总计",
    ]
    assert right == ["一、外交支出", "二、国防支出", "本年支出合计", "", "", "总计"]
    numbered = composed("ministry", form)[0].body_rows
    assert [texts(row)[1] for row in numbered] == ["1", "2", "3", "4", "5", "6"]
    assert [texts(row)[4] for row in numbered] == ["7", "8", "9", "10", "11", "12"]


def test_the_note_tells_which_budget_is_meant() -> None:
    def notes(basis: str) -> tuple[str, ...]:
        rows = tuple(
            FigureRow("", None, label, (Figure("amount", basis, "1.00"),))
            for label in "甲乙丙丁戊己"
        )
        return composed("ministry", FormFigures("three_public_expenses", rows))[0].notes

    assert "年初预算" in notes("budget_initial")[0]
    assert "全年预算" in notes("budget_revised")[0]
    assert notes("budget_unstated") == ()


def test_a_figure_without_a_column_is_refused() -> None:
    stray = FigureRow("", "201", "一般公共服务支出", (Figure("operating", "outturn", "1.00"),))
    with pytest.raises(ValueError, match="no column for operating"):
        composed("ministry", FormFigures("general_budget_expenditure", (stray,)))


def test_pages_break_where_they_must() -> None:
    heights = [10.0] * 5
    assert page_breaks([], 30, 40, Paging()) == [range(0, 0)]
    assert page_breaks(heights, 30, 40, Paging()) == [range(0, 3), range(3, 5)]
    assert page_breaks(heights, 90, 90, Paging(rows_a_page=2)) == [
        range(0, 2),
        range(2, 4),
        range(4, 5),
    ]
    assert page_breaks(heights, 90, 90, Paging(last_row_alone=True)) == [range(0, 4), range(4, 5)]
