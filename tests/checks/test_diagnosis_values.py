"""The value that a wrong figure would have to have, its bounds, and what a diagnosis tells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.checks.diagnosing import diagnose
from pipelines.checks.diagnosis_cells import amount_text
from pipelines.checks.diagnosis_model import SCALE, Diagnosis, Equation, Figure, Relation
from tests.checks.small_tables import (
    HUNDREDTH,
    STEPS_OF_WAN,
    figure,
    grid,
    only,
    table,
    total_of,
)


def copy(key: str, other: str) -> Equation:
    return Equation(f"{key} = {other}", key, "eq", {key: 1, other: -1})


@pytest.mark.parametrize(
    ("quantum", "value", "text"),
    [
        (HUNDREDTH, 1234 * HUNDREDTH, "12.34"),
        (HUNDREDTH, 5 * HUNDREDTH, "0.05"),
        (HUNDREDTH, -5 * HUNDREDTH, "-0.05"),
        (HUNDREDTH, 0, "0.00"),
        (10 * HUNDREDTH, 1230 * HUNDREDTH, "12.3"),
        (STEPS_OF_WAN, 12 * STEPS_OF_WAN, "12"),
        # a column without a single number prints hundredths
        (0, 1234 * HUNDREDTH, "12.34"),
    ],
)
def test_a_value_is_told_with_the_digits_of_its_column(quantum: int, value: int, text: str) -> None:
    assert amount_text(replace(figure("甲", "1.00", 1), quantum=quantum), value) == text


def test_an_amount_in_yuan_has_its_own_steps() -> None:
    in_yuan = replace(figure("甲", "1.00", 1), unit="yuan", quantum=SCALE // 100)
    assert amount_text(in_yuan, 1234 * SCALE // 100) == "12.34"


@pytest.mark.parametrize("printed", ["17.00", ""])
def test_the_bounds_are_what_all_sums_leave(printed: str) -> None:
    """20.00 = x + 8.00 leaves three halves of a hundredth, the sum down four: the row decides."""
    found = only(diagnose(*grid(乙2=printed)))
    assert (found.implied_low, found.implied_high) == (Decimal("11.985"), Decimal("12.015"))


def test_everything_that_a_diagnosis_tells() -> None:
    found = only(diagnose(*grid(乙2="17.00")))
    assert (found.diagnosis_no, found.form_code, found.row_label) == (1, "expenditure", "乙")
    assert (found.measure, found.basis, found.unit) == ("column 2", "outturn", "wan")
    assert (found.printed, found.broken, found.tied_cells) == ("17.00", 0, [])
    assert found.identities == ["乙1 = 乙2 + 乙3", "合计2 = 甲2 + 乙2 + 丙2"]
    assert found.corrections == {"乙2": 12 * STEPS_OF_WAN}


def test_diagnoses_are_numbered_in_their_order() -> None:
    found = diagnose(*grid(甲2="9.00", 丙3="70.00"))
    assert [one.diagnosis_no for one in found] == [1, 2]
    assert [one.explained for one in found] == [2, 2]


def test_two_exchanged_figures_have_no_single_value() -> None:
    found = only(diagnose(*grid(乙2="8.00", 乙3="12.00")))
    assert (found.printed, found.implied) == (None, None)


def test_a_value_beyond_the_bounds_is_not_meant_however_like_it_looks() -> None:
    """One digit makes 92.02 of 12.02, but no sum leaves 12.02."""
    found = only(diagnose(*grid(乙2="92.02")))
    assert (found.implied, found.slip) == ("12.00", None)


def test_of_values_that_look_alike_the_one_that_most_sums_print() -> None:
    """Copies print 12.01, 12.01 and 12.00: 12.00 and 12.01 are within all, 12.01 is in two."""
    figures = table({"甲": ("92.57",), "乙": ("12.01",), "丙": ("12.01",), "丁": ("12.00",)})
    found = only(diagnose([copy("甲", other) for other in ("乙", "丙", "丁")], figures))
    assert (found.cells, found.implied, found.explained) == (["p.1 R1C1"], "12.01", 3)


def test_a_figure_is_corrected_though_one_copy_repeats_its_fault() -> None:
    """甲 printed 5.00 breaks two sums that say 12.00; another form repeats the 5.00."""
    figures = table({"甲": ("5.00",), "乙": ("12.00",), "丙": ("12.00",), "丁": ("5.00",)})
    found = diagnose([copy("甲", other) for other in ("乙", "丙", "丁")], figures)
    assert (found[0].cells, found[0].implied) == (["p.1 R1C1"], "12.00")
    assert (found[0].explained, found[0].broken) == (2, 1)


def test_the_value_that_mends_most_is_meant() -> None:
    """One form says 5.00, two say 12.00."""
    figures = table({"甲": ("9.00",), "乙": ("5.00",), "丙": ("12.00",), "丁": ("12.00",)})
    found = diagnose([copy("甲", other) for other in ("乙", "丙", "丁")], figures)
    assert (found[0].implied, found[0].explained, found[0].unexplained) == ("12.00", 2, 1)


@pytest.mark.parametrize(
    ("relation", "weights"), [("le", {"甲": 1, "合计": -1}), ("ge", {"合计": 1, "甲": -1})]
)
def test_a_bound_says_how_far_a_figure_may_go(relation: Relation, weights: dict[str, int]) -> None:
    """A part of 70.00 under a total of 60.00: 69.99 or more the one, or 60.01 the other."""
    figures = table({"合计": ("60.00",), "甲": ("70.00",)})
    found = only(diagnose([Equation("part", "", relation, weights)], figures))
    assert (found.cells, found.implied) == (["p.1 R1C1"], "69.99")
    assert (found.implied_low, found.implied_high) == (Decimal("69.99"), None)
    assert (found.ties, found.tied_cells) == (2, ["p.1 R2C1"])


def test_a_figure_with_a_decimal_less_than_its_column_lost_it() -> None:
    """30.25 = 10.00 + 20.2: each of the three may be wrong, but one digit is missing in one."""
    texts = {"合计": "30.25", "甲": "10.00", "乙": "20.2"}
    texts |= {f"行{at}": "1.00" for at in range(5)}
    figures = table({name: (text,) for name, text in texts.items()})
    found = only(diagnose([total_of("合计", "甲", "乙")], figures))
    assert (found.cells, found.implied, found.slip) == (["p.1 R3C1"], "20.25", "digit_lost")
    assert found.ties == 1


def one_digit_too_many() -> tuple[list[Equation], dict[str, Figure]]:
    equations, figures = grid(乙2="12.005", 合计2="36.01", 合计1="60.01")
    rows = [f"行{at}" for at in range(4)]
    figures |= {row: figure(row, "1.00", 10 + at, 2) for at, row in enumerate(rows)}
    fine = {
        key: replace(one, quantum=HUNDREDTH // 10)
        if one.digit_column == ("expenditure", "column 2")
        else one
        for key, one in figures.items()
    }
    return equations, fine


def test_a_digit_too_many_is_told_with_its_bounds() -> None:
    """Within a hundredth of 12.005, and within what 20.00 = x + 8.00 leaves."""
    found = only(diagnose(*one_digit_too_many()))
    assert (found.diagnosis_no, found.implied, found.slip) == (1, "12.00", "digit_added")
    assert (found.implied_low, found.implied_high) == (Decimal("11.995"), Decimal("12.015"))
    assert (found.explained, found.unexplained) == (1, 0)
    assert found.identities == ["合计2 = 甲2 + 乙2 + 丙2"]


def test_a_digit_too_many_in_no_sum_is_not_told() -> None:
    equations, figures = one_digit_too_many()
    alone = {f"列{at}": figure(f"列{at}", "1.00", 20 + at, 3) for at in range(3)}
    alone["独"] = replace(figure("独", "2.005", 30, 4), quantum=HUNDREDTH // 10)
    alone |= {
        f"邻{at}": replace(figure(f"邻{at}", "2.00", 31 + at, 4), quantum=HUNDREDTH // 10)
        for at in range(4)
    }
    found = diagnose(equations, figures | alone)
    assert [one.cells for one in found] == [["p.1 R3C2"]]


def slipped(
    last: str, *, down: bool, meant: tuple[str, ...] = ("10.00", "20.00", "30.00")
) -> tuple[list[Equation], dict[str, Figure]]:
    """Figures one row beside where another form has them; `last` is what falls off."""
    names = ("甲", "乙", "丙", "丁")
    printed = (*meant, last) if down else (last, *meant)
    figures = table({name: (text,) for name, text in zip(names, printed, strict=True)})
    own = names[1:] if down else names[:-1]
    for row, (name, text) in enumerate(zip(own, meant, strict=True), start=1):
        key = f"另表{name}"
        figures[key] = replace(
            figure(key, text, row, 9), form_code="income", column=("income", "", "other")
        )
    return [copy(name, f"另表{name}") for name in own], figures


@pytest.mark.parametrize(("down", "words"), [(True, "高了一行"), (False, "低了一行")])
def test_a_run_that_stands_one_row_off(down: bool, words: str) -> None:
    found = only(diagnose(*slipped("0.00", down=down)))
    assert (found.kind, found.explained, len(found.cells)) == ("rows_slipped", 3, 4)
    assert words in found.message
    assert found.likely_cause == "publication"


def test_no_figure_falls_off_a_run_that_is_printed_nowhere_else() -> None:
    found = diagnose(*slipped("77.00", down=True))
    assert {(one.kind, one.cells[0], one.implied) for one in found} == {
        ("figure", "p.1 R2C1", "10.00"),
        ("figure", "p.1 R3C1", "20.00"),
        ("figure", "p.1 R4C1", "30.00"),
    }


def test_a_slipped_run_beside_unread_figures_may_be_ours() -> None:
    equations, figures = slipped("0.00", down=True)
    assert only(diagnose(equations, figures, unread=["5.55"])).likely_cause == "undecided"


def test_two_columns_slipped_together_are_one_finding() -> None:
    equations, figures = slipped("0.00", down=True)
    again, others = slipped("0.00", down=True, meant=("11.00", "21.00", "31.00"))
    beside = {
        f"{key}右": replace(
            one,
            key=f"{key}右",
            column=(*one.column[:2], "beside"),
            place=(1, one.place[1], 2),
            cell=f"p.1 R{one.place[1]}C2",
        )
        for key, one in others.items()
    }
    equations += [
        replace(one, weights={f"{key}右": weight for key, weight in one.weights.items()})
        for one in again
    ]
    found = only(diagnose(equations, figures | beside))
    assert (found.kind, found.explained, len(found.cells)) == ("rows_slipped", 6, 8)


def test_a_figure_of_a_picture_was_read_wrongly() -> None:
    equations, figures = grid(乙2="17.00")
    figures["乙2"] = replace(figures["乙2"], reader="rapidocr")
    assert only(diagnose(equations, figures)).likely_cause == "reading"


def test_an_unread_figure_with_separators_is_the_one_that_is_missing() -> None:
    figures = table({"合计": ("1512.00",), "甲": ("300.00",), "乙": ("",)})
    found = only(
        diagnose(
            [total_of("合计", "甲", "乙"), copy("合计", "另")],
            figures | {"另": figure("另", "1512.00", 9)},
            unread=["1,212.00"],
        )
    )
    assert (found.implied, found.likely_cause) == ("1212.00", "reading")


def test_a_correction_that_breaks_as_much_as_it_mends_is_none() -> None:
    """甲 and 乙 differ, and each is repeated by another form: neither is the wrong one."""
    figures = table({"甲": ("5.00",), "乙": ("3.00",), "丙": ("5.00",), "丁": ("3.00",)})
    found = diagnose([copy("甲", "乙"), copy("甲", "丙"), copy("乙", "丁")], figures)
    assert found == [
        Diagnosis(
            diagnosis_no=1,
            kind="unexplained",
            slip=None,
            form_code=None,
            row_code=None,
            row_label=None,
            measure=None,
            basis=None,
            cells=[],
            printed=None,
            implied=None,
            implied_low=None,
            implied_high=None,
            unit=None,
            explained=0,
            supporting=0,
            broken=0,
            unexplained=1,
            ties=0,
            tied_cells=[],
            identities=["甲 = 乙"],
            likely_cause="undecided",
            message="1 处勾稽不平，改动任何一个或一行数字都不能同时说明。",
        )
    ]


def test_what_is_left_over_is_the_last_diagnosis() -> None:
    """One wrong figure is found; beside it the two forms that contradict each other."""
    equations, figures = grid(乙2="17.00")
    figures |= table({"子": ("5.00",), "丑": ("3.00",), "寅": ("5.00",), "卯": ("3.00",)})
    equations += [copy("子", "丑"), copy("子", "寅"), copy("丑", "卯")]
    found = diagnose(equations, figures)
    assert [(one.diagnosis_no, one.kind, one.unexplained) for one in found] == [
        (1, "figure", 1),
        (2, "unexplained", 1),
    ]


def test_the_code_of_the_row_is_told() -> None:
    equations, figures = grid(乙2="17.00")
    figures["乙2"] = replace(figures["乙2"], row_code="2050201")
    found = only(diagnose(equations, figures))
    assert found.row_code == "2050201"
    assert "“2050201 乙”印为 17.00，按其余数字应为 12.00万元，像是一位数字印错" in found.message
