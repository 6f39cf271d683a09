"""One file, several reports: a document is cut where a report of another agency begins.

A title alone is no beginning, for reports name other agencies in titles too. What the reports say
of themselves is read elsewhere (report_facts).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.catalogue.model import Catalogue, ReportKinds
from pipelines.document import Document, Page, TextLine
from pipelines.stages.agency_names import agency_of_title
from pipelines.stages.captioned_runs import run_beginnings
from pipelines.text.normalising import comparable

_MOST_LINES_OF_A_TITLE = 3
_IN_BRACKETS = re.compile(r"\(.*?\)")


@dataclass(frozen=True)
class _PlacedLine:
    """A line of text with the place of its page in the document and of its block in the page."""

    page: int
    block: int
    text: str


@dataclass(frozen=True)
class _Opening:
    """A title that may open a report: the agency it names, and its first and last line."""

    agency: str
    first: int
    last: int


def split_reports(document: Document, catalogue: Catalogue) -> list[Document]:
    """The reports of a document in their order; the document itself where it holds one.

    A report begins at a title that names another agency than the report before, when the text
    after it starts its sections again with the first heading of that report; or, where no title
    says so, at the first table of another agency (captioned_runs). A page that holds an
    end and a beginning is cut, and both parts keep its number.
    """
    kinds = catalogue.report_kinds
    lines = [
        _PlacedLine(page_index, block_index, block.text)
        for page_index, page in enumerate(document.pages)
        for block_index, block in enumerate(page.blocks)
        if isinstance(block, TextLine)
    ]
    beginnings = _beginnings(lines, kinds)
    cuts = [(lines[opening.first].page, lines[opening.first].block) for opening in beginnings]
    cuts = cuts or run_beginnings(document, catalogue, _are_one)
    edges = [(0, 0), *cuts, (len(document.pages), 0)]
    return [
        replace(document, pages=_between(document.pages, start, end))
        for start, end in pairwise(edges)
    ]


def _beginnings(lines: Sequence[_PlacedLine], kinds: ReportKinds) -> list[_Opening]:
    """The titles at which a further report begins."""
    openings = _openings(lines, kinds)
    found: list[_Opening] = []
    current: _Opening | None = None
    heading: str | None = None
    for index, opening in enumerate(openings):
        if current is not None and _are_one(current.agency, opening.agency):
            continue
        following = (other for other in openings[index + 1 :] if other.agency != opening.agency)
        end = next((other.first for other in following), len(lines))
        own = _first_heading(lines[opening.last + 1 : end], opening.agency, kinds)
        if current is None:
            current = opening
        elif heading is not None and own == heading:
            found.append(opening)
            current = opening
        heading = heading or own
    return found


def _openings(lines: Sequence[_PlacedLine], kinds: ReportKinds) -> list[_Opening]:
    """The titles of reports, each of the fewest lines of one page that make it one."""
    found: list[_Opening] = []
    for last in range(len(lines)):
        for first in range(last, max(-1, last - _MOST_LINES_OF_A_TITLE), -1):
            if lines[first].page != lines[last].page:
                break
            texts = [line.text for line in lines[first : last + 1]]
            agency = agency_of_title("".join(texts), kinds)
            if agency is not None:
                found.append(_Opening(agency, first, last))
                break
    return found


def _are_one(agency: str, other: str) -> bool:
    """Whether two names are one agency's, one of them perhaps cut off where its cover breaks."""
    return agency.endswith(other) or other.endswith(agency)


def _first_heading(lines: Iterable[_PlacedLine], agency: str, kinds: ReportKinds) -> str | None:
    """The first heading of sections, without what agencies differ in: their names and brackets."""
    for line in lines:
        text = comparable(line.text)
        for pattern in kinds.first_sections:
            match = pattern.fullmatch(text)
            if match:
                return _IN_BRACKETS.sub("", match["heading"].replace(agency, ""))
    return None


def _between(
    pages: Sequence[Page], start: tuple[int, int], end: tuple[int, int]
) -> tuple[Page, ...]:
    """The pages from one place (page, block) up to another, cut where they begin or end inside."""
    parts: list[Page] = []
    for index, page in enumerate(pages):
        first = start[1] if index == start[0] else 0
        last = end[1] if index == end[0] else len(page.blocks)
        inside = start[0] <= index <= end[0]
        if inside and (first < last or (not page.blocks and index != end[0])):
            parts.append(replace(page, blocks=page.blocks[first:last]))
    return tuple(parts)
