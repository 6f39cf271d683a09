"""Doubtful figures of recognised pages: chosen by identities, or illegible; never silently wrong.

The pages are those of a sample report as its text layer gives them, said to be recognised, with
cells misread on purpose; no picture is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from pipelines.document import Cell, Document, Grid, Page
from pipelines.readers.ocr_extra import READER
from pipelines.readers.pdf import read_pdf
from pipelines.stages import reading
from pipelines.stages.reading import read_file
from pipelines.stages.readings import Row
from pipelines.stages.sources import source_file
from tests.sample_reports import shipped_file

SAMPLE = shipped_file("武汉市青山区大数据中心-2020-final_accounts")
# 支出决算表: the row 2010350 事业运行 prints 298.82 in all, and as much for basic expenditure
EXPENDITURE_PAGE = 5


@cache
def sample() -> Document:
    return read_pdf(SAMPLE.read_bytes())


def cells_with(text: str) -> list[tuple[int, int]]:
    page = sample().pages[EXPENDITURE_PAGE - 1]
    return [
        (cell.row, cell.column) for grid in page.grids for cell in grid.cells if cell.text == text
    ]


def rows_of(
    monkeypatch: pytest.MonkeyPatch, misread: Mapping[tuple[int, int], Cell]
) -> dict[tuple[int, int], Row]:
    """The amounts of the page, by row and column, when these cells are read instead."""

    def recognised(page: Page) -> Page:
        blocks = tuple(
            replace(block, cells=tuple(as_read(page, cell) for cell in block.cells))
            if isinstance(block, Grid)
            else block
            for block in page.blocks
        )
        return replace(page, blocks=blocks, reader=READER)

    def as_read(page: Page, cell: Cell) -> Cell:
        other = misread.get((cell.row, cell.column)) if page.number == EXPENDITURE_PAGE else None
        if other is None:
            return replace(cell, confidence=0.999)
        return replace(
            cell,
            text=other.text,
            confidence=other.confidence,
            alternatives=other.alternatives,
            is_doubtful=other.is_doubtful,
        )

    document = replace(
        sample(), reader=READER, pages=tuple(recognised(page) for page in sample().pages)
    )
    monkeypatch.setattr(reading, "open_document", lambda _: document)
    (found,) = read_file(source_file(SAMPLE, SAMPLE.name))
    assert found.report_outcome["reader"] == READER
    return {
        (row["table_row"], row["table_column"]): row
        for row in found.rows["reported_amount"]
        if row["page"] == EXPENDITURE_PAGE
    }


def misread(text: str, *alternatives: str, certain: bool = False) -> Cell:
    return Cell(1, 1, text, confidence=0.6, alternatives=alternatives, is_doubtful=not certain)


def test_the_identities_choose_the_reading_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = cells_with("298.82")
    row = rows_of(monkeypatch, {first: misread("293.82", "298.82")})[first]
    assert (row["amount_state"], row["amount_text"]) == ("number", "298.82")
    assert (row["chosen_by"], row["alternatives"]) == ("identities", "293.82")
    assert (row["reader"], row["confidence"]) == (READER, 0.6)


def test_a_figure_that_no_reading_of_fits_is_illegible(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = cells_with("298.82")
    row = rows_of(monkeypatch, {first: misread("293.82", "283.82")})[first]
    assert (row["amount_state"], row["amount_yuan"]) == ("illegible", None)
    assert (row["amount_text"], row["chosen_by"]) == ("293.82", None)


def test_a_certain_misreading_that_breaks_identities_is_illegible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *_ = cells_with("298.82")
    row = rows_of(monkeypatch, {first: misread("293.82", certain=True)})[first]
    assert (row["amount_state"], row["amount_text"]) == ("illegible", "293.82")
    assert "298.82" in str(row["alternatives"]).split(" | ")


def test_a_lost_point_is_seen_by_the_decimals_of_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = cells_with("298.82")
    row = rows_of(monkeypatch, {first: misread("29882", certain=True)})[first]
    assert (row["amount_state"], row["chosen_by"]) == ("number", "identities")
    assert (row["amount_text"], row["amount_yuan"]) == ("298.82", 2_988_200)
