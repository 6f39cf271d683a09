"""PDF pages by pdfplumber alone: its characters, its table finder, its words.

The witness for the reader, which has pdfium read the pages and its own quick steps from rules to
cells and from characters to lines. Nothing of the reader is used here.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, merge_edges

from pipelines.document import Box, Cell, Grid, Page, TextLine

Corners = tuple[float, float, float, float]
_STRIKES_APART = 1.4
_UNREADABLE = "\ufffd"
_MARKS = ".,-．，－"
_THIN = 2.0
_NEAR = 3.0
_FEWEST_PARALLELS = 3


def pages_by_pdfplumber(content: bytes) -> list[Page]:
    """The pages of a PDF file; raises whatever pdfminer raises."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [_read_page(page) for page in pdf.pages]


def _read_page(page: PlumberPage) -> Page:
    number = page.page_number
    if not page.chars:
        return Page((), number=number, is_picture=bool(page.images or page.curves))
    level = _without_stray_text(page)
    clean = without_fills(level.dedupe_chars(tolerance=_STRIKES_APART, extra_attrs=()))
    found = clean.find_tables(missing_borders(clean))
    tables = sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))
    torn = _torn_by_rules(clean, tables)
    placed: list[tuple[float, TextLine | Grid]] = []
    next_row = 1
    for table in tables:
        block = _table_block(table, next_row, torn)
        if isinstance(block, Grid):
            next_row += block.row_count
        placed.append((table.bbox[1], block))
    words = clean.extract_words(keep_blank_chars=False)
    outside = [word for word in words if not any(_inside(word, table) for table in tables)]
    placed += [(line.box.y0, line) for line in _lines(outside) if line.box is not None]
    placed.sort(key=lambda item: item[0])
    return Page(tuple(block for _, block in placed), number=number)


def _without_stray_text(page: PlumberPage) -> PlumberPage:
    """The page without slanted text (watermarks) and without digits in white."""
    ((main, _),) = Counter(_is_upright(char) for char in page.chars).most_common(1)
    return page.filter(
        lambda item: (
            item.get("object_type") != "char"
            or (_is_upright(item) == main and not _is_hidden_digit(item))
        )
    )


def _is_upright(char: dict[str, Any]) -> bool:
    """pdfminer calls every text upright that is turned by less than a right angle."""
    along_x, along_y = char["matrix"][:2]
    return bool(char["upright"]) and abs(along_y) <= abs(along_x) * 0.0875


def _is_hidden_digit(char: dict[str, Any]) -> bool:
    """White digits are hidden zeros; white words may be headings on a dark ground."""
    colour = char.get("non_stroking_color")
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    white = parts in ((1,), (1, 1, 1)) or tuple(parts) == (0, 0, 0, 0)
    return bool(white) and char["text"] in "0123456789.,-"


def _torn_by_rules(page: PlumberPage, tables: Sequence[Table]) -> set[Corners]:
    """The cells that a run of digits crosses: a watermark or a stamp over the table.

    Two digits of neighbouring cells stand apart by the padding of both; digits that follow each
    other across a rule are one number that belongs to neither cell.
    """
    digits = [char for char in page.chars if char["text"].isdigit() or char["text"] in _MARKS]
    digits.sort(key=lambda char: (round(char["top"]), char["x0"]))
    torn: set[Corners] = set()
    for left, right in pairwise(digits):
        level = abs(left["top"] - right["top"]) < left["size"] / 4
        close = right["x0"] >= left["x0"] and right["x0"] - left["x1"] < left["size"] / 10
        if level and close:
            cells = {_cell_of(char, tables) for char in (left, right)}
            if len(cells) > 1:
                torn |= {cell for cell in cells if cell is not None}
    return torn


def _cell_of(char: dict[str, Any], tables: Sequence[Table]) -> Corners | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    for table in tables:
        left, top, right, bottom = table.bbox
        if not (left <= x <= right and top <= y <= bottom):
            continue
        for corners in table.cells:
            if corners[0] <= x < corners[2] and corners[1] <= y < corners[3]:
                return (corners[0], corners[1], corners[2], corners[3])
    return None


def _table_block(table: Table, first_row: int, torn: set[Corners]) -> Grid | TextLine:
    texts = table.extract()
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row_index, row in enumerate(table.rows):
        for column_index, corners in enumerate(row.cells):
            if corners is None or (row_index, column_index) in taken:
                continue
            x0, y0, x1, y1 = corners
            column_span = sum(1 for left in lefts if x0 <= left < x1)
            row_span = sum(1 for top in tops if y0 <= top < y1)
            covered = {
                (row_index + down, column_index + right)
                for down in range(row_span)
                for right in range(column_span)
            }
            if covered & taken:
                row_span = column_span = 1
                covered = {(row_index, column_index)}
            taken |= covered
            text = texts[row_index][column_index] or ""
            if tuple(corners) in torn:
                text += _UNREADABLE
            cells.append(
                Cell(
                    first_row + row_index,
                    column_index + 1,
                    text,
                    row_span,
                    column_span,
                    Box(x0, y0, x1, y1),
                )
            )
    if len(cells) == 1:
        return TextLine(cells[0].text, cells[0].box)
    return Grid(first_row, len(table.rows), len(lefts), tuple(cells))


def _inside(word: dict[str, Any], table: Table) -> bool:
    """Whether the middle of a word lies in a cell; a frame may hold places that none closes."""
    x = (word["x0"] + word["x1"]) / 2
    y = (word["top"] + word["bottom"]) / 2
    return any(x0 <= x < x1 and top <= y < bottom for x0, top, x1, bottom in table.cells)


def _lines(words: list[dict[str, Any]]) -> list[TextLine]:
    """Words grouped by overlapping height, not by baseline.

    Some producers set digits several points below the Chinese characters of the same line, which
    a grouping by baseline tears apart.
    """
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        row = next((row for row in reversed(rows[-3:]) if _same_line(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [_text_line(sorted(row, key=lambda word: word["x0"])) for row in rows]


def _same_line(row: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    top = min(other["top"] for other in row)
    bottom = max(other["bottom"] for other in row)
    overlap = min(bottom, word["bottom"]) - max(top, word["top"])
    lower = min(bottom - top, word["bottom"] - word["top"])
    return bool(lower > 0 and overlap >= lower / 2)


def _text_line(words: list[dict[str, Any]]) -> TextLine:
    text = " ".join(word["text"] for word in words)
    box = Box(
        min(word["x0"] for word in words),
        min(word["top"] for word in words),
        max(word["x1"] for word in words),
        max(word["bottom"] for word in words),
    )
    return TextLine(text, box)


def without_fills(page: PlumberPage) -> PlumberPage:
    """The page without filled areas: shading and highlights behind text are no rules.

    Thin filled rectangles are how many programs draw a rule, and stay. A page whose only borders
    are its filled areas is given back as it is.
    """
    filtered = page.filter(lambda item: not _is_fill(item))
    return filtered if filtered.edges else page


def _is_fill(item: dict[str, Any]) -> bool:
    return (
        item.get("object_type") == "rect"
        and bool(item.get("fill"))
        and not item.get("stroke")
        and min(item["width"], item["height"]) > _THIN
    )


def missing_borders(page: PlumberPage) -> dict[str, list[dict[str, Any]]]:
    """Outer borders that a table does not draw, as explicit lines for the table finder.

    Where at least three rules begin (or end) at one position and no rule across closes them, the
    closing rule is understood.
    """
    # rules drawn cell by cell are one rule each, as the table finder itself joins them
    edges = [edge for edge in page.edges if edge["orientation"] in ("h", "v")]
    edges = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    verticals = [
        _line(position, position, top, bottom)
        for position, top, bottom in _open_ends(across, down, ("x0", "x1"), ("top", "bottom"))
    ]
    horizontals = [
        _line(left, right, position, position)
        for position, left, right in _open_ends(down, across, ("top", "bottom"), ("x0", "x1"))
    ]
    return {"explicit_vertical_lines": verticals, "explicit_horizontal_lines": horizontals}


def _open_ends(
    rules: Sequence[dict[str, Any]],
    closing: Sequence[dict[str, Any]],
    ends: tuple[str, str],
    along: tuple[str, str],
) -> list[tuple[float, float, float]]:
    """Positions where several rules end together, with the stretch that nothing closes."""
    low, high = along
    found: list[tuple[float, float, float]] = []
    outermost = {ends[0]: min, ends[1]: max}
    for end, pick in outermost.items():
        together: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for rule in rules:
            together[round(rule[end] / _NEAR)].append(rule)
        for group in together.values():
            first, last = min(rule[low] for rule in group), max(rule[high] for rule in group)
            position = pick(rule[end] for rule in group)
            distinct = {round(rule[low] / _NEAR) for rule in group}
            if len(distinct) < _FEWEST_PARALLELS:
                continue
            closed = [
                rule
                for rule in closing
                if abs(rule[ends[0]] - position) <= _NEAR
                and rule[high] - rule[low] > _THIN
                and rule[low] <= last - _NEAR
                and rule[high] >= first + _NEAR
            ]
            beyond = [
                rule
                for rule in rules
                if first - _NEAR <= rule[low] <= last + _NEAR
                and rule[ends[0]] < position - _NEAR
                and rule[ends[1]] > position + _NEAR
            ]
            if not closed and not beyond:
                found.append((position, first, last))
    return found


def _line(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
