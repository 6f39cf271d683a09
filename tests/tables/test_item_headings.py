"""Three public expenses with their items across: whose figure a damaged heading leaves open."""

from __future__ import annotations

import pytest

from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.tables.model import Recognition
from tests.tables.small_reports import page, read, recognised

TITLE = "“三公”经费支出决算表"
ITEMS = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费"]


def placed(found: Recognition) -> list[tuple[str, str | None]]:
    return [(a.row_label, a.amount_text) for table in found.tables for a in table.amounts]


def report(under_vehicles: str) -> Recognition:
    vehicles = ["", "", "公务用车购置及运行费", "公务用车购置及运行费", "公务用车购置及运行费", ""]
    heads = [
        ["决算数"] * 6,
        [own or above for own, above in zip(vehicles, ITEMS, strict=True)],
        ["", "", "小计", "公务用车购置费", under_vehicles, ""],
    ]
    return read(
        page(1, TITLE, "单位：万元", [*heads, ["9.00", "", "6.00", "2.00", "4.00", "3.00"]])
    )


def test_items_under_a_group() -> None:
    found = report("公务用车运行费")
    assert placed(found) == list(
        zip(ITEMS, ["9.00", None, "6.00", "2.00", "4.00", "3.00"], strict=True)
    )


def test_an_unknown_heading_below_a_group_gives_its_figure_to_nobody() -> None:
    found = report("公用车运行费")
    assert ("公务用车购置及运行费", "4.00") not in placed(found)
    assert [text for _, text in placed(found)] == ["9.00", None, "6.00", "2.00", "3.00"]
    assert [cell.text for cell in found.unplaced] == ["4.00"]


def test_a_figure_over_several_items_belongs_to_none() -> None:
    cells = [Cell(1, 1, "决算数", column_span=6)]
    cells += [Cell(2, column, text) for column, text in enumerate(ITEMS, start=1)]
    cells += [
        Cell(3, 1, "9.00"),
        Cell(3, 2, "7.00", column_span=3),
        Cell(3, 5, "", column_span=2),
    ]
    blocks = (TextLine(TITLE), TextLine("单位：万元"), Grid(1, 3, 6, tuple(cells)))
    found = recognised(Document("test", (Page(blocks),)))
    assert placed(found) == [("合计", "9.00"), ("公务用车运行费", None)]
    assert [(cell.text, cell.reason) for cell in found.unplaced] == [
        ("7.00", "一格跨两栏 / a cell over two columns")
    ]


def numbered(numbers: list[str]) -> Recognition:
    data = ["9.00", "1.00", "6.00", "2.00", "4.00", "2.00"]
    return read(page(1, TITLE, "单位：万元", [["决算数"] * 6, ITEMS, numbers, data]))


@pytest.mark.parametrize(
    "numbers",
    [
        ["1=2+3+6", "2", "3=4+5", "4", "5", "6"],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）"],
        ["①", "②", "③", "④", "⑤", "⑥"],
        ["7", "8", "9", "10", "11", "12"],
        ["1", "2", "3", "1", "2", "3"],
        ["1", "2", "3山", "4", "5", "6"],
    ],
)
def test_the_numbers_of_the_columns_are_no_amounts(numbers: list[str]) -> None:
    found = numbered(numbers)
    amounts = ["9.00", "1.00", "6.00", "2.00", "4.00", "2.00"]
    assert placed(found) == list(zip(ITEMS, amounts, strict=True))
    assert found.unplaced == ()


def test_whole_numbers_over_amounts_leave_both_rows_unplaced() -> None:
    found = numbered(["1", "2", "3", "5", "6", "7"])
    assert placed(found) == []
    assert [cell.text for cell in found.unplaced][-6:] == [
        "9.00", "1.00", "6.00", "2.00", "4.00", "2.00",
    ]  # fmt: skip


def test_the_row_of_figures_may_stand_alone_on_the_next_page() -> None:
    head = page(1, TITLE, "单位：万元", [["决算数"] * 6, ITEMS, ["1", "2", "3", "4", "5", "6"]])
    amounts = ["9.00", "—", "6.00", "2.00", "4.00", "3.00"]
    found = recognised(Document("test", (head, page(2, "-2-", [amounts]))))
    assert placed(found) == list(zip(ITEMS, amounts, strict=True))
    assert found.unplaced == () and found.tables[0].pages == [1, 2]


@pytest.mark.parametrize("more", [["9.00", "某某局", "6.00", "2.00", "4.00", "3.00"], ["1.00"] * 5])
def test_another_row_on_the_next_page_is_none_of_the_form(more: list[str]) -> None:
    head = page(1, TITLE, "单位：万元", [["决算数"] * 6, ITEMS])
    found = recognised(Document("test", (head, page(2, [more]))))
    assert placed(found) == []
    assert [cell.text for cell in found.unplaced] == [text for text in more if text != "某某局"]
