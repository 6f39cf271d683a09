"""One pass over the stream of a report: which bodies belong to which form, under which title.

A table opens where a title and headings that fit it meet, goes on over pages as long as the rows
are known, and closes at the next title. A grid without any title is taken only when its headings
fit exactly one form and leave no column over. Figures are placed elsewhere (placing).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.catalogue.model import Catalogue, Form, matches
from pipelines.document import CellAddress
from pipelines.tables.continuing import continued_fit, first_key
from pipelines.tables.fitting import Fit, Misfit, fit
from pipelines.tables.model import Body, UnplacedCell
from pipelines.tables.named import is_total_row
from pipelines.tables.streaming import Line
from pipelines.tables.titles import Title, read_title
from pipelines.text.amounts import holds_figure, read_amount
from pipelines.text.normalising import comparable

_MOST_LINES_BELOW_TITLE = 10
_MOST_LINES_BELOW_TABLE = 5
_LONGEST_CAPTION = 80
_PROSE = re.compile(
    r"[。，；%％]|万元|亿元|\d\s*元|[（(]\d*[类款项][）)]|[为：:达约]\s+-?[\d,]+\.\d"
)
_TOUCHING_AMOUNT = re.compile(r"(?<!\S)-?\d[\d,]*\.\d{2}(?=[\u4e00-\u9fff])")
# the explanation of the forms: a sentence, or the heading over it
_RUNNING_TEXT = re.compile(r"。|情况(?:的)?说明\s*$")


@dataclass
class OpenTable:
    """A recognised table while its pages are being collected.

    `captions` are the lines above its first body, `bodies` the places of its bodies in the stream,
    `below` the first lines after its last body up to the next title.
    """

    form: Form
    title: str | None
    segments: list[tuple[Body, Fit]]
    captions: list[str]
    bodies: list[int]
    notes: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def last_fit(self) -> Fit:
        """How the last body was understood."""
        return self.segments[-1][1]

    def go_on(self, body: Body, found: Fit, place: int) -> None:
        """Take one more body."""
        self.segments.append((body, found))
        self.bodies.append(place)
        self.below.clear()


class Walk:
    """One pass over a report's stream; what others have taken only ends what stood before it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.tables: list[OpenTable] = []
        self.unplaced: list[UnplacedCell] = []
        self.other_titles: list[str] = []
        self.table_lines: set[int] = set()
        self._place = -1
        self._pending: list[tuple[int, str]] = []
        self._current: OpenTable | None = None
        self._unknown: str | None = None
        self._title_without_grid: str | None = None
        self._is_below = False
        self._in_text = False

    def take(self, place: int, item: Line | Body) -> None:
        """Take the next item; `place` is its index in the stream."""
        self._place = place
        if isinstance(item, Line):
            self._take_line(item)
        else:
            self._take_body(item)

    def pass_over(self, item: Line | Body) -> None:
        """An item that something else has read: no title and no table reaches over it."""
        self._pending = []
        self._title_without_grid = None
        if not isinstance(item, Line):
            self._current = None
            self._unknown = None

    def _take_line(self, line: Line) -> None:
        self._pending.append((self._place, line.text))
        if read_title(line.text, self.catalogue) is not None:
            titles = [title for title in self._titles()[0] if title.form is not None]
            self._title_without_grid = titles[0].text if titles else None
            self._is_below = self._in_text = False
            return
        if self._current is not None and self._is_below:
            self._current.below.append(line.text)
            self._is_below = len(self._current.below) < _MOST_LINES_BELOW_TABLE
        if self._current is not None and matches(self.catalogue.vocabulary.notes, line.text):
            self._current.notes.append(line.text)
            self.table_lines.add(self._place)
        elif _RUNNING_TEXT.search(line.text):
            self._in_text = True
        # text follows the tables that are no forms, and a heading such as 1.2 is no row
        in_text = self._in_text or (self._current is not None and not self._current.form.official)
        title = self._title_without_grid or (self._current and self._current.title)
        fell_out = title is None and not in_text and bool(read_amount(line.text).decimals)
        if not _is_short(line.text):
            self._title_without_grid = None
        elif (title and _is_row_without_rules(line.text, fewest=2 if in_text else 1)) or (
            self._unknown and fell_out
        ):
            address = CellAddress(line.page.number, line.page.sheet, None, None, line.box)
            reason = "表外有一行数，可能缺框线 / a row of figures outside the ruled table"
            self.unplaced.append(UnplacedCell(address, line.text, reason, title or self._unknown))
            self.table_lines.add(self._place)

    def _take_body(self, body: Body) -> None:
        self._is_below = True
        titles, lines_from = self._titles()
        self._title_without_grid = None
        near, self._pending = self._pending[-_MOST_LINES_BELOW_TITLE:], []
        self._claim_lines(near, lines_from)
        captions = [text for _, text in near]
        if not titles:
            self._take_untitled(body, captions)
        elif all(title.form is None for title in titles):
            self._close(titles[0].text)
            self._leave(body, f"不是九张决算表之一：{titles[0].text} / not one of the nine forms")
        else:
            self._take_titled(body, titles, captions)

    def _claim_lines(self, near: Sequence[tuple[int, str]], first: int) -> None:
        """The title over a body and all below it belong to the table; else captions alone do."""
        captions = self.catalogue.vocabulary.captions
        self.table_lines |= {
            place
            for index, (place, text) in enumerate(near)
            if index >= first or matches(captions, text)
        }

    def _take_titled(self, body: Body, titles: Sequence[Title], captions: list[str]) -> None:
        reasons: list[str] = []
        for title in titles:
            if title.form is None:
                continue
            found = fit(body, title.form, self.catalogue)
            if isinstance(found, Fit):
                if self._goes_on(body, found):
                    assert self._current is not None
                    self._current.go_on(body, found, self._place)
                else:
                    self._open(title.form, title.text, body, found, captions)
                return
            reasons.append(found.reason)
            if self._current is not None and self._current.form is title.form:
                moved = self._moved(body)
                if moved is not None:
                    self._current.go_on(body, moved, self._place)
                    return
        self._close(titles[0].text)
        reason = "；".join(dict.fromkeys(reasons))
        self._leave(body, f"表头与表名不符：{reason} / headings do not fit the title")

    def _take_untitled(self, body: Body, near: list[str]) -> None:
        if self._current is not None and not self._is_cut_off(self._current, near):
            found = fit(body, self._current.form, self.catalogue)
            if isinstance(found, Fit) and self._goes_on(body, found):
                self._current.go_on(body, found, self._place)
                return
            moved = self._moved(body) if isinstance(found, Misfit) else None
            if moved is not None:
                self._current.go_on(body, moved, self._place)
                return
        fits = [
            found
            for form in self.catalogue.forms
            if not form.needs_title
            and isinstance(found := fit(body, form, self.catalogue), Fit)
            and not found.unmapped
        ]
        if len(fits) == 1:
            self._open(fits[0].form, None, body, fits[0], near)
            return
        if self._unknown is not None:
            self._leave(body, f"不是九张决算表之一：{self._unknown} / not one of the nine forms")
            return
        names = "、".join(found.form.title.zh for found in fits)
        reason = f"没有表名，表头符合：{names} / no title, headings tie" if fits else ""
        self._leave(
            body, reason or "没有表名，表头不属于九张决算表 / no title and no form's headings"
        )

    def _goes_on(self, body: Body, found: Fit) -> bool:
        current = self._current
        if current is None or current.form is not found.form or found.items:
            return False
        if found.variant.keys == "named" and is_total_row(
            current.segments[-1][0].rows[-1], current.last_fit.panels[0]
        ):
            return False
        return first_key(body, found) != first_key(*current.segments[0])

    def _is_cut_off(self, table: OpenTable, near: Sequence[str]) -> bool:
        """Whether text stands between a table and a body; rows of any name reach over none."""
        vocabulary = self.catalogue.vocabulary
        between = vocabulary.captions + vocabulary.notes
        return table.last_fit.variant.keys == "named" and not all(
            matches(between, text) for text in near
        )

    def _moved(self, body: Body) -> Fit | None:
        assert self._current is not None
        first_body = self._current.segments[-1][0]
        vocabulary = self.catalogue.vocabulary
        return continued_fit(self._current.last_fit, first_body, body, vocabulary)

    def _open(
        self, form: Form, title: str | None, body: Body, found: Fit, captions: list[str]
    ) -> None:
        self._current = OpenTable(form, title, [(body, found)], captions, [self._place])
        self._in_text = False
        self._unknown = None
        self.tables.append(self._current)

    def _close(self, unknown_title: str) -> None:
        self._current = None
        self._unknown = unknown_title
        self.other_titles.append(unknown_title)

    def _leave(self, body: Body, reason: str) -> None:
        ordinal = self.catalogue.vocabulary.key_headings.ordinal
        numbering = {
            cell.column for row in body.rows for cell in row.cells if matches(ordinal, cell.text)
        }
        for row in body.rows:
            is_entry = any(read_title(cell.text, self.catalogue) for cell in row.cells)
            for cell in row.cells:
                if is_entry and comparable(cell.text).isdecimal():
                    continue  # the number or page of a table in a list of tables
                if holds_figure(cell.text) and cell.column not in numbering:
                    self.unplaced.append(
                        UnplacedCell(row.address(cell), cell.text, reason, self._unknown)
                    )

    def _titles(self) -> tuple[list[Title], int]:
        """The readings of the title nearest above a body, and which of the near lines begins it.

        It is read joined with the line before it, or alone: a title may run over two lines, and
        its second line may itself be the title of another form; the headings decide, the longer
        title first. Without a title the number of the near lines is given.
        """
        near = [text for _, text in self._pending[-_MOST_LINES_BELOW_TITLE:]]
        for index in range(len(near) - 1, -1, -1):
            alone = read_title(near[index], self.catalogue)
            joined = self._joined_title(near[index - 1], near[index]) if index > 0 else None
            readings = [title for title in (joined, alone) if title is not None]
            if alone is None:
                readings = [title for title in readings if title.form is not None]
            if readings:
                chosen = _longest_first(readings)
                return chosen, index - 1 if joined in chosen else index
            if not _is_short(near[index]):
                break
        return [], len(near)

    def _joined_title(self, above: str, below: str) -> Title | None:
        captions = self.catalogue.vocabulary.captions
        if not _is_short(above) or matches(captions, above) or matches(captions, below):
            return None
        if read_title(above, self.catalogue) is not None:
            return None
        return read_title(above + below, self.catalogue)


def _is_row_without_rules(text: str, *, fewest: int) -> bool:
    """Whether a line reads like a row of a table: amounts as words of their own, no prose.

    Where a program cuts labels off at the next cell, they touch the amount before them.
    """
    amounts = [word for word in text.split() if read_amount(word).decimals]
    amounts += _TOUCHING_AMOUNT.findall(text)
    return len(amounts) >= fewest and _PROSE.search(text) is None


def _is_short(text: str) -> bool:
    folded = comparable(text)
    return len(folded) <= _LONGEST_CAPTION and "。" not in folded


def _longest_first(readings: list[Title]) -> list[Title]:
    known = [title for title in readings if title.form is not None]
    if len(known) == 2 and known[0].form is known[1].form:
        return known[1:]
    return known or readings[-1:]
