"""Which equations hold, and with what tolerance: half a last digit for every printed figure."""

from __future__ import annotations

import pytest

from pipelines.checks.diagnosis_model import Equation, Relation
from pipelines.checks.diagnosis_system import System, Trial, with_column_digits
from tests.checks.small_tables import HUNDREDTH, STEPS_OF_WAN, figure, table

HALF = HUNDREDTH // 2


def system(texts: dict[str, str], *equations: Equation) -> System:
    return System(equations, table({name: (text,) for name, text in texts.items()}))


def copy(relation: Relation = "eq", one: str = "甲", other: str = "乙") -> Equation:
    return Equation(f"{one} {relation} {other}", "", relation, {one: 1, other: -1})


@pytest.mark.parametrize(
    ("relation", "printed", "holds"),
    [
        # two printed figures may each hide half a hundredth
        ("eq", "10.01", True),
        ("eq", "9.99", True),
        ("eq", "10.02", False),
        ("eq", "9.98", False),
        ("le", "10.01", True),
        ("le", "10.02", False),
        ("le", "1.00", True),
        ("ge", "9.99", True),
        ("ge", "9.98", False),
        ("ge", "99.00", True),
    ],
)
def test_a_difference_within_the_last_digits_is_none(
    relation: Relation, printed: str, holds: bool
) -> None:
    one = system({"甲": printed, "乙": "10.00"}, copy(relation))
    assert (one.violated == frozenset()) is holds


@pytest.mark.parametrize(("printed", "holds"), [("0.00", True), ("", False), ("-", False)])
def test_a_printed_zero_may_hide_half_a_digit_and_a_blank_nothing(
    printed: str, holds: bool
) -> None:
    one = system({"甲": "0.01", "乙": printed}, copy())
    assert (one.violated == frozenset()) is holds


def test_a_value_assumed_for_a_blank_is_as_inexact_as_any() -> None:
    one = system({"甲": "12.01", "乙": ""}, copy())
    one.assume({"乙": 12 * STEPS_OF_WAN})
    assert one.violated == frozenset()


def test_a_value_tried_for_a_blank_is_as_inexact_as_any() -> None:
    trial = Trial(system({"甲": "12.01", "乙": ""}, copy()))
    trial.put("乙", 12 * STEPS_OF_WAN)
    assert (trial.mended, trial.broken, trial.left) == (1, 0, 0)


def test_a_value_tried_for_a_figure_makes_nothing_less_exact() -> None:
    trial = Trial(system({"甲": "5.00", "乙": "9.00"}, copy()))
    trial.put("乙", 5 * STEPS_OF_WAN - 2 * HUNDREDTH)
    assert trial.mended == 0


def test_two_blanks_of_one_sum_are_both_inexact() -> None:
    """12.00 with 6.00 and 5.988: 0.012 apart, and three halves of a hundredth are 0.015."""
    whole = Equation("sum", "", "eq", {"合计": 1, "甲": -1, "乙": -1})
    trial = Trial(system({"合计": "12.00", "甲": "", "乙": ""}, whole))
    trial.put("甲", 6 * STEPS_OF_WAN)
    trial.put("乙", 6 * STEPS_OF_WAN - 12 * HUNDREDTH // 10)
    assert trial.mended == 1


def test_what_is_mended_and_broken_is_counted() -> None:
    one = system(
        {"甲": "5.00", "乙": "7.00", "丙": "7.00", "丁": "5.00"},
        copy(other="乙"),
        copy(other="丙"),
        copy(other="丁"),
    )
    trial = Trial(one)
    trial.put("甲", 7 * STEPS_OF_WAN)
    assert (trial.mended, trial.broken, trial.left) == (2, 1, 1)
    found = trial.explanation("figure")
    assert found is not None
    assert (found.explained, found.broken, found.left) == ({0, 1}, {2}, 0)
    # both hold to the last digit
    assert found.exact == 2


def test_how_far_a_run_was_moved_is_kept() -> None:
    one = system({"甲": "5.00", "乙": "7.00"}, copy())
    values = {"甲": 7 * STEPS_OF_WAN}
    moved, still = one.explanation("rows_slipped", values, -1), one.explanation("figure", values)
    assert moved is not None and still is not None
    assert (moved.moved, still.moved) == (-1, 0)


def test_two_digits_too_many_make_their_column_no_finer() -> None:
    """12.0051 among three figures with two decimals: the last digit stays the hundredth."""
    figures = {
        name: figure(name, text, row)
        for row, (name, text) in enumerate(
            {"甲": "12.0051", "乙": "1.00", "丙": "2.00", "丁": "3.00"}.items(), start=1
        )
    }
    printed = {key: one.quantum for key, one in figures.items()}
    coarser = with_column_digits(figures)
    assert {key: one.quantum // printed[key] for key, one in coarser.items()} == dict.fromkeys(
        figures, 100
    )
