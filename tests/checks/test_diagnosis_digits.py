"""Which single slip turns one number into another."""

from __future__ import annotations

import pytest

from pipelines.checks.diagnosis_digits import slip_between


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        ("2,696.91", "2696.97", "digit_changed"),
        ("269.91", "2696.91", "digit_lost"),
        ("26966.91", "2696.91", "digit_doubled"),
        ("26976.91", "2696.91", "digit_added"),
        ("2969.91", "2696.91", None),
        ("2966.91", "2696.91", "digits_transposed"),
        ("26969.1", "2696.91", "point_moved"),
        ("269691", "2696.91", "point_moved"),
        ("-5.00", "5.00", "sign_lost"),
        (None, "5.00", "figure_missing"),
        ("0.00", "5.00", "figure_missing"),
        ("5.00", "0.00", "digit_changed"),
        ("12.5", "12.56", "digit_lost"),
        ("2417.73", "4217.73", "digits_transposed"),
        ("81.11", "19.56", None),
        ("12.344", "12.34", "digit_doubled"),
        ("-12.34", "-12.43", "digits_transposed"),
        ("-12.34", "12.43", None),
        ("12.34", "-12.43", None),
        ("5.00", "-5.00", "sign_lost"),
        # zeros at the end of the decimals may be printed or not
        ("12", "13.00", "digit_changed"),
        ("12.0", "13.00", "digit_changed"),
        ("12.3", "13.35", None),
        ("7", "100", None),
        ("98.76", "123.45", None),
        ("123.45", "98.76", None),
    ],
)
def test_the_slip_between_two_numbers(printed: str | None, meant: str, slip: str | None) -> None:
    assert slip_between(printed, meant) == slip


def test_one_number_is_no_slip() -> None:
    assert slip_between("1,234.56", "1234.56") is None
    assert slip_between("1,234.50", "1234.5") is None
    assert slip_between(None, "0.00") is None
