"""Figures in running text: where they stand, what number they are, and the unit behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipelines.catalogue.narrative_model import NarrativeWording, UnitClass
from pipelines.narrative.comparing import ComparableText
from pipelines.narrative.model import ClaimUnit
from pipelines.text.amounts import joined_pieces, read_amount

# A blank may stand inside a number that is broken over lines, but never before a year.
_RUN = re.compile(r"\d[\d.,]*(?: +(?!(?:19|20)\d{2}年)[\d.,]+)*")
_SIGN_BEFORE = re.compile(r"(?:^|[^\dA-Za-z%\-△▲)])[-△▲]$")
_CLASSES_OF_RANGES = ("money", "percent", "percentage_points", "points")
_POWERS = {"万": 4, "亿": 8}
# farther back than any sentence begins
_FARTHEST_NOUN = 6_000


@dataclass(frozen=True)
class Figure:
    """A figure in a comparable text: its digits from `start` to `end`, its unit to `unit_end`.

    `value` is in `unit`; None when the digits are no number. `problem` tells why the figure
    cannot be read at all.
    """

    start: int
    end: int
    unit_end: int
    digits: str
    value: Decimal | None
    decimals: int | None
    unit_class: UnitClass
    unit: ClaimUnit
    unit_text: str = ""
    counter: str | None = None
    approximation: str | None = None
    problem: str | None = None
    power: int = 0


@dataclass(frozen=True)
class _Unit:
    length: int
    unit_class: UnitClass
    unit: ClaimUnit
    text: str = ""
    counter: str | None = None
    power: int = 0
    problem: str | None = None


def figures(text: ComparableText, wording: NarrativeWording) -> list[Figure]:
    """The figures of a sentence in order, whatever they turn out to be."""
    units = UnitReader(wording)
    found: list[Figure] = []
    for match in _RUN.finditer(text.text):
        for start, end, problem in _split(text, match.start(), match.end(), wording):
            found.append(_figure(text.text, start, end, problem, units))
    return _with_ranges(text.text, found, wording)


def _with_ranges(text: str, found: list[Figure], wording: NarrativeWording) -> list[Figure]:
    """The figures, those that are the ends of a range (10%-50%) marked as such."""
    marked = list(found)
    for index, (first, last) in enumerate(pairwise(found)):
        between = text[first.unit_end : last.start] or text[last.start : last.start + 1]
        of_range = last.unit_class in _CLASSES_OF_RANGES and first.unit_class in (
            "none",
            last.unit_class,
        )
        if of_range and wording.range_marks.fullmatch(between):
            marked[index] = replace(first, problem=first.problem or "range")
            marked[index + 1] = replace(last, problem=last.problem or "range")
    return marked


def _split(
    text: ComparableText, start: int, end: int, wording: NarrativeWording
) -> Iterator[tuple[int, int, str | None]]:
    """The figures in a run of digits and marks, usually one.

    4125.49,4143.91 is two, for no number has two points; 1,4653.09 may be either and stays one.
    A list number may stand right before a year or a code (2.2020年, 1.2010501行政运行).
    """
    listed = wording.list_number.match(text.text, start) if _begins(text.text, start) else None
    if listed:
        yield start, listed.end("number"), None
        start = listed.end()
    while text.text[end - 1] in "., ":
        end -= 1
    run = text.text[start:end]
    if " " in run:
        if joined_pieces(run) is not None and read_amount(run).state == "number":
            yield start, end, None
        else:
            yield start, end, "two_figures_or_one"
        return
    if read_amount(run).state == "number":
        yield start, end, None
        return
    pieces = run.split(",")
    printed = text.printed_text(start, end)
    apart = "，" in printed and "," not in printed
    plain = [read_amount(piece).state == "number" for piece in pieces]
    if len(pieces) > 1 and all(plain) and (apart or all("." in piece for piece in pieces[:-1])):
        for piece in pieces:
            yield start, start + len(piece), None
            start += len(piece) + 1
        return
    yield start, end, None


def pieces_of(figure: Figure) -> list[Figure]:
    """The figures of a run with blanks, where each piece is known to be one; mostly one."""
    if " " not in figure.digits:
        return [figure]
    spans = [
        (figure.end - len(figure.digits) + piece.start(), len(piece[0]))
        for piece in re.finditer(r"[^ ]+", figure.digits)
    ]
    pieces = [replace(figure, start=at, end=at + size, unit_end=at + size) for at, size in spans]
    return [*pieces[:-1], replace(pieces[-1], unit_end=figure.unit_end)]


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。;:!?"


def _figure(text: str, start: int, end: int, problem: str | None, units: UnitReader) -> Figure:
    # only the sign and the character before it: 20,000 figures in one line, each searching all
    # that is before it, took minutes
    signed = _SIGN_BEFORE.search(text[max(0, start - 2) : start])
    first = start - 1 if signed else start
    amount = read_amount(text[first:end])
    unit = units.unit_after(text, end)
    value = amount.number
    if value is not None and unit.power:
        value = value.scaleb(unit.power)
    return Figure(
        start=first,
        end=end,
        unit_end=end + unit.length,
        digits=text[start:end],
        value=value,
        decimals=amount.decimals,
        unit_class=unit.unit_class,
        unit=unit.unit,
        unit_text=unit.text,
        counter=unit.counter,
        approximation=units.approximation(text, first, end, end + unit.length),
        problem=problem or unit.problem,
        power=unit.power,
    )


class UnitReader:
    """Reads the unit behind a figure, longest word first."""

    def __init__(self, wording: NarrativeWording) -> None:
        self._wording = wording
        self._counters = sorted(wording.counters, key=len, reverse=True)
        self._money = sorted(wording.money_units, key=len, reverse=True)

    def unit_after(self, text: str, end: int) -> _Unit:
        """The unit that begins at `end`, an approximation such as 余 before it included."""
        skipped = _first(self._wording.approximations_after_number, text, end)
        at = end + len(skipped)
        for read in (self._foreign, self._of_money, self._of_ratio, self._of_points):
            unit = read(text, at)
            if unit is not None:
                return _longer(unit, len(skipped))
        return _longer(self._of_count(text, at), len(skipped))

    def _foreign(self, text: str, at: int) -> _Unit | None:
        word = _first(self._wording.foreign_units, text, at)
        return _Unit(len(word), "money", "", word, problem="foreign_currency") if word else None

    def _of_money(self, text: str, at: int) -> _Unit | None:
        word = _first(self._money, text, at)
        if word:
            return _Unit(len(word), "money", self._wording.money_units[word], word)
        return None

    def _of_ratio(self, text: str, at: int) -> _Unit | None:
        word = _first(self._wording.percentage_point_units, text, at)
        if word:
            return _Unit(len(word), "percentage_points", "percentage_points", word)
        word = _first(self._wording.percent_units, text, at)
        return _Unit(len(word), "percent", "percent", word) if word else None

    def _of_points(self, text: str, at: int) -> _Unit | None:
        match = self._wording.point_units.match(text, at)
        return _Unit(len(match[0]), "points", "points", match[0]) if match else None

    def _of_count(self, text: str, at: int) -> _Unit:
        """A measure word, with 万 or 亿 before it; 万 alone is money after a noun of money."""
        power = text[at : at + 1]
        skip = 1 if power in _POWERS else 0
        more = _first(self._wording.approximations_after_number, text, at + skip) if skip else ""
        counter = _first(self._counters, text, at + skip + len(more))
        if counter:
            length = skip + len(more) + len(counter)
            return _Unit(length, "count", "count", counter, counter, _POWERS.get(power, 0))
        bare = self._wording.bare_money_units.get(power)
        if bare is None:
            return _Unit(0, "none", "")
        # 870.00万 counts nothing: with decimals the nouns of the whole sentence tell
        begin = max(0, at - _FARTHEST_NOUN)
        exact = re.search(r"\.\d+\Z", text[begin:at]) is not None
        if not exact:
            begin = max(begin, *(text.rfind(mark, begin, at) + 1 for mark in ",;:"))
        before = text[begin:at]
        if self._wording.bare_money_nouns.search(before):
            return _Unit(1, "money", bare, power)
        return _Unit(1, "none", "", power, problem="power_without_unit")

    def approximation(self, text: str, start: int, end: int, unit_end: int) -> str | None:
        """The word that makes the figure an approximate one."""
        wording = self._wording
        before = approximation_before(text, 0, start, wording)
        after = _first(wording.approximations_after_number, text, end)
        powered = _first(wording.approximations_after_number, text, end + 1)
        behind = _first(wording.approximations_after_unit, text, unit_end)
        return (
            before
            or after
            or (powered if text[end : end + 1] in _POWERS else "")
            or (behind or None)
        )


def approximation_before(text: str, start: int, stop: int, wording: NarrativeWording) -> str:
    """The word between `start` and `stop`, right before `stop`, that makes the figure there an
    approximate one; '' when there is none, and in a word that only ends like one (节约)."""
    if text.endswith(wording.no_approximations, start, stop):
        return ""
    longest = sorted(wording.approximations_before, key=len, reverse=True)
    return next((word for word in longest if text.endswith(word, start, stop)), "")


def _first(words: tuple[str, ...] | list[str], text: str, at: int) -> str:
    return next((word for word in words if text.startswith(word, at)), "")


def _longer(unit: _Unit, by: int) -> _Unit:
    if not unit.length:
        return unit
    return _Unit(
        unit.length + by,
        unit.unit_class,
        unit.unit,
        unit.text,
        unit.counter,
        unit.power,
        unit.problem,
    )
