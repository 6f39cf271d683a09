"""What is printed on one PDF page, whichever engine read it: glyphs, drawn shapes, pictures.

All measures are points from the top left corner of the page as it is shown, /Rotate applied, and
of its MediaBox. Nothing is judged here: hidden digits, fills and rules belong to `pdf_text` and
`pdf_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

# A baseline that rises by more (five degrees) is that of a watermark; a page scanned askew rises
# less.
_STEEPEST = 0.0875
Corners = tuple[float, float, float, float]
Point = tuple[float, float]


def is_slanted(along_x: float, along_y: float) -> bool:
    """Whether a baseline of this direction neither lies level nor stands on end."""
    across, down = abs(along_x), abs(along_y)
    return min(across, down) > _STEEPEST * max(across, down)


class Glyph(NamedTuple):
    """One printed character, or the characters of one ligature.

    The box spans the advance across and one font size upwards from the font's descent; `size` is
    the height of that box. `is_upright` is false for slanted and turned text; `is_white` is certain
    of digits and their marks alone.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    is_upright: bool
    is_white: bool


class Shape(NamedTuple):
    """One painted subpath; the points of a curve are its corners, without control points."""

    kind: Literal["line", "rect", "curve"]
    x0: float
    top: float
    x1: float
    bottom: float
    points: tuple[Point, ...]
    is_filled: bool
    is_stroked: bool


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page (number from 1) in the order in which its engine met things; pictures as corners."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    pictures: tuple[Corners, ...]

    @property
    def has_drawing(self) -> bool:
        """Whether a picture or a curve is on the page."""
        return bool(self.pictures) or any(shape.kind == "curve" for shape in self.shapes)
