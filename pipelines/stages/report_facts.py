"""What a report says of itself: its kind, its agency, its fiscal year, department or unit.

Read from its titles and captions, never from the clock or the file name; what is not said is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.catalogue.model import Catalogue, Regions, ReportKinds, matches
from pipelines.document import Document
from pipelines.stages.agency_names import agency_by
from pipelines.stages.regions import region_at_start
from pipelines.stages.report_kind import (
    LONGEST_TITLE,
    MOST_LINES_OF_A_TITLE,
    OPENING_LINES,
    joined_lines,
    kind_of,
)
from pipelines.tables.model import Recognition
from pipelines.text.amounts import looks_like_figure
from pipelines.text.normalising import comparable, with_arabic_years, without_spaces

_CODE_OR_ORDINAL = re.compile(r"\d{1,3}|\d{5}|\d{7}")


@dataclass(frozen=True)
class ReportFacts:
    """What was found, and the line it was found in."""

    kind: str | None = None
    agency: str | None = None
    agency_found_in: str | None = None
    fiscal_year: int | None = None
    fiscal_year_found_in: str | None = None
    reporting_scope: str | None = None
    has_placeholders: bool = False
    revision_word: str | None = None
    contradicting_years: tuple[int, ...] = ()


def report_facts(document: Document, recognition: Recognition, catalogue: Catalogue) -> ReportFacts:
    """The facts of a report from its document and the tables recognised in it."""
    kinds = catalogue.report_kinds
    texts = [
        with_arabic_years(without_spaces(text))
        for text in document.texts()
        if len(comparable(text)) <= LONGEST_TITLE
    ]
    kind = kind_of(document, texts, recognition, kinds)
    agency, agency_line = _agency(texts, kinds)
    if agency is None and kind == "self_evaluation":
        agency, agency_line = _agency_in_cells(document, kinds)
    if agency is not None and _is_a_region(agency, catalogue.regions):
        # 甲州市2023年部门预算 names the place, not who reports
        agency, agency_line = None, None
    if agency is not None:
        agency = _with_its_region(agency, document, catalogue.regions)
    opening = texts[:OPENING_LINES]
    titles = [text for text in opening if _is_document_title(text, kind, kinds)]
    broken = [
        text for text in joined_lines(opening, kinds) if _is_document_title(text, kind, kinds)
    ]
    year, year_line, years = _fiscal_year(titles, broken, texts, kinds)
    return ReportFacts(
        kind,
        agency,
        agency_line,
        year,
        year_line,
        _scope(texts, kinds),
        any(matches(kinds.placeholders, text) for text in texts),
        next((word for title in [*titles, *broken] if (word := revision_word(title, kinds))), None),
        years,
    )


def is_unfilled(document: Document, facts: ReportFacts) -> bool:
    """Whether a report is a form to fill in: placeholders stand, and its grids print only codes."""
    if not any(page.grids for page in document.pages):
        return False
    figures = [
        comparable(cell.text)
        for page in document.pages
        for grid in page.grids
        for cell in grid.cells
        if looks_like_figure(cell.text)
    ]
    return facts.has_placeholders and all(_CODE_OR_ORDINAL.fullmatch(text) for text in figures)


def revision_word(title: str, kinds: ReportKinds) -> str | None:
    """The word of a title or file name that says that it replaces an earlier publication."""
    found = (pattern.fullmatch(comparable(title)) for pattern in kinds.revisions)
    return next((match["word"] for match in found if match), None)


def _agency(texts: Sequence[str], kinds: ReportKinds) -> tuple[str | None, str | None]:
    """The agency most often named over the tables, else the one in the first title."""
    named: Counter[str] = Counter()
    first_line: dict[str, str] = {}
    for text in texts:
        for pattern in kinds.agency_lines:
            agency = agency_by(pattern, text, kinds)
            if agency is not None:
                named[agency] += 1
                first_line.setdefault(agency, text)
                break
    ranked = named.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0], first_line[ranked[0][0]]
    return _agency_in_titles(texts, kinds)


def _agency_in_titles(texts: Sequence[str], kinds: ReportKinds) -> tuple[str | None, str | None]:
    """The agency that the titles name, put together again where a cover breaks it over lines.

    Of the names found, one that is part of another name found about as often is a fragment; of
    the rest the one that the report repeats most is meant.
    """
    lines: dict[str, str] = {}
    for index in range(min(len(texts), OPENING_LINES)):
        for length in range(1, MOST_LINES_OF_A_TITLE + 1):
            joined = "".join(texts[index : index + length])
            for pattern in kinds.agency_titles:
                agency = agency_by(pattern, joined, kinds)
                if agency is not None:
                    lines.setdefault(agency, without_spaces(joined))
    whole = without_spaces("".join(texts))
    counts = {agency: whole.count(agency) for agency in lines}
    names = [
        agency
        for agency in counts
        if not any(
            agency != other and agency in other and counts[other] * 2 >= counts[agency]
            for other in counts
        )
    ]
    if not names:
        return None, None
    best = max(names, key=lambda agency: (counts[agency], len(agency)))
    return best, lines[best]


def _agency_in_cells(document: Document, kinds: ReportKinds) -> tuple[str | None, str | None]:
    """The one agency that tables print in the cell after a label such as 实施单位."""
    found: dict[str, str] = {}
    for page in document.pages:
        texts = [cell.text for grid in page.grids for cell in grid.cells if comparable(cell.text)]
        for label, text in pairwise(texts):
            is_name = not looks_like_figure(text) and not matches(kinds.placeholders, text)
            if matches(kinds.agency_cells, label) and is_name:
                found[without_spaces(text)] = f"{without_spaces(label)} {without_spaces(text)}"
    return next(iter(found.items())) if len(found) == 1 else (None, None)


def _with_its_region(agency: str, document: Document, regions: Regions) -> str:
    """The agency's name with the region that the report prints before it elsewhere.

    青山区大数据中心 over the tables is 武汉市青山区大数据中心 in the text.
    """
    whole = without_spaces("".join(document.texts()))
    fuller = {
        found["before"][start:] + agency
        for found in re.finditer(rf"(?P<before>[\u4e00-\u9fff]{{2,12}}){re.escape(agency)}", whole)
        for start in range(len(found["before"]) - 1)
        if _is_part_of_region(found["before"][start:], agency, regions)
    }
    shortest = min(fuller, key=len, default=agency)
    return shortest if all(name.endswith(shortest) for name in fuller) else agency


def _is_a_region(name: str, regions: Regions) -> bool:
    region = region_at_start(name, regions)
    return region is not None and region.name == name


def _is_part_of_region(before: str, agency: str, regions: Regions) -> bool:
    """Whether the words before a name and its own beginning are one region told in full."""
    region = region_at_start(before + agency, regions)
    if region is None or not region.name.startswith(before):
        return False
    levels = [level for level in (region.province, region.prefecture, region.county) if level]
    edges = {"".join(levels[:count]) for count in range(1, len(levels) + 1)}
    return before in edges


def _is_document_title(text: str, kind: str | None, kinds: ReportKinds) -> bool:
    return any(entry.kind == kind and matches(entry.document_titles, text) for entry in kinds.kinds)


def _fiscal_year(
    titles: Sequence[str], broken_titles: Sequence[str], texts: Sequence[str], kinds: ReportKinds
) -> tuple[int | None, str | None, tuple[int, ...]]:
    """The fiscal year, the line that names it, and the years among which none could be chosen.

    The titles of the report tell it, whole or broken over lines, else the headings of its forms,
    else any short line. In each of these the year that most lines name counts; of titles the first
    must name it too. Where that gives none, what follows is not asked: a year is never guessed.
    """
    for lines, patterns, is_title in (
        (titles, kinds.fiscal_year, True),
        (broken_titles, kinds.fiscal_year, True),
        (texts, kinds.fiscal_year_headings, False),
        (texts, kinds.fiscal_year, False),
    ):
        named = [(year, line) for line in lines if (year := _year_of(line, patterns, kinds))]
        if not named:
            continue
        counts = Counter(year for year, _ in named)
        (year, most), *others = counts.most_common(2)
        is_clear = not others or most > others[0][1]
        if is_clear and (not is_title or named[0][0] == year):
            return year, next(line for one, line in named if one == year), ()
        return None, None, tuple(sorted(counts))
    return None, None, ()


def _year_of(line: str, patterns: Sequence[re.Pattern[str]], kinds: ReportKinds) -> int | None:
    if matches(kinds.year_ranges, line):
        return None
    found = (pattern.fullmatch(comparable(line)) for pattern in patterns)
    return next((int(match["year"]) for match in found if match), None)


def _scope(texts: Sequence[str], kinds: ReportKinds) -> str | None:
    for text in texts:
        scopes = {
            scope
            for scope, patterns in (
                ("department", kinds.department_scope),
                ("unit", kinds.unit_scope),
            )
            if matches(patterns, text)
        }
        if len(scopes) == 1:
            return scopes.pop()
    return None
