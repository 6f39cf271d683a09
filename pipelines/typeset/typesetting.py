"""From figures to the bytes of a report file."""

from __future__ import annotations

from typing import Literal

from pipelines.catalogue.loading import load_catalogue
from pipelines.typeset.composing import compose
from pipelines.typeset.figures import ReportFigures
from pipelines.typeset.layouts import Layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.pdf import typeset_pdf
from pipelines.typeset.tabbed_text import typeset_text
from pipelines.typeset.xlsx import typeset_xlsx

FileFormat = Literal["pdf", "xlsx_numbers", "xlsx_texts", "text"]
SUFFIXES: dict[FileFormat, str] = {
    "pdf": ".pdf",
    "xlsx_numbers": ".xlsx",
    "xlsx_texts": ".xlsx",
    "text": ".txt",
}


def typeset(
    report: ReportFigures, layout: Layout, file_format: FileFormat, paging: Paging | None = None
) -> bytes:
    """A report file with the figures of a report; `paging` matters to formats with pages only.

    Raises KeyError when the layout lacks a form, ValueError when a figure has no column in it.
    """
    tables = compose(report, layout)
    if file_format == "pdf":
        return typeset_pdf(report, tables, paging or Paging())
    if file_format == "text":
        return typeset_text(report, tables)
    catalogue = load_catalogue()
    names = [
        f"{catalogue.form(form.form_code).sheet_code} {table.title}"
        for form, table in zip(report.forms, tables, strict=True)
    ]
    as_numbers = file_format == "xlsx_numbers"
    return typeset_xlsx(report, tables, names, amounts_as_numbers=as_numbers)
