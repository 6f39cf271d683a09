"""A picture of a page to a Page: ruled grids with what is recognised in their cells, lines between.

Every figure is read twice, from the picture as it is where the detector saw text, and from the
picture without colours and watermarks where there is ink; what the two do not agree on is
doubtful. Files are opened elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.document import Box, Cell, Grid, Page, TextLine
from pipelines.readers.ocr_engine import Image, LineReading, detect, recognise
from pipelines.readers.ocr_extra import READER
from pipelines.readers.pdf_page import Corners
from pipelines.readers.scan_cells import (
    PixelBox,
    boxes_of,
    grown,
    in_lines,
    ink_lines,
    pieces_of_cells,
    text_height,
)
from pipelines.readers.scan_figures import (
    CERTAIN,
    Reading,
    alone,
    compared,
    joined,
    wants_second_reading,
)
from pipelines.readers.scan_images import PageImage, straightened, without_colour
from pipelines.readers.scan_rules import RuledPage, ruled_page
from pipelines.readers.table_cells import (
    SpannedCell,
    column_lefts,
    places_of,
    row_tops,
    spanned_cells,
)

_DETECTION_SIDE = 1400
_INK = 170
_RULE = 3
_OTHER_HEIGHT = 40
_BLANK_PAGE = 0.0002


@dataclass(frozen=True)
class _Scan:
    """A page ready to be read: as it is, without colours, its ink without rules, its text."""

    page: PageImage
    clean: Image
    ink: Image
    boxes: list[PixelBox]
    height: int


def read_page(picture: PageImage, number: int | None) -> Page:
    """What a picture of a page shows; boxes are in points of the upright, level page."""
    page = straightened(picture)
    ruled = ruled_page(page)
    tables = ruled.tables
    scan = _scan(page, ruled)
    cells = [(table, cell) for table in tables for cell in spanned_cells(places_of(table))]
    pixel_cells = [_in_pixels(cell, page.points_per_pixel) for _, cell in cells]
    inside, outside = pieces_of_cells(scan.boxes, pixel_cells)
    readings = _read_cells(scan, pixel_cells, [inside[n] for n in range(len(cells))])
    placed: list[tuple[float, TextLine | Grid]] = []
    next_row, start = 1, 0
    for table in tables:
        own = [cell for one, cell in cells if one is table]
        block = _table_block(table, own, readings[start : start + len(own)], next_row)
        start += len(own)
        if isinstance(block, Grid):
            next_row += block.row_count
        placed.append((row_tops(table)[0], block))
    placed += [(line.box.y0, line) for line in _read_lines(scan, outside) if line.box is not None]
    placed.sort(key=lambda item: item[0])
    blocks = tuple(block for _, block in placed)
    is_unread = not blocks and not _is_blank(scan.ink)
    return Page(blocks, number=number, is_picture=is_unread, reader=READER)


def _is_blank(ink: Image) -> bool:
    """Whether there is nothing but specks: the back of a sheet is no page that went unread."""
    drawn = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return float((drawn > 0).mean()) < _BLANK_PAGE


def _scan(page: PageImage, ruled: RuledPage) -> _Scan:
    clean = without_colour(page.pixels)
    ink = np.where(clean[:, :, 0] < _INK, 255, 0).astype(np.uint8)
    rules = cv2.dilate(ruled.rules, np.ones((3, 3), np.uint8))
    ink[rules > 0] = 0
    scale = min(1.0, _DETECTION_SIDE / max(page.pixels.shape[:2]))
    small = cv2.resize(page.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    boxes = boxes_of(detect(small), scale)
    return _Scan(page, clean, ink, boxes, text_height(boxes))


def _in_pixels(cell: SpannedCell, points_per_pixel: float) -> PixelBox:
    x0, y0, x1, y1 = (round(edge / points_per_pixel) for edge in cell.corners)
    return (x0, y0, x1, y1)


def _read_cells(
    scan: _Scan, cells: Sequence[PixelBox], pieces: Sequence[Sequence[PixelBox]]
) -> list[Reading]:
    lines = [
        in_lines([grown(scan.ink, piece, _inside(cell)) for piece in found])
        for cell, found in zip(cells, pieces, strict=True)
    ]
    first = _recognised(scan.page.pixels, lines)
    inked = [ink_lines(scan.ink, cell, scan.height) for cell in cells]
    again = [n for n in range(len(cells)) if inked[n] and _is_read_again(first[n])]
    second = dict(
        zip(again, _recognised(scan.clean, [_each(inked[n]) for n in again]), strict=True)
    )
    unseen = [n for n in again if not first[n].text]
    for number, reading in zip(
        unseen,
        _recognised(scan.page.pixels, [_each(inked[n]) for n in unseen], _OTHER_HEIGHT),
        strict=True,
    ):
        first[number] = reading
    return [_settled(first[n], second.get(n), bool(inked[n])) for n in range(len(cells))]


def _inside(cell: PixelBox) -> PixelBox:
    left, top, right, bottom = cell
    return (left + _RULE, top, right - _RULE, bottom)


def _is_read_again(first: LineReading) -> bool:
    return wants_second_reading(first.text) or first.confidence < CERTAIN


def _settled(first: LineReading, second: LineReading | None, has_ink: bool) -> Reading:
    """One reading of a cell; a figure that only one of them saw is doubtful."""
    if second is not None:
        return compared(first, second)
    if wants_second_reading(first.text) and (first.text or has_ink):
        return compared(first, LineReading(""))
    return alone(first) if first.text else Reading("", 1.0)


def _each(boxes: Sequence[PixelBox]) -> list[list[PixelBox]]:
    return [[box] for box in boxes]


def _recognised(
    pixels: Image, cells: Sequence[Sequence[Sequence[PixelBox]]], height: int | None = None
) -> list[LineReading]:
    """The reading of every cell from the pieces of its lines; `height` rescales them first."""
    boxes = [piece for lines in cells for line in lines for piece in line]
    crops = [_crop(pixels, box, height) for box in boxes]
    readings = iter(recognise(crops))
    return [joined([_beside([next(readings) for _ in line]) for line in lines]) for lines in cells]


def _beside(pieces: Sequence[LineReading]) -> LineReading:
    """Pieces of one line with a blank between them."""
    if len(pieces) == 1:
        return pieces[0]
    texts = [piece.text for piece in pieces]
    others = tuple(
        " ".join([*texts[:number], other, *texts[number + 1 :]])
        for number, piece in enumerate(pieces)
        for other in piece.alternatives
    )
    certainties: list[float] = []
    for piece in pieces:
        certainties += [*([1.0] if certainties else []), *piece.certainties]
    return LineReading(" ".join(texts), tuple(certainties), others)


def _crop(pixels: Image, box: PixelBox, height: int | None) -> Image:
    left, top, right, bottom = box
    crop = pixels[top:bottom, left:right]
    if height is None or not crop.size:
        return crop
    scale = height / crop.shape[0]
    size = (max(1, round(crop.shape[1] * scale)), height)
    return cv2.resize(crop, size, interpolation=cv2.INTER_AREA)


def _table_block(
    table: Sequence[Corners],
    cells: Sequence[SpannedCell],
    readings: Sequence[Reading],
    first_row: int,
) -> Grid | TextLine:
    if len(cells) == 1:
        (reading,) = readings
        box = Box(*cells[0].corners)
        return TextLine(reading.text, box, reading.confidence, reading.doubtful_figures)
    made = tuple(
        Cell(
            first_row + cell.row,
            cell.column + 1,
            reading.text,
            cell.row_span,
            cell.column_span,
            Box(*cell.corners),
            confidence=reading.confidence,
            alternatives=reading.alternatives,
            is_doubtful=reading.is_doubtful,
        )
        for cell, reading in zip(cells, readings, strict=True)
    )
    return Grid(first_row, len(row_tops(table)), len(column_lefts(table)), made)


def _read_lines(scan: _Scan, boxes: Sequence[PixelBox]) -> list[TextLine]:
    height, width = scan.ink.shape[:2]
    lines = in_lines([grown(scan.ink, box, (0, 0, width, height)) for box in boxes])
    first = _recognised(scan.page.pixels, [[line] for line in lines])
    again = [n for n in range(len(lines)) if _is_read_again(first[n])]
    tight = [[[_tightened(scan.ink, piece) for piece in lines[n]]] for n in again]
    second = dict(zip(again, _recognised(scan.clean, tight), strict=True))
    found: list[TextLine] = []
    for number, line in enumerate(lines):
        reading = (
            compared(first[number], second[number]) if number in second else alone(first[number])
        )
        if reading.text.strip():
            box = _around(line, scan.page.points_per_pixel)
            found.append(TextLine(reading.text, box, reading.confidence, reading.doubtful_figures))
    return found


def _tightened(ink: Image, box: PixelBox) -> PixelBox:
    """A box drawn in to its ink with a little paper around it, so that it is seen anew."""
    left, top, right, bottom = box
    inner = ink[top:bottom, left:right]
    rows, columns = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
    if not rows.size:
        return box
    room = max(2, (bottom - top) // 8)
    return (
        max(0, left + int(columns[0]) - room),
        max(0, top + int(rows[0]) - room),
        left + int(columns[-1]) + 1 + room,
        top + int(rows[-1]) + 1 + room,
    )


def _around(line: Sequence[PixelBox], points_per_pixel: float) -> Box:
    return Box(
        min(box[0] for box in line) * points_per_pixel,
        min(box[1] for box in line) * points_per_pixel,
        max(box[2] for box in line) * points_per_pixel,
        max(box[3] for box in line) * points_per_pixel,
    )
