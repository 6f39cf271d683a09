"""Text in which every cell of a table stands on a line of its own: where its rows begin and end.

Two shapes of it are known. Converters of Word files begin a cell with tabs, let further lines go
on with it, and leave a larger gap after a row. Converters of web pages end every cell with one
pipe and say nothing of rows. Which lines are cells is decided by the lines alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.text.amounts import looks_like_figure

_FEWEST_CELLS = 6
# A cell may hold several short paragraphs; a whole report between two tables is no cell.
_MOST_LINES_GOING_ON = 20
_TABBED_CELL = re.compile(r"(?P<lead>\t+)(?P<text>[^\t]*)")
_PIPED_CELL = re.compile(r"(?P<text>[^|\t]*)\|\s*")
_REST_OF_FIGURE = re.compile(r"\s*\d[\d,]*(?:\.\d+)?[%％]?\s*")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*")


@dataclass
class LineCell:
    """A cell with the lines of the file (counted from 1) that it begins and ends on."""

    first_line: int
    last_line: int
    text: str


@dataclass
class CellBlock:
    """Consecutive lines that are the cells of one table, row by row."""

    rows: list[list[LineCell]] = field(default_factory=list)

    @property
    def first_line(self) -> int:
        """The line that the first cell begins on."""
        return self.rows[0][0].first_line

    @property
    def last_line(self) -> int:
        """The line that the last cell ends on."""
        return self.rows[-1][-1].last_line


def cell_blocks(lines: Sequence[str]) -> list[CellBlock]:
    """The blocks of a text whose cells stand on lines of their own, in order.

    Lines of several cells, and blocks too short to tell cells from rows, are none of them.
    """
    printed = {number: line for number, line in enumerate(lines, start=1) if _holds_cell(line)}
    return sorted(
        [*_piped_blocks(printed), *_tabbed_blocks(printed)], key=lambda block: block.first_line
    )


def _holds_cell(line: str) -> bool:
    return bool(line.strip()) or "\t" in line


def _piped_blocks(printed: Mapping[int, str]) -> Iterator[CellBlock]:
    """Each cell becomes a row: nothing in such a text tells where a row ends."""
    rows: list[list[LineCell]] = []
    for number, line in [*printed.items(), (0, "")]:
        match = _PIPED_CELL.fullmatch(line)
        if match is not None:
            rows.append([LineCell(number, number, match["text"])])
            continue
        if len(rows) >= _FEWEST_CELLS:
            yield CellBlock(rows)
        rows = []


def _tabbed_blocks(printed: Mapping[int, str]) -> Iterator[CellBlock]:
    for stretch in _stretches(printed):
        lines = [(number, printed[number]) for number in stretch]
        gap = _gap_between_cells(lines)
        if gap is None:
            continue
        for cells in _cells(lines, gap):
            block = CellBlock(list(_rows(cells, gap)))
            several = any(len(row) > 1 for row in block.rows)
            if len(cells) >= _FEWEST_CELLS and len(block.rows) > 1 and several:
                yield block


def _stretches(printed: Mapping[int, str]) -> Iterator[list[int]]:
    """Lines in which all tabbed lines are cells behind the same number of tabs."""
    stretch: list[int] = []
    lead: str | None = None
    for number, line in printed.items():
        match = _TABBED_CELL.fullmatch(line)
        if match is not None and match["lead"] in (lead, None) and stretch:
            stretch.append(number)
            continue
        if match is not None:
            if stretch:
                yield stretch
            stretch, lead = [number], match["lead"]
        elif "\t" in line:
            if stretch:
                yield stretch
            stretch, lead = [], None
        elif stretch:
            stretch.append(number)
    if stretch:
        yield stretch


def _gap_between_cells(lines: Sequence[tuple[int, str]]) -> int | None:
    """The blank lines between two cells of a row: the fewest between two tabbed lines."""
    gaps = [
        following - number - 1
        for (number, line), (following, next_line) in pairwise(lines)
        if "\t" in line and "\t" in next_line
    ]
    return min(gaps, default=None)


def _cells(lines: Sequence[tuple[int, str]], gap: int) -> Iterator[list[LineCell]]:
    """The cells of a stretch, parted where lines without tabs go on with no cell."""
    cells: list[LineCell] = []
    position = 0
    while position < len(lines):
        number, line = lines[position]
        match = _TABBED_CELL.fullmatch(line)
        if match is not None:
            cells.append(LineCell(number, number, match["text"]))
            position += 1
            continue
        end = next((i for i in range(position, len(lines)) if "\t" in lines[i][1]), len(lines))
        run = lines[position:end]
        after = lines[end][0] - run[-1][0] - 1 if end < len(lines) else None
        if after is not None and _goes_on(cells[-1], run, after, gap):
            cells[-1].text = "\n".join([cells[-1].text, *(text for _, text in run)])
            cells[-1].last_line = run[-1][0]
        else:
            yield cells
            cells = []
        position = end
    if cells:
        yield cells


def _goes_on(cell: LineCell, run: Sequence[tuple[int, str]], after: int, gap: int) -> bool:
    """Whether lines without tabs go on with the cell above them.

    They stand as near to it as its neighbours do. Words never go on with a figure; digits do only
    where it breaks off behind a point or comma (1,234. above 50). After a
    larger gap only a bracket goes on (产出指标, an empty paragraph, (50分)), and only when the next
    cell is near.
    """
    numbers = [cell.last_line, *(number for number, _ in run)]
    before, *inside = [b - a - 1 for a, b in pairwise(numbers)]
    if len(run) > _MOST_LINES_GOING_ON:
        return False
    if looks_like_figure(cell.text):
        is_rest = len(run) == 1 and _REST_OF_FIGURE.fullmatch(run[0][1]) is not None
        return is_rest and before <= gap and cell.text.rstrip().endswith((".", ","))
    if before > gap:
        return len(run) == 1 and after <= gap and _BRACKETED.fullmatch(run[0][1]) is not None
    return all(distance <= gap or distance == 0 for distance in inside)


def _rows(cells: Sequence[LineCell], gap: int) -> Iterator[list[LineCell]]:
    """The cells row by row: a gap larger than the one between cells ends a row."""
    row: list[LineCell] = []
    for cell in cells:
        if row and cell.first_line - row[-1].last_line - 1 > gap:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row
