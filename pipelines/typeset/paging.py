"""Where a table breaks over pages, and what the next page repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Paging:
    """How tables go on over pages.

    `rows_a_page` limits the rows of figures on one page (None: as many as fit), `repeats` says
    what stands again on a page that continues a table, and `last_row_alone` puts the last row of
    a table on a page of its own. `blank_page` adds a ruled page that holds no text.
    """

    rows_a_page: int | None = None
    repeats: Literal["nothing", "headings", "title_and_headings"] = "headings"
    last_row_alone: bool = False
    blank_page: bool = False


def page_breaks(
    row_heights: list[float], first_room: float, later_room: float, paging: Paging
) -> list[range]:
    """The body rows of each page, by index; one empty page for a table without rows."""
    last = len(row_heights) - 1
    pages: list[range] = []
    start = 0
    used = 0.0
    for index, height in enumerate(row_heights):
        room = later_room if pages else first_room
        full = used + height > room and index > start
        enough = paging.rows_a_page is not None and index - start >= paging.rows_a_page
        alone = paging.last_row_alone and index == last and index > start
        if full or enough or alone:
            pages.append(range(start, index))
            start, used = index, 0.0
        used += height
    pages.append(range(start, len(row_heights)))
    return pages
