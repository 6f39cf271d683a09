"""Glyphs to words, lines and cell texts, by the rules of pdfplumber's word extraction.

Words and lines come out as `pdfplumber.utils.extract_words` and `extract_text` make them with
their default tolerances, without their dictionaries, which cost more than the reading itself.
Where the text stands on the page is decided elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple, TypeAlias, TypeVar

from pipelines.document import Box, TextLine
from pipelines.readers.pdf_page import Glyph

# https://github.com/jsvine/pdfplumber: the default x_tolerance and y_tolerance
_APART = 3.0
# A second strike that makes a glyph look bold lies closer than any two digits of one number.
_STRIKES_APART = 1.4
# sorted from the top, the first strike is never below
_AROUND = [(across, down) for down in (0, -1) for across in (0, -1, 1)]


class Word(NamedTuple):
    """Neighbouring glyphs without a gap, and their box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


Item = TypeVar("Item")
# A glyph and a word begin alike; by number their fields are read in half the time.
_Measure: TypeAlias = Callable[[Glyph], float]
_top: Callable[[Glyph | Word], float] = itemgetter(2)
_x0: _Measure = itemgetter(1)
_x1: _Measure = itemgetter(3)
_bottom: _Measure = itemgetter(4)
_top_and_bottom: Callable[[Glyph], tuple[float, float]] = itemgetter(2, 4)
_direction: Callable[[Glyph], bool] = itemgetter(Glyph._fields.index("is_upright"))


def struck_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs in their order without the second strikes that make text look bold."""
    alike: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for index, glyph in enumerate(glyphs):
        alike[glyph[0]].append((glyph[2], glyph[1], index))
    second: set[int] = set()
    for places in alike.values():
        if len(places) > 1:
            places.sort()
            if not _are_apart(places):
                second |= _second_strikes([(index, glyphs[index]) for _, _, index in places])
    if not second:
        return list(glyphs)
    return [glyph for index, glyph in enumerate(glyphs) if index not in second]


def _are_apart(places: Sequence[tuple[float, float, int]]) -> bool:
    """Whether sorted places (top, left) are clearly all apart: the quick answer for most glyphs."""
    return all(
        below > above + _STRIKES_APART or (below == above and right > left + _STRIKES_APART)
        for (above, left, _), (below, right, _) in pairwise(places)
    )


def _second_strikes(alike: Iterable[tuple[int, Glyph]]) -> set[int]:
    """The numbers of those among glyphs of one text, from the top, that strike an earlier one."""
    seen: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    second: set[int] = set()
    for index, glyph in alike:
        column, row = int(glyph.x0 // _STRIKES_APART), int(glyph.top // _STRIKES_APART)
        near = (seen.get((column + across, row + down), ()) for across, down in _AROUND)
        if any(_is_strike(first, glyph) for first in chain.from_iterable(near)):
            second.add(index)
        else:
            seen[column, row].append(glyph)
    return second


def _is_strike(first: Glyph, glyph: Glyph) -> bool:
    return (
        abs(first.x0 - glyph.x0) <= _STRIKES_APART
        and abs(first.top - glyph.top) <= _STRIKES_APART
        and first.is_upright == glyph.is_upright
    )


def words_of(glyphs: Sequence[Glyph], placed: frozenset[int] = frozenset()) -> list[Word]:
    """The words of glyphs, line by line; a blank or a gap of three points ends a word.

    `placed` are the ids of glyphs that have their place elsewhere: a line of nothing but them has
    no words.
    """
    return [_word(run) for run in _runs(glyphs, placed)]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of the glyphs of one cell: words apart by a blank, lines by a line feed."""
    runs = list(_runs(glyphs))
    if len(runs) < 2:
        return "".join([glyph[0] for run in runs for glyph in run])
    lines = _clusters([_word(run) for run in runs], _top, _APART)
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def _runs(glyphs: Iterable[Glyph], placed: frozenset[int] = frozenset()) -> Iterator[list[Glyph]]:
    """The glyphs of each word."""
    for is_upright, together in groupby(glyphs, _direction):
        if is_upright:
            for level in _clusters(list(together), _top, _APART):
                if placed and placed.issuperset(map(id, level)):
                    continue
                yield from _runs_along(sorted(level, key=_x0), _x0, _x1, _top)
        else:
            for column in _clusters(list(together), _x0, _APART):
                yield from _runs_along(sorted(column, key=_top_and_bottom), _top, _bottom, _x0)


def _runs_along(
    line: Sequence[Glyph], start: _Measure, end: _Measure, level: _Measure
) -> Iterator[list[Glyph]]:
    """The glyphs of each word of a line: where one starts and ends along it, at which level."""
    run: list[Glyph] = []
    last_start = last_end = last_level = 0.0
    for glyph in line:
        here = start(glyph)
        is_blank = glyph[0].isspace()
        if run and (
            is_blank
            or here > last_end + _APART
            or here < last_start
            or abs(level(glyph) - last_level) > _APART
        ):
            yield run
            run = []
        if not is_blank:
            run.append(glyph)
            last_start, last_end, last_level = here, end(glyph), level(glyph)
    if run:
        yield run


def _word(glyphs: Sequence[Glyph]) -> Word:
    texts, lefts, tops, rights, bottoms, *_ = zip(*glyphs, strict=True)
    return Word("".join(texts), min(lefts), min(tops), max(rights), max(bottoms))


def _clusters(
    items: Sequence[Item], position: Callable[[Item], float], apart: float
) -> list[list[Item]]:
    """Items whose positions follow each other at most `apart`, in the order of the positions.

    The items of one cluster keep their own order.
    """
    positions = [position(item) for item in items]
    if not positions or max(positions) - min(positions) <= apart:
        return [list(items)] if positions else []
    cluster_of: dict[float, int] = {}
    found = -1
    last = float("-inf")
    for value in sorted(set(positions)):
        if value > last + apart:
            found += 1
        cluster_of[value] = found
        last = value
    clusters: list[list[Item]] = [[] for _ in range(found + 1)]
    for item, value in zip(items, positions, strict=True):
        clusters[cluster_of[value]].append(item)
    return clusters


def lines_of(words: Iterable[Word]) -> list[TextLine]:
    """Words grouped by overlapping height, not by baseline.

    Some producers set digits several points below the Chinese characters of the same line, which
    a grouping by baseline tears apart.
    """
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: (word.top, word.x0)):
        row = next((row for row in reversed(rows[-3:]) if row.takes(word)), None)
        if row is None:
            rows.append(_Row(word))
        else:
            row.add(word)
    return [row.line() for row in rows]


class _Row:
    """The words of one line while it is being gathered."""

    __slots__ = ("bottom", "top", "words")

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.top = word.top
        self.bottom = word.bottom

    def takes(self, word: Word) -> bool:
        overlap = min(self.bottom, word.bottom) - max(self.top, word.top)
        lower = min(self.bottom - self.top, word.bottom - word.top)
        return lower > 0 and overlap >= lower / 2

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.top = min(self.top, word.top)
        self.bottom = max(self.bottom, word.bottom)

    def line(self) -> TextLine:
        words = sorted(self.words, key=lambda word: word.x0)
        box = Box(words[0].x0, self.top, max(word.x1 for word in words), self.bottom)
        return TextLine(" ".join(word.text for word in words), box)
