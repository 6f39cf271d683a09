"""What a report's figures are, told twice: as they were typeset, and as they were read."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipelines.catalogue.loading import load_catalogue
from pipelines.readers.opening import open_document
from pipelines.tables.recognising import recognise
from pipelines.text.units import YUAN_PER_UNIT
from pipelines.typeset.figures import FormFigures, ReportFigures
from pipelines.typeset.layouts import Layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import SUFFIXES, FileFormat, typeset


class ReadFigure(NamedTuple):
    """A figure with everything that a reader must tell of it, but for where it stands."""

    form_code: str
    block: str
    row_code: str | None
    row_label: str
    measure: str
    basis: str
    amount_text: str | None
    amount_state: str
    amount_yuan: Decimal | None
    shown_decimals: int | None
    unit: str


def expected_figures(report: ReportFigures) -> Counter[ReadFigure]:
    """The figures that must be read from a file with a report's figures."""
    return Counter(figure for form in report.forms for figure in _expected(report, form))


def _expected(report: ReportFigures, form: FormFigures) -> list[ReadFigure]:
    expected: list[ReadFigure] = []
    for row in form.rows:
        for figure in row.figures:
            state, number, decimals = _worth(figure.text)
            expected.append(
                ReadFigure(
                    form.form_code,
                    row.block if figure.block is None else figure.block,
                    row.code,
                    row.label,
                    figure.measure,
                    figure.basis,
                    figure.text or None,
                    state,
                    None if number is None else number * YUAN_PER_UNIT[report.unit],
                    decimals,
                    report.unit,
                )
            )
    return expected


def _worth(text: str) -> tuple[str, Decimal | None, int | None]:
    if not text:
        return "blank", None, None
    if set(text) <= set("-—"):
        return "dash", None, None
    digits = text.strip("-()（）").replace(",", "")
    negative = text[0] in "-(（"
    number = Decimal(digits)
    return "number", -number if negative else number, len(digits.partition(".")[2])


def read_figures(path: Path) -> tuple[Counter[ReadFigure], list[str], list[str]]:
    """The figures of a file, its unplaced cells as texts, and the codes of its forms in order."""
    recognition = recognise(open_document(path), load_catalogue())
    figures = Counter(
        ReadFigure(
            table.form_code,
            amount.block,
            amount.row_code,
            amount.row_label,
            amount.measure,
            amount.basis,
            amount.amount_text,
            amount.amount_state,
            amount.amount_yuan,
            amount.shown_decimals,
            amount.unit,
        )
        for table in recognition.tables
        for amount in table.amounts
    )
    unplaced = [f"{cell.text}: {cell.reason}" for cell in recognition.unplaced]
    return figures, unplaced, [table.form_code for table in recognition.tables]


def assert_survives(
    report: ReportFigures,
    layout: Layout,
    file_format: FileFormat,
    folder: Path,
    paging: Paging | None = None,
) -> None:
    """Typeset a report, read it again, and hold the two to each other, figure by figure."""
    path = folder / f"report{SUFFIXES[file_format]}"
    path.write_bytes(typeset(report, layout, file_format, paging))
    found, unplaced, forms = read_figures(path)
    expected = expected_figures(report)
    assert unplaced == []
    assert list((expected - found).elements()) == [], "not read"
    assert list((found - expected).elements()) == [], "invented"
    assert forms == [form.form_code for form in report.forms]
