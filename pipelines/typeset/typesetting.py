"""From figures to the bytes of a report file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipelines.catalogue.loading import load_catalogue
from pipelines.typeset.composing_files import compose_file
from pipelines.typeset.docx import typeset_docx
from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import FormPart, ReportFigures
from pipelines.typeset.html import typeset_html
from pipelines.typeset.layouts import Layout
from pipelines.typeset.paging import Paging
from pipelines.typeset.pdf import typeset_pdf
from pipelines.typeset.tabbed_text import typeset_text
from pipelines.typeset.xlsx import typeset_xlsx

FileFormat = Literal["pdf", "docx", "xlsx_numbers", "xlsx_texts", "text", "html", "html_site"]
SUFFIXES: dict[FileFormat, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx_numbers": ".xlsx",
    "xlsx_texts": ".xlsx",
    "text": ".txt",
    "html": ".html",
    "html_site": ".html",
}


def typeset(
    report: ReportFigures, layout: Layout, file_format: FileFormat, paging: Paging | None = None
) -> bytes:
    """A report file with the figures of a report; `paging` matters to formats with pages only.

    "html" is a page in UTF-8 with the report alone, "html_site" one in GB18030 (declared as
    gb2312, as many are) within a page of a web site.

    Raises KeyError when the layout lacks a form, ValueError when a figure has no column in it or a
    workbook is asked for running text.
    """
    return typeset_reports([report], layout, file_format, paging)


def typeset_reports(
    reports: Sequence[ReportFigures],
    layout: Layout,
    file_format: FileFormat,
    paging: Paging | None = None,
) -> bytes:
    """One file with several reports, one after the other; raises as `typeset` does."""
    file = compose_file(reports, layout)
    if file_format == "pdf":
        return typeset_pdf(file, paging or Paging())
    if file_format == "docx":
        return typeset_docx(file)
    if file_format == "text":
        return typeset_text(file)
    if file_format == "html":
        return typeset_html(file)
    if file_format == "html_site":
        return typeset_html(file, "gb18030", in_web_site=True)
    as_numbers = file_format == "xlsx_numbers"
    return typeset_xlsx(file, _sheet_names(reports, layout), amounts_as_numbers=as_numbers)


def _sheet_names(reports: Sequence[ReportFigures], layout: Layout) -> list[str]:
    catalogue = load_catalogue()
    names: list[str] = []
    for part in (part for report in reports for part in report.printed_parts):
        if isinstance(part, FormPart):
            code = catalogue.form(part.form_code).sheet_code
            names.append(f"{code} {layout.forms[part.form_code].title}")
        elif isinstance(part, EvaluationFigures):
            names.append(f"{len(names) + 1} 绩效自评表")
        else:
            raise ValueError("a workbook holds tables only")
    return names
