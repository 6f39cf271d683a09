"""Every figure of a report by its address, so that a verdict's cells become figures again.

In come rows of reported amounts and of the narrative, read just now or from the warehouse; nothing
is computed from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipelines.document import Box, CellAddress
from pipelines.showing.cell_addresses import Place, place_of
from pipelines.stages.readings import Row

UNITS: Mapping[str, tuple[str, str]] = {
    "yuan": ("元", "yuan"),
    "wan": ("万元", "10,000 yuan"),
    "yi": ("亿元", "100 million yuan"),
    "percent": ("%", "%"),
    "points": ("分", "points"),
    "count": ("", ""),
}
"""How people call the unit of a figure, Chinese and English."""

_TABLES = ("reported_amount", "reported_quantity")
_SENTENCES = ("narrative_claim", "narrative_statement")


@dataclass(frozen=True)
class PrintedFigure:
    """A figure or sentence of a report with where it is printed; `text` as printed.

    `label` names its row, `column_label` its column; a sentence has only itself. `yuan` is the
    amount in yuan as a plain decimal string.
    """

    source_file: str
    place: Place
    text: str | None
    unit: str
    label: str
    column_label: str
    row_code: str | None = None
    form_code: str | None = None
    table_no: int | None = None
    basis: str = ""
    state: str = "number"
    yuan: str | None = None
    box: Box | None = None
    reader: str | None = None
    sentence: str | None = None
    char_start: int | None = None
    char_end: int | None = None

    @property
    def address(self) -> CellAddress:
        """Where it stands in the document that was read."""
        place = self.place
        return CellAddress(place.page, place.sheet, place.row, place.column, self.box)


class FigureIndex:
    """The figures of one report, to be asked for by address."""

    def __init__(self, rows: Mapping[str, Iterable[Row]], first_file: str) -> None:
        self._first_file = first_file
        self._found: defaultdict[tuple[str, Place], list[PrintedFigure]] = defaultdict(list)
        self._tops: dict[tuple[str, int, int], float] = {}
        self._bottoms: dict[tuple[str, int], list[float]] = defaultdict(list)
        for figure in _figures(rows):
            self._found[figure.source_file, figure.place].append(figure)
            self._note_top(figure)
        self.files: Collection[str] = sorted({first_file, *(file for file, _ in self._found)})

    def at(self, address: str) -> tuple[Place | None, list[PrintedFigure]]:
        """The place that an address names and what of this report is printed there."""
        by_name = {PurePosixPath(file).name: file for file in self.files}
        place = place_of(address, by_name)
        if place is None or place.relation:
            return place, []
        file = by_name[place.file_name] if place.file_name else self._first_file
        own = Place(place.page, place.sheet, place.row, place.column, place.sentence)
        return place, self._found.get((file, own), [])

    def in_row(self, address: str) -> list[PrintedFigure]:
        """The figures of the row that an address without a column names."""
        place, _ = self.at(address)
        if place is None or place.row is None or place.column is not None or place.relation:
            return []
        return [
            figure
            for (_, other), figures in self._found.items()
            if (other.page, other.sheet, other.row) == (place.page, place.sheet, place.row)
            for figure in figures
        ]

    def heading_of(self, figure: PrintedFigure) -> Box | None:
        """The area of its page where the headings of its columns stand: what lies above the first
        figure of its table, below the table before."""
        page, table = figure.place.page, figure.table_no
        if page is None or table is None or figure.box is None:
            return None
        top = self._tops.get((figure.source_file, page, table))
        if top is None:
            return None
        above = [one for one in self._bottoms[figure.source_file, page] if one <= top]
        lowest = max([top - _HEADING_POINTS, 0.0, *above])
        return Box(figure.box.x0, lowest, figure.box.x1, top)

    def all(self) -> Iterable[PrintedFigure]:
        """Every figure and sentence."""
        return (figure for figures in self._found.values() for figure in figures)

    def _note_top(self, figure: PrintedFigure) -> None:
        page, table, box = figure.place.page, figure.table_no, figure.box
        if page is None or table is None or box is None:
            return
        key = (figure.source_file, page, table)
        self._tops[key] = min(box.y0, self._tops.get(key, box.y0))
        self._bottoms[figure.source_file, page].append(box.y1)


_HEADING_POINTS = 80.0


def _figures(rows: Mapping[str, Iterable[Row]]) -> Iterable[PrintedFigure]:
    for table in _TABLES:
        yield from (table_figure(row) for row in rows.get(table, ()))
    for table in _SENTENCES:
        yield from (sentence_figure(row) for row in rows.get(table, ()))


def table_figure(row: Row) -> PrintedFigure:
    """The figure of a row of reported_amount or reported_quantity."""
    is_amount = "amount_text" in row
    yuan = row["amount_yuan"] if is_amount else None
    return PrintedFigure(
        source_file=row["source_file"],
        place=Place(row["page"], row["sheet"], row["table_row"], row["table_column"]),
        text=row["amount_text"] if is_amount else row["value_text"],
        unit=row["unit"] or "",
        label=row["row_label"] or "",
        column_label=row["measure_label"] or "",
        row_code=row.get("row_code"),
        form_code=row["form_code"],
        table_no=row["table_no"],
        basis=row.get("basis") or "",
        state=row["amount_state"] if is_amount else row["value_state"],
        yuan=None if yuan is None else plain(yuan),
        box=_box(row),
        reader=row["reader"],
    )


def sentence_figure(row: Row) -> PrintedFigure:
    """The figure, or the words, of a row of narrative_claim or narrative_statement."""
    yuan = row.get("value_yuan")
    return PrintedFigure(
        source_file=row["source_file"],
        place=Place(page=row["page"], sentence=row["sentence_no"]),
        text=row["value_text"] if "value_text" in row else row["statement_text"],
        unit=row.get("unit") or "",
        label=row["subject_label"] or row["section_label"] or "",
        column_label=row["section_label"] or "",
        row_code=row.get("row_code"),
        basis=row.get("basis") or "",
        state=row.get("state") or "number",
        yuan=None if yuan is None else plain(yuan),
        sentence=row["sentence"],
        char_start=row["char_start"],
        char_end=row["char_end"],
    )


def plain(number: object) -> str:
    """A Decimal without the zeros that only its column's type adds."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _box(row: Row) -> Box | None:
    sides = (row["x0"], row["y0"], row["x1"], row["y1"])
    return None if any(side is None for side in sides) else Box(*sides)
