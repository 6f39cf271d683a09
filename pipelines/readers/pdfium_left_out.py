"""Text objects of which pdfium's text page has no character: blanks, and second strikes.

pdfium drops a text object without ink, and a blank that stands alone is one; without it two
neighbouring numbers become one. A glyph of a damaged font has no ink either. pdfium also drops an
object that repeats its neighbour, as programs do to make text bold. Whatever else is missing makes
the page doubtful.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from ctypes import byref, c_float

import pypdfium2
from pypdfium2 import raw

from pipelines.readers.pdf_page import Glyph
from pipelines.readers.pdfium_calls import (
    Handle,
    address_of,
    character_code,
    character_count,
    character_is_unnamed,
    move_object,
    object_bounds,
    set_stroke_width,
    set_text_mode,
    text_object_of,
)
from pipelines.readers.pdfium_frame import Matrix
from pipelines.readers.pdfium_text import Doubtful, GlyphReader

# pdfium calls a text object the repetition of another when it is moved by less than this part of
# the font size
_STRIKE = 0.25
_NO_INK = 0.01


def left_out(
    page: pypdfium2.PdfPage,
    texts: Mapping[Handle, Matrix],
    glyphs: Sequence[Glyph],
    reader: GlyphReader,
) -> list[Glyph]:
    """The blanks among text objects (with their matrices to points from the top left corner).

    The objects of the open page are changed. Raises Doubtful where one without ink is no blank,
    and where one with ink does not repeat one of the glyphs.
    """
    without_ink = {text for text in texts if not _has_ink(text)}
    for text in texts.keys() - without_ink:
        place = reader.blank(text, texts[text])
        if not any(_is_repeated(glyph, place) for glyph in glyphs):
            raise Doubtful("a text that pdfium leaves out")
    if without_ink:
        _outline(without_ink)
        text_page = page.get_textpage()
        try:
            _refuse_other_than_blanks(address_of(text_page.raw), without_ink)
        finally:
            text_page.close()
    return [reader.blank(text, texts[text]) for text in texts if text in without_ink]


def _has_ink(text: Handle) -> bool:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    object_bounds(text, byref(left), byref(bottom), byref(right), byref(top))
    return min(abs(right.value - left.value), abs(top.value - bottom.value)) >= _NO_INK


def _outline(texts: Iterable[Handle]) -> None:
    """Gives text objects an outline: with it pdfium's text page takes them."""
    for text in texts:
        set_stroke_width(text, 1.0)
        set_text_mode(text, raw.FPDF_TEXTRENDERMODE_STROKE)
        # pdfium measures an object when it is moved
        move_object(text, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _refuse_other_than_blanks(text_page: Handle, texts: Container[Handle]) -> None:
    for index in range(character_count(text_page)):
        if text_object_of(text_page, index) in texts and (
            character_is_unnamed(text_page, index)
            or not chr(character_code(text_page, index)).isspace()
        ):
            raise Doubtful("a character without ink")


def _is_repeated(glyph: Glyph, place: Glyph) -> bool:
    near = max(glyph.size, place.size) * _STRIKE
    return abs(glyph.x0 - place.x0) <= near and abs(glyph.bottom - place.bottom) <= near
