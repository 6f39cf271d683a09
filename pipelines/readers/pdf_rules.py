"""The rules of a PDF page as the table finder needs them: edges of shapes, borders closed, fills
left out.

Which cells the rules make is the business of `pdf_tables`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.table import merge_edges

from pipelines.readers.pdf_page import Shape

# What pdfplumber's table finder takes for a rule: corners, width, height, orientation (h or v).
Edge = dict[str, Any]

_THIN = 2.0
_NEAR = 3.0
_FEWEST_PARALLELS = 3


def edges_of(shapes: Sequence[Shape]) -> list[Edge]:
    """The edges of shapes, as pdfplumber takes them from lines, rectangles and curves.

    Filled areas give none: shading and highlights behind text are no rules. Thin filled rectangles
    are how many programs draw a rule, and stay. Where the only borders are those of the filled
    areas, these are taken.
    """
    edges = _edges([shape for shape in shapes if not _is_fill(shape)])
    return edges or _edges(shapes)


def _is_fill(shape: Shape) -> bool:
    return (
        shape.kind == "rect"
        and shape.is_filled
        and not shape.is_stroked
        and min(shape.x1 - shape.x0, shape.bottom - shape.top) > _THIN
    )


def _edges(shapes: Sequence[Shape]) -> list[Edge]:
    makers = {"line": _line_edge, "rect": _rect_edges, "curve": _curve_edges}
    return [
        edge
        for kind, make in makers.items()
        for shape in shapes
        if shape.kind == kind
        for edge in make(shape)
    ]


def _line_edge(line: Shape) -> Iterator[Edge]:
    orientation = "h" if line.top == line.bottom else "v"
    yield _edge(line.x0, line.x1, line.top, line.bottom, orientation)


def _rect_edges(rect: Shape) -> Iterator[Edge]:
    yield _edge(rect.x0, rect.x1, rect.top, rect.top, "h")
    yield _edge(rect.x0, rect.x1, rect.bottom, rect.bottom, "h")
    yield _edge(rect.x0, rect.x0, rect.top, rect.bottom, "v")
    yield _edge(rect.x1, rect.x1, rect.top, rect.bottom, "v")


def _curve_edges(curve: Shape) -> Iterator[Edge]:
    for (x0, y0), (x1, y1) in pairwise(curve.points):
        orientation = "v" if x0 == x1 else ("h" if y0 == y1 else None)
        yield _edge(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), orientation)


def _edge(x0: float, x1: float, top: float, bottom: float, orientation: str | None) -> Edge:
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def missing_borders(edges: Sequence[Edge]) -> dict[str, list[Edge]]:
    """Outer borders that a table does not draw, as explicit lines for the table finder.

    Where at least three rules begin (or end) at one position and no rule across closes them, the
    closing rule is understood.
    """
    # rules drawn cell by cell are one rule each, as the table finder itself joins them
    straight = [edge for edge in edges if edge["orientation"] in ("h", "v")]
    edges = merge_edges(straight, _NEAR, _NEAR, _NEAR, _NEAR)
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    verticals = [
        _edge(position, position, top, bottom, "v")
        for position, top, bottom in _open_ends(across, down, ("x0", "x1"), ("top", "bottom"))
    ]
    horizontals = [
        _edge(left, right, position, position, "h")
        for position, left, right in _open_ends(down, across, ("top", "bottom"), ("x0", "x1"))
    ]
    return {"explicit_vertical_lines": verticals, "explicit_horizontal_lines": horizontals}


def _open_ends(
    rules: Sequence[Edge],
    closing: Sequence[Edge],
    ends: tuple[str, str],
    along: tuple[str, str],
) -> list[tuple[float, float, float]]:
    """Positions where several rules end together, with the stretch that nothing closes."""
    low, high = along
    found: list[tuple[float, float, float]] = []
    outermost = {ends[0]: min, ends[1]: max}
    for end, pick in outermost.items():
        together: dict[int, list[Edge]] = defaultdict(list)
        for rule in rules:
            together[round(rule[end] / _NEAR)].append(rule)
        for group in together.values():
            first, last = min(rule[low] for rule in group), max(rule[high] for rule in group)
            position = pick(rule[end] for rule in group)
            distinct = {round(rule[low] / _NEAR) for rule in group}
            if len(distinct) < _FEWEST_PARALLELS:
                continue
            closed = [
                rule
                for rule in closing
                if abs(rule[ends[0]] - position) <= _NEAR
                and rule[low] <= last - _NEAR
                and rule[high] >= first + _NEAR
            ]
            beyond = [
                rule
                for rule in rules
                if first - _NEAR <= rule[low] <= last + _NEAR
                and rule[ends[0]] < position - _NEAR
                and rule[ends[1]] > position + _NEAR
            ]
            if not closed and not beyond:
                found.append((position, first, last))
    return found
