"""Recognises the forms in a document and joins them over pages; see placing for their figures.

A table opens where a title and headings that fit it meet, goes on over pages as long as the rows
are known, and closes at the next title. A grid without any title is taken only when its headings
fit exactly one form and leave no column over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.catalogue.model import Catalogue, Form, matches
from pipelines.document import CellAddress, Document
from pipelines.tables.continuing import continued_fit, first_key
from pipelines.tables.fitting import Fit, Misfit, fit
from pipelines.tables.model import Body, RecognisedTable, Recognition, UnplacedCell
from pipelines.tables.placing import TablePlacer
from pipelines.tables.settling import settled
from pipelines.tables.streaming import Line, stream
from pipelines.tables.titles import Title, read_title
from pipelines.text.amounts import holds_figure, read_amount
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit, stated_unit

_MOST_LINES_BELOW_TITLE = 10
_LONGEST_CAPTION = 80
_PROSE = re.compile(r"[。，；%％]|万元|亿元")


@dataclass
class _OpenTable:
    """A recognised table while its pages are being collected."""

    form: Form
    title: str | None
    segments: list[tuple[Body, Fit]]
    captions: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def last_fit(self) -> Fit:
        return self.segments[-1][1]


class _Walk:
    """One pass over a document's stream."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.tables: list[_OpenTable] = []
        self.unplaced: list[UnplacedCell] = []
        self.other_titles: list[str] = []
        self._pending: list[str] = []
        self._current: _OpenTable | None = None
        self._unknown: str | None = None
        self._title_without_grid: str | None = None

    def take_line(self, line: Line) -> None:
        self._pending.append(line.text)
        if read_title(line.text, self.catalogue) is not None:
            titles = [title for title in self._titles() if title.form is not None]
            self._title_without_grid = titles[0].text if titles else None
            return
        if self._current is not None and matches(self.catalogue.vocabulary.notes, line.text):
            self._current.notes.append(line.text)
        title = self._title_without_grid or (self._current and self._current.title)
        if not _is_short(line.text):
            self._title_without_grid = None
        elif title and _is_row_without_rules(line.text):
            address = CellAddress(line.page.number, line.page.sheet, None, None, line.box)
            reason = "表外有一行数，可能缺框线 / a row of figures outside the ruled table"
            self.unplaced.append(UnplacedCell(address, line.text, reason, title))

    def take_body(self, body: Body) -> None:
        titles = self._titles()
        self._title_without_grid = None
        captions, self._pending = self._pending[-_MOST_LINES_BELOW_TITLE:], []
        if not titles:
            self._take_untitled(body, captions)
        elif all(title.form is None for title in titles):
            self._close(titles[0].text)
            self._leave(body, f"不是九张决算表之一：{titles[0].text} / not one of the nine forms")
        else:
            self._take_titled(body, titles, captions)

    def _take_titled(self, body: Body, titles: Sequence[Title], captions: list[str]) -> None:
        reasons: list[str] = []
        for title in titles:
            if title.form is None:
                continue
            found = fit(body, title.form, self.catalogue)
            if isinstance(found, Fit):
                if self._goes_on(body, found):
                    assert self._current is not None
                    self._current.segments.append((body, found))
                else:
                    self._open(title.form, title.text, body, found, captions)
                return
            reasons.append(found.reason)
            if self._current is not None and self._current.form is title.form:
                moved = self._moved(body)
                if moved is not None:
                    self._current.segments.append((body, moved))
                    return
        self._close(titles[0].text)
        reason = "；".join(dict.fromkeys(reasons))
        self._leave(body, f"表头与表名不符：{reason} / headings do not fit the title")

    def _take_untitled(self, body: Body, captions: list[str]) -> None:
        if self._current is not None:
            found = fit(body, self._current.form, self.catalogue)
            if isinstance(found, Fit) and self._goes_on(body, found):
                self._current.segments.append((body, found))
                return
            moved = self._moved(body) if isinstance(found, Misfit) else None
            if moved is not None:
                self._current.segments.append((body, moved))
                return
        fits = [
            found
            for form in self.catalogue.forms
            if isinstance(found := fit(body, form, self.catalogue), Fit) and not found.unmapped
        ]
        if len(fits) == 1:
            self._open(fits[0].form, None, body, fits[0], captions)
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
        return first_key(body, found) != first_key(*current.segments[0])

    def _moved(self, body: Body) -> Fit | None:
        assert self._current is not None
        first_body = self._current.segments[-1][0]
        vocabulary = self.catalogue.vocabulary
        return continued_fit(self._current.last_fit, first_body, body, vocabulary)

    def _open(
        self, form: Form, title: str | None, body: Body, found: Fit, captions: list[str]
    ) -> None:
        self._current = _OpenTable(form, title, [(body, found)], captions)
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
            for cell in row.cells:
                if holds_figure(cell.text) and cell.column not in numbering:
                    self.unplaced.append(
                        UnplacedCell(row.address(cell), cell.text, reason, self._unknown)
                    )

    def _titles(self) -> list[Title]:
        """The readings of the title nearest above a body: joined with the line before it, or alone.

        A title may run over two lines, and its second line may itself be the title of another
        form; the headings decide, the longer title first.
        """
        near = self._pending[-_MOST_LINES_BELOW_TITLE:]
        for index in range(len(near) - 1, -1, -1):
            alone = read_title(near[index], self.catalogue)
            joined = self._joined_title(near[index - 1], near[index]) if index > 0 else None
            readings = [title for title in (joined, alone) if title is not None]
            if alone is None:
                readings = [title for title in readings if title.form is not None]
            if readings:
                return _longest_first(readings)
            if not _is_short(near[index]):
                return []
        return []

    def _joined_title(self, above: str, below: str) -> Title | None:
        captions = self.catalogue.vocabulary.captions
        if not _is_short(above) or matches(captions, above) or matches(captions, below):
            return None
        if read_title(above, self.catalogue) is not None:
            return None
        return read_title(above + below, self.catalogue)


def _is_row_without_rules(text: str) -> bool:
    """Whether a line reads like a row of a table: amounts as words of their own, no prose."""
    amounts = [word for word in text.split() if read_amount(word).decimals]
    return bool(amounts) and _PROSE.search(text) is None


def _is_short(text: str) -> bool:
    folded = comparable(text)
    return len(folded) <= _LONGEST_CAPTION and "。" not in folded


def _longest_first(readings: list[Title]) -> list[Title]:
    known = [title for title in readings if title.form is not None]
    if len(known) == 2 and known[0].form is known[1].form:
        return known[1:]
    return known or readings[-1:]


def recognise(document: Document, catalogue: Catalogue) -> Recognition:
    """The forms of a document with every figure placed, and the figures that no form claimed."""
    walk = _Walk(catalogue)
    for item in stream(document, catalogue):
        if isinstance(item, Line):
            walk.take_line(item)
        else:
            walk.take_body(item)
    units = [_own_unit(table, catalogue) for table in walk.tables]
    stated = {unit for unit in units if unit is not None}
    common = stated.pop() if len(stated) == 1 else None
    tables: list[RecognisedTable] = []
    unplaced = list(walk.unplaced)
    for number, (opened, unit) in enumerate(zip(walk.tables, units, strict=True), start=1):
        table, rest = _placed(opened, number, unit, common, catalogue)
        tables.append(table)
        unplaced += rest
    return Recognition(tuple(tables), tuple(unplaced), tuple(walk.other_titles))


def _placed(
    opened: _OpenTable, number: int, unit: Unit | None, common: Unit | None, catalogue: Catalogue
) -> tuple[RecognisedTable, list[UnplacedCell]]:
    basis = _budget_basis(opened)
    table = RecognisedTable(
        form_code=opened.form.form_code,
        table_no=number,
        title=opened.title,
        layout=opened.segments[0][1].variant.name,
        unit=unit or common,
        pages=[body.rows[0].page.number for body, _ in opened.segments],
        budget_basis=basis if opened.form.note_bases else None,
        empty_note=_empty_note(opened, catalogue),
    )
    if table.unit is None:
        reason = "没有金额单位 / no unit of amount is printed"
        cells = [
            UnplacedCell(row.address(cell), cell.text, reason, opened.title)
            for body, _ in opened.segments
            for row in body.rows
            for cell in row.cells
            if holds_figure(cell.text)
        ]
        return table, cells
    if unit is None:
        table.remarks.append(
            "表上没有金额单位，取本报告其他表一致的单位 / unit taken from the other tables"
        )
    placer = TablePlacer(table.unit, basis, opened.title, catalogue.vocabulary)
    for body, found in opened.segments:
        placer.place(body, found)
    table.amounts = settled(placer.amounts)
    return table, placer.unplaced


def _own_unit(table: _OpenTable, catalogue: Catalogue) -> Unit | None:
    """The unit stated nearest above the table; None when none is, or when a line states two.

    A note above it belongs to the table before.
    """
    for text in reversed(table.captions):
        if matches(catalogue.vocabulary.notes, text):
            continue
        try:
            unit = stated_unit(text)
        except ValueError:
            return None
        if unit is not None:
            return unit
    return None


def _budget_basis(table: _OpenTable) -> str:
    """What the notes say 预算数 means; budget_unstated when they say nothing or two things."""
    texts = [comparable(text) for text in [*table.notes, *table.captions]]
    bases = {
        entry.basis
        for entry in table.form.note_bases
        for text in texts
        if entry.pattern.fullmatch(text)
    }
    return bases.pop() if len(bases) == 1 else "budget_unstated"


def _empty_note(table: _OpenTable, catalogue: Catalogue) -> str | None:
    vocabulary = catalogue.vocabulary
    for text in table.notes:
        if matches(vocabulary.notes, text) and matches(vocabulary.empty_statements, text):
            return text.strip()
    return None
