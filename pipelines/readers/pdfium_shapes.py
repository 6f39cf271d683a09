"""The painted shapes, the pictures and the text objects of a page from pdfium's page objects,
forms opened.

A subpath is a line, a rectangle or a curve by the rules of pdfminer's `paint_path`, which the
table finder expects. Clipping paths and unpainted paths are none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from ctypes import byref, c_float, c_int, c_void_p
from typing import Literal

from pypdfium2 import raw

from pipelines.readers import pdfium_calls as pdfium
from pipelines.readers.pdf_page import Corners, Point, Shape
from pipelines.readers.pdfium_calls import Handle
from pipelines.readers.pdfium_frame import Matrix, joined
from pipelines.readers.pdfium_text import Doubtful

# pdfium silently leaves out what is nested deeper than about forty forms
_DEEPEST = 30
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_MOVE, _CURVE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_BEZIERTO


class DrawingReader:
    """Collects the shapes and pictures of one page, and the text objects other than the known."""

    def __init__(self, known: Container[Handle] = ()) -> None:
        self._known = known
        self.shapes: list[Shape] = []
        self.pictures: list[Corners] = []
        self.texts: dict[Handle, Matrix] = {}
        self._point = (c_float * 2)()
        self._at_point = byref(self._point), byref(self._point, 4)
        self._paints = (c_int * 2)()
        self._at_paints = byref(self._paints), byref(self._paints, 4)
        # as FS_MATRIX lays it out
        self._matrix = (c_float * 6)()
        self._at_matrix = byref(self._matrix)

    def read(self, page: c_void_p, frame: Matrix) -> None:
        """Takes everything painted on the page; `frame` maps user space to the page as shown.

        Raises Doubtful where forms are nested deeper than pdfium follows them.
        """
        self._walk(page, pdfium.page_object_count, pdfium.page_object, frame)

    def _walk(
        self,
        holder: c_void_p,
        count: Callable[..., int],
        get: Callable[..., Handle],
        frame: Matrix,
        depth: int = 0,
    ) -> None:
        if depth > _DEEPEST:
            raise Doubtful("forms nested too deep")
        known = self._known
        for index in range(count(holder)):
            handle = get(holder, index)
            if handle in known:
                continue
            item = c_void_p(handle)
            kind = pdfium.object_type(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, joined(self._own_matrix(item), frame))
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts[handle] = joined(self._own_matrix(item), frame)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = joined(self._own_matrix(item), frame)
                self._walk(item, pdfium.form_object_count, pdfium.form_object, inner, depth + 1)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                matrix = joined(self._own_matrix(item), frame)
                self.pictures.append(_bounds([_moved(point, matrix) for point in _UNIT_SQUARE]))

    def _own_matrix(self, item: c_void_p) -> Matrix:
        pdfium.object_matrix(item, self._at_matrix)
        matrix: Matrix = pdfium.six_floats(self._matrix)
        return matrix

    def _path(self, path: c_void_p, matrix: Matrix) -> None:
        pdfium.path_draw_mode(path, *self._at_paints)
        is_filled, is_stroked = map(bool, self._paints)
        for steps, points in self._subpaths(path, matrix):
            kind = _kind(steps, points)
            corners = points[:2] if kind == "line" else points
            shape = Shape(kind, *_bounds(corners), tuple(corners), is_filled, is_stroked)
            self.shapes.append(shape)

    def _subpaths(self, path: c_void_p, matrix: Matrix) -> Iterator[tuple[str, list[Point]]]:
        """Each subpath as its steps (m, l, c, h as in a content stream) and a point for each."""
        a, b, c, d, e, f = matrix
        at_x, at_y = self._at_point
        steps, controls = "", 0
        points: list[Point] = []
        segments = [pdfium.segment(path, index) for index in range(pdfium.segment_count(path))]
        kinds = map(pdfium.segment_type, segments)
        closings = map(pdfium.segment_closes, segments)
        for segment, kind, closes in zip(segments, kinds, closings, strict=True):
            if kind == _CURVE:
                controls += 1
                # two control points and the end
                if controls % 3:
                    continue
            elif kind == _MOVE:
                if steps:
                    yield steps, points
                steps, points = "", []
            pdfium.segment_point(segment, at_x, at_y)
            x, y = pdfium.two_floats(self._point)
            points.append((a * x + c * y + e, b * x + d * y + f))
            steps += "c" if kind == _CURVE else ("l" if steps else "m")
            if closes:
                # pdfium draws the closing line itself unless the path is back at its start
                if len(steps) > 2 and steps[-1] == "l" and points[-1] == points[0]:
                    steps = steps[:-1]
                    points.pop()
                steps += "h"
                points.append(points[0])
        if steps:
            yield steps, points


def _kind(steps: str, points: list[Point]) -> Literal["line", "rect", "curve"]:
    if steps in ("ml", "mlh"):
        return "line"
    if steps in ("mlllh", "mllll") and points[0] == points[4] and _is_square(points):
        return "rect"
    return "curve"


def _is_square(points: list[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(points: list[Point]) -> Corners:
    lefts, tops = zip(*points, strict=True)
    return min(lefts), min(tops), max(lefts), max(tops)
