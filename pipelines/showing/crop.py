"""The part of a page around a figure as a small picture, the figure framed.

Which figure it is, and in which file, is found elsewhere; whole pages are drawn in `page_pictures`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from pipelines.document import Box
from pipelines.showing.page_pictures import PagePicture, page_picture

# The frames stay apart for people who see red and green alike, and on paper.
FRAME = (200, 30, 30)
OTHER_FRAME = (0, 90, 170)
_FRAME_POINTS = 1.5
_ROOM_POINTS = 1.5
_GAP_PIXELS = 14
_PAPER = (255, 255, 255)
_GAP_MARK = (150, 150, 150)
_COLOURS = 32


def crop_of(
    path: Path,
    page: int,
    box: Box | tuple[float, float, float, float],
    *,
    others: Sequence[Box] = (),
    heading: Box | None = None,
    margin: float = 60.0,
    reader: str | None = None,
    scale: float = 2.0,
) -> bytes:
    """A PNG of a page (from 1) of a PDF or image file around a figure, which is framed in red.

    The picture is as wide as the page shows, so that the label of the row is on it, and reaches
    `margin` points above and below the figure and the `others`, which are framed in blue.
    `heading` is the area of the column headings; where it lies further up it is repeated on top.
    `reader` is that of the figure, as the warehouse says it: a scanned page was turned upright
    before it was measured. Raises CannotShow, in words, where there is no such page.
    """
    drawn = page_picture(path, page, reader=reader, scale=scale)
    return png_of(framed(drawn, _as_box(box), others, heading, margin))


def framed(
    drawn: PagePicture,
    box: Box | None,
    others: Sequence[Box] = (),
    heading: Box | None = None,
    margin: float = 60.0,
) -> Image.Image:
    """The part of a drawn page around a figure, see `crop_of`; without a box around the others.

    Raises ValueError where there is nothing to frame.
    """
    boxes = [*([box] if box else []), *others]
    if not boxes:
        raise ValueError("nothing to frame")
    image = drawn.image.copy()
    pen = ImageDraw.Draw(image)
    for other in others:
        _frame(pen, drawn, other, OTHER_FRAME)
    if box:
        _frame(pen, drawn, box, FRAME)
    part = _band(drawn, boxes, margin)
    band = image.crop(drawn.pixels_of(part))
    if heading is None or heading.y1 <= heading.y0:
        return band
    if heading.y0 >= part.y0:
        return band
    if heading.y1 >= part.y0 - margin:
        whole = Box(part.x0, heading.y0, part.x1, part.y1)
        return image.crop(drawn.pixels_of(whole))
    above = image.crop(drawn.pixels_of(Box(part.x0, heading.y0, part.x1, heading.y1)))
    return _stacked(above, band)


def png_of(image: Image.Image) -> bytes:
    """The picture as a small PNG: print needs few colours."""
    few = image.quantize(_COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


def _as_box(box: Box | tuple[float, float, float, float]) -> Box:
    return box if isinstance(box, Box) else Box(*box)


def _band(drawn: PagePicture, boxes: Sequence[Box], margin: float) -> Box:
    """The strip of the page with all boxes, as wide as what the page shows and the boxes."""
    shown = drawn.visible
    top, bottom = min(one.y0 for one in boxes), max(one.y1 for one in boxes)
    return Box(
        min([shown.x0, *(one.x0 - _ROOM_POINTS for one in boxes)]),
        min(max(shown.y0, top - margin), top),
        max([shown.x1, *(one.x1 + _ROOM_POINTS for one in boxes)]),
        max(min(shown.y1, bottom + margin), bottom),
    )


def _frame(
    pen: ImageDraw.ImageDraw, drawn: PagePicture, box: Box, colour: tuple[int, int, int]
) -> None:
    """A frame just outside a box: nothing printed in it is painted over."""
    width = max(2, round(_FRAME_POINTS * drawn.scale))
    left, top, right, bottom = drawn.pixels_of(box)
    pen.rectangle(
        (left - width, top - width, right + width - 1, bottom + width - 1),
        outline=colour,
        width=width,
    )


def _stacked(above: Image.Image, below: Image.Image) -> Image.Image:
    """Two strips of one page with a torn edge between them: something is left out here."""
    width = max(above.width, below.width)
    height = above.height + _GAP_PIXELS + below.height
    sheet = Image.new("RGB", (width, height), _PAPER)
    sheet.paste(above, (0, 0))
    sheet.paste(below, (0, above.height + _GAP_PIXELS))
    pen = ImageDraw.Draw(sheet)
    middle = above.height + _GAP_PIXELS // 2
    for left in range(0, width, 12):
        pen.line((left, middle, left + 6, middle), fill=_GAP_MARK, width=2)
    return sheet
