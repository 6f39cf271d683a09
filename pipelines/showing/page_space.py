"""From the space of a PDF page to the page as it is shown, and back.

In the page's own space measures go from its lower left (ISO 32000-1, 8.3.2.3); shown, from the top
left corner of its MediaBox, /Rotate applied, as the boxes of the document model do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipelines.document import Box

Sides = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""


@dataclass(frozen=True, slots=True)
class PageSpace:
    """A page's MediaBox and its /Rotate in degrees with the clock (0, 90, 180, 270)."""

    media: Sides
    turn: int

    def shown(self, sides: Sides) -> Box:
        """A rectangle of the page's own space as a box of the shown page."""
        x0, y0, x1, y1 = self.media
        left, bottom, right, top = sides
        ways = {
            0: (left - x0, y1 - top, right - x0, y1 - bottom),
            90: (bottom - y0, left - x0, top - y0, right - x0),
            180: (x1 - right, bottom - y0, x1 - left, top - y0),
            270: (y1 - top, x1 - right, y1 - bottom, x1 - left),
        }
        return Box(*ways[self.turn])

    def own(self, box: Box) -> Sides:
        """A box of the shown page as a rectangle of the page's own space."""
        x0, y0, x1, y1 = self.media
        ways = {
            0: (x0 + box.x0, y1 - box.y1, x0 + box.x1, y1 - box.y0),
            90: (x0 + box.y0, y0 + box.x0, x0 + box.y1, y0 + box.x1),
            180: (x1 - box.x1, y0 + box.y0, x1 - box.x0, y0 + box.y1),
            270: (x1 - box.y1, y1 - box.x1, x1 - box.y0, y1 - box.x0),
        }
        return ways[self.turn]


def space_of(sheet: Any) -> PageSpace:
    """The space of a page that pypdfium2 has open."""
    return PageSpace(sheet.get_mediabox(), sheet.get_rotation() % 360)
