"""Single faults put into the figures of a report, as hands and machines make them.

A fault changes texts only; what the checks make of it is measured elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.printed_reports import GoldenFigure, number_of

Texts = Mapping[int, str]
"""Position of a figure in its report -> the text that is printed there instead."""


@dataclass(frozen=True)
class Fault:
    """One fault: its kind, the position it was made for, and the new texts."""

    kind: str
    position: int
    texts: Texts

    def applied(self, figures: Sequence[GoldenFigure]) -> list[GoldenFigure]:
        """The figures of the report with this fault in them."""
        return [
            replace(figure, text=self.texts[position]) if position in self.texts else figure
            for position, figure in enumerate(figures)
        ]


def every_fault(figures: Sequence[GoldenFigure], seed: int) -> Iterator[Fault]:
    """Every kind of fault in every figure that is not zero; the same for the same seed."""
    chance = random.Random(seed)
    below = _next_in(
        figures, lambda one: (one.form_code, one.table_column), lambda one: one.table_row
    )
    beside = _next_in(
        figures,
        lambda one: (one.form_code, one.table_row, one.basis),
        lambda one: one.table_column,
    )
    for position, figure in enumerate(figures):
        if not number_of(figure.text):
            continue
        for kind, make in _OF_TEXT.items():
            text = make(figure.text.replace(",", ""), chance)
            if text is not None and number_of(text) != number_of(figure.text):
                yield Fault(kind, position, {position: text})
        yield from _moved(figures, position, below)
        yield from _exchanged(figures, position, beside.get(position))


def _changed(text: str, chance: random.Random) -> str | None:
    at = chance.choice(_digit_places(text))
    digit = chance.choice([one for one in "0123456789" if one != text[at]])
    return text[:at] + digit + text[at + 1 :]


def _lost(text: str, chance: random.Random) -> str | None:
    places = _digit_places(text)
    if len(places) < 2:
        return None
    at = chance.choice(places)
    left = text[:at] + text[at + 1 :]
    return left if left[0] != "." and left[-1] != "." else None


def _doubled(text: str, chance: random.Random) -> str | None:
    at = chance.choice(_digit_places(text))
    return text[:at] + text[at] + text[at:]


def _transposed(text: str, chance: random.Random) -> str | None:
    pairs = [
        at
        for at in range(len(text) - 1)
        if text[at].isdigit() and text[at + 1].isdigit() and text[at] != text[at + 1]
    ]
    if not pairs:
        return None
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _point_moved(text: str, chance: random.Random) -> str | None:
    at = text.find(".")
    if at < 0:
        return text + "0"
    digits = text.replace(".", "")
    to = chance.choice([one for one in (at - 1, at + 1) if 0 < one <= len(digits)] or [at])
    return (digits[:to] + "." + digits[to:]).rstrip(".")


def _sign(text: str, chance: random.Random) -> str | None:
    return text[1:] if text.startswith("-") else f"-{text}"


_OF_TEXT: dict[str, Callable[[str, random.Random], str | None]] = {
    "digit changed": _changed,
    "digit lost": _lost,
    "digit doubled": _doubled,
    "digits transposed": _transposed,
    "point moved": _point_moved,
    "sign": _sign,
}
KINDS = (*_OF_TEXT, "row slip", "column swap")


def _digit_places(text: str) -> list[int]:
    return [at for at, one in enumerate(text) if one.isdigit()]


def _next_in(
    figures: Sequence[GoldenFigure],
    line: Callable[[GoldenFigure], tuple[object, ...]],
    order: Callable[[GoldenFigure], int],
) -> dict[int, int]:
    lines: dict[tuple[object, ...], list[int]] = {}
    for position, figure in enumerate(figures):
        lines.setdefault(line(figure), []).append(position)
    following: dict[int, int] = {}
    for members in lines.values():
        members.sort(key=lambda at: order(figures[at]))
        following |= dict(pairwise(members))
    return following


def _moved(
    figures: Sequence[GoldenFigure], position: int, below: Mapping[int, int]
) -> Iterator[Fault]:
    """From this row on the column is printed one row too low, down to the next empty cell; without
    one the figure changes places with the one below."""
    run = [position]
    while run[-1] in below and number_of(figures[run[-1]].text):
        run.append(below[run[-1]])
    if len(run) == 1:
        return
    if number_of(figures[run[-1]].text):
        run = run[:2]
        texts = {run[0]: figures[run[1]].text, run[1]: figures[run[0]].text}
    else:
        texts = {run[0]: figures[run[-1]].text}
        texts |= {to: figures[was].text for was, to in pairwise(run)}
    if any(number_of(text) != number_of(figures[at].text) for at, text in texts.items()):
        yield Fault("row slip", position, texts)


def _exchanged(
    figures: Sequence[GoldenFigure], position: int, other: int | None
) -> Iterator[Fault]:
    if other is None or number_of(figures[position].text) == number_of(figures[other].text):
        return
    yield Fault(
        "column swap",
        position,
        {position: figures[other].text, other: figures[position].text},
    )
