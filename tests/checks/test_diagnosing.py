"""The smallest explanation of violated equations, on small systems whose fault is known."""

from __future__ import annotations

import pytest

from pipelines.checks.diagnosing import diagnose
from pipelines.checks.diagnosis_model import Equation, Figure
from tests.checks.small_tables import HUNDREDTH, figure, grid, only, table, total_of


def test_without_a_violation_there_is_nothing_to_explain() -> None:
    assert diagnose(*grid()) == []


@pytest.mark.parametrize(
    ("printed", "slip"),
    [
        ("17.00", "digit_changed"),
        ("1.00", "digit_lost"),
        ("122.00", "digit_doubled"),
        ("21.00", "digits_transposed"),
        ("120.00", "point_moved"),
        ("-12.00", "sign_lost"),
        ("", "figure_missing"),
    ],
)
def test_one_wrong_figure_is_named_with_the_value_meant(printed: str, slip: str) -> None:
    found = only(diagnose(*grid(乙2=printed)))
    assert (found.kind, found.cells, found.implied, found.slip) == (
        "figure",
        ["p.1 R3C2"],
        "12.00",
        slip,
    )
    assert (found.explained, found.supporting, found.unexplained, found.ties) == (2, 2, 0, 1)
    assert found.implied_low is not None and found.implied_high is not None
    assert found.implied_low <= 12 <= found.implied_high
    assert found.likely_cause == "publication"


def test_two_figures_in_each_others_column() -> None:
    found = only(diagnose(*grid(乙2="8.00", 乙3="12.00")))
    assert (found.kind, found.cells) == ("figures_exchanged", ["p.1 R3C2", "p.1 R3C3"])
    assert found.explained == 2


def test_two_figures_in_each_others_row() -> None:
    found = only(diagnose(*grid(甲2="12.00", 乙2="4.00")))
    assert (found.kind, found.cells) == ("figures_exchanged", ["p.1 R2C2", "p.1 R3C2"])


def test_a_column_one_row_too_high() -> None:
    """Each figure stands a row above its own; the last row repeats the total of the column."""
    rows = {
        "小计": ("90.00", ""),
        "子": ("0.00", "0.00"),
        "丑": ("20.00", "10.00"),
        "寅": ("30.00", "20.00"),
        "卯": ("40.00", "30.00"),
        "辰": ("90.00", ""),
    }
    figures = table(rows)
    items = ("子", "丑", "寅", "卯", "辰")
    equations = [total_of("小计1", *(f"{item}1" for item in items))]
    # what the rows would be, from another form
    equations += [
        Equation("copy", item, "eq", {f"{item}1": 1, f"{above}2": -1})
        for item, above in (("寅", "丑"), ("卯", "寅"), ("辰", "卯"))
    ]
    for key, text in (("丑2", "20.00"), ("寅2", "30.00"), ("卯2", "40.00")):
        figures[key] = figure(key, text, figures[key].place[1], 2)
    found = only(diagnose(equations, figures))
    assert found.kind == "rows_slipped"
    assert found.cells == ["p.1 R3C1", "p.1 R4C1", "p.1 R5C1", "p.1 R6C1"]
    assert found.explained == 4
    assert "高了一行" in found.message


def test_two_columns_under_each_others_heading() -> None:
    """Sums across and down hold either way; another form says which column is which."""
    equations, figures = grid()
    basic = {"合计": "36.00", "甲": "4.00", "乙": "12.00", "丙": "20.00"}
    for at, (row, text) in enumerate(basic.items(), start=1):
        figures[f"{row}另表"] = figure(f"{row}另表", text, at, 9)
        equations.append(Equation("copy", row, "eq", {f"{row}2": 1, f"{row}另表": -1}))
    swapped = {
        f"{row}{column}": figures[f"{row}{5 - column}"].text or ""
        for row in basic
        for column in (2, 3)
    }
    for key, text in swapped.items():
        figures[key] = figure(key, text, figures[key].place[1], figures[key].place[2])
    found = only(diagnose(equations, figures))
    assert (found.kind, found.explained) == ("columns_exchanged", 4)
    assert len(found.cells) == 8
    assert found.likely_cause == "publication"
    # a figure of the report that no form claimed may be what moved the columns
    assert only(diagnose(equations, figures, unread=["5.55"])).likely_cause == "undecided"


def test_explanations_that_are_as_good_are_told() -> None:
    """3 = 1 + 1: a digit of the total or of either part may be wrong."""
    figures = table({"合计": ("3.00",), "甲": ("1.00",), "乙": ("1.00",)})
    found = only(diagnose([total_of("合计", "甲", "乙")], figures))
    assert found.ties == 3
    assert {*found.cells, *found.tied_cells} == {"p.1 R1C1", "p.1 R2C1", "p.1 R3C1"}
    assert "无法区分" in found.message


def test_two_faults_are_two_diagnoses() -> None:
    found = diagnose(*grid(甲2="9.00", 丙3="70.00"))
    assert {(one.cells[0], one.implied) for one in found} == {
        ("p.1 R2C2", "4.00"),
        ("p.1 R4C3", "10.00"),
    }
    assert [one.unexplained for one in found] == [2, 0]


def test_one_digit_too_many_after_the_point() -> None:
    """12.005 makes no column finer: with as many digits as the others every sum holds."""
    equations, figures = grid(乙2="12.005", 合计2="36.01", 合计1="60.01")
    rows = [f"行{at}" for at in range(4)]
    figures |= {row: figure(row, "1.00", 10 + at, 2) for at, row in enumerate(rows)}
    fine = {
        key: Figure(
            **{name: getattr(one, name) for name in Figure.__slots__} | {"quantum": HUNDREDTH // 10}
        )
        if one.digit_column == ("expenditure", "column 2")
        else one
        for key, one in figures.items()
    }
    found = diagnose(equations, fine)
    assert [(one.kind, one.cells) for one in found] == [("figure", ["p.1 R3C2"])]
    assert found[0].implied in ("12.00", "12.01")


def test_what_nothing_mends_is_said() -> None:
    """A bound that no figure of its own report may move alone."""
    figures = table({"甲": ("5.00",), "乙": ("3.00",), "丙": ("5.00",), "丁": ("3.00",)})
    equations = [
        Equation("甲 = 乙", "", "eq", {"甲": 1, "乙": -1}),
        Equation("甲 = 丙", "", "eq", {"甲": 1, "丙": -1}),
        Equation("乙 = 丁", "", "eq", {"乙": 1, "丁": -1}),
        Equation("甲 = 丙 again", "", "eq", {"甲": 1, "丙": -1}),
        Equation("乙 = 丁 again", "", "eq", {"乙": 1, "丁": -1}),
    ]
    found = diagnose(equations, figures)
    assert [(one.kind, one.unexplained) for one in found] == [("unexplained", 1)]


def test_a_figure_that_lies_unread_nearby_was_ours_to_read() -> None:
    equations, figures = grid(乙2="")
    assert only(diagnose(equations, figures, unread=["12.00"])).likely_cause == "reading"
    assert only(diagnose(equations, figures)).likely_cause == "publication"
