"""Printed text as the grammar's patterns see it, with the way back to the printed characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.catalogue.narrative_model import NarrativeWording
from pipelines.text.normalising import comparable

_folded = cache(comparable)
_IN_NUMBER = frozenset("0123456789.,")


@dataclass(frozen=True)
class ComparableText:
    """The comparable form of a printed text; `positions` gives each character's printed index.

    White space is dropped, except between two digits or marks of a number, where one blank is
    kept: 12 34 must never become 1234.
    """

    text: str
    printed: str
    positions: tuple[int, ...]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the comparable text stands in the printed one."""
        if start >= end:
            place = self.positions[start] if start < len(self.positions) else len(self.printed)
            return place, place
        return self.positions[start], self.positions[end - 1] + 1

    def printed_text(self, start: int, end: int) -> str:
        """The printed characters of a span of the comparable text."""
        first, last = self.printed_span(start, end)
        return self.printed[first:last]


def comparable_text(printed: str, wording: NarrativeWording) -> ComparableText:
    """The comparable form of a text without the pronunciation that mirror sites add (决(jué)算)."""
    simplified = str.maketrans(wording.traditional, wording.simplified)
    characters: list[str] = []
    positions: list[int] = []
    blank_at: int | None = None
    for index, character in enumerate(printed):
        folded = _folded(character).translate(simplified)
        if not folded:
            blank_at = index if character.isspace() and blank_at is None else blank_at
            continue
        between = bool(characters) and {characters[-1], folded[0]} <= _IN_NUMBER
        if blank_at is not None and between:
            characters.append(" ")
            positions.append(blank_at)
        blank_at = None
        characters.extend(folded)
        positions.extend([index] * len(folded))
    return _without(wording.pronunciation, "".join(characters), printed, positions)


def _without(
    pattern: re.Pattern[str], text: str, printed: str, positions: list[int]
) -> ComparableText:
    kept_text: list[str] = []
    kept_positions: list[int] = []
    end = 0
    for match in [*pattern.finditer(text), None]:
        start = match.start() if match else len(text)
        kept_text.append(text[end:start])
        kept_positions.extend(positions[end:start])
        end = match.end() if match else end
    return ComparableText("".join(kept_text), printed, tuple(kept_positions))
