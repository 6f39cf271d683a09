"""Columns too narrow for any character: the lines of rows that missed each other by a hair.

Word processors give every such miss a column of its own, and the cells of one printed column then
span different columns. Shared by the formats that store the widths of columns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

# In points: less than one digit of the smallest print.
_WIDEST_SLIVER = 6.0
_WIDEST_RUN = 12.0

Span = tuple[int, int]
"""The first column of a cell, from 1, and how many columns it spans."""


def slivers(widths: Mapping[int, float], filled: Collection[Span]) -> frozenset[int]:
    """The columns to be closed: known to be slivers, and no filled cell stands in them alone.

    `widths` are points by column, from 1; `filled` the spans of the cells that hold a text.
    """
    narrow = [column for column in sorted(widths) if widths[column] < _WIDEST_SLIVER]
    found: set[int] = set()
    for _, group in groupby(enumerate(narrow), key=lambda pair: pair[1] - pair[0]):
        run = [column for _, column in group]
        if sum(widths[column] for column in run) < _WIDEST_RUN:
            found.update(run)
    for first, span in filled:
        own = set(range(first, first + span))
        if own <= found:
            found -= own
    return frozenset(found)


def closed(span: Span, closing: Collection[int]) -> Span | None:
    """A cell's place without the closed columns; None where it stood in those alone."""
    first, count = span
    before = sum(column < first for column in closing)
    inside = sum(first <= column < first + count for column in closing)
    return None if inside == count else (first - before, count - inside)


def known_widths(cells: Sequence[tuple[Span, float]]) -> dict[int, float]:
    """The widths of columns that stated widths of cells tell, in the same measure.

    A column's own cells tell it; else a cell that spans one column more than those known. Of
    several the widest counts, so that nothing is closed on one doubtful word.
    """
    widths: dict[int, float] = {}
    for (first, span), width in cells:
        if span == 1:
            widths[first] = max(width, widths.get(first, 0.0))
    derived: dict[int, float] = {}
    for (first, span), width in cells:
        unknown = [column for column in range(first, first + span) if column not in widths]
        if len(unknown) == 1:
            known = sum(widths[c] for c in range(first, first + span) if c in widths)
            rest = max(0.0, width - known)
            derived[unknown[0]] = max(rest, derived.get(unknown[0], 0.0))
    return {**derived, **widths}
