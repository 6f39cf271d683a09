"""The glyphs of a page from pdfium's text page.

Boxes are built from origin, advance, font size and descent, as pdfminer builds them: pdfium's own
boxes follow the ink and split figures. Blanks that pdfium made up are left out. What pdfium can
only guess raises Doubtful; another engine reads such a page.
"""

from __future__ import annotations

import re
from ctypes import byref, c_double, c_float, c_uint, c_ushort, c_void_p
from typing import NamedTuple

from pypdfium2 import raw

from pipelines.readers.pdf_page import Glyph, is_slanted
from pipelines.readers.pdfium_calls import (
    Handle,
    character_code,
    character_count,
    character_font_size,
    character_is_unnamed,
    character_loose_box,
    character_matrix,
    character_origin,
    characters_from,
    font_descent,
    font_of,
    font_size,
    four_floats,
    glyph_width,
    mark_count,
    mark_of,
    mark_parameter_type,
    object_fill_colour,
    six_floats,
    text_object_of,
    three_integers,
    two_doubles,
)
from pipelines.readers.pdfium_frame import Matrix, joined

# The characters that one glyph may stand for together: Latin ligatures.
_LETTERS_OF_LIGATURES = frozenset("fiflst")
# pdfium's marks for a hyphen at the end of a line: as a character, and within its text
_LINE_END_HYPHEN, _LINE_END_HYPHEN_IN_TEXT = "\x02", "\ufffe"
_HALF = re.compile("[\ud800-\udfff]")
_BLANK = " "
_WHITE = (255, 255, 255)
# less is the rounding of single precision
_MOVED = 0.05
_FIGURES = frozenset("0123456789.,-")
# how far the ink of a digit goes beyond its advance
_OVERHANG = 0.2
_WIDEST = 1.6
_ACTUAL_TEXT = b"ActualText"

_new = tuple.__new__


class Doubtful(Exception):
    """A page on which pdfium may name characters that are not the printed ones."""


class _Style(NamedTuple):
    """How the glyphs of one font, size and turn lie: x and y of one unit of advance and of height,
    from the top left corner of the page. Almost all are `plain`: level, on their feet, going right;
    `drop` is how far the box of such a glyph goes below its baseline."""

    is_plain: bool
    drop: float
    along_x: float
    along_y: float
    up_x: float
    up_y: float
    descent: float
    is_level: bool
    is_upright: bool
    widths: dict[str, float]
    font: Handle


class GlyphReader:
    """Reads the glyphs of one page. Addresses of fonts mean nothing on another page."""

    def __init__(self) -> None:
        self._widths: dict[Handle, dict[str, float]] = {}
        self._styles: dict[tuple[float, ...], _Style] = {}
        self._styles_of_blanks: dict[tuple[float, ...], _Style] = {}
        self._harmless_marks: set[Handle] = set()
        self._owner = c_void_p()
        self._number = c_float()
        self._at_number = byref(self._number)
        # as FS_MATRIX and FS_RECTF lay them out
        self._matrix = (c_float * 6)()
        self._at_matrix = byref(self._matrix)
        self._box = (c_float * 4)()
        self._at_box = byref(self._box)
        self._colour = (c_uint * 4)()
        self._at_colour = [byref(self._colour, 4 * part) for part in range(4)]

    def glyphs(self, text_page: c_void_p, frame: Matrix) -> tuple[list[Glyph], set[Handle]]:
        """The glyphs of a text page in pdfium's reading order and the text objects that they come
        from; `frame` maps user space to points from the top left corner.

        Raises Doubtful where a character has no name or another text replaces the printed one.
        """
        found: list[Glyph] = []
        owners: set[Handle] = set()
        origin = (c_double * 2)()
        at_x, at_y = byref(origin), byref(origin, 8)
        a, b, c, d, e, f = frame
        style: _Style | None = None
        is_white = asked_for_colour = False
        last_owner, last_x, last_y = 0, 0.0, 0.0
        characters = characters_of(text_page)
        for index, text in enumerate(characters):
            owner = text_object_of(text_page, index)
            if not owner:
                continue
            if character_is_unnamed(text_page, index):
                raise Doubtful("a character without a name")
            character_origin(text_page, index, at_x, at_y)
            x, y = two_doubles(origin)
            if style is None or owner != last_owner:
                style, start_x, start_y = self._style(text_page, index, owner, frame)
                last_owner, is_white, asked_for_colour = owner, False, False
                if owner not in owners and (abs(start_x - x) > _MOVED or abs(start_y - y) > _MOVED):
                    # pdfium drops a blank at the start of a text object after another blank
                    start = a * start_x + c * start_y + e, b * start_x + d * start_y + f
                    found.append(_glyph(" ", *start, self._width(style, _BLANK), style))
                owners.add(owner)
            elif x == last_x and y == last_y:
                found[-1] = _together(found[-1], text, self._reach(text_page, index))
                continue
            last_x, last_y = x, y
            width = self._width(style, text)
            if text in _FIGURES:
                if not asked_for_colour:
                    is_white, asked_for_colour = self._is_white(), True
                if style.is_level:
                    self._refuse_other_width(text_page, index, abs(width * style.along_x))
            elif not width and style.along_x:
                width = self._reach(text_page, index) / abs(style.along_x)
            left, base = a * x + c * y + e, b * x + d * y + f
            if style.is_plain:
                # once for every character of a report: without the two calls
                bottom, up, right = base + style.drop, style.up_y, left + width * style.along_x
                box = (text, left, bottom + up, right, bottom, -up, style.is_upright, is_white)
                found.append(_new(Glyph, box))
            else:
                found.append(_glyph(text, left, base, width, style, is_white))
        if _HALF.search(characters) and any(_HALF.search(glyph.text) for glyph in found):
            raise Doubtful("half a character")
        return found, owners

    def blank(self, owner: Handle, matrix: Matrix) -> Glyph:
        """A blank where a text object begins, of which pdfium's text page has no character."""
        self._owner.value = owner
        font_size(self._owner, self._at_number)
        size = self._number.value
        font = font_of(self._owner) or 0
        a, b, c, d, e, f = matrix
        key = (font, size, a, b, c, d)
        style = self._styles_of_blanks.get(key)
        if style is None:
            style = self._styles_of_blanks[key] = self._known_style(font, size, matrix)
        return _glyph(" ", e, f, self._width(style, _BLANK), style)

    def _style(
        self, text_page: c_void_p, index: int, owner: Handle, frame: Matrix
    ) -> tuple[_Style, float, float]:
        """How the characters of a text object lie, and where in user space it begins."""
        self._owner.value = owner
        self._refuse_replaced_text()
        character_matrix(text_page, index, self._at_matrix)
        a, b, c, d, e, f = six_floats(self._matrix)
        size, font = character_font_size(text_page, index), font_of(self._owner) or 0
        key = (font, size, a, b, c, d)
        style = self._styles.get(key)
        if style is None:
            matrix = joined((a, b, c, d, 0.0, 0.0), frame)
            style = self._styles[key] = self._known_style(font, size, matrix)
        return style, e, f

    def _known_style(self, font: Handle, size: float, matrix: Matrix) -> _Style:
        a, b, c, d, _, _ = matrix
        font_descent(font, 1.0, self._at_number)
        is_level = not (b or c)
        return _Style(
            is_plain=is_level and a * size > 0 > d * size,
            drop=self._number.value * d * size,
            along_x=a * size,
            along_y=b * size,
            up_x=c * size,
            up_y=d * size,
            descent=self._number.value,
            is_level=is_level,
            # the frame turns the y axis round
            is_upright=a * d < 0 and b * c >= 0 and not is_slanted(a, b),
            widths=self._widths.setdefault(font, {}),
            font=font,
        )

    def _is_white(self) -> bool:
        known = object_fill_colour(self._owner, *self._at_colour)
        return bool(known) and three_integers(self._colour) == _WHITE

    def _refuse_other_width(self, text_page: c_void_p, index: int, advance: float) -> None:
        """Two codes of one font can stand for the same digit with different widths, and pdfium
        tells the width of one of them."""
        reach = self._reach(text_page, index)
        if advance > reach + _OVERHANG or reach > advance * _WIDEST + _OVERHANG:
            raise Doubtful("a digit of two widths")

    def _reach(self, text_page: c_void_p, index: int) -> float:
        """How far a level character goes with its advance and its ink; 0 for a blank."""
        character_loose_box(text_page, index, self._at_box)
        left, _, right, _ = four_floats(self._box)
        return max(0.0, float(right - left))

    def _width(self, style: _Style, text: str) -> float:
        width = style.widths.get(text)
        if width is None:
            glyph_width(style.font, ord(text), 1.0, self._at_number)
            width = style.widths[text] = self._number.value
        return width

    def _refuse_replaced_text(self) -> None:
        """/ActualText (ISO 32000-1, 14.9.4) stands for what is printed; pdfium gives it instead."""
        for index in range(mark_count(self._owner)):
            mark = mark_of(self._owner, index)
            # the text objects of one marked sequence share its mark
            if mark not in self._harmless_marks:
                if mark_parameter_type(mark, _ACTUAL_TEXT) != raw.FPDF_OBJECT_UNKNOWN:
                    raise Doubtful("a text that replaces the printed one")
                self._harmless_marks.add(mark)


def characters_of(text_page: c_void_p) -> str:
    """All characters of a text page in their order, those that pdfium made up included."""
    count = character_count(text_page)
    units = (c_ushort * (count + 1))()
    if characters_from(text_page, 0, count, byref(units)) == count + 1:
        text = bytes(units)[:-2].decode("utf-16-le", "ignore")
        # it lacks control characters and has two units for one beyond the first plane
        if len(text) == count:
            return text.replace(_LINE_END_HYPHEN_IN_TEXT, "-")
    text = "".join(chr(character_code(text_page, index)) for index in range(count))
    return text.replace(_LINE_END_HYPHEN, "-")


def _glyph(
    text: str, x: float, y: float, width: float, style: _Style, is_white: bool = False
) -> Glyph:
    _, _, along_x, along_y, up_x, up_y, descent, _, is_upright, _, _ = style
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
