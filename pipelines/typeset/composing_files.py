"""Composes what one file prints: its reports, with their tables in the order of their parts."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.typeset.composing import compose_form
from pipelines.typeset.composing_evaluations import compose_evaluation
from pipelines.typeset.evaluation_layouts import load_evaluation_layout
from pipelines.typeset.evaluations import EvaluationFigures
from pipelines.typeset.figures import FormPart, Heading, ReportFigures, ReportPart
from pipelines.typeset.layouts import Layout
from pipelines.typeset.printed import (
    PrintedFile,
    PrintedHeading,
    PrintedParagraph,
    PrintedPart,
)


def compose_file(reports: Sequence[ReportFigures], layout: Layout) -> PrintedFile:
    """The reports of a file one after the other; the first gives the file its title and its cover.

    Raises ValueError for no report and for a figure without a column, KeyError when a report does
    not have a form that its parts name, or the layout does not.
    """
    if not reports:
        raise ValueError("a file holds at least one report")
    first = reports[0]
    parts: list[PrintedPart] = []
    for report in reports:
        if report is not first:
            parts.append(PrintedHeading(report.title, 0))
            parts += [PrintedParagraph(line) for line in report.cover_lines]
        parts += [_printed(part, report, layout) for part in report.printed_parts]
    return PrintedFile(first.title, first.agency, first.cover_lines, tuple(parts))


def _printed(part: ReportPart, report: ReportFigures, layout: Layout) -> PrintedPart:
    if isinstance(part, FormPart):
        forms = {form.form_code: form for form in report.forms}
        return compose_form(report, forms[part.form_code], layout)
    if isinstance(part, EvaluationFigures):
        return compose_evaluation(part, load_evaluation_layout(part.layout))
    if isinstance(part, Heading):
        return PrintedHeading(part.text, part.level)
    return PrintedParagraph(part.text)
