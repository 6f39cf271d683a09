"""Text objects of which pdfium's text page has no character: blanks, and second strikes.

pdfium drops a text object without ink, and a blank that stands alone is one; without it two
neighbouring numbers become one. A glyph of a damaged font has no ink either. pdfium also drops an
object that repeats its neighbour, as programs do to make text bold. Whatever else is missing makes
the page doubtful.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from ctypes import byref, c_float, c_void_p

import pypdfium2
from pypdfium2 import raw

from pipelines.readers.pdf_page import Glyph
from pipelines.readers.pdfium_calls import (
    Handle,
    character_is_unnamed,
    four_floats,
    move_object,
    object_bounds,
    pointer_to,
    set_stroke_width,
    set_text_mode,
    text_object_of,
)
from pipelines.readers.pdfium_frame import Matrix
from pipelines.readers.pdfium_text import Doubtful, GlyphReader, characters_of

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
    without_ink = _without_ink(texts)
    for text in texts.keys() - without_ink:
        place = reader.blank(text, texts[text])
        if not any(_is_repeated(glyph, place) for glyph in glyphs):
            raise Doubtful("a text that pdfium leaves out")
    if without_ink:
        _outline(without_ink)
        text_page = page.get_textpage()
        try:
            _refuse_other_than_blanks(pointer_to(text_page.raw), without_ink)
        finally:
            text_page.close()
    return [reader.blank(text, texts[text]) for text in texts if text in without_ink]


def _without_ink(texts: Iterable[Handle]) -> set[Handle]:
    box = (c_float * 4)()
    corners = [byref(box, 4 * part) for part in range(4)]
    found: set[Handle] = set()
    for text in texts:
        object_bounds(c_void_p(text), *corners)
        left, bottom, right, top = four_floats(box)
        if min(abs(right - left), abs(top - bottom)) < _NO_INK:
            found.add(text)
    return found


def _outline(texts: Iterable[Handle]) -> None:
    """Gives text objects an outline: with it pdfium's text page takes them."""
    for handle in texts:
        text = c_void_p(handle)
        set_stroke_width(text, 1.0)
        set_text_mode(text, raw.FPDF_TEXTRENDERMODE_STROKE)
        # pdfium measures an object when it is moved
        move_object(text, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _refuse_other_than_blanks(text_page: c_void_p, texts: Container[Handle]) -> None:
    for index, character in enumerate(characters_of(text_page)):
        if text_object_of(text_page, index) in texts and (
            character_is_unnamed(text_page, index) or not character.isspace()
        ):
            raise Doubtful("a character without ink")


def _is_repeated(glyph: Glyph, place: Glyph) -> bool:
    near = max(glyph.size, place.size) * _STRIKE
    return abs(glyph.x0 - place.x0) <= near and abs(glyph.bottom - place.bottom) <= near
