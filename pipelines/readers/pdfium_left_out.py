"""Text objects of which pdfium's text page has no character: blanks, and second strikes.

pdfium drops a text object without ink, and a blank that stands alone is one; without it two
neighbouring numbers become one. It also drops an object that repeats its neighbour, as programs do
to make text bold. Whatever else is missing makes the page doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ctypes import byref, c_float

from pipelines.readers.pdf_page import Glyph
from pipelines.readers.pdfium_calls import Handle, object_bounds
from pipelines.readers.pdfium_frame import Matrix
from pipelines.readers.pdfium_text import Doubtful, GlyphReader

# pdfium calls a text object the repetition of another when it is moved by less than this part of
# the font size
_STRIKE = 0.25
_NO_INK = 0.01


def left_out(
    texts: Mapping[Handle, Matrix], glyphs: Sequence[Glyph], reader: GlyphReader
) -> list[Glyph]:
    """The blanks among text objects (with their matrices to points from the top left corner).

    Raises Doubtful where one of the others does not repeat one of the glyphs.
    """
    blanks: list[Glyph] = []
    for text, matrix in texts.items():
        blank = reader.blank(text, matrix)
        if _has_ink(text):
            if not any(_is_repeated(glyph, blank) for glyph in glyphs):
                raise Doubtful("a text that pdfium leaves out")
        else:
            blanks.append(blank)
    return blanks


def _has_ink(text: Handle) -> bool:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    object_bounds(text, byref(left), byref(bottom), byref(right), byref(top))
    return min(abs(right.value - left.value), abs(top.value - bottom.value)) >= _NO_INK


def _is_repeated(glyph: Glyph, blank: Glyph) -> bool:
    near = max(glyph.size, blank.size) * _STRIKE
    return abs(glyph.x0 - blank.x0) <= near and abs(glyph.bottom - blank.bottom) <= near
