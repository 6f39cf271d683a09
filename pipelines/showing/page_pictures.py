"""The picture of one page of a report, with the way from a figure's box to its pixels.

Boxes are points from the top left corner of the page as it is shown, /Rotate applied, and of its
MediaBox (ISO 32000-1, 14.11.2); those of a recognised page are measured on its straightened
picture. Cutting and framing is done in `crop`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

import pypdfium2
from PIL import Image

from pipelines.document import Box
from pipelines.readers.ocr_extra import READER as PICTURE_READER
from pipelines.readers.problems import ReadingProblem
from pipelines.showing.problems import CannotShow

_MOST_PIXELS = 40_000_000
_SAME_FILE = "核对文件是否就是当时读取的那一份 / check that it is the file that was read"
_IMAGE_OPENINGS = (b"\x89PNG", b"\xff\xd8\xff", b"II", b"MM", b"GIF8", b"BM")

PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True)
class PagePicture:
    """A drawn page: `scale` pixels a point; `visible` is what a viewer shows of it, in points."""

    image: Image.Image
    scale: float
    visible: Box

    def pixels_of(self, box: Box) -> PixelBox:
        """The pixels (left, top, right, bottom) that hold a box, not beyond the picture."""
        left, top = floor(box.x0 * self.scale), floor(box.y0 * self.scale)
        right, bottom = ceil(box.x1 * self.scale), ceil(box.y1 * self.scale)
        width, height = self.image.size
        return (max(0, left), max(0, top), min(width, right), min(height, bottom))


def page_picture(
    path: Path, page: int, *, reader: str | None = None, scale: float = 2.0
) -> PagePicture:
    """The picture of a page (from 1) of a PDF or image file.

    `reader` is that of the figures to be shown: where they were recognised from a picture, the
    page is straightened the way it was read. Raises CannotShow where the file has no such page,
    is of a kind without pages, or recognition is not installed.
    """
    content = _content(path)
    if content.startswith(_IMAGE_OPENINGS) or reader == PICTURE_READER:
        return _straightened(content, page, path)
    if b"%PDF-" not in content[:1024]:
        raise CannotShow(
            f"{path.name} 没有页面可画 / has no pages to draw",
            "看它的行和列 / look at its rows and columns",
        )
    return _drawn(content, page, path, scale)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotShow(
            f"打不开 / cannot be opened: {path}: {error.strerror}", _SAME_FILE
        ) from error


def _straightened(content: bytes, page: int, path: Path) -> PagePicture:
    from pipelines.readers.scans import straightened_picture

    try:
        found = straightened_picture(content, page)
    except ReadingProblem as problem:
        raise CannotShow(f"{path.name}：{problem.reason}", problem.advice) from problem
    image = Image.fromarray(found.pixels[:, :, ::-1])
    scale = 1 / found.points_per_pixel
    return PagePicture(image, scale, Box(0, 0, image.width / scale, image.height / scale))


def _drawn(content: bytes, page: int, path: Path, scale: float) -> PagePicture:
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise CannotShow(f"{path.name} 打不开 / cannot be opened: {error}", _SAME_FILE) from error
    try:
        if not 1 <= page <= len(file):
            raise CannotShow(
                f"{path.name} 没有第 {page} 页，共 {len(file)} 页 / has no page {page} of "
                f"{len(file)}",
                _SAME_FILE,
            )
        visible = _shown_whole(file, page - 1)
        sheet = file[page - 1]
        width, height = sheet.get_size()
        most = (_MOST_PIXELS / max(1.0, width * height)) ** 0.5
        used = min(scale, most)
        image = sheet.render(scale=used).to_pil().convert("RGB")
        return PagePicture(image, used, visible)
    except pypdfium2.PdfiumError as error:
        raise CannotShow(
            f"{path.name} 第 {page} 页画不出来 / page {page} cannot be drawn: {error}", _SAME_FILE
        ) from error
    finally:
        file.close()


def _shown_whole(file: pypdfium2.PdfDocument, index: int) -> Box:
    """Make a page show its whole MediaBox, from which boxes count; returns what it shows itself."""
    sheet = file[index]
    media, crop = sheet.get_mediabox(), sheet.get_cropbox()
    turn = sheet.get_rotation()
    sheet.set_cropbox(*media)
    sheet.close()
    x0, y0, x1, y1 = media
    left, bottom = max(crop[0], x0), max(crop[1], y0)
    right, top = min(crop[2], x1), min(crop[3], y1)
    if left >= right or bottom >= top:
        left, bottom, right, top = media
    sides = {
        0: (left - x0, y1 - top, right - x0, y1 - bottom),
        90: (bottom - y0, left - x0, top - y0, right - x0),
        180: (x1 - right, bottom - y0, x1 - left, top - y0),
        270: (y1 - top, x1 - right, y1 - bottom, x1 - left),
    }
    return Box(*sides[turn % 360])
