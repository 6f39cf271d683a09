"""Pictures of pages made ready to be read: decoded within limits, upright, level, without colours.

What stands on a page is not read here; the recognition engine is asked only which way is up.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from pipelines.readers.ocr_engine import Image, detect, recognise
from pipelines.readers.problems import UnreadableFile

_MOST_DECODED = 150_000_000
_MOST_PIXELS = 40_000_000
_MOST_FRAMES = 5_000
_POINTS_PER_INCH = 72.0
_A4_LONG_SIDE = 842.0
_TRUSTED_RESOLUTIONS = (100.0, 1200.0)
# The models are made for text of this size: an A4 page at 150 dpi lost a code, at 200 none.
_LONG_SIDE = 2339
_SMALL_SIDE = 1200
_MOST_SAMPLES = 6
_MOST_SKEW = 6.0
_FINE_STEP = 0.05


@dataclass(frozen=True)
class PageImage:
    """A picture of one page with how many points one of its pixels is wide."""

    pixels: Image
    points_per_pixel: float


def decoded_pages(content: bytes) -> Iterator[PageImage]:
    """The pages of an image file (a TIFF may have several), as they come.

    Pictures of more than 40 million pixels are made smaller. Raises UnreadableFile for a broken
    file and for one so large that decoding it would not fit the memory.
    """
    try:
        with Pillow.open(io.BytesIO(content)) as picture:
            for number in range(min(getattr(picture, "n_frames", 1), _MOST_FRAMES)):
                picture.seek(number)
                yield _decoded(picture)
    except UnreadableFile:
        raise
    except Pillow.DecompressionBombError as error:
        raise _too_large() from error
    # decoders raise whatever they run into (OSError, SyntaxError, ValueError, struct.error …)
    except Exception as error:
        raise UnreadableFile(
            f"图片无法解码 / the image cannot be decoded: {type(error).__name__}: {error}",
            "重新下载或重新扫描 / download it again or scan it again",
        ) from error


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "图片过大 / the image is too large",
        "以 200–300 dpi 重新扫描，每页一图 / scan it again at 200 to 300 dpi, one page an image",
    )


def _decoded(picture: Pillow.Image) -> PageImage:
    declared = picture.info.get("dpi")
    width, height = picture.size
    picture.draft("RGB", _reduced_size(width, height))
    if picture.size[0] * picture.size[1] > _MOST_DECODED:
        raise _too_large()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper = Pillow.new("RGBA", upright.size, "white")
        upright = Pillow.alpha_composite(paper, upright)
    if upright.mode.startswith("I;16") or upright.mode in ("I", "F"):
        upright = Pillow.fromarray(_eight_bits(np.asarray(upright)))
    upright = upright.convert("RGB")
    upright.thumbnail(_reduced_size(*upright.size), Pillow.Resampling.LANCZOS)
    pixels = np.asarray(upright)[:, :, ::-1].copy()
    shrunk = max(pixels.shape[:2]) / max(width, height)
    return PageImage(pixels, _points_per_pixel(pixels, declared, shrunk))


def _eight_bits(values: Any) -> Any:
    deep = values.astype(np.float64)
    span = float(deep.max() - deep.min()) or 1.0
    return ((deep - deep.min()) / span * 255).astype(np.uint8)


def _reduced_size(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, (_MOST_PIXELS / max(1, width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _points_per_pixel(pixels: Image, declared: Any, shrunk: float) -> float:
    """By the resolution that the file declares; a page of A4 where that cannot be meant.

    Programs that save a page drawn for the screen declare 72 or 96 dpi whatever its size.
    """
    low, high = _TRUSTED_RESOLUTIONS
    try:
        resolution = float(declared[0]) * shrunk if declared else 0.0
    except (TypeError, ValueError, IndexError):
        resolution = 0.0
    if low <= resolution <= high:
        return _POINTS_PER_INCH / resolution
    return float(_A4_LONG_SIDE / max(pixels.shape[:2]))


def at_reading_size(page: PageImage) -> PageImage:
    """The picture enlarged to the size the models are made for, where it is smaller."""
    scale = _LONG_SIDE / max(page.pixels.shape[:2])
    if scale <= 1:
        return page
    height, width = page.pixels.shape[:2]
    size = (round(width * scale), round(height * scale))
    larger = cv2.resize(page.pixels, size, interpolation=cv2.INTER_CUBIC)
    return PageImage(larger, page.points_per_pixel / scale)


def upright(page: PageImage) -> tuple[PageImage, int]:
    """The picture turned so that its text can be read, and by how many degrees (0, 90, 180, 270).

    Lines of text are wider than high, and the engine is sure of what it reads only the right way
    up: the longest lines are recognised both ways.
    """
    pixels = page.pixels
    scale = min(1.0, _SMALL_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    quads = detect(small)
    if not quads:
        return page, 0
    is_sideways = _standing(quads)
    candidates = (90, 270) if is_sideways else (0, 180)
    longest = sorted(quads, key=_extent, reverse=True)[:_MOST_SAMPLES]
    boxes = [tuple(int(edge / scale) for edge in _bounds(quad)) for quad in longest]
    crops = [pixels[top:bottom, left:right] for left, top, right, bottom in boxes]
    votes = {turn: _evidence([_turned(crop, turn) for crop in crops]) for turn in candidates}
    turn = max(candidates, key=lambda one: votes[one])
    return PageImage(_turned(pixels, turn), page.points_per_pixel), turn


def straightened(picture: PageImage) -> PageImage:
    """The picture as its page is read: large enough, upright, level. Boxes are measured on it."""
    return level(upright(at_reading_size(picture))[0])[0]


def _standing(quads: list[Any]) -> bool:
    """Whether most of the length of the lines of text runs up and down."""
    up = across = 0.0
    for quad in quads:
        left, top, right, bottom = _bounds(quad)
        width, height = right - left, bottom - top
        if height > 1.5 * width:
            up += height
        elif width > 1.5 * height:
            across += width
    return up > across


def _evidence(crops: list[Image]) -> float:
    readings = recognise(crops)
    return float(sum(sum(one.certainties) * one.confidence for one in readings))


def _bounds(quad: Any) -> tuple[float, float, float, float]:
    xs, ys = quad[:, 0], quad[:, 1]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def _extent(quad: Any) -> float:
    left, top, right, bottom = _bounds(quad)
    return max(right - left, bottom - top)


def _turned(pixels: Image, degrees: int) -> Image:
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return cv2.rotate(pixels, turns[degrees]) if degrees else pixels


def level(page: PageImage) -> tuple[PageImage, float]:
    """The picture turned until its lines and rules run level, and by how many degrees.

    Measured, not guessed: rows of ink are sharpest when rules and lines of text are level.
    """
    pixels = page.pixels
    scale = min(1.0, _SMALL_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    coarse = max(
        np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5), key=lambda one: _sharpness(ink, one)
    )
    fine = np.arange(coarse - 0.5, coarse + 0.5 + _FINE_STEP / 2, _FINE_STEP)
    best = float(max(fine, key=lambda one: _sharpness(ink, one)))
    if abs(best) < _FINE_STEP / 2 or _sharpness(ink, best) <= 1.001 * _sharpness(ink, 0.0):
        return page, 0.0
    return PageImage(_rotated(pixels, best, (255, 255, 255)), page.points_per_pixel), best


def _sharpness(ink: Image, degrees: float) -> float:
    rows = _rotated(ink, degrees, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotated(pixels: Image, degrees: float, paper: Any) -> Image:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)


def without_colour(pixels: Image) -> Image:
    """The picture in grey, seals and coloured marks gone, paper white and ink black.

    Red and blue are bright in one of their colours, black is dark in all of them; grey marks
    under the text (watermarks) are brighter than its ink and become paper.
    """
    value = pixels.max(axis=2)
    paper = float(np.percentile(value, 90))
    dark = value[value < 0.6 * paper]
    ink = float(np.percentile(dark, 20)) if dark.size else 0.0
    stretched = (value.astype(np.float32) - ink) / max(1.0, 0.72 * (paper - ink))
    grey = (np.clip(stretched, 0.0, 1.0) * 255).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
