"""Heading rows of a sheet, and which heading a cell below them stands under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.catalogue.evaluation_model import FundHeading, IndicatorHeading
from pipelines.document import CellAddress
from pipelines.tables.evaluation.rows import EvaluationRow, Frame, RowCell

_MOST_HEADING_ROWS = 3
_FEWEST_HEADINGS = {"funds": 2, "indicators": 3}


@dataclass(frozen=True)
class Heading:
    """A heading and the columns it stands over; `name` is '' where the catalogue knows none."""

    name: str
    text: str
    first: int
    last: int
    address: CellAddress

    def covers(self, cell: RowCell, *, by_box: bool) -> bool:
        """Whether a cell stands under the heading: by columns, or by the middle of its box."""
        if not by_box:
            return self.first <= cell.last and cell.first <= self.last
        own, other = self.address.box, cell.address.box
        assert own is not None and other is not None
        return own.x0 <= (other.x0 + other.x1) / 2 <= own.x1


@dataclass(frozen=True)
class Header:
    """The heading rows of a part of a sheet."""

    frame: Frame
    headings: tuple[Heading, ...]
    row_count: int
    width: int
    addresses: frozenset[CellAddress]

    @cached_property
    def by_name(self) -> Mapping[str, Heading]:
        """The headings whose name stands once."""
        names = [heading.name for heading in self.headings]
        return {h.name: h for h in self.headings if h.name and names.count(h.name) == 1}

    def named(self, *names: str) -> bool:
        """Whether one of these headings is there."""
        return any(heading.name in names for heading in self.headings)

    @property
    def unheaded(self) -> list[int]:
        """Columns between the headings that have none."""
        inside = range(self.headings[0].first, self.headings[-1].last + 1)
        return [c for c in inside if not any(h.first <= c <= h.last for h in self.headings)]

    def over(self, cell: RowCell, row: EvaluationRow) -> list[Heading] | None:
        """The headings over a cell; None when the row's columns cannot be compared."""
        by_box = False
        if row.frame is not self.frame and row.frame.columns != self.frame.columns:
            boxes = [cell.address.box, *(heading.address.box for heading in self.headings)]
            if any(box is None for box in boxes):
                return None
            by_box = True
        return [heading for heading in self.headings if heading.covers(cell, by_box=by_box)]


def find_header(
    rows: Sequence[EvaluationRow],
    index: int,
    words: Sequence[FundHeading] | Sequence[IndicatorHeading],
    part: str,
) -> Header | None:
    """The heading rows that begin at a row, as many as make most headings known; None for none.

    A heading may be broken over rows (年初 over 预算数); the longest run of its texts that the
    catalogue knows is its name.
    """
    best: Header | None = None
    for count in range(1, _MOST_HEADING_ROWS + 1):
        candidates = rows[index : index + count]
        if len(candidates) < count or any(row.frame is not rows[index].frame for row in candidates):
            break
        if any(cell.is_figure for row in candidates for cell in row.printed):
            break
        header = _header(candidates, words)
        if header is not None and (best is None or _known(header) > _known(best)):
            best = header
    if best is None or _known(best) < _FEWEST_HEADINGS[part]:
        return None
    return best


def _known(header: Header) -> int:
    return sum(1 for heading in header.headings if heading.name)


def _header(
    rows: Sequence[EvaluationRow], words: Sequence[FundHeading] | Sequence[IndicatorHeading]
) -> Header | None:
    headings: list[Heading] = []
    contributing: set[CellAddress] = set()
    column = 1
    width = max(row.width for row in rows)
    while column <= width:
        covering = [_cell_at(row, column) for row in rows]
        present = [cell for cell in covering if cell is not None]
        if not present:
            column += 1
            continue
        last = min(cell.last for cell in present)
        texts: dict[CellAddress, RowCell] = {cell.address: cell for cell in present if cell.folded}
        if texts:
            path = [cell.folded for cell in texts.values()]
            lowest = list(texts.values())[-1]
            name, text, start = _name(path, words)
            if name:
                contributing.update(list(texts)[start:])
            if headings and headings[-1].address == lowest.address and headings[-1].text == text:
                headings[-1] = _widened(headings[-1], last)
            else:
                headings.append(Heading(name, text, column, last, lowest.address))
        column = last + 1
    if not any(cell.address in contributing for cell in rows[0].printed):
        return None
    addresses = frozenset(cell.address for row in rows for cell in row.printed)
    return Header(rows[0].frame, tuple(headings), len(rows), width, addresses)


def _widened(heading: Heading, last: int) -> Heading:
    return Heading(heading.name, heading.text, heading.first, last, heading.address)


def _cell_at(row: EvaluationRow, column: int) -> RowCell | None:
    return next((cell for cell in row.cells if cell.first <= column <= cell.last), None)


def _name(
    path: Sequence[str], words: Sequence[FundHeading] | Sequence[IndicatorHeading]
) -> tuple[str, str, int]:
    """The name of a heading, its text, and where in the path that begins; a tie has no name."""
    for start in range(len(path)):
        text = "".join(path[start:])
        names = {word.name for word in words if any(p.fullmatch(text) for p in word.headings)}
        if len(names) == 1:
            return names.pop(), text, start
        if names:
            return "", text, start
    return "", path[-1], len(path) - 1
