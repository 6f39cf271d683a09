"""The unit of amount that a table prints over itself: 元, 万元 or 亿元."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from pipelines.text.normalising import comparable, simplified

Unit = Literal["yuan", "wan", "yi"]

YUAN_PER_UNIT: dict[Unit, Decimal] = {
    "yuan": Decimal(1),
    "wan": Decimal(10_000),
    "yi": Decimal(100_000_000),
}
# More than the whole country earns in a year: no amount of a department, but a code or two figures.
_MOST_YUAN = Decimal(10) ** 15
_YUAN_DECIMALS = 4
_UNIT_OF_WORD: dict[str, Unit] = {"元": "yuan", "万元": "wan", "亿元": "yi"}
# 元 must not run on into a name (编制单位：元江县…); 万元 and 亿元 begin no name.
_STATEMENT = re.compile(
    r"单\s*位\s*[:：为]?\s*(?:人民币)?\s*[(（]?"
    r"(?P<word>万\s*元|亿\s*元|元(?![\u4e00-\u9fff]))"
)
_IN_HEADING = re.compile(r".+\((?:单位:)?(?P<word>元|万元|亿元)\)")


def in_yuan(number: Decimal, unit: Unit) -> Decimal | None:
    """A number of a unit in yuan; None beyond 15 digits before the point or 4 after it."""
    yuan = number * YUAN_PER_UNIT[unit]
    fits = abs(yuan) < _MOST_YUAN and yuan == round(yuan, _YUAN_DECIMALS)
    return yuan if fits else None


def stated_unit(text: str) -> Unit | None:
    """The unit that a line such as 金额单位：万元 states, None when it states none.

    Raises ValueError when one line states two different units.
    """
    words = {comparable(match["word"]) for match in _STATEMENT.finditer(simplified(text))}
    if len(words) > 1:
        raise ValueError(f"two units in one line: {text}")
    return _UNIT_OF_WORD[words.pop()] if words else None


def unit_in_heading(text: str) -> Unit | None:
    """The unit in a heading such as 决算数（万元）, None when it has none."""
    match = _IN_HEADING.fullmatch(comparable(text))
    return _UNIT_OF_WORD[match["word"]] if match else None
