"""Where the text of a page begins and ends, and what only furnishes it: headers and footers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.catalogue.model import matches
from pipelines.catalogue.narrative_model import NarrativeWording
from pipelines.narrative.model import PrintedLine
from pipelines.text.normalising import comparable

# A running header stands on at least this many pages; two alike may be one title printed twice.
_PAGES_OF_A_HEADER = 3
_LINES_FOR_A_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right end of full lines of text, in points."""

    left: float
    right: float


def without_furniture(
    lines: Sequence[PrintedLine], wording: NarrativeWording
) -> tuple[list[PrintedLine], int]:
    """The lines without page numbers, headers and footers, and how many of those held a digit.

    A line is furniture when it is the first or last of its page and either looks like a page
    number or stands there, digits aside, on three pages or more. In text without pages only what
    plainly is a page number is taken out.
    """
    edges = _edges(lines)
    repeated = _repeated(lines, edges)
    kept: list[PrintedLine] = []
    digits = 0
    for index, line in enumerate(lines):
        paged = line.page is not None
        is_number = matches(wording.page_furniture, line.text) and (not paged or index in edges)
        if is_number or (index in edges and _masked(line) in repeated):
            digits += any(character.isdigit() for character in line.text)
        else:
            kept.append(line)
    return kept, digits


def _edges(lines: Sequence[PrintedLine]) -> set[int]:
    edges: set[int] = set()
    paged = [(index, line.page) for index, line in enumerate(lines) if line.page is not None]
    for _, group in groupby(paged, key=lambda item: item[1]):
        indices = [index for index, _ in group]
        edges |= {indices[0], indices[-1]}
    return edges


def _masked(line: PrintedLine) -> str:
    return "".join("#" if c.isdigit() else c for c in comparable(line.text))


def _repeated(lines: Sequence[PrintedLine], edges: set[int]) -> set[str]:
    pages: defaultdict[str, set[int | None]] = defaultdict(set)
    for index in edges:
        pages[_masked(lines[index])].add(lines[index].page)
    return {text for text, found in pages.items() if len(found) >= _PAGES_OF_A_HEADER}


def margins_by_page(lines: Sequence[PrintedLine]) -> dict[int | None, Margins]:
    """The margins of every page; a page with too few lines has those of the whole text.

    Empty where lines have no boxes.
    """
    boxed = [line for line in lines if line.box is not None]
    if not boxed:
        return {}
    overall = _margins(boxed)
    by_page: defaultdict[int | None, list[PrintedLine]] = defaultdict(list)
    for line in boxed:
        by_page[line.page].append(line)
    return {
        page: _margins(found) if len(found) >= _LINES_FOR_A_MARGIN else overall
        for page, found in by_page.items()
    }


def _margins(lines: Sequence[PrintedLine]) -> Margins:
    boxes = [line.box for line in lines if line.box is not None]
    longest = max(box.x1 - box.x0 for box in boxes)
    full = [box for box in boxes if box.x1 - box.x0 >= longest * 0.6]
    lefts = Counter(round(box.x0) for box in full)
    # in a damaged file every line may begin elsewhere
    common = [place for place, count in lefts.items() if count * 5 >= len(full)]
    return Margins(min(common or lefts), max(box.x1 for box in full))
