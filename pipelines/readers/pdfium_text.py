"""The glyphs of a page from pdfium's text page.

Boxes are built from origin, advance, font size and descent, as pdfminer builds them: pdfium's own
boxes follow the ink and split figures. Blanks that pdfium made up are left out. What pdfium can
only guess raises Doubtful; another engine reads such a page.
"""

from __future__ import annotations

from ctypes import byref, c_double, c_float, c_uint
from typing import NamedTuple

from pypdfium2 import raw

from pipelines.readers.pdf_page import Glyph, Point, is_slanted
from pipelines.readers.pdfium_calls import (
    Handle,
    character_code,
    character_count,
    character_font_size,
    character_is_unnamed,
    character_loose_box,
    character_matrix,
    character_origin,
    font_descent,
    font_of,
    font_size,
    glyph_width,
    mark_count,
    mark_of,
    mark_parameter_type,
    object_fill_colour,
    text_object_of,
)
from pipelines.readers.pdfium_frame import Matrix, joined

# The characters that one glyph may stand for together: Latin ligatures.
_LETTERS_OF_LIGATURES = frozenset("fiflst")
# pdfium's mark for a hyphen at the end of a line
_LINE_END_HYPHEN = 2
_HYPHEN = ord("-")
_BLANK = ord(" ")
_FULL = 255
# less is the rounding of single precision
_MOVED = 0.05
_FIGURES = frozenset(ord(mark) for mark in "0123456789.,-")
# how far the ink of a digit goes beyond its advance
_OVERHANG = 0.2
_WIDEST = 1.6
_ACTUAL_TEXT = b"ActualText"

_new = tuple.__new__


class Doubtful(Exception):
    """A page on which pdfium may name characters that are not the printed ones."""


class _Style(NamedTuple):
    """How the glyphs of one font, size and turn lie: x and y of one unit of advance and of height,
    from the top left corner of the page."""

    along: Point
    up: Point
    descent: float
    is_level: bool
    is_upright: bool
    is_white: bool
    widths: dict[int, float]
    font: Handle


class GlyphReader:
    """Reads the glyphs of one page. Addresses of fonts mean nothing on another page."""

    def __init__(self) -> None:
        self._widths: dict[Handle, dict[int, float]] = {}
        self._styles: dict[tuple[float, ...], _Style] = {}
        self._number = c_float()
        self._matrix = raw.FS_MATRIX()
        self._at_matrix = byref(self._matrix)
        self._box = raw.FS_RECTF()
        self._at_box = byref(self._box)
        self._colour = (c_uint(), c_uint(), c_uint(), c_uint())
        self._at_colour = tuple(byref(part) for part in self._colour)

    def glyphs(self, text_page: Handle, frame: Matrix) -> tuple[list[Glyph], set[Handle]]:
        """The glyphs of a text page in pdfium's reading order and the text objects that they come
        from; `frame` maps user space to points from the top left corner.

        Raises Doubtful where a character has no name or another text replaces the printed one.
        """
        found: list[Glyph] = []
        owners: set[Handle] = set()
        horizontal, vertical = c_double(), c_double()
        at_x, at_y = byref(horizontal), byref(vertical)
        a, b, c, d, e, f = frame
        style: _Style | None = None
        last_owner, last_x, last_y = 0, 0.0, 0.0
        for index in range(character_count(text_page)):
            owner = text_object_of(text_page, index)
            if not owner:
                continue
            if character_is_unnamed(text_page, index):
                raise Doubtful("a character without a name")
            code = character_code(text_page, index)
            code = _HYPHEN if code == _LINE_END_HYPHEN else code
            text = chr(code)
            character_origin(text_page, index, at_x, at_y)
            x, y = horizontal.value, vertical.value
            if style is None or owner != last_owner:
                style = self._style(text_page, index, owner, frame)
                last_owner = owner
                own = self._matrix
                if owner not in owners and (abs(own.e - x) > _MOVED or abs(own.f - y) > _MOVED):
                    # pdfium drops a blank at the start of a text object after another blank
                    start = a * own.e + c * own.f + e, b * own.e + d * own.f + f
                    found.append(_glyph(" ", *start, self._width(style, _BLANK), style))
                owners.add(owner)
            elif x == last_x and y == last_y:
                found[-1] = _together(found[-1], text, self._reach(text_page, index))
                continue
            last_x, last_y = x, y
            width = style.widths.get(code)
            if width is None:
                width = self._width(style, code)
            if code in _FIGURES and style.is_level:
                self._refuse_other_width(text_page, index, abs(width * style.along[0]))
            elif not width and style.along[0]:
                width = self._reach(text_page, index) / abs(style.along[0])
            found.append(_glyph(text, a * x + c * y + e, b * x + d * y + f, width, style))
        if any("\ud800" <= glyph.text <= "\udfff" for glyph in found):
            raise Doubtful("half a character")
        return found, owners

    def blank(self, owner: Handle, matrix: Matrix) -> Glyph:
        """A blank where a text object begins, of which pdfium's text page has no character."""
        font_size(owner, byref(self._number))
        size = self._number.value
        a, b, c, d, e, f = matrix
        style = self._known_style(font_of(owner) or 0, size, (a, b, c, d, 0.0, 0.0), False)
        return _glyph(" ", e, f, self._width(style, _BLANK), style)

    def _style(self, text_page: Handle, index: int, owner: Handle, frame: Matrix) -> _Style:
        _refuse_replaced_text(owner)
        character_matrix(text_page, index, self._at_matrix)
        own = self._matrix
        size, font = character_font_size(text_page, index), font_of(owner) or 0
        is_white = self._is_white(owner)
        key = (font, size, own.a, own.b, own.c, own.d, is_white)
        style = self._styles.get(key)
        if style is None:
            matrix = joined((own.a, own.b, own.c, own.d, 0.0, 0.0), frame)
            style = self._styles[key] = self._known_style(font, size, matrix, is_white)
        return style

    def _known_style(self, font: Handle, size: float, matrix: Matrix, is_white: bool) -> _Style:
        a, b, c, d, _, _ = matrix
        font_descent(font, 1.0, byref(self._number))
        return _Style(
            along=(a * size, b * size),
            up=(c * size, d * size),
            descent=self._number.value,
            is_level=not (b or c),
            # the frame turns the y axis round
            is_upright=a * d < 0 and b * c >= 0 and not is_slanted(a, b),
            is_white=is_white,
            widths=self._widths.setdefault(font, {}),
            font=font,
        )

    def _is_white(self, owner: Handle) -> bool:
        red, green, blue, _ = self._colour
        known = object_fill_colour(owner, *self._at_colour)
        white = known and red.value == _FULL and green.value == _FULL and blue.value == _FULL
        return bool(white)

    def _refuse_other_width(self, text_page: Handle, index: int, advance: float) -> None:
        """Two codes of one font can stand for the same digit with different widths, and pdfium
        tells the width of one of them."""
        reach = self._reach(text_page, index)
        if advance > reach + _OVERHANG or reach > advance * _WIDEST + _OVERHANG:
            raise Doubtful("a digit of two widths")

    def _reach(self, text_page: Handle, index: int) -> float:
        """How far a level character goes with its advance and its ink; 0 for a blank."""
        character_loose_box(text_page, index, self._at_box)
        return max(0.0, float(self._box.right - self._box.left))

    def _width(self, style: _Style, code: int) -> float:
        glyph_width(style.font, code, 1.0, byref(self._number))
        width = style.widths[code] = self._number.value
        return width


def _glyph(text: str, x: float, y: float, width: float, style: _Style) -> Glyph:
    (along_x, along_y), (up_x, up_y), descent, is_level, is_upright, is_white, *_ = style
    if is_level and along_x > 0 > up_y:
        bottom = y + descent * up_y
        # one call less for every character than Glyph(...)
        return _new(
            Glyph,
            (text, x, bottom + up_y, x + width * along_x, bottom, -up_y, is_upright, is_white),
        )
    corners = [
        (x + along * along_x + up * up_x, y + along * along_y + up * up_y)
        for along in (0.0, width)
        for up in (descent, descent + 1)
    ]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return Glyph(text, left, top, right, bottom, bottom - top, is_upright, is_white)


def _together(glyph: Glyph, text: str, reach: float) -> Glyph:
    """The glyph with a further character that the same glyph stands for: of a ligature, or the
    second half of a character beyond the first plane. The width of a part is not that of all.

    Several other characters at one place are a text that replaces the printed one.
    """
    right = max(glyph.x1, glyph.x0 + reach) if glyph.is_upright else glyph.x1
    if "\ud800" <= glyph.text <= "\udbff" and "\udc00" <= text <= "\udfff":
        whole = (glyph.text + text).encode("utf-16", "surrogatepass").decode("utf-16")
        return glyph._replace(text=whole, x1=right)
    if text not in _LETTERS_OF_LIGATURES or not _LETTERS_OF_LIGATURES.issuperset(glyph.text):
        raise Doubtful("several characters at one place")
    return glyph._replace(text=glyph.text + text, x1=right)


def _refuse_replaced_text(owner: Handle) -> None:
    """/ActualText (ISO 32000-1, 14.9.4) stands for what is printed; pdfium gives it instead."""
    for index in range(mark_count(owner)):
        if mark_parameter_type(mark_of(owner, index), _ACTUAL_TEXT) != raw.FPDF_OBJECT_UNKNOWN:
            raise Doubtful("a text that replaces the printed one")
