"""The ruled tables of a picture of a page: rules seen in its ink, cells between them.

The cells are found by pdfplumber's own table finder from the rules in points, so that a picture
gives the cells that the same page gives as a PDF. What is printed in them is not read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from pdfplumber.table import (
    Table,
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from pipelines.readers.ocr_engine import Image
from pipelines.readers.pdf_rules import missing_borders
from pipelines.readers.scan_images import PageImage

_NEAR = 3.0
_INCH = 72.0
# In inches: strokes of characters are shorter than rules, gaps in a scanned rule shorter still.
_SHORTEST_PIECE = 0.14
_LONGEST_GAP = 0.06
_SHORTEST_RULE = 0.3
_THICKEST_RULE = 0.06


@dataclass(frozen=True)
class RuledPage:
    """The tables of a page, their corners in points, and its rules as a mask of its pixels."""

    tables: list[Table]
    rules: Image


@dataclass(frozen=True)
class _Ruled:
    """What pdfplumber's functions look at of a page: its edges."""

    edges: list[dict[str, Any]]


def ruled_page(page: PageImage) -> RuledPage:
    """The tables of a level picture of a page, from the top down, and where its rules are."""
    ink = _ink(page.pixels)
    inch = _INCH / page.points_per_pixel
    across = _rules(ink, inch, is_across=True)
    down = _rules(ink, inch, is_across=False)
    edges = [
        *(_edge(box, page.points_per_pixel, "h") for box in _stretches(across, inch, True)),
        *(_edge(box, page.points_per_pixel, "v") for box in _stretches(down, inch, False)),
    ]
    return RuledPage(_tables(edges), cv2.bitwise_or(across, down))


def _ink(pixels: Image) -> Image:
    """Everything darker than the paper around it, rules in grey and in colour too."""
    darkest = pixels.min(axis=2)
    paper = float(np.percentile(darkest, 90))
    local = cv2.adaptiveThreshold(
        darkest, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18
    )
    return cv2.bitwise_and(local, np.where(darkest < 0.85 * paper, 255, 0).astype(np.uint8))


def _rules(ink: Image, inch: float, is_across: bool) -> Image:
    """The ink that runs straight for as long as a rule does, gaps closed."""

    def along(length: float) -> Image:
        size = max(2, round(length * inch))
        return np.ones((1, size) if is_across else (size, 1), np.uint8)

    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(_SHORTEST_PIECE))
    # a rule that is not quite level steps from one row of pixels to the next
    thicker = cv2.dilate(pieces, np.ones((3, 1) if is_across else (1, 3), np.uint8))
    joined = cv2.morphologyEx(thicker, cv2.MORPH_CLOSE, along(_LONGEST_GAP))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(_SHORTEST_RULE))


def _stretches(
    rules: Image, inch: float, is_across: bool
) -> list[tuple[float, float, float, float]]:
    """The boxes of the rules, those thicker than any rule left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    found: list[tuple[float, float, float, float]] = []
    for left, top, width, height, _area in stats[1:]:
        thickness = height if is_across else width
        if thickness <= max(8, _THICKEST_RULE * inch):
            found.append((float(left), float(top), float(left + width), float(top + height)))
    return found


def _edge(
    box: tuple[float, float, float, float], points: float, orientation: str
) -> dict[str, Any]:
    x0, top, x1, bottom = (edge * points for edge in box)
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _tables(edges: list[dict[str, Any]]) -> list[Table]:
    if not edges:
        return []
    closing = missing_borders(_Ruled(edges))
    added = [
        {**line, "orientation": orientation}
        for orientation, name in (("v", "vertical"), ("h", "horizontal"))
        for line in closing[f"explicit_{name}_lines"]
    ]
    merged = merge_edges([*edges, *added], _NEAR, _NEAR, _NEAR, _NEAR)
    cells = intersections_to_cells(edges_to_intersections(merged, _NEAR, _NEAR))
    tables = [Table(None, group) for group in cells_to_tables(cells)]
    return sorted(tables, key=lambda table: (table.bbox[1], table.bbox[0]))
