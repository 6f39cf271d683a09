"""What the rows of recognised figures say besides: how certain, which other readings, who chose.

Of pages with a text layer they say nothing. Which reading is taken is decided in scan_settling.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from pipelines.document import Cell, Document
from pipelines.narrative.model import Claim
from pipelines.stages.contents import Contents
from pipelines.stages.readings import Row

_UNREADABLE = "\ufffd"
_BETWEEN_READINGS = " | "
_DIGITS = re.compile(r"\d+(?:\.\d+)?")

CellPlace = tuple[int | None, int | None, int | None]


def recognised_cells(document: Document) -> dict[CellPlace, Cell]:
    """The cells of a document that were recognised from a picture, by page, row and column."""
    return {
        (page.number, cell.row, cell.column): cell
        for page in document.pages
        for grid in page.grids
        for cell in grid.cells
        if cell.confidence is not None
    }


def recognised_row(
    row: Row, text_column: str, document: Document, cells: Mapping[CellPlace, Cell]
) -> Row:
    """A row of reported_amount or reported_quantity with its reader and its other readings.

    The text of an illegible figure is its best reading.
    """
    cell = cells.get((row["page"], row["table_row"], row["table_column"]))
    said = {
        "reader": document.reader_of(row["page"]),
        "confidence": cell.confidence if cell else None,
        "alternatives": _BETWEEN_READINGS.join(cell.alternatives) or None if cell else None,
        "chosen_by": cell.chosen_by if cell else None,
    }
    if cell is not None and cell.is_doubtful and row[text_column]:
        said[text_column] = row[text_column].rstrip(_UNREADABLE) or None
    return {**row, **said}


def with_doubtful_claims(contents: Contents, document: Document) -> Contents:
    """The contents with every claim illegible whose figure is doubtful in a line of its page.

    A sentence begins on the page of its claim and may end on the next. A figure that stands twice
    on a page is doubtful in both places.
    """
    doubtful: dict[int | None, set[str]] = defaultdict(set)
    for page in document.pages:
        for line in page.lines:
            for figure in line.doubtful_figures:
                doubtful[page.number] |= _numbers(figure)
    if not doubtful:
        return contents

    def judged(claim: Claim) -> Claim:
        pages = (claim.page, claim.page + 1 if claim.page is not None else None)
        numbers = _numbers(claim.value_text)
        if not any(numbers & doubtful.get(page, set()) for page in pages):
            return claim
        return replace(claim, value=None, value_yuan=None, shown_decimals=None, state="illegible")

    claims = tuple(judged(claim) for claim in contents.narrative.claims)
    return replace(contents, narrative=replace(contents.narrative, claims=claims))


def _numbers(text: str) -> set[str]:
    return set(_DIGITS.findall(text.replace(",", "").replace("，", "")))
