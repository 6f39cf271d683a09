"""Small documents for worked examples."""

from __future__ import annotations

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Document, Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.tables.model import Recognition
from pipelines.tables.recognising import recognise

Rows = list[list[str]]


def page(number: int, *blocks: str | Rows) -> Page:
    """A page of lines and grids; grids get their rows numbered one after the other."""
    placed: list[object] = []
    row = 1
    for block in blocks:
        if isinstance(block, str):
            placed.append(TextLine(block))
        else:
            placed.append(grid_of_rows(block, row))
            row += len(block)
    return Page(tuple(placed), number=number)  # type: ignore[arg-type]


def read(*pages: Page) -> Recognition:
    """What the reader makes of these pages."""
    return recognised(Document("test", pages))


def recognised(document: Document) -> Recognition:
    """What the reader makes of a document."""
    return recognise(document, load_catalogue())


def figures(recognition: Recognition) -> list[tuple[str, str | None, str, str, str]]:
    """Form, code, label, measure and printed text of every number, in order."""
    return [
        (table.form_code, a.row_code, a.row_label, a.measure, a.amount_text or "")
        for table in recognition.tables
        for a in table.amounts
        if a.amount_state == "number"
    ]
