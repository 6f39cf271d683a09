"""Where the tables of one agency end and those of the next begin, told by the captions over them.

A workbook with the sheets of several agencies, or a file that prints the tables of a department
and then those of its units, has no title before each; how titles part reports is in splitting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.catalogue.model import Catalogue, ReportKinds, matches
from pipelines.document import Document, Grid, Page, TextLine
from pipelines.stages.agency_names import agency_of_title, named_agency
from pipelines.stages.report_kind import LONGEST_TITLE, MOST_LINES_OF_A_TITLE
from pipelines.tables.titles import read_title
from pipelines.text.normalising import comparable

Place = tuple[int, int]
"""A page of the document and a block of that page, both from 0."""


@dataclass(frozen=True)
class _Caption:
    """A form, the agency that a line such as 部门：甲局 or a title names over it, and where it
    begins."""

    agency: str
    form_code: str
    start: Place


def run_beginnings(
    document: Document, catalogue: Catalogue, are_one: Callable[[str, str], bool]
) -> list[Place]:
    """The places at which the tables of a further agency begin.

    None where an agency comes back after another, or where an agency prints no form that the
    first one prints too: then the other names are those of parts of one report. `are_one` tells
    whether two names are one agency's.
    """
    captions = _captions(document, catalogue)
    runs: list[list[_Caption]] = []
    for caption in captions:
        if runs and are_one(runs[-1][-1].agency, caption.agency):
            runs[-1].append(caption)
        else:
            runs.append([caption])
    names = [run[0].agency for run in runs]
    comes_back = any(
        are_one(name, other) for place, name in enumerate(names) for other in names[:place]
    )
    forms = [{caption.form_code for caption in run} for run in runs]
    if comes_back or not all(found & forms[0] for found in forms):
        return []
    return [run[0].start for run in runs[1:]]


def _captions(document: Document, catalogue: Catalogue) -> list[_Caption]:
    """The forms of a document with the agency that is named over each.

    That is the agency of its own caption, else that of the report's title before it. A form counts
    when a grid follows its title; a list of tables has none.
    """
    lines_with_names = catalogue.report_kinds.agency_lines
    found: list[_Caption] = []
    opened: tuple[str, Place] | None = None
    for page_index, page in enumerate(document.pages):
        title: tuple[str, int] | None = None
        agency: str | None = None
        for block_index, block in enumerate(page.blocks):
            for text in _heads(block):
                form = _form_of(text, catalogue)
                if form is not None:
                    title, agency = (form, block_index), None
                agency = named_agency(lines_with_names, text, catalogue) or agency
            if isinstance(block, TextLine):
                report = _opened(page, block_index, catalogue.report_kinds)
                opened = (report[0], (page_index, report[1])) if report else opened
                continue
            if title is None and page.sheet:
                form = _form_of(page.sheet, catalogue)
                title = (form, block_index) if form else None
            if title is not None and agency is not None:
                start = _start(page, title[1], agency, catalogue)
                found.append(_Caption(agency, title[0], (page_index, start)))
            elif title is not None and opened is not None:
                found.append(_Caption(opened[0], title[0], opened[1]))
            title = agency = None
    return found


def _opened(page: Page, last: int, kinds: ReportKinds) -> tuple[str, int] | None:
    """The agency of the report's title that ends with a line, and the block it begins with."""
    lines: list[str] = []
    for index in range(last, max(-1, last - MOST_LINES_OF_A_TITLE), -1):
        block = page.blocks[index]
        if not isinstance(block, TextLine):
            return None
        lines.insert(0, block.text)
        agency = agency_of_title("".join(lines), kinds)
        if agency is not None:
            return agency, index
    return None


def _heads(block: TextLine | Grid) -> Sequence[str]:
    """The texts of a block that may be titles and captions, row by row."""
    if isinstance(block, TextLine):
        return [block.text]
    rows = groupby(block.cells, key=lambda cell: cell.row)
    texts = [[cell.text for cell in cells if comparable(cell.text)] for _, cells in rows]
    return [text for row in texts for text in (*row, "".join(row)) if len(row) <= 4]


def _form_of(text: str, catalogue: Catalogue) -> str | None:
    title = read_title(text, catalogue)
    return title.form.form_code if title and title.form else None


def _start(page: Page, block_index: int, agency: str, catalogue: Catalogue) -> int:
    """The block with which a form begins, its report's own title above it included."""
    if page.sheet is not None:
        return 0
    kinds = catalogue.report_kinds
    first = block_index
    for index in range(block_index - 1, -1, -1):
        block = page.blocks[index]
        if not isinstance(block, TextLine) or len(comparable(block.text)) > LONGEST_TITLE:
            break
        is_title = any(matches(kind.document_titles, block.text) for kind in kinds.kinds)
        if is_title or comparable(agency) in comparable(block.text):
            first = index
        elif not matches(catalogue.vocabulary.captions, block.text):
            break
    return first
