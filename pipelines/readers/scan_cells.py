"""Where the print of a page stands: pieces of it in cells, lines of ink, lines of text between.

Boxes are in pixels (left, top, right, bottom). Nothing is recognised here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np

from pipelines.readers.ocr_engine import Image

PixelBox = tuple[int, int, int, int]

_RULE = 3
_SPECK_AREA = 10
_SPECK_SIDE = 4
_USUAL_TEXT_HEIGHT = 36
_MOST_STEPS = 3


def boxes_of(quads: Sequence[Any], scale: float) -> list[PixelBox]:
    """The boxes around quadrilaterals that were found on a picture `scale` times as large."""
    return [
        (
            max(0, int(quad[:, 0].min() / scale)),
            max(0, int(quad[:, 1].min() / scale)),
            int(np.ceil(quad[:, 0].max() / scale)),
            int(np.ceil(quad[:, 1].max() / scale)),
        )
        for quad in quads
    ]


def text_height(boxes: Sequence[PixelBox]) -> int:
    """How high a line of text usually is on a page."""
    return int(median([box[3] - box[1] for box in boxes])) if boxes else _USUAL_TEXT_HEIGHT


def pieces_of_cells(
    boxes: Sequence[PixelBox], cells: Sequence[PixelBox]
) -> tuple[dict[int, list[PixelBox]], list[PixelBox]]:
    """Which boxes stand in which cell (by its number), and those outside all cells.

    A box over several cells is cut at the rules between them: what one line of detection holds
    may be two figures.
    """
    inside: dict[int, list[PixelBox]] = defaultdict(list)
    outside: list[PixelBox] = []
    for box in boxes:
        found = False
        for number, cell in enumerate(cells):
            piece = _cut(box, cell)
            if piece is not None:
                inside[number].append(piece)
                found = True
        if not found:
            outside.append(box)
    return inside, outside


def _cut(box: PixelBox, cell: PixelBox) -> PixelBox | None:
    """The part of a box in a cell; None where it only touches it."""
    left, top = max(box[0], cell[0]), max(box[1], cell[1])
    right, bottom = min(box[2], cell[2]), min(box[3], cell[3])
    width, height = box[2] - box[0], box[3] - box[1]
    is_part = right - left >= min(0.35 * height, 0.5 * width) and bottom - top >= 0.4 * height
    if not is_part:
        return None
    return (
        max(left, cell[0] + _RULE),
        max(top, cell[1] + _RULE),
        min(right, cell[2] - _RULE),
        min(bottom, cell[3] - _RULE),
    )


def grown(ink: Image, box: PixelBox, bounds: PixelBox) -> PixelBox:
    """A box drawn out over print that begins right beside it, within bounds.

    Detection leaves out thin characters at the ends of a line: 一, a sign, a full stop.
    """
    left, top, right, bottom = box
    step = max(1, round(0.55 * (bottom - top)))
    for _ in range(_MOST_STEPS):
        start = max(bounds[0], left - step)
        if not _has_print(ink[top:bottom, start:left]):
            break
        left = start
    for _ in range(_MOST_STEPS):
        end = min(bounds[2], right + step)
        if not _has_print(ink[top:bottom, right:end]):
            break
        right = end
    return (left, top, right, bottom)


def _has_print(strip: Image) -> bool:
    """Whether a strip has more than specks in its middle: the lines above and below reach in."""
    edge = strip.shape[0] // 6
    return int((strip[edge : strip.shape[0] - edge] > 0).sum()) >= _SPECK_AREA


def in_lines(pieces: Sequence[PixelBox]) -> list[list[PixelBox]]:
    """Boxes grouped by overlapping height into lines, from the top, each from the left."""
    lines: list[list[PixelBox]] = []
    for piece in sorted(pieces, key=lambda one: ((one[1] + one[3]) / 2, one[0])):
        line = next((one for one in reversed(lines[-3:]) if _same_line(one, piece)), None)
        if line is None:
            lines.append([piece])
        else:
            line.append(piece)
    return [sorted(line) for line in lines]


def _same_line(line: Sequence[PixelBox], piece: PixelBox) -> bool:
    top, bottom = min(one[1] for one in line), max(one[3] for one in line)
    overlap = min(bottom, piece[3]) - max(top, piece[1])
    return overlap >= 0.5 * min(bottom - top, piece[3] - piece[1]) > 0


def ink_lines(ink: Image, cell: PixelBox, height: int) -> list[PixelBox]:
    """The lines of ink in a cell, specks left out; `height` is that of a usual line of text.

    `ink` is a mask without the rules. A thin mark (a dash) gets the room of a usual line, as the
    engine needs paper around it.
    """
    left, top, right, bottom = cell
    inner = ink[top + _RULE : max(top + _RULE, bottom - _RULE), left + _RULE : right - _RULE]
    if not inner.size or not inner.any():
        return []
    boxes = [
        (left + _RULE + x, top + _RULE + y, left + _RULE + x + w, top + _RULE + y + h)
        for x, y, w, h, area in _components(inner)
        if area >= _SPECK_AREA and max(w, h) >= _SPECK_SIDE
    ]
    bands = _bands(boxes, height)
    return [_with_room(band, cell, height) for band in bands]


def _components(mask: Image) -> list[tuple[int, int, int, int, int]]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(x), int(y), int(w), int(h), int(area)) for x, y, w, h, area in stats[1:]]


def _bands(boxes: Sequence[PixelBox], height: int) -> list[PixelBox]:
    """Boxes whose heights overlap or nearly touch as one band each, points with their digits."""
    bands: list[PixelBox] = []
    for box in sorted(boxes, key=lambda one: one[1]):
        # a glyph whose thin strokes have faded lies in pieces, none as high as a line
        is_piece = bands and box[3] - bands[-1][1] <= 1.1 * height
        if bands and (is_piece or box[1] < bands[-1][3] + max(1, height // 20)):
            last = bands[-1]
            bands[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            bands.append(box)
    return bands


def _with_room(band: PixelBox, cell: PixelBox, height: int) -> PixelBox:
    missing = max(0, int(0.8 * height) - (band[3] - band[1])) // 2
    room = height // 7
    return (
        max(cell[0] + 1, band[0] - room),
        max(cell[1] + _RULE, band[1] - room - missing),
        min(cell[2] - 1, band[2] + room),
        min(cell[3] - _RULE, band[3] + room + missing),
    )
