"""The floor of the covered lines refuses a fall, and a rise that nobody wrote down."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.architecture.coverage_floor import objection, written_floor

FLOOR = Decimal("93.4")


@pytest.mark.parametrize("share", ["93.40", "93.90"])
def test_at_the_floor_and_half_a_point_above_it_pass(share: str) -> None:
    assert objection(Decimal(share), FLOOR) is None


def test_a_hundredth_below_the_floor_does_not() -> None:
    told = objection(Decimal("93.39"), FLOOR)
    assert told is not None and "低于底线 93.4%" in told and "below the floor of 93.4 %" in told


@pytest.mark.parametrize(("share", "raised"), [("93.91", "93.9"), ("95.68", "95.6")])
def test_a_rise_asks_to_be_written_down(share: str, raised: str) -> None:
    told = objection(Decimal(share), FLOOR)
    assert told is not None and f"fail_under = {raised} in" in told


def test_the_written_floor_is_a_share() -> None:
    assert Decimal(90) < written_floor() < Decimal(100)
