"""Finds the sheets in a stream: which lines and rows make up one self-evaluation.

A sheet begins at a title of its kind, or at the row that names a project; it goes on over bodies
and pages until the next title, the next project, or a text between them that belongs to no sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.model import Catalogue, matches
from pipelines.document import Grid
from pipelines.tables.evaluation.facts import FUND_FACTS
from pipelines.tables.evaluation.figures import label_and_weight
from pipelines.tables.evaluation.headings import find_header
from pipelines.tables.evaluation.regrouping import is_without_rows, regrouped
from pipelines.tables.evaluation.repeating import without_repeats
from pipelines.tables.evaluation.rows import EvaluationRow, Frame, evaluation_rows, frame_of
from pipelines.tables.model import Body, BodyRow
from pipelines.tables.streaming import Line
from pipelines.tables.titles import read_title
from pipelines.text.normalising import comparable

TitleKind = Literal["project", "department", "base_data", "refused"]

_MOST_LINES_BELOW_TITLE = 10
_LONGEST_CAPTION = 80
_ROWS_COMPARED = 3
_FEWEST_EDGES = 8
_SAME_EDGE = 2.0
"""Points by which a column line may differ from page to page."""
_RESULTS = ("actual", "score", "completion_rate")


@dataclass(frozen=True)
class SheetTitle:
    """A line that names a sheet, and where it stands in the stream."""

    kind: TitleKind
    text: str
    item: int


@dataclass
class Draft:
    """The rows of one sheet with the lines above and below it.

    `without_kinds` are the items above which a kind of indicator stands as a line: the page break
    took the border of its cell, so that nobody can tell which rows it belongs to.
    """

    title: SheetTitle | None
    captions: dict[int, str]
    rows: list[EvaluationRow] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    grid: Grid | None = None
    items: set[int] = field(default_factory=set)
    without_kinds: set[int] = field(default_factory=set)


def title_kind(text: str, forms: EvaluationForms) -> TitleKind | None:
    """What kind of sheet a line is the title of; None when it is none."""
    titles = forms.titles
    if matches(titles.refused, text):
        return "refused"
    if matches(titles.base_data, text):
        return "base_data"
    if matches(titles.department, text):
        return "department"
    return "project" if matches(titles.project, text) else None


def assemble(
    items: Sequence[Line | Body], catalogue: Catalogue, forms: EvaluationForms
) -> list[Draft]:
    """The sheets of a stream in reading order. One grid's rows stay together."""
    walk = _Walk(catalogue, forms)
    for index, item in enumerate(items):
        if isinstance(item, Line):
            walk.take_line(index, item)
        else:
            walk.take_body(index, item)
    return walk.drafts


class _Walk:
    """One pass over a stream."""

    def __init__(self, catalogue: Catalogue, forms: EvaluationForms) -> None:
        self.catalogue = catalogue
        self.forms = forms
        self.drafts: list[Draft] = []
        self._open: Draft | None = None
        self._above: list[tuple[int, str]] = []
        self._frames: dict[int, Frame] = {}
        self._tidied: dict[int, Grid] = {}
        self._without_rows: list[Grid] = []

    def take_line(self, index: int, line: Line) -> None:
        self._above.append((index, line.text))
        if title_kind(line.text, self.forms) is None and read_title(line.text, self.catalogue):
            self._open = None
            self._above.clear()
            return
        if self._open is not None and self._is_note(index, line.text):
            self._open.notes[index] = line.text

    def _is_note(self, index: int, text: str) -> bool:
        """Whether a line under the sheet explains it, or goes on with the explanation above it."""
        assert self._open is not None
        words = self.forms.indicators
        if matches(words.notes_begin, text):
            return True
        return index - 1 in self._open.notes and matches(words.notes_go_on, text)

    def take_body(self, index: int, body: Body) -> None:
        grid = body.rows[0].grid
        above, self._above = self._above, []
        if any(grid is known for known in self._without_rows) and self._open is not None:
            self._open.items |= {index, *(number for number, _ in above)}
            return
        title, captions = self._title_above(above)
        if title is not None and title.kind == "refused":
            self._open = None
            return
        rows, lines = self._rows(index, body, above)
        captions = {number: text for number, text in captions.items() if number not in lines}
        prose_above = any(not _is_short(text) for number, text in above if number not in lines)
        is_new = title is not None and not self._is_repeated(title, rows)
        if not is_new and self._open is not None and self._goes_on(grid, rows, prose_above):
            self._open.items |= {title.item} if title is not None else set()
            kinds = {number for number, text in above if self._is_kind(comparable(text))}
            if kinds:
                self._open.items |= kinds
                self._open.without_kinds.add(index)
            self._extend(index, body, rows, lines)
        elif self._is_sheet(rows, title):
            self._begin(title, captions)
            self._extend(index, body, rows, lines)
        else:
            self._open = None

    def _rows(
        self, index: int, body: Body, above: list[tuple[int, str]]
    ) -> tuple[list[EvaluationRow], set[int]]:
        """The rows of a body, and the lines above that are rows of its grid too.

        A row with a caption in one of its cells (单位：万元 beside 项目名称) comes as lines.
        """
        grid = body.rows[0].grid
        page = body.rows[0].page
        if is_without_rows(grid):
            rebuilt = regrouped(page, grid, body.rows[0].number, index, self.forms)
            if rebuilt is not None:
                self._without_rows.append(grid)
                return rebuilt, set()
        lines: set[int] = set()
        rows: list[BodyRow] = list(body.rows)
        tidy = self._tidy(grid)
        left = list(above)
        for number in range(body.rows[0].number - 1, grid.first_row - 1, -1):
            row = BodyRow(page, grid, number)
            texts = [cell.text for cell in row.cells]
            if not texts:
                continue
            if [text for _, text in left[-len(texts) :]] != texts:
                break
            if len(texts) == 1:
                if title_kind(texts[0], self.forms) is not None:
                    break
                left.pop()
                continue
            lines |= {item for item, _ in left[-len(texts) :]}
            del left[-len(texts) :]
            rows.insert(0, row)
        rows = [BodyRow(page, tidy, row.number) for row in rows]
        return list(evaluation_rows(rows, index, self._frame(tidy))), lines

    def _tidy(self, grid: Grid) -> Grid:
        """The grid without repeats of merged cells, made once for all bodies of it."""
        if id(grid) not in self._tidied:
            self._tidied[id(grid)] = without_repeats(grid, self.forms)
        return self._tidied[id(grid)]

    def _frame(self, grid: Grid) -> Frame:
        return self._frames.setdefault(id(grid), frame_of(grid))

    def _begin(self, title: SheetTitle | None, captions: dict[int, str]) -> None:
        self._open = Draft(title, captions)
        self.drafts.append(self._open)

    def _extend(self, index: int, body: Body, rows: list[EvaluationRow], lines: set[int]) -> None:
        """Add rows to the open sheet; a row that names a project, or a title, begins the next."""
        assert self._open is not None
        for row in rows:
            title = self._title_in(row, index)
            if title is not None or (_names_project(row, self.forms) and self._has_begun()):
                if self._open.rows:
                    self._begin(title, {})
                elif title is not None and self._open.title is None:
                    self._open.title = title
                if title is not None:
                    continue
            self._open.rows.append(row)
            self._open.items |= {index, *lines}
            self._open.grid = body.rows[0].grid

    def _has_begun(self) -> bool:
        """Whether the open sheet has come to its funds or indicators."""
        assert self._open is not None
        return any(_holds_header(self._open.rows, i, self.forms) for i in self._starts())

    def _starts(self) -> range:
        assert self._open is not None
        return range(len(self._open.rows))

    def _title_in(self, row: EvaluationRow, index: int) -> SheetTitle | None:
        if len(row.printed) != 1:
            return None
        kind = title_kind(row.printed[0].text, self.forms)
        if kind is None or kind == "refused":
            return None
        return SheetTitle(kind, row.printed[0].text.strip(), index)

    def _title_above(
        self, above: list[tuple[int, str]]
    ) -> tuple[SheetTitle | None, dict[int, str]]:
        """The nearest title above, with the short lines between it and the body."""
        near = above[-_MOST_LINES_BELOW_TITLE:]
        captions: dict[int, str] = {}
        for index, text in reversed(near):
            kind = title_kind(text, self.forms)
            if kind is not None:
                captions |= self._announcement(index, above)
                return SheetTitle(kind, text.strip(), index), captions
            if not _is_short(text):
                break
            captions[index] = text
        return None, captions

    def _is_repeated(self, title: SheetTitle, rows: list[EvaluationRow]) -> bool:
        """Whether a title is the open sheet's own, printed again at the top of a page."""
        if self._open is None or self._open.title is None:
            return False
        same = comparable(title.text) == comparable(self._open.title.text)
        return same and not any(_names_project(row, self.forms) for row in rows)

    def _announcement(self, index: int, above: list[tuple[int, str]]) -> dict[int, str]:
        """The line right above a title when it only announces it: 附件 and the same title."""
        before = dict(above).get(index - 1)
        is_title = before is not None and title_kind(before, self.forms) is not None
        return {index - 1: before} if before is not None and is_title else {}

    def _goes_on(self, grid: Grid, rows: list[EvaluationRow], prose_above: bool) -> bool:
        """Whether a body without a title goes on with the open sheet.

        After the total only remarks and facts can follow. Before it, the headings are printed
        again, or the first rows name kinds of indicators, or the total, in columns that can be
        compared.
        """
        assert self._open is not None
        if grid is self._open.grid:
            return True
        if prose_above or any(_names_project(row, self.forms) for row in rows[:3]):
            return False
        title = self._open.title
        if title is not None and title.kind == "base_data":
            return is_next_page(self._open.rows, rows)
        if any(self._is_total(row) for row in self._open.rows):
            return all(self._is_remark(row) for row in rows)
        if any(_holds_header(rows, i, self.forms) for i in range(len(rows))):
            return True
        if not any(_has_results(self._open.rows, i, self.forms) for i in self._starts()):
            return False
        if is_next_page(self._open.rows, rows):
            return True
        same_columns = rows[0].frame.columns == self._open.rows[-1].frame.columns
        has_boxes = rows[0].address.box is not None
        return (same_columns or has_boxes) and any(self._is_known(row) for row in rows[:3])

    def _is_total(self, row: EvaluationRow) -> bool:
        totals = self.forms.indicators.totals
        return bool(row.printed) and any(p.fullmatch(row.printed[0].folded) for p in totals)

    def _is_remark(self, row: EvaluationRow) -> bool:
        words = [*self.forms.indicators.remark_rows]
        facts = [fact for fact in self.forms.facts if fact.name not in FUND_FACTS]
        words += [pattern for fact in facts for pattern in fact.labels]
        return bool(row.printed) and any(
            pattern.fullmatch(row.printed[0].folded.rstrip(":")) for pattern in words
        )

    def _is_known(self, row: EvaluationRow) -> bool:
        """Whether a row names a kind of indicator at its left, or is a total."""
        return self._is_total(row) or any(self._is_kind(cell.text) for cell in row.printed[:3])

    def _is_kind(self, text: str) -> bool:
        """Whether a text names kinds of indicators, or all of them, and nothing else."""
        words = self.forms.indicators
        labels = [p for level in (*words.level1, *words.level2) for p in level.labels]
        labels += words.outer
        return any(pattern.fullmatch(label_and_weight(text)[0]) for pattern in labels)

    def _is_sheet(self, rows: list[EvaluationRow], title: SheetTitle | None) -> bool:
        """Whether a body that goes on with nothing begins a sheet."""
        if title is not None and title.kind == "base_data":
            return True
        if any(_has_results(rows, i, self.forms) for i in range(len(rows))):
            return True
        names_project = any(_names_project(row, self.forms) for row in rows[:4])
        if title is None:
            return names_project and _names_agencies(rows[:6], self.forms)
        return names_project or any(_holds_header(rows, i, self.forms) for i in range(len(rows)))


def is_next_page(before: Sequence[EvaluationRow], rows: Sequence[EvaluationRow]) -> bool:
    """Whether rows go on with those of the page before: the same right edge, the same columns.

    Every cell of the first rows begins and ends at a column line of the last rows above.
    """
    last, first = before[-1].address, rows[0].address
    if last.page is None or first.page is None or first.page != last.page + 1:
        return False
    above = [cell.address.box for row in before[-_ROWS_COMPARED:] for cell in row.cells]
    below = [cell.address.box for row in rows[:_ROWS_COMPARED] for cell in row.cells]
    lines = [edge for box in above if box is not None for edge in (box.x0, box.x1)]
    edges = [edge for box in below if box is not None for edge in (box.x0, box.x1)]
    if not lines or len(edges) < _FEWEST_EDGES:
        return False
    fits = all(any(abs(edge - line) <= _SAME_EDGE for line in lines) for edge in edges)
    return fits and abs(max(edges) - max(lines)) <= _SAME_EDGE


def _names_project(row: EvaluationRow, forms: EvaluationForms) -> bool:
    labels = [p for fact in forms.facts if fact.name == "project_name" for p in fact.labels]
    return any(p.fullmatch(cell.folded) for cell in row.printed[:2] for p in labels)


def _names_agencies(rows: Sequence[EvaluationRow], forms: EvaluationForms) -> bool:
    """Whether rows name the supervising agency and the unit that carries the project out.

    A sheet whose first page holds nothing else begins so; one that never comes to funds or
    indicators is dropped again.
    """
    found = {
        fact.name
        for fact in forms.facts
        for row in rows
        for cell in row.printed
        if any(pattern.fullmatch(cell.folded) for pattern in fact.labels)
    }
    return {"supervising_agency", "implementing_unit"} <= found


def _holds_header(rows: Sequence[EvaluationRow], index: int, forms: EvaluationForms) -> bool:
    """Whether the headings of funds or of indicators begin at a row."""
    funds = find_header(rows, index, forms.funds.headings, "funds")
    if funds is not None and funds.named("outturn") and funds.named("execution_rate", "score"):
        return True
    return _has_results(rows, index, forms)


def _has_results(rows: Sequence[EvaluationRow], index: int, forms: EvaluationForms) -> bool:
    """Whether headings of indicators with a column for results begin at a row."""
    found = find_header(rows, index, forms.indicators.headings, "indicators")
    return found is not None and found.named("level2", "level3") and found.named(*_RESULTS)


def _is_short(text: str) -> bool:
    folded = comparable(text)
    return len(folded) <= _LONGEST_CAPTION and "。" not in folded
