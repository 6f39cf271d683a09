"""Grids: which anchor covers a position, and what no grid may be."""

from __future__ import annotations

import pytest

from pipelines.document import Cell, Document, Grid, Page, TextLine
from pipelines.document.json_form import document_from_json


def test_an_anchor_covers_its_span() -> None:
    grid = Grid(3, 2, 3, (Cell(3, 1, "甲", 2, 2), Cell(3, 3, "乙")))
    assert grid.covering(4, 2) == Cell(3, 1, "甲", 2, 2)
    assert grid.covering(4, 3) is None
    assert list(grid.row_numbers) == [3, 4]


def test_cells_may_not_leave_their_grid() -> None:
    with pytest.raises(ValueError, match="outside"):
        Grid(1, 1, 2, (Cell(1, 2, "", 1, 2),))


def test_cells_may_not_overlap() -> None:
    grid = Grid(1, 1, 2, (Cell(1, 1, "甲", 1, 2), Cell(1, 2, "乙")))
    with pytest.raises(ValueError, match="two cells"):
        grid.covering(1, 1)


def test_texts_come_in_reading_order() -> None:
    page = Page((TextLine("题"), Grid(1, 1, 2, (Cell(1, 1, "甲"), Cell(1, 2, ""))), TextLine("注")))
    assert list(Document("test", (page,)).texts()) == ["题", "甲", "注"]


def test_sentences_run_over_lines_and_pages_but_not_over_cells() -> None:
    grid = Grid(1, 1, 3, (Cell(1, 1, "甲"), Cell(1, 2, ""), Cell(1, 3, "乙")))
    pages = Page((TextLine("本单位"),)), Page((TextLine("是"), grid, grid, TextLine("注")))
    passages = Document("test", pages).passages()
    assert list(passages) == ["本单位是", "甲", "乙", "甲", "乙", "注"]


def test_other_json_is_no_document() -> None:
    with pytest.raises(ValueError, match="not a document"):
        document_from_json('{"pages": [{}]}')
