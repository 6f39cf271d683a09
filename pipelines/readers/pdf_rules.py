"""The rules of a PDF page as the table finder needs them: borders closed, fills left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import merge_edges

_THIN = 2.0
_NEAR = 3.0
_FEWEST_PARALLELS = 3


class Ruled(Protocol):
    """A page whose rules are known: printed ones, or those seen in a picture."""

    @property
    def edges(self) -> list[dict[str, Any]]:
        """The rules as pdfplumber has them, in points."""
        ...


def without_fills(page: PlumberPage) -> PlumberPage:
    """The page without filled areas: shading and highlights behind text are no rules.

    Thin filled rectangles are how many programs draw a rule, and stay. A page whose only borders
    are its filled areas is given back as it is.
    """
    filtered = page.filter(lambda item: not _is_fill(item))
    return filtered if filtered.edges else page


def _is_fill(item: dict[str, Any]) -> bool:
    return (
        item.get("object_type") == "rect"
        and bool(item.get("fill"))
        and not item.get("stroke")
        and min(item["width"], item["height"]) > _THIN
    )


def missing_borders(page: Ruled) -> dict[str, list[dict[str, Any]]]:
    """Outer borders that a table does not draw, as explicit lines for the table finder.

    Where at least three rules begin (or end) at one position and no rule across closes them, the
    closing rule is understood.
    """
    # rules drawn cell by cell are one rule each, as the table finder itself joins them
    edges = [edge for edge in page.edges if edge["orientation"] in ("h", "v")]
    edges = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    verticals = [
        _line(position, position, top, bottom)
        for position, top, bottom in _open_ends(across, down, ("x0", "x1"), ("top", "bottom"))
    ]
    horizontals = [
        _line(left, right, position, position)
        for position, left, right in _open_ends(down, across, ("top", "bottom"), ("x0", "x1"))
    ]
    return {"explicit_vertical_lines": verticals, "explicit_horizontal_lines": horizontals}


def _open_ends(
    rules: Sequence[dict[str, Any]],
    closing: Sequence[dict[str, Any]],
    ends: tuple[str, str],
    along: tuple[str, str],
) -> list[tuple[float, float, float]]:
    """Positions where several rules end together, with the stretch that nothing closes."""
    low, high = along
    found: list[tuple[float, float, float]] = []
    outermost = {ends[0]: min, ends[1]: max}
    for end, pick in outermost.items():
        together: dict[int, list[dict[str, Any]]] = defaultdict(list)
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


def _line(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
