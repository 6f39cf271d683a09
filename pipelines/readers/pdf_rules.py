"""The rules of a PDF page: edges of its shapes, fills left out, borders that nobody drew closed.

Which cells the rules make is the business of `pdf_cells`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipelines.readers.pdf_cells import Rule, merged
from pipelines.readers.pdf_page import Shape

_THIN = 2.0
_NEAR = 3.0
_FEWEST_PARALLELS = 3
# pdfplumber.table: shorter edges are dropped before they are joined
_SHORTEST = 1.0


def rules_of(shapes: Sequence[Shape]) -> list[Rule]:
    """The merged rules of a page, with the borders that its tables leave open.

    Filled areas give no rules: shading and highlights behind text are none. Thin filled rectangles
    are how many programs draw a rule, and stay. Where the only edges are those of the filled areas,
    these are taken.
    """
    edges = _edges([shape for shape in shapes if not _is_fill(shape)]) or _edges(shapes)
    if not edges:
        return []
    long_enough = [edge for edge in edges if edge.length >= _SHORTEST]
    # rules drawn cell by cell are one rule each
    joined = merged(long_enough)
    borders = missing_borders(joined)
    return merged(long_enough + borders) if borders else joined


def _is_fill(shape: Shape) -> bool:
    return (
        shape.kind == "rect"
        and shape.is_filled
        and not shape.is_stroked
        and min(shape.x1 - shape.x0, shape.bottom - shape.top) > _THIN
    )


def _edges(shapes: Sequence[Shape]) -> list[Rule]:
    """Lines and sides, as pdfplumber takes them; a line that is not level counts as upright."""
    makers: dict[str, Callable[[Shape], Iterator[Rule]]] = {
        "line": _edge_of_line,
        "rect": _edges_of_rectangle,
        "curve": _edges_of_curve,
    }
    return [edge for shape in shapes for edge in makers[shape.kind](shape)]


def _edge_of_line(line: Shape) -> Iterator[Rule]:
    if line.top == line.bottom:
        yield Rule(True, line.top, line.x0, line.x1)
    else:
        yield Rule(False, line.x0, line.top, line.bottom)


def _edges_of_rectangle(rectangle: Shape) -> Iterator[Rule]:
    _, x0, top, x1, bottom, *_ = rectangle
    yield Rule(True, top, x0, x1)
    yield Rule(True, bottom, x0, x1)
    yield Rule(False, x0, top, bottom)
    yield Rule(False, x1, top, bottom)


def _edges_of_curve(curve: Shape) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(curve.points):
        if x0 == x1:
            yield Rule(False, x0, min(y0, y1), max(y0, y1))
        elif y0 == y1:
            yield Rule(True, y0, min(x0, x1), max(x0, x1))


def missing_borders(rules: Sequence[Rule]) -> list[Rule]:
    """Outer borders that a table does not draw, from its merged rules.

    Where at least three rules begin (or end) at one position and no rule across closes them, the
    closing rule is understood.
    """
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    return [*_closing(level, upright), *_closing(upright, level)]


def _closing(rules: Sequence[Rule], across: Sequence[Rule]) -> Iterator[Rule]:
    """Rules across the ends of parallel ones where nothing closes them."""
    starts: dict[int, list[Rule]] = defaultdict(list)
    ends: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        starts[round(rule.start / _NEAR)].append(rule)
        ends[round(rule.end / _NEAR)].append(rule)
    places = [(min(rule.start for rule in group), group) for group in starts.values()]
    places += [(max(rule.end for rule in group), group) for group in ends.values()]
    for position, group in places:
        if len({round(rule.at / _NEAR) for rule in group}) < _FEWEST_PARALLELS:
            continue
        first, last = min(rule.at for rule in group), max(rule.at for rule in group)
        is_closed = any(
            abs(rule.at - position) <= _NEAR
            # the end of a rule drawn as a thin rectangle closes nothing
            and rule.length > _THIN
            and rule.start <= last - _NEAR
            and rule.end >= first + _NEAR
            for rule in across
        )
        goes_on = any(
            first - _NEAR <= rule.at <= last + _NEAR
            and rule.start < position - _NEAR
            and rule.end > position + _NEAR
            for rule in rules
        )
        if not is_closed and not goes_on:
            yield Rule(not group[0].is_level, position, first, last)
