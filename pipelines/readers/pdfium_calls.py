"""The functions of pdfium that the reader calls once a character or once a path.

pypdfium2 wraps handles in pointer objects and converts every argument, which costs more than most
of these calls. Here a function that is called often takes its arguments as they are: handles as
`c_void_p`, places for answers by `byref`, whole numbers as int. A handle that comes back is a plain
address, None for none. Only declarations belong here. What a function does stands in pdfium's
public headers, fpdf_text.h and fpdf_edit.h
(https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from struct import Struct
from typing import Any, TypeAlias

from pypdfium2 import raw

Handle: TypeAlias = int


class Segment(c_void_p):
    """A step of a path, which goes on to the next call as it comes."""


def pointer_to(handle: Any) -> c_void_p:
    """A handle of pypdfium2 as these functions take it."""
    return ctypes.cast(handle, c_void_p)


def _plain(function: Any, result: Any) -> Callable[..., Any]:
    # the calls are too short to be worth letting another thread in
    return ctypes.PYFUNCTYPE(result)(pointer_to(function).value or 0)


def _typed(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """One whose arguments are not as `_plain` hands them over: fractions, long numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(pointer_to(function).value or 0)


# what stands in the place of an answer, all at once
two_doubles = Struct("2d").unpack_from
two_floats = Struct("2f").unpack_from
four_floats = Struct("4f").unpack_from
six_floats = Struct("6f").unpack_from
three_integers = Struct("3I").unpack_from

_ANY = c_void_p

character_count = _plain(raw.FPDFText_CountChars, c_int)
character_code = _plain(raw.FPDFText_GetUnicode, c_uint)
characters_from = _plain(raw.FPDFText_GetText, c_int)
character_origin = _plain(raw.FPDFText_GetCharOrigin, c_int)
character_matrix = _plain(raw.FPDFText_GetMatrix, c_int)
character_loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int)
character_font_size = _plain(raw.FPDFText_GetFontSize, c_double)
character_is_unnamed = _plain(raw.FPDFText_HasUnicodeMapError, c_int)
text_object_of = _plain(raw.FPDFText_GetTextObject, c_void_p)

font_size = _plain(raw.FPDFTextObj_GetFontSize, c_int)
font_of = _plain(raw.FPDFTextObj_GetFont, c_void_p)
font_descent = _typed(raw.FPDFFont_GetDescent, c_int, _ANY, c_float, _ANY)
glyph_width = _typed(raw.FPDFFont_GetGlyphWidth, c_int, _ANY, c_uint, c_float, _ANY)

page_object_count = _plain(raw.FPDFPage_CountObjects, c_int)
page_object = _plain(raw.FPDFPage_GetObject, c_void_p)
form_object_count = _plain(raw.FPDFFormObj_CountObjects, c_int)
form_object = _typed(raw.FPDFFormObj_GetObject, c_void_p, _ANY, c_ulong)
object_type = _plain(raw.FPDFPageObj_GetType, c_int)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, c_int)
object_fill_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int)
set_stroke_width = _typed(raw.FPDFPageObj_SetStrokeWidth, c_int, _ANY, c_float)
set_text_mode = _plain(raw.FPDFTextObj_SetTextRenderMode, c_int)
move_object = _typed(raw.FPDFPageObj_Transform, None, _ANY, *[c_double] * 6)

mark_count = _plain(raw.FPDFPageObj_CountMarks, c_int)
mark_of = _typed(raw.FPDFPageObj_GetMark, c_void_p, _ANY, c_ulong)
mark_parameter_type = _typed(raw.FPDFPageObjMark_GetParamValueType, c_int, _ANY, ctypes.c_char_p)

segment_count = _plain(raw.FPDFPath_CountSegments, c_int)
segment = _plain(raw.FPDFPath_GetPathSegment, Segment)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int)
path_draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int)
