"""Every cell of a typeset self-evaluation is read again in its place, with its spans."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.document import Document
from pipelines.readers.opening import open_document
from pipelines.typeset.composing_evaluations import compose_evaluation
from pipelines.typeset.evaluation_layouts import EVALUATION_LAYOUTS, load_evaluation_layout
from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import Heading, Paragraph, ReportFigures, ReportPart
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset
from tests.round_trip.inventing_evaluations import evaluations
from tests.round_trip.test_round_trip import examples

# row and column within the table, from 0, and the spans down and across
PlacedText = tuple[int, int, int, int, str]


def in_file(
    evaluation: EvaluationFigures, file_format: FileFormat, paging: Paging | None = None
) -> Document:
    around: tuple[ReportPart, ...] = ()
    if not file_format.startswith("xlsx"):
        around = (Heading("一、项目概况", 2), Paragraph("全年支出10万元。"))
    report = ReportFigures(
        "某市数据中心", 2023, "wan", (), parts=(*around, evaluation), own_title="绩效自评报告"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{SUFFIXES[file_format]}"
        path.write_bytes(typeset(report, load_layout("ministry"), file_format, paging))
        return open_document(path)


def printed_cells(evaluation: EvaluationFigures) -> Counter[PlacedText]:
    table = compose_evaluation(evaluation, load_evaluation_layout(evaluation.layout))
    return Counter(
        (row, cell.column, cell.row_span, cell.column_span, cell.text)
        for row, cells in enumerate(table.rows)
        for cell in cells
        if cell.text
    )


def read_cells(document: Document) -> Counter[PlacedText]:
    (grid,) = (
        grid
        for page in document.pages
        for grid in page.grids
        if len({c.row for c in grid.cells}) > 2
    )
    first = min(cell.row for cell in grid.cells if cell.column_span < grid.column_count)
    return Counter(
        (cell.row - first, cell.column - 1, cell.row_span, cell.column_span, cell.text)
        for cell in grid.cells
        if cell.text and cell.row >= first
    )


def without_breaks(cells: Counter[PlacedText]) -> Counter[PlacedText]:
    """A PDF breaks the lines of a cell where its width ends."""
    return Counter((*cell[:4], "".join(cell[4].split())) for cell in cells.elements())


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@pytest.mark.parametrize("file_format", ["docx", "html", "html_site", "pdf"])
@examples(5)
@given(data=st.data())
def test_cells_stand_where_they_were_set(
    layout: str, file_format: FileFormat, data: st.DataObject
) -> None:
    evaluation = data.draw(evaluations(layout))
    document = in_file(evaluation, file_format)
    grids = [grid for page in document.pages for grid in page.grids]
    assume(len(grids) == 1)  # what a page break cuts is tested below
    assert without_breaks(read_cells(document)) == without_breaks(printed_cells(evaluation))


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@examples(5)
@given(data=st.data())
def test_every_text_of_a_workbook_is_read(layout: str, data: st.DataObject) -> None:
    evaluation = data.draw(evaluations(layout))
    document = in_file(evaluation, "xlsx_texts")
    read = Counter(
        cell.text for page in document.pages for grid in page.grids for cell in grid.cells
    )
    printed = Counter(cell[4] for cell in printed_cells(evaluation).elements())
    assert printed - read == Counter()


@pytest.mark.parametrize("layout", EVALUATION_LAYOUTS)
@examples(3)
@given(data=st.data())
def test_a_merged_cell_goes_on_over_a_page_without_its_text(
    layout: str, data: st.DataObject
) -> None:
    evaluation = data.draw(evaluations(layout))
    document = in_file(evaluation, "pdf", Paging(rows_a_page=7, repeats="nothing"))
    assert sum(len(page.grids) for page in document.pages) > 1
    read = Counter(
        "".join(cell.text.split())
        for page in document.pages
        for grid in page.grids
        for cell in grid.cells
        if cell.text
    )
    texts = without_breaks(printed_cells(evaluation))
    assert read == Counter(cell[4] for cell in texts.elements())
