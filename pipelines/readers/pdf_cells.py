"""From rules to cells to tables, as pdfplumber's table finder goes with its default settings.

`pdfplumber.table` compares every crossing with every other and copies a dictionary for every step;
here the same is looked up by row and by column. The tests hold both side by side. Which rules a
page has is decided in `pdf_rules`, what stands in the cells in `pdf_tables`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from pipelines.readers.pdf_page import Corners, Point

# pdfplumber.table: default snap, join and intersection tolerance, and shortest rule
_NEAR = 3.0
_SHORTEST = 3.0


class Rule(NamedTuple):
    """A straight rule: its position across its direction, and from where to where it goes.

    A level rule lies at `at` points from the top and goes from left to right; an upright one lies
    at `at` points from the left and goes down.
    """

    is_level: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long the rule is."""
        return self.end - self.start


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with near parallels brought to their mean position and touching ones joined:
    first the level ones, each by position and start."""
    made: list[Rule] = []
    for is_level in (True, False):
        alike = [rule for rule in rules if rule.is_level == is_level]
        snapped = sorted(_snapped(alike), key=attrgetter("at"))
        for _, line in groupby(snapped, key=attrgetter("at")):
            made += _joined(sorted(line, key=attrgetter("start")))
    return made


def _snapped(rules: list[Rule]) -> list[Rule]:
    places: dict[float, list[float]] = {}
    for together in _near_positions(sorted({rule.at for rule in rules})):
        gathered: list[float] = []
        places |= dict.fromkeys(together, gathered)
    for rule in rules:
        places[rule.at].append(rule.at)
    mean = {at: sum(gathered) / len(gathered) for at, gathered in places.items()}
    return [Rule(is_level, mean[at], start, end) for is_level, at, start, end in rules]


def _near_positions(positions: Iterable[float]) -> Iterator[list[float]]:
    together: list[float] = []
    for position in positions:
        if together and position > together[-1] + _NEAR:
            yield together
            together = []
        together.append(position)
    if together:
        yield together


def _joined(line: list[Rule]) -> Iterator[Rule]:
    current = line[0]
    for rule in line[1:]:
        if rule.start > current.end + _NEAR:
            yield current
            current = rule
        elif rule.end > current.end:
            current = Rule(current.is_level, current.at, current.start, rule.end)
    yield current


def cells_between(rules: Sequence[Rule]) -> list[Corners]:
    """The smallest cells that merged rules close on all four sides, column by column."""
    crossings = _crossings([rule for rule in rules if rule.length >= _SHORTEST])
    points = sorted(crossings)
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in points:
        columns[x].append(y)
        rows[y].append(x)
    cells = (_smallest_cell(point, crossings, columns, rows) for point in points)
    return [cell for cell in cells if cell is not None]


# The upright and the level rules that meet at one point, a bit for the number of each.
_Crossing: TypeAlias = tuple[int, int]


def _crossings(rules: Sequence[Rule]) -> dict[Point, _Crossing]:
    level = sorted({rule for rule in rules if rule.is_level}, key=attrgetter("at", "start"))
    heights = [rule.at for rule in level]
    found: dict[Point, _Crossing] = {}
    for number, upright in enumerate({rule for rule in rules if not rule.is_level}):
        x, top, bottom = upright.at, upright.start - _NEAR, upright.end + _NEAR
        for index in range(bisect_left(heights, top), bisect_right(heights, bottom)):
            across = level[index]
            if across.start - _NEAR <= x <= across.end + _NEAR:
                others, levels = found.get((x, across.at), (0, 0))
                found[x, across.at] = others | 1 << number, levels | 1 << index
    return found


def _smallest_cell(
    point: Point,
    crossings: dict[Point, _Crossing],
    columns: dict[float, list[float]],
    rows: dict[float, list[float]],
) -> Corners | None:
    x, y = point
    upright, level = crossings[point]
    row, column = rows[y], columns[x]
    rights = [
        (right, beside_upright)
        for right in row[bisect_right(row, x) :]
        for beside_upright, beside_level in (crossings[right, y],)
        if level & beside_level
    ]
    for lower in column[bisect_right(column, y) :]:
        below_upright, below_level = crossings[x, lower]
        if not upright & below_upright:
            continue
        for right, beside_upright in rights:
            across_upright, across_level = crossings.get((right, lower), (0, 0))
            if across_upright & beside_upright and across_level & below_level:
                return x, y, right, lower
    return None


def tables_from(cells: Sequence[Corners]) -> list[list[Corners]]:
    """The cells that hang together by their corners, from the top of the page; a cell alone is no
    table."""
    at_corner: dict[Point, list[int]] = defaultdict(list)
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at_corner[corner].append(index)
    groups = _groups(len(cells), at_corner.values())
    tables = [[cells[index] for index in group] for group in groups if len(group) > 1]
    return sorted(tables, key=lambda table: min((cell[1], cell[0]) for cell in table))


def _groups(count: int, touching: Iterable[Sequence[int]]) -> list[list[int]]:
    leader = list(range(count))

    def first(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for together in touching:
        for index in together[1:]:
            one, other = sorted((first(together[0]), first(index)))
            leader[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        groups[first(index)].append(index)
    return list(groups.values())
