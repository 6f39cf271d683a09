"""Which readings the equations prove: systems small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.checks.choosing import chosen_values, suspects
from pipelines.checks.confusing import confusions
from pipelines.checks.diagnosis_model import Equation, Figure, Relation
from pipelines.checks.diagnosis_system import System

CENT = 100
"""One hundredth of the unit, in the whole numbers of these systems."""


def figure(key: str, cents: int) -> Figure:
    text = f"{cents / 100:.2f}"
    place = (1, 1, 1)
    return Figure(
        *(key, key, "income", None, key, "total", "outturn", (key,), (key,), place),
        *(cents * CENT, CENT, text, 2, "yuan", True, "rapidocr"),
    )


def total_is_sum(total: str, parts: Sequence[str], relation: Relation = "eq") -> Equation:
    weights = {total: 1, **dict.fromkeys(parts, -1)}
    return Equation("SUM", "", relation, weights)


def system(cents: dict[str, int], *equations: Equation) -> System:
    return System(equations, {key: figure(key, value) for key, value in cents.items()})


def test_the_reading_that_fits_the_sum_is_chosen() -> None:
    # 38.10 + 20.00 = 58.10; read as 33.10 or 38.10
    one = system({"a": 3310, "b": 2000, "sum": 5810}, total_is_sum("sum", ["a", "b"]))
    assert chosen_values(one, {"a": [3310 * CENT, 3810 * CENT]}, {}) == {"a": 3810 * CENT}


def test_no_reading_that_fits_chooses_nothing() -> None:
    one = system({"a": 3310, "b": 2000, "sum": 6000}, total_is_sum("sum", ["a", "b"]))
    assert chosen_values(one, {"a": [3310 * CENT, 3810 * CENT]}, {}) == {}


def test_two_readings_that_fit_choose_nothing() -> None:
    equation = total_is_sum("sum", ["a", "b"], "ge")
    one = system({"a": 3310, "b": 2000, "sum": 9000}, equation)
    assert chosen_values(one, {"a": [3310 * CENT, 3810 * CENT]}, {}) == {}


def test_a_figure_in_no_equation_is_not_chosen() -> None:
    one = system({"a": 3310, "b": 2000, "sum": 2000}, total_is_sum("sum", ["b"]))
    assert chosen_values(one, {"a": [3310 * CENT]}, {}) == {}


def test_a_single_reading_is_proved_only_where_its_rivals_do_not_fit() -> None:
    one = system({"a": 3810, "b": 2000, "sum": 5810}, total_is_sum("sum", ["a", "b"]))
    candidates = {"a": [3810 * CENT]}
    assert chosen_values(one, candidates, {"a": [3310 * CENT]}) == {"a": 3810 * CENT}
    # 38.11 is within the rounding of three printed figures
    assert chosen_values(one, candidates, {"a": [3811 * CENT]}) == {}


def test_two_doubtful_figures_of_one_sum_need_a_second_equation() -> None:
    values = {"a": 3310, "b": 2500, "sum": 5810}
    candidates = {"a": [3310 * CENT, 3810 * CENT], "b": [2500 * CENT, 2000 * CENT]}
    whole = total_is_sum("sum", ["a", "b"])
    assert chosen_values(system(values, whole), candidates, {}) == {}
    again = system({**values, "copy": 3810}, whole, total_is_sum("copy", ["a"]))
    assert chosen_values(again, candidates, {}) == {"a": 3810 * CENT, "b": 2000 * CENT}


def test_a_certain_figure_is_suspected_when_one_slip_would_mend_the_sum() -> None:
    one = system({"a": 3310, "b": 2000, "sum": 5810}, total_is_sum("sum", ["a", "b"]))
    rivals = {"a": [3810 * CENT], "b": [2060 * CENT], "sum": [5310 * CENT]}
    assert suspects(one, rivals, trusted=()) == {"a": [3810 * CENT], "sum": [5310 * CENT]}
    assert suspects(one, rivals, trusted=("a",)) == {"sum": [5310 * CENT]}


def test_a_slip_that_breaks_another_sum_is_no_suspect() -> None:
    whole, row = total_is_sum("sum", ["a", "b"]), total_is_sum("a", ["c"])
    one = system({"a": 3310, "b": 2000, "sum": 5810, "c": 3310}, whole, row)
    assert suspects(one, {"a": [3810 * CENT]}, trusted=()) == {}


def test_what_a_figure_is_taken_for() -> None:
    found = confusions("1,138.50", 2)
    # 3 for 8, a one lost and doubled, the point lost
    assert {"1133.50", "138.50", "11138.50", "113850"} <= set(found)
    assert "1138.50" not in found
    assert "1234.56" in confusions("123456", 2)
    assert confusions("—", 2) == []


@pytest.mark.parametrize(
    ("text", "decimals", "meant"),
    [
        # 3 is taken for 5 and 8; one of two equal digits was doubled, or one was lost
        ("33", 0, "53 83 35 38 333 3"),
        # too short for a point that was lost
        ("5", 1, "3 6 8 55"),
        ("-12", 2, "-42 -72 -17 -112 -122"),
        (
            "-12.5",
            1,
            "-42.5 -72.5 -17.5 -12.3 -12.6 -12.8 -112.5 -122.5 -12.55 -125",
        ),
        ("1.2.3", 1, ""),
    ],
)
def test_every_figure_that_one_slip_makes_another(text: str, decimals: int, meant: str) -> None:
    assert confusions(text, decimals) == meant.split()


def test_what_one_sum_leaves_open_another_may_prove() -> None:
    first, second = total_is_sum("first", ["a"]), total_is_sum("second", ["x"])
    one = system({"a": 3310, "first": 100, "x": 3310, "second": 3810}, first, second)
    candidates = {"a": [3310 * CENT, 3810 * CENT], "x": [3310 * CENT, 3810 * CENT]}
    assert chosen_values(one, candidates, {}) == {"x": 3810 * CENT}


def test_a_bound_alone_proves_no_reading() -> None:
    one = system({"a": 3310, "b": 2000, "sum": 9000}, total_is_sum("sum", ["a", "b"], "ge"))
    assert chosen_values(one, {"a": [3310 * CENT]}, {}) == {}


def test_a_rival_is_tried_beside_the_other_figures_of_its_sum() -> None:
    values = {"a": 3310, "b": 2500, "sum": 5810, "copy": 3810}
    one = system(values, total_is_sum("sum", ["a", "b"]), total_is_sum("copy", ["a"]))
    candidates = {"a": [3310 * CENT, 3810 * CENT], "b": [2500 * CENT, 2000 * CENT]}
    rivals = {"a": [3910 * CENT]}
    assert chosen_values(one, candidates, rivals) == {"a": 3810 * CENT, "b": 2000 * CENT}


def test_behind_a_trusted_figure_others_are_suspected() -> None:
    one = system({"a": 3310, "b": 2000, "sum": 5810}, total_is_sum("sum", ["a", "b"]))
    rivals = {"a": [3810 * CENT], "sum": [5310 * CENT]}
    assert suspects(one, rivals, trusted=("sum",)) == {"a": [3810 * CENT]}
