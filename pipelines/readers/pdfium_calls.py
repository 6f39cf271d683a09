"""The functions of pdfium that the reader calls once a character or once a path.

pypdfium2 wraps handles in pointer objects, which costs more than most of these calls; here a
handle is a plain address, 0 or None for none. Only declarations belong here. What a function does
stands in pdfium's public headers, fpdf_text.h and fpdf_edit.h
(https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any, TypeAlias

from pypdfium2 import raw

Handle: TypeAlias = int


def address_of(pointer: Any) -> Handle:
    """The address behind a handle of pypdfium2."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _typed(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # the calls are too short to be worth letting another thread in
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


_CHARACTER = (c_void_p, c_int)
_ANY = c_void_p

character_count = _typed(raw.FPDFText_CountChars, c_int, _ANY)
character_code = _typed(raw.FPDFText_GetUnicode, c_uint, *_CHARACTER)
character_origin = _typed(raw.FPDFText_GetCharOrigin, c_int, *_CHARACTER, _ANY, _ANY)
character_matrix = _typed(raw.FPDFText_GetMatrix, c_int, *_CHARACTER, _ANY)
character_loose_box = _typed(raw.FPDFText_GetLooseCharBox, c_int, *_CHARACTER, _ANY)
character_font_size = _typed(raw.FPDFText_GetFontSize, c_double, *_CHARACTER)
character_is_unnamed = _typed(raw.FPDFText_HasUnicodeMapError, c_int, *_CHARACTER)
text_object_of = _typed(raw.FPDFText_GetTextObject, c_void_p, *_CHARACTER)

font_size = _typed(raw.FPDFTextObj_GetFontSize, c_int, _ANY, _ANY)
font_of = _typed(raw.FPDFTextObj_GetFont, c_void_p, _ANY)
font_descent = _typed(raw.FPDFFont_GetDescent, c_int, _ANY, c_float, _ANY)
glyph_width = _typed(raw.FPDFFont_GetGlyphWidth, c_int, _ANY, c_uint, c_float, _ANY)

page_object_count = _typed(raw.FPDFPage_CountObjects, c_int, _ANY)
page_object = _typed(raw.FPDFPage_GetObject, c_void_p, _ANY, c_int)
form_object_count = _typed(raw.FPDFFormObj_CountObjects, c_int, _ANY)
form_object = _typed(raw.FPDFFormObj_GetObject, c_void_p, _ANY, c_ulong)
object_type = _typed(raw.FPDFPageObj_GetType, c_int, _ANY)
object_matrix = _typed(raw.FPDFPageObj_GetMatrix, c_int, _ANY, _ANY)
object_bounds = _typed(raw.FPDFPageObj_GetBounds, c_int, *[_ANY] * 5)
set_stroke_width = _typed(raw.FPDFPageObj_SetStrokeWidth, c_int, _ANY, c_float)
set_text_mode = _typed(raw.FPDFTextObj_SetTextRenderMode, c_int, _ANY, c_int)
move_object = _typed(raw.FPDFPageObj_Transform, None, _ANY, *[c_double] * 6)
object_fill_colour = _typed(raw.FPDFPageObj_GetFillColor, c_int, *[_ANY] * 5)

mark_count = _typed(raw.FPDFPageObj_CountMarks, c_int, _ANY)
mark_of = _typed(raw.FPDFPageObj_GetMark, c_void_p, _ANY, c_ulong)
mark_parameter_type = _typed(raw.FPDFPageObjMark_GetParamValueType, c_int, _ANY, ctypes.c_char_p)

segment_count = _typed(raw.FPDFPath_CountSegments, c_int, _ANY)
segment = _typed(raw.FPDFPath_GetPathSegment, c_void_p, _ANY, c_int)
segment_point = _typed(raw.FPDFPathSegment_GetPoint, c_int, _ANY, _ANY, _ANY)
segment_type = _typed(raw.FPDFPathSegment_GetType, c_int, _ANY)
segment_closes = _typed(raw.FPDFPathSegment_GetClose, c_int, _ANY)
path_draw_mode = _typed(raw.FPDFPath_GetDrawMode, c_int, _ANY, _ANY, _ANY)
