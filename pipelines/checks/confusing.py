"""What a machine that reads pictures takes for what: the figures that a reading may stand for.

Texts only; which one is meant is decided in choosing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

_TAKEN_FOR = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "58",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "0356",
    "9": "048",
}


def confusions(text: str, decimals: int) -> list[str]:
    """The plain figures (digits and a point) that one slip of reading could have made this one.

    A digit taken for one of like shape, one of two equal digits lost or doubled, the point lost,
    or seen where none is. `decimals` are those that its column shows. The figure itself is none.
    """
    plain = text.replace(",", "").strip()
    if not plain.lstrip("-").replace(".", "", 1).isdigit():
        return []
    found = dict.fromkeys([*_other_digits(plain), *_repeats(plain), *_points(plain, decimals)])
    return [one for one in found if one != plain]


def _other_digits(plain: str) -> Iterator[str]:
    for place, digit in enumerate(plain):
        for other in _TAKEN_FOR.get(digit, ""):
            yield plain[:place] + other + plain[place + 1 :]


def _repeats(plain: str) -> Iterator[str]:
    for place, digit in enumerate(plain):
        if digit.isdigit():
            yield plain[:place] + digit + plain[place:]
    for place, (one, other) in enumerate(pairwise(plain)):
        if one == other and one.isdigit():
            yield plain[:place] + plain[place + 1 :]


def _points(plain: str, decimals: int) -> Iterator[str]:
    digits = plain.lstrip("-")
    if "." in plain:
        yield plain.replace(".", "")
    elif decimals and len(digits) > decimals:
        yield plain[:-decimals] + "." + plain[-decimals:]
