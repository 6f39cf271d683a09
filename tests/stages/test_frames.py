"""Readings become frames without the loss of a digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.stages.frames import to_frames
from pipelines.stages.readings import ReportReading
from tests.stages.small_files import read_together, summary


def with_amount(folder: Path, yuan: Decimal) -> ReportReading:
    """A report whose first amount is of so many yuan."""
    (reading,) = read_together(folder, {"report.txt": summary()})
    first, *others = reading.rows["reported_amount"]
    amounts = [{**first, "amount_yuan": yuan}, *others]
    return replace(reading, rows={**reading.rows, "reported_amount": amounts})


@pytest.mark.parametrize(
    "digits", ["99999999999999999999.9999", "-0.0001", "1.50000000", "1E+3", "0"]
)
def test_every_digit_of_an_amount_stays(digits: str, tmp_path: Path) -> None:
    amounts = to_frames([with_amount(tmp_path, Decimal(digits))])["reported_amount"]
    assert amounts.schema["amount_yuan"] == pl.Decimal(24, 4)
    assert amounts["amount_yuan"][0] == Decimal(digits)


def test_what_would_be_rounded_is_refused(tmp_path: Path) -> None:
    reading = with_amount(tmp_path, Decimal("1.00005"))
    with pytest.raises(ValueError, match=r"reported_amount\.amount_yuan: 1\.00005 has more than 4"):
        to_frames([reading])


def test_more_digits_than_the_type_holds_are_refused(tmp_path: Path) -> None:
    reading = with_amount(tmp_path, Decimal("123456789012345678901.5"))
    with pytest.raises(pl.exceptions.PolarsError, match="conversion"):
        to_frames([reading])
