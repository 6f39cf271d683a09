"""When two printings of one part give the same figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.stages.comparing import Part, Printed, agree, is_equal


def part(*figures: str, radius: str = "50", names: str = "abcdef") -> Part:
    """Figures in yuan of columns with one precision: 50 is two decimals of 万元."""
    return {
        (name,): Printed(Decimal(text), Decimal(radius))
        for name, text in zip(names, figures, strict=False)
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (part("100", "200"), part("100", "200"), True),
        # a cell that one reader could not read
        (part("100"), part("100", "200"), True),
        # a label worded otherwise, all figures in their order
        (part("100", "200"), part("100", "200", names="xy"), True),
        (part("100", "200"), part("200", "100", names="xy"), False),
        # the last digit of one precision
        (part("1000000"), part("1000100"), False),
        # 100.00 万元 is 1,000,049.00 元 rounded, and not 1,000,051.00 元
        (part("1000000"), part("1000049", radius="0.005"), True),
        (part("1000000"), part("1000051", radius="0.005"), False),
        (part("100", "200"), part("100", "300"), False),
    ],
)
def test_agreement(one: Part, other: Part, expected: bool) -> None:
    assert agree(one, other) is expected
    assert agree(other, one) is expected


def test_what_lacks_a_figure_agrees_and_is_not_equal() -> None:
    assert not is_equal(part("100"), part("100", "200"))
    assert is_equal(part("100", "200"), part("100", "200"))
