"""The ruled tables of a picture of a page: rules seen in its ink, cells between them.

The cells are found from the rules in points as they are on a PDF page, so that a picture gives the
cells that the same page gives as a PDF. What is printed in them is not read here.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.readers.ocr_engine import Image
from pipelines.readers.pdf_cells import Rule, cells_between, merged, tables_from
from pipelines.readers.pdf_page import Corners
from pipelines.readers.pdf_rules import missing_borders
from pipelines.readers.scan_images import PageImage

_NEAR = 3.0
_INCH = 72.0
# In inches: strokes of characters are shorter than rules, gaps in a scanned rule shorter still.
_SHORTEST_PIECE = 0.14
_LONGEST_GAP = 0.06
_SHORTEST_RULE = 0.3
_THICKEST_RULE = 0.06
_TOUCHING = 0.03
# In points: the strokes of a large title close to cells, but none is as long as a side of a table.
_SHORTEST_SIDE = 86.0

_Stretch = tuple[float, float, float, float]


@dataclass(frozen=True)
class RuledPage:
    """The tables of a page, their corners in points, and its rules as a mask of its pixels."""

    tables: list[list[Corners]]
    rules: Image

    @property
    def cell_count(self) -> int:
        """How many cells all tables have together."""
        return sum(len(table) for table in self.tables)


def ruled_page(page: PageImage) -> RuledPage:
    """The tables of a level picture of a page, from the top down, and where its rules are.

    The ring of a seal gives rules where there are none, so the picture is taken without its
    colours; but for a page on which most cells close only with them, as its rules are coloured.
    """
    without_seals = _ruled(page.pixels.max(axis=2), page)
    with_colours = _ruled(page.pixels.min(axis=2), page)
    are_coloured = with_colours.cell_count > 2 * without_seals.cell_count
    return with_colours if are_coloured else without_seals


def _ruled(grey: Image, page: PageImage) -> RuledPage:
    ink = _ink(grey)
    inch = _INCH / page.points_per_pixel
    across = _rules(ink, inch, _SHORTEST_RULE, is_across=True)
    down = _rules(ink, inch, _SHORTEST_RULE, is_across=False)
    short_across = _rules(ink, inch, _SHORTEST_PIECE, is_across=True)
    short_down = _rules(ink, inch, _SHORTEST_PIECE, is_across=False)
    rules_across = [
        *_stretches(across, inch, True),
        *_between(_stretches(short_across, inch, True), down, inch, True),
    ]
    rules_down = [
        *_stretches(down, inch, False),
        *_between(_stretches(short_down, inch, False), across, inch, False),
    ]
    mask = cv2.bitwise_or(across, down)
    for left, top, right, bottom in (*rules_across, *rules_down):
        mask[int(top) : int(bottom), int(left) : int(right)] = 255
    rules = [
        *(_rule(box, page.points_per_pixel, is_level=True) for box in rules_across),
        *(_rule(box, page.points_per_pixel, is_level=False) for box in rules_down),
    ]
    return RuledPage(_tables(rules), mask)


def _between(
    boxes: list[_Stretch], crossing: Image, inch: float, is_across: bool
) -> list[_Stretch]:
    """Short strokes that run from one long rule to another: sides of one cell, not of a letter."""
    near = max(3, round(_TOUCHING * inch))
    reach = cv2.dilate(crossing, np.ones((2 * near + 1, 2 * near + 1), np.uint8))

    def touches(x: float, y: float) -> bool:
        row = min(int(y), reach.shape[0] - 1)
        column = min(int(x), reach.shape[1] - 1)
        return bool(reach[row, column])

    found: list[_Stretch] = []
    for left, top, right, bottom in boxes:
        x, y = (left + right) / 2, (top + bottom) / 2
        ends = ((left, y), (right, y)) if is_across else ((x, top), (x, bottom))
        length = right - left if is_across else bottom - top
        if length < _SHORTEST_RULE * inch and all(touches(*end) for end in ends):
            found.append((left, top, right, bottom))
    return found


def _ink(grey: Image) -> Image:
    """Everything darker than the paper around it, rules in grey too."""
    paper = float(np.percentile(grey, 90))
    local = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18
    )
    ink = cv2.bitwise_and(local, np.where(grey < 0.85 * paper, 255, 0).astype(np.uint8))
    return ink


def _rules(ink: Image, inch: float, shortest: float, *, is_across: bool) -> Image:
    """The ink that runs straight for as long as a rule does, gaps closed."""

    def along(length: float) -> Image:
        size = max(2, round(length * inch))
        return np.ones((1, size) if is_across else (size, 1), np.uint8)

    # opening takes what lies beyond the edge of a picture for ink
    room = round(_SHORTEST_RULE * inch)
    framed = cv2.copyMakeBorder(ink, room, room, room, room, cv2.BORDER_CONSTANT, value=0)
    pieces = cv2.morphologyEx(framed, cv2.MORPH_OPEN, along(_SHORTEST_PIECE))
    # a rule that is not quite level steps from one row of pixels to the next
    thicker = cv2.dilate(pieces, np.ones((3, 1) if is_across else (1, 3), np.uint8))
    joined = cv2.morphologyEx(thicker, cv2.MORPH_CLOSE, along(_LONGEST_GAP))
    rules = cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(shortest))
    return np.ascontiguousarray(rules[room:-room, room:-room])


def _stretches(rules: Image, inch: float, is_across: bool) -> list[_Stretch]:
    """The boxes of the rules; of ink thicker than any rule the straight part in it, if any."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    thickest = max(8, round(_THICKEST_RULE * inch))
    found: list[_Stretch] = []
    for number in range(1, count):
        left, top, width, height, _area = (int(one) for one in stats[number])
        if (height if is_across else width) <= thickest:
            found.append((left, top, left + width, top + height))
            continue
        part = labels[top : top + height, left : left + width] == number
        along = part.sum(axis=1 if is_across else 0)
        straight = np.flatnonzero(along >= 0.5 * along.max())
        if int(straight[-1]) - int(straight[0]) >= thickest:
            continue
        first, last = int(straight[0]), int(straight[-1]) + 1
        if is_across:
            found.append((left, top + first, left + width, top + last))
        else:
            found.append((left + first, top, left + last, top + height))
    return found


def _rule(box: _Stretch, points_per_pixel: float, *, is_level: bool) -> Rule:
    x0, top, x1, bottom = (edge * points_per_pixel for edge in box)
    if is_level:
        return Rule(True, (top + bottom) / 2, x0, x1)
    return Rule(False, (x0 + x1) / 2, top, bottom)


def _tables(rules: list[Rule]) -> list[list[Corners]]:
    if not rules:
        return []
    closed = merged([*rules, *missing_borders(merged(rules))])
    long_rules = [rule for rule in rules if rule.is_level and rule.length >= _SHORTEST_SIDE]
    tables = tables_from(cells_between(closed))
    return [table for table in tables if any(_is_on(rule, table) for rule in long_rules)]


def _is_on(rule: Rule, table: list[Corners]) -> bool:
    """Whether a level rule runs over or along a table."""
    x0, x1 = min(cell[0] for cell in table), max(cell[2] for cell in table)
    top, bottom = min(cell[1] for cell in table), max(cell[3] for cell in table)
    return top - _NEAR <= rule.at <= bottom + _NEAR and rule.start < x1 and rule.end > x0
