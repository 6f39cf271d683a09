"""A typeset PDF as a scanner would give it: pictures of its pages, with what scanning does to them.

The same file and the same options give the same bytes. What is printed is decided elsewhere.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

ScanFormat = Literal["png", "jpeg", "tiff", "pdf"]

_POINTS_PER_INCH = 72
_RED = (214, 40, 46)
_WATERMARK_GREY = 205


@dataclass(frozen=True)
class ScanOptions:
    """How a page is scanned: resolution in dots an inch; `skew` in degrees against the clock and
    `turned` by quarters with the clock; `noise` (0 to 1, speckles of grey) and `blur` in pixels; a
    red seal over the middle of the lower half, a grey watermark across; the quality of JPEG.
    """

    resolution: int = 200
    skew: float = 0.0
    turned: Literal[0, 90, 180, 270] = 0
    noise: float = 0.0
    blur: float = 0.0
    is_stamped: bool = False
    is_watermarked: bool = False
    quality: int = 90
    is_grey: bool = False


def scanned_pages(pdf: bytes, options: ScanOptions) -> list[Image.Image]:
    """The pages of a PDF file as pictures. Raises pypdfium2.PdfiumError for a broken file."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        return [
            _scanned(
                page.render(scale=options.resolution / _POINTS_PER_INCH).to_pil().convert("RGB"),
                options,
                number,
            )
            for number, page in enumerate(file)
        ]
    finally:
        file.close()


def scan_files(pdf: bytes, file_format: ScanFormat, options: ScanOptions) -> list[bytes]:
    """The files of a scan: one for every page, or one with all pages for TIFF and PDF."""
    pages = scanned_pages(pdf, options)
    if file_format in ("png", "jpeg"):
        return [_encoded([page], file_format, options) for page in pages]
    return [_encoded(pages, file_format, options)]


def _encoded(pages: Sequence[Image.Image], file_format: ScanFormat, options: ScanOptions) -> bytes:
    target = io.BytesIO()
    first, *others = pages
    resolution = (options.resolution, options.resolution)
    if file_format == "png":
        first.save(target, "PNG", dpi=resolution)
    elif file_format == "jpeg":
        first.save(target, "JPEG", dpi=resolution, quality=options.quality)
    elif file_format == "tiff":
        first.save(
            target,
            "TIFF",
            save_all=True,
            append_images=others,
            dpi=resolution,
            compression="tiff_deflate",
        )
    else:
        first.save(
            target,
            "PDF",
            save_all=True,
            append_images=others,
            resolution=options.resolution,
            quality=options.quality,
            creationDate=None,
            modDate=None,
        )
    return target.getvalue()


def _scanned(page: Image.Image, options: ScanOptions, number: int) -> Image.Image:
    if options.is_watermarked:
        page = _watermarked(page)
    if options.is_stamped:
        page = _stamped(page, options.resolution)
    if options.skew:
        bicubic = Image.Resampling.BICUBIC
        page = page.rotate(options.skew, bicubic, expand=False, fillcolor="white")
    if options.turned:
        page = page.rotate(-options.turned, expand=True)
    if options.blur:
        page = page.filter(ImageFilter.GaussianBlur(options.blur))
    if options.noise:
        page = _noisy(page, options.noise, number)
    return page.convert("L") if options.is_grey else page


def _watermarked(page: Image.Image) -> Image.Image:
    """Grey strokes as wide as letters run across the page, under the print."""
    mark = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(mark)
    width, height = page.size
    step = width // 9
    for start in range(-height, width, step):
        shade = (_WATERMARK_GREY,) * 3
        draw.line([(start, height), (start + height, 0)], fill=shade, width=step // 7)
    return ImageChops.multiply(page, mark)


def _stamped(page: Image.Image, resolution: int) -> Image.Image:
    """A round red seal of 4.2 cm with a star of five strokes, the print showing through."""
    seal = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(seal)
    width, height = page.size
    radius = round(resolution * 4.2 / 2.54 / 2)
    middle_x, middle_y = width // 2, round(height * 0.6)
    box = (middle_x - radius, middle_y - radius, middle_x + radius, middle_y + radius)
    draw.ellipse(box, outline=_RED, width=max(3, radius // 14))
    for part in range(5):
        inner = radius * (part + 1) // 7
        draw.line(
            [(middle_x - inner, middle_y + inner // 2), (middle_x + inner, middle_y - inner // 3)],
            fill=_RED,
            width=max(2, radius // 25),
        )
    return ImageChops.multiply(page, seal)


def _noisy(page: Image.Image, noise: float, number: int) -> Image.Image:
    width, height = page.size
    grains = random.Random(number).randbytes(width * height)
    grey = Image.frombytes("L", page.size, grains).convert("RGB")
    return Image.blend(page, grey, 0.25 * noise)
