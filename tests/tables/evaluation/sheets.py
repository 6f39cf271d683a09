"""Small sheets for worked examples, and the published ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipelines.catalogue.loading import load_catalogue, load_evaluation_forms
from pipelines.document import Box, Cell, Document, Grid, Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.readers.opening import open_document
from pipelines.tables.evaluation.model import Evaluation, EvaluationReading, Figure
from pipelines.tables.evaluation.reading import read_evaluations
from pipelines.tables.streaming import stream
from tests.shared_reports import shared_reports

Spanned = str | tuple[str, int, int]


def read(document: Document) -> EvaluationReading:
    """What the reader makes of a document."""
    items = list(stream(document, load_catalogue()))
    return read_evaluations(items, load_catalogue(), load_evaluation_forms())


def read_pages(*pages: Page) -> EvaluationReading:
    """What the reader makes of these pages."""
    return read(Document("test", pages))


def read_sheet(title: str, rows: list[list[str]] | Grid) -> Evaluation:
    """The one self-evaluation on a page with a title and a grid."""
    grid = rows if isinstance(rows, Grid) else grid_of_rows(rows)
    (evaluation,) = read_pages(Page((TextLine(title), grid), number=1)).evaluations
    return evaluation


def report(seed: str) -> Path:
    """The file of one of the shared reports."""
    return shared_reports() / "seeds" / f"{seed}.txt"


@cache
def published(seed: str) -> EvaluationReading:
    """The self-evaluations of one of the shared reports."""
    return read(open_document(report(seed)))


def spanned_grid(rows: list[list[Spanned]], first_row: int = 1) -> Grid:
    """A grid of cells that are texts, or (text, columns, rows) where merged."""
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, start=first_row):
        column = 1
        for entry in row:
            text, columns, height = (entry, 1, 1) if isinstance(entry, str) else entry
            while (number, column) in covered:
                column += 1
            cells.append(Cell(number, column, text, height, columns))
            covered |= {
                (number + down, column + across)
                for down in range(height)
                for across in range(columns)
            }
            column += columns
    width = max(column for _, column in covered)
    return Grid(first_row, len(rows), width, tuple(cells))


def boxed_grid(rows: list[list[str | None]], edges: list[float]) -> Grid:
    """A grid as a PDF gives it: None goes on with the cell to its left; edges in points."""
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            end = column + 1
            while end < len(row) and row[end] is None:
                end += 1
            box = Box(edges[column], 100 + 20 * index, edges[end], 120 + 20 * index)
            cells.append(Cell(index + 1, column + 1, text, 1, end - column, box))
    return Grid(1, len(rows), len(rows[0]), tuple(cells))


def shown(figure: Figure | None) -> str | None:
    """A figure as printed, '' for a blank, None for no such column."""
    return None if figure is None else figure.text or ""
