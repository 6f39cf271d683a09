"""The lines printed above and below each table, with the agency and year that they name.

Identities compare them with the report's own; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipelines.catalogue.model import Catalogue, ReportKinds, matches
from pipelines.tables.model import RecognisedTable
from pipelines.text.normalising import comparable, without_spaces

_LONGEST_HEADING = 80


def table_line_rows(
    table_no: int, table: RecognisedTable, catalogue: Catalogue
) -> list[Mapping[str, Any]]:
    """The rows of raw table `table_line` for one table, without its report.

    Lines above a table begin after the notes of the table before it. Only headings name an agency
    or a year: a line in the shape of `agency_lines`, a title of the report, the table's title.
    `states_empty` tells a line below it that says there are no figures.
    """
    notes = catalogue.vocabulary.notes
    above = list(table.lines_above)
    last_note = max((i for i, text in enumerate(above) if matches(notes, text)), default=-1)
    placed = [("above", text) for text in above[last_note + 1 :]]
    placed += [("below", text) for text in table.lines_below]
    pages = [page for page in table.pages if page is not None]
    return [
        {
            "table_no": table_no,
            "line_no": line_no,
            "place": place,
            "line_text": text.strip(),
            "stated_agency": _agency(text, catalogue.report_kinds) if place == "above" else None,
            "stated_year": _year(text, table, catalogue.report_kinds) if place == "above" else None,
            "states_empty": place == "below"
            and matches(catalogue.vocabulary.empty_statements, text),
            "page": min(pages) if place == "above" and pages else max(pages, default=None),
        }
        for line_no, (place, text) in enumerate(placed, start=1)
    ]


def _agency(text: str, kinds: ReportKinds) -> str | None:
    folded = comparable(text)
    if len(folded) > _LONGEST_HEADING:
        return None
    for pattern in (*kinds.agency_lines, *kinds.agency_titles):
        match = pattern.fullmatch(folded)
        if match is not None:
            name = without_spaces(text)[match.start("agency") : match.end("agency")]
            return None if matches(kinds.placeholders, name) else name
    return None


def _year(text: str, table: RecognisedTable, kinds: ReportKinds) -> int | None:
    is_title = table.title is not None and without_spaces(text) == without_spaces(table.title)
    if not is_title and not any(matches(kind.document_titles, text) for kind in kinds.kinds):
        return None
    years = {
        int(match["year"])
        for pattern in kinds.fiscal_year
        if (match := re.fullmatch(pattern, comparable(text)))
    }
    return years.pop() if len(years) == 1 else None
