"""Whether the text layer of a PDF page tells what is printed on it.

Where it does not, the page is read as the picture it is. Only whole pages are judged here; single
doubtful cells are the reader's.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection

import pypdfium2
from pypdfium2 import raw

from pipelines.readers.pdf_page import Corners, PrintedPage

# The page number or the mark of a scanning program on a scanned page is no text layer.
_FEWEST_CHARACTERS = 30
_COVERED = 0.6
_MOST_UNNAMED = 0.1
_INVISIBLE = 3
_UNNAMED = re.compile(r"[\x00-\x1f\ue000-\uf8ff\ufffd]|\(cid:")


def is_picture(printed: PrintedPage) -> bool:
    """Whether something is drawn on a page that its text layer does not tell at all.

    Either there are no characters, or so few over a picture as large as the page, or characters
    whose font does not say what they mean (they come as `(cid:12)`, from the private use area, or
    as the replacement character).
    """
    if not printed.glyphs:
        return printed.has_drawing
    inked = [glyph.text for glyph in printed.glyphs if glyph.text.strip()]
    if is_covered(printed) and len(inked) < _FEWEST_CHARACTERS:
        return True
    if not _UNNAMED.search("".join(inked)):
        return False
    unnamed = sum(_UNNAMED.search(text) is not None for text in inked)
    return unnamed > _MOST_UNNAMED * len(inked)


def is_covered(printed: PrintedPage) -> bool:
    """Whether one picture covers most of a page, as a scan does."""
    area = printed.width * printed.height or 1.0
    return any(_area(picture) >= _COVERED * area for picture in printed.pictures)


def _area(corners: Corners) -> float:
    x0, top, x1, bottom = corners
    return max(0.0, x1 - x0) * max(0.0, bottom - top)


def pages_without_visible_text(content: bytes, numbers: Collection[int]) -> set[int]:
    """Those of the pages (numbers from 1) on which all text is invisible (text rendering mode 3,
    ISO 32000-1, 9.3.6): the layer that a scanning program put over its picture.

    Such a layer is a recognition whose certainty nobody knows. Raises PdfiumError for a file that
    cannot be opened.
    """
    if not numbers:
        return set()
    found: set[int] = set()
    file = pypdfium2.PdfDocument(content)
    try:
        for number in numbers:
            texts = file[number - 1].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5)
            modes = {
                ctypes.c_int(raw.FPDFTextObj_GetTextRenderMode(text.raw)).value for text in texts
            }
            if modes == {_INVISIBLE}:
                found.add(number)
    finally:
        file.close()
    return found
