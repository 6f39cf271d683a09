"""read(typeset(figures)) == figures, for every form, layout and format."""

from __future__ import annotations

import os
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.typeset.layouts import LAYOUTS, load_layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.typesetting import FileFormat
from tests.round_trip.comparing import assert_survives
from tests.round_trip.inventing import reports

FORMS = tuple(load_layout("ministry").forms)
OFFICE_FORMATS: tuple[FileFormat, ...] = ("xlsx_numbers", "xlsx_texts", "text", "html", "html_site")
PAGINGS = {
    "no headings again": Paging(rows_a_page=12, repeats="nothing"),
    "headings again": Paging(rows_a_page=12, repeats="headings"),
    "title again": Paging(rows_a_page=12, repeats="title_and_headings"),
    "last row alone": Paging(repeats="nothing", last_row_alone=True),
    "last row alone under headings": Paging(repeats="headings", last_row_alone=True),
    "ruled page without text": Paging(rows_a_page=20, repeats="nothing", blank_page=True),
}
ALL_PAGED = list(product(LAYOUTS, FORMS, PAGINGS))
# A page takes long to read, so by default each form goes over pages once in each paging, through
# all layouts by turns, and through those that once were misread.
SOME_PAGED = [
    *(
        (LAYOUTS[(number + offset) % len(LAYOUTS)], form_code, name)
        for (number, form_code), (offset, name) in product(enumerate(FORMS), enumerate(PAGINGS))
    ),
    ("ministry", "income_expenditure_summary", "headings again"),
    ("ministry", "appropriation_summary", "last row alone under headings"),
    ("ministry", "general_budget_basic_expenditure", "last row alone"),
    ("wide", "government_fund", "last row alone"),
]
PAGED = ALL_PAGED if os.environ.get("JUESUAN_ALL_LAYOUTS") else SOME_PAGED


def examples(count: int) -> settings:
    """Settings for tests that read files: few examples, the same ones in every run, unshrunk."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )


@pytest.mark.parametrize("layout_name", LAYOUTS)
@pytest.mark.parametrize("form_code", FORMS)
@pytest.mark.parametrize("file_format", OFFICE_FORMATS)
@examples(4)
@given(data=st.data())
def test_office_formats(
    form_code: str, layout_name: str, file_format: FileFormat, data: st.DataObject
) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, [form_code]))
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(report, layout, file_format, Path(folder))


@pytest.mark.parametrize("layout_name", LAYOUTS)
@pytest.mark.parametrize("file_format", [*OFFICE_FORMATS, "pdf"])
@examples(1)
@given(data=st.data())
def test_all_nine_forms_in_one_file(
    layout_name: str, file_format: FileFormat, data: st.DataObject
) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, FORMS, fewest_items=3))
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(report, layout, file_format, Path(folder))


@pytest.mark.parametrize("layout_name", LAYOUTS)
@pytest.mark.parametrize("form_code", FORMS)
@examples(2)
@given(data=st.data())
def test_pdf(form_code: str, layout_name: str, data: st.DataObject) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, [form_code]))
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(report, layout, "pdf", Path(folder))


@pytest.mark.parametrize(("layout_name", "form_code", "paging"), PAGED)
@examples(1)
@given(data=st.data())
def test_pdf_over_pages(layout_name: str, form_code: str, paging: str, data: st.DataObject) -> None:
    layout = load_layout(layout_name)
    report = data.draw(reports(layout, [form_code], fewest_items=8, most_items=25))
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(report, layout, "pdf", Path(folder), PAGINGS[paging])
