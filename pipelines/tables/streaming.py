"""A document as one stream of lines and table bodies in reading order.

Spreadsheets and converted text keep titles, units and notes inside the grid; here these rows
become lines, so that later steps see every format alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.catalogue.model import Catalogue, matches
from pipelines.document import Box, Document, Grid, Page, TextLine
from pipelines.tables.model import Body, BodyRow
from pipelines.tables.side_by_side import parted_side_by_side
from pipelines.tables.titles import read_title
from pipelines.text.amounts import looks_like_figure


@dataclass(frozen=True)
class Line:
    """A line of text, from outside the grids or from a caption row inside one."""

    text: str
    page: Page
    box: Box | None = None


def stream(document: Document, catalogue: Catalogue) -> Iterator[Line | Body]:
    """The lines and bodies of a document in reading order, blank rows left out.

    A sheet named like a form begins with its name, the title of last resort.
    """
    for page in document.pages:
        named = read_title(page.sheet, catalogue) if page.sheet else None
        if named is not None and named.form is not None:
            yield Line(named.text, page)
        for block in page.blocks:
            if isinstance(block, TextLine):
                yield Line(block.text, page, block.box)
                continue
            for grid in parted_side_by_side(block, catalogue):
                yield from _items_of_grid(page, grid, catalogue)


def _items_of_grid(page: Page, grid: Grid, catalogue: Catalogue) -> Iterator[Line | Body]:
    filled = [BodyRow(page, grid, number) for number in grid.row_numbers]
    filled = [row for row in filled if row.cells]
    rows: list[BodyRow] = []
    for row, following in zip_longest(filled, filled[1:]):
        if _is_caption_row(row, catalogue) or _begins_title(row, following, catalogue):
            if rows:
                yield Body(tuple(rows))
                rows = []
            for cell in row.cells:
                yield Line(cell.text, page, cell.box)
        else:
            rows.append(row)
    if rows:
        yield Body(tuple(rows))


def _begins_title(row: BodyRow, following: BodyRow | None, catalogue: Catalogue) -> bool:
    """Whether a row holds the first half of a form's title, and the next row its other half."""
    if following is None or len(row.cells) != 1 or len(following.cells) != 1:
        return False
    title = read_title(row.cells[0].text + following.cells[0].text, catalogue)
    return title is not None and title.form is not None


def _is_caption_row(row: BodyRow, catalogue: Catalogue) -> bool:
    """Whether a row of a grid is a title, a caption or a note, and no part of the table.

    One caption is enough (the agency's bare name may stand beside the unit of amount); titles and
    notes must fill the row, for a remark may also stand in a row of the table.
    """
    if any(looks_like_figure(cell.text) for cell in row.cells):
        return False
    if any(matches(catalogue.vocabulary.captions, cell.text) for cell in row.cells):
        return True
    return all(
        matches(catalogue.vocabulary.notes, cell.text)
        or read_title(cell.text, catalogue) is not None
        for cell in row.cells
    )
