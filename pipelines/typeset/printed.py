"""What is printed: tables of cells with their spans, and headings and paragraphs around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellKind = Literal["heading", "key", "amount"]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell: the column it begins in (from 0), its text, its spans, and what it is."""

    column: int
    text: str
    kind: CellKind
    row_span: int = 1
    column_span: int = 1


PrintedRow = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of a report, ready for any format.

    `captions` are pairs of a left and a right text, printed line by line between title and table. A
    table that `stands_in_text` begins on the page of the text before it where it fits there.
    """

    title: str
    captions: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]
    heading_rows: tuple[PrintedRow, ...]
    body_rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    stands_in_text: bool = False

    @property
    def rows(self) -> tuple[PrintedRow, ...]:
        """Heading rows and body rows together."""
        return self.heading_rows + self.body_rows

    def texts(self) -> list[str]:
        """Every text that is printed, in no particular order."""
        cells = [cell.text for row in self.rows for cell in row]
        captions = [text for pair in self.captions for text in pair]
        return [text for text in [self.title, *captions, *cells, *self.notes] if text]


@dataclass(frozen=True, slots=True)
class PrintedHeading:
    """A heading; level 0 is the title of a further report in the same file."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph of running text."""

    text: str


PrintedPart = PrintedTable | PrintedHeading | PrintedParagraph


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What is printed in one file: a title with the lines under it, then parts in order."""

    title: str
    author: str
    cover_lines: tuple[str, ...]
    parts: tuple[PrintedPart, ...]

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """The tables alone."""
        return tuple(part for part in self.parts if isinstance(part, PrintedTable))


def heading_rows(paths: list[tuple[str, ...]]) -> list[PrintedRow]:
    """Stacked headings from the heading path of every column.

    Neighbouring columns under the same headings share a merged cell; a path that ends early
    reaches down to the last heading row.
    """
    depth = max(len(path) for path in paths)
    rows: list[PrintedRow] = []
    for level in range(depth):
        cells: list[PrintedCell] = []
        column = 0
        while column < len(paths):
            path = paths[column]
            if level >= len(path):
                column += 1
                continue
            span = 1
            is_leaf = level == len(path) - 1
            while not is_leaf and _same_heading(paths, column, column + span, level):
                span += 1
            row_span = depth - level if is_leaf else 1
            cells.append(PrintedCell(column, path[level], "heading", row_span, span))
            column += span
        rows.append(tuple(cells))
    return rows


def _same_heading(paths: list[tuple[str, ...]], column: int, other: int, level: int) -> bool:
    if other >= len(paths) or level >= len(paths[other]) - 1:
        return False
    return paths[column][: level + 1] == paths[other][: level + 1]
