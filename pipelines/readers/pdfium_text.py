"""The glyphs of a page from pdfium's text page.

Boxes are built from origin, advance, font size and descent, as pdfminer builds them: pdfium's own
boxes follow the ink and split figures. Blanks that pdfium made up are left out. What pdfium can
only guess raises Doubtful; another engine reads such a page.
"""

from __future__ import annotations

from ctypes import byref, c_double, c_float, c_uint
from typing import NamedTuple

from pypdfium2 import raw

from pipelines.readers import pdfium_calls as pdfium
from pipelines.readers.pdf_page import Glyph
from pipelines.readers.pdfium_calls import Handle
from pipelines.readers.pdfium_frame import Matrix, joined

# The characters that one glyph may stand for together: Latin ligatures.
_LETTERS_OF_LIGATURES = frozenset("fiflst")
# pdfium's mark for a hyphen at the end of a line
_LINE_END_HYPHEN = 2
_WHITE = (255, 255, 255)
_ACTUAL_TEXT = b"ActualText"


class Doubtful(Exception):
    """A page on which pdfium may name characters that are not the printed ones."""


class _Style(NamedTuple):
    """What the characters of one text object share; lengths for one unit of advance or height."""

    along_x: float
    along_y: float
    up_x: float
    up_y: float
    descent: float
    height: float
    is_level: bool
    is_upright: bool
    is_white: bool
    widths: dict[int, float]
    font: Handle


class GlyphReader:
    """Reads the glyphs of one page after the other; knows the widths of the document's fonts."""

    def __init__(self) -> None:
        self._widths: dict[Handle, dict[int, float]] = {}
        self._x, self._y = c_double(), c_double()
        self._number = c_float()
        self._matrix = raw.FS_MATRIX()

    def glyphs(self, text_page: Handle, frame: Matrix) -> list[Glyph]:
        """The glyphs of a text page in pdfium's reading order; `frame` maps user space to points
        from the top left corner.

        Raises Doubtful where a character has no name or another text replaces the printed one.
        """
        found: list[Glyph] = []
        x, y = self._x, self._y
        at_x, at_y = byref(x), byref(y)
        a, b, c, d, e, f = frame
        styles: dict[Handle, _Style] = {}
        last_origin: tuple[Handle, float, float] | None = None
        for index in range(pdfium.character_count(text_page)):
            owner = pdfium.text_object_of(text_page, index)
            if not owner:
                continue
            if pdfium.character_is_unnamed(text_page, index):
                raise Doubtful("a character without a name")
            code = pdfium.character_code(text_page, index)
            style = styles.get(owner)
            if style is None:
                style = styles[owner] = self._style(text_page, index, owner, frame)
            pdfium.character_origin(text_page, index, at_x, at_y)
            origin = owner, x.value, y.value
            text = "-" if code == _LINE_END_HYPHEN else chr(code)
            if origin == last_origin and found:
                found[-1] = _ligature(found[-1], text)
                continue
            last_origin = origin
            width = style.widths.get(code)
            if width is None:
                width = style.widths[code] = self._width(style.font, code)
            left = a * x.value + c * y.value + e
            base = b * x.value + d * y.value + f
            found.append(_glyph(text, left, base, width, style))
        return found

    def _style(self, text_page: Handle, index: int, owner: Handle, frame: Matrix) -> _Style:
        _refuse_replaced_text(owner)
        pdfium.character_matrix(text_page, index, byref(self._matrix))
        own = self._matrix
        a, b, c, d, _, _ = joined((own.a, own.b, own.c, own.d, 0.0, 0.0), frame)
        size = pdfium.character_font_size(text_page, index)
        font = pdfium.font_of(owner) or 0
        pdfium.font_descent(font, 1.0, byref(self._number))
        return _Style(
            along_x=a * size,
            along_y=b * size,
            up_x=c * size,
            up_y=d * size,
            descent=self._number.value,
            height=abs(d * size) if not (b or c) else 0.0,
            is_level=not (b or c),
            # the frame turns the y axis round
            is_upright=a * d < 0 and b * c >= 0,
            is_white=_fill_colour(owner) == _WHITE,
            widths=self._widths.setdefault(font, {}),
            font=font,
        )

    def _width(self, font: Handle, code: int) -> float:
        pdfium.glyph_width(font, code, 1.0, byref(self._number))
        return self._number.value


def _glyph(text: str, x: float, y: float, width: float, style: _Style) -> Glyph:
    if style.is_level:
        right = x + width * style.along_x
        bottom = y + style.descent * style.up_y
        top = bottom + style.up_y
        if right < x:
            x, right = right, x
        if bottom < top:
            top, bottom = bottom, top
        return Glyph(text, x, top, right, bottom, style.height, style.is_upright, style.is_white)
    corners = [
        (
            x + along * width * style.along_x + up * style.up_x,
            y + along * width * style.along_y + up * style.up_y,
        )
        for along in (0, 1)
        for up in (style.descent, style.descent + 1)
    ]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return Glyph(text, left, top, right, bottom, bottom - top, style.is_upright, style.is_white)


def _ligature(glyph: Glyph, text: str) -> Glyph:
    """The glyph with a further character that the same glyph stands for.

    Several characters at one place are else a text that replaces the printed one.
    """
    if text not in _LETTERS_OF_LIGATURES or not _LETTERS_OF_LIGATURES.issuperset(glyph.text):
        raise Doubtful("several characters at one place")
    return glyph._replace(text=glyph.text + text)


def _refuse_replaced_text(owner: Handle) -> None:
    """/ActualText (ISO 32000-1, 14.9.4) stands for what is printed; pdfium gives it instead."""
    for index in range(pdfium.mark_count(owner)):
        mark = pdfium.mark(owner, index)
        if pdfium.mark_parameter_type(mark, _ACTUAL_TEXT) != raw.FPDF_OBJECT_UNKNOWN:
            raise Doubtful("a text that replaces the printed one")


def _fill_colour(owner: Handle) -> tuple[int, int, int] | None:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    known = pdfium.object_fill_colour(owner, byref(red), byref(green), byref(blue), byref(alpha))
    return (red.value, green.value, blue.value) if known else None
