"""What becomes of the doubtful figures of recognised pages, before a report is published.

A doubtful figure is taken where the identities of its report prove one of its readings, and is
made illegible where they do not; a certain one that breaks an identity, and would not if it were a
figure easily taken for it, is made illegible too. Pages with a text layer are never touched. The
identities are those of the warehouse, evaluated in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from pipelines.catalogue.loading import load_codes
from pipelines.checks.choosing import chosen_values, suspects
from pipelines.checks.confusing import confusions
from pipelines.checks.diagnosis_model import SCALE, Figure
from pipelines.checks.diagnosis_system import System, with_column_digits
from pipelines.checks.diagnosis_terms import ReportTerms, report_terms
from pipelines.checks.evaluating import EVALUATED_SCHEMA, evaluate
from pipelines.document import Cell, Document, Grid, Page
from pipelines.readers.ocr_extra import READER
from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw
from pipelines.stages.readings import ReportReading, Row
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import comparable
from pipelines.text.units import YUAN_PER_UNIT

IDENTITIES = "identities"
"""What `chosen_by` says of a figure that the identities chose among its readings."""

_UNREADABLE = "\ufffd"
_FEWEST_WITNESSES = 5
_NEARLY_ALL = 0.9
_FEWEST_DIGITS_OF_A_CODE = 2

Place = tuple[int | None, int, int]
"""Page, row and column of a cell."""


@dataclass
class _Doubts:
    """The figures of a report that are doubtful, with their readings, the best one first."""

    readings: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    beyond_proof: set[Place] = field(default_factory=set)


def is_recognised(document: Document) -> bool:
    """Whether some page of a document was recognised from a picture."""
    return any(page.reader == READER for page in document.pages)


def settled(document: Document, read: Callable[[Document], ReportReading]) -> Document:
    """The document with every doubtful figure of its recognised pages decided or illegible.

    `read` gives the rows of a document. Chosen cells say so in `chosen_by`; cells that are still
    doubtful end in the replacement character, so that no reader takes them for a number.
    """
    legible = _changed(document, _most_legible)
    reading = read(legible)
    cells = _recognised_cells(legible)
    rows = _by_place(reading.rows["reported_amount"], cells)
    claimed = rows.keys() | _by_place(reading.rows["reported_quantity"], cells).keys()
    doubts = _doubts(cells, rows)
    chosen, suspected = _proved(reading, rows, doubts)
    grids = {(page.number, grid.first_row) for page, grid in _grids(legible, claimed)}

    def decided(page: Page, grid: Grid, cell: Cell) -> Cell:
        place = (page.number, cell.row, cell.column)
        if place in chosen:
            others = _without(chosen[place], (cell.text, *cell.alternatives))
            return replace(
                cell,
                text=chosen[place],
                alternatives=others,
                is_doubtful=False,
                chosen_by=IDENTITIES,
            )
        if place in suspected:
            others = tuple(dict.fromkeys([*cell.alternatives, *suspected[place]]))
            return _illegible(replace(cell, alternatives=others))
        in_form = (page.number, grid.first_row) in grids
        is_figure = place in claimed if in_form else _may_be_figure(cell)
        if place in doubts.readings or (cell.is_doubtful and is_figure):
            others = _without(cell.text, (*doubts.readings.get(place, ()), *cell.alternatives))
            return _illegible(replace(cell, alternatives=others))
        return cell

    return _changed(legible, decided)


def _without(text: str, readings: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(readings) if one != text)


def _illegible(cell: Cell) -> Cell:
    return replace(cell, text=cell.text + _UNREADABLE, is_doubtful=True)


def _may_be_figure(cell: Cell) -> bool:
    return not cell.text or looks_like_figure(cell.text) or any(c.isdigit() for c in cell.text)


def _most_legible(page: Page, grid: Grid, cell: Cell) -> Cell:
    """A doubtful cell with the first of its readings that is a number, where its best is none."""
    readings = (cell.text, *cell.alternatives)
    if not cell.is_doubtful or read_amount(cell.text).state != "illegible":
        return cell
    number = next((one for one in readings if read_amount(one).state == "number"), None)
    if number is None or not looks_like_figure(cell.text):
        return cell
    return replace(cell, text=number, alternatives=_without(number, readings))


def _changed(document: Document, change: Callable[[Page, Grid, Cell], Cell]) -> Document:
    """The document with the cells of its recognised pages changed."""

    def page_of(page: Page) -> Page:
        if page.reader != READER:
            return page
        blocks = tuple(
            replace(block, cells=tuple(change(page, block, cell) for cell in block.cells))
            if isinstance(block, Grid)
            else block
            for block in page.blocks
        )
        return replace(page, blocks=blocks)

    return replace(document, pages=tuple(page_of(page) for page in document.pages))


def _recognised_cells(document: Document) -> dict[Place, Cell]:
    return {
        (page.number, cell.row, cell.column): cell
        for page in document.pages
        if page.reader == READER
        for grid in page.grids
        for cell in grid.cells
    }


def _grids(document: Document, claimed: Iterable[Place]) -> list[tuple[Page, Grid]]:
    """The grids in which some form claimed a figure."""
    places = set(claimed)
    return [
        (page, grid)
        for page in document.pages
        for grid in page.grids
        if any((page.number, cell.row, cell.column) in places for cell in grid.cells)
    ]


def _by_place(rows: Iterable[Row], cells: Mapping[Place, Cell]) -> dict[Place, Row]:
    places = (((row["page"], row["table_row"], row["table_column"]), row) for row in rows)
    return {place: row for place, row in places if place in cells}


def _doubts(cells: Mapping[Place, Cell], rows: Mapping[Place, Row]) -> _Doubts:
    doubts = _Doubts()
    for place in rows:
        cell = cells[place]
        if cell.is_doubtful:
            doubts.readings[place] = (cell.text, *cell.alternatives)
    for place, other in _with_odd_decimals(rows).items():
        doubts.readings.setdefault(place, (cells[place].text, *other))
    unknown = _rows_of_doubtful_codes(cells, rows)
    for place, row in rows.items():
        if (place[0], place[1], row["row_code"]) in unknown:
            doubts.readings.setdefault(place, (cells[place].text,))
            doubts.beyond_proof.add(place)
    return doubts


def _with_odd_decimals(rows: Mapping[Place, Row]) -> dict[Place, list[str]]:
    """Figures whose decimals are not those of nearly all others of their table: a lost point."""
    tables: dict[int, list[Place]] = defaultdict(list)
    for place, row in rows.items():
        if row["amount_state"] == "number" and row["amount_yuan"]:
            tables[row["table_no"]].append(place)
    odd: dict[Place, list[str]] = {}
    for places in tables.values():
        usual, count = usual_decimals(rows[place]["shown_decimals"] for place in places)
        if len(places) < _FEWEST_WITNESSES or count < _NEARLY_ALL * len(places):
            continue
        for place in places:
            if rows[place]["shown_decimals"] != usual:
                text = str(rows[place]["amount_text"])
                others = confusions(text, usual)
                odd[place] = [one for one in others if len(one.partition(".")[2]) == usual]
    return odd


def usual_decimals(shown: Iterable[int]) -> tuple[int, int]:
    """The most frequent number of decimals, and how often it is shown; (0, 0) of none."""
    counted = Counter(shown).most_common(1)
    return counted[0] if counted else (0, 0)


def _rows_of_doubtful_codes(
    cells: Mapping[Place, Cell], rows: Mapping[Place, Row]
) -> set[tuple[int | None, int, str | None]]:
    """The rows (page, row, code) whose code is doubtful and not that of their name."""
    doubtful: dict[tuple[int | None, int], list[str]] = defaultdict(list)
    for (page, row_number, column), cell in cells.items():
        digits = "".join(one for one in cell.text if one.isdigit())
        if (
            cell.is_doubtful
            and (page, row_number, column) not in rows
            and len(digits) >= _FEWEST_DIGITS_OF_A_CODE
        ):
            doubtful[page, row_number].append(digits)
    names = {
        (code["code"], comparable(code["name"]))
        for table in ("functional_codes", "economic_codes")
        for code in load_codes(table)
    }
    return {
        (place[0], place[1], row["row_code"])
        for place, row in rows.items()
        if row["row_code"]
        and any(part in row["row_code"] for part in doubtful.get(place[:2], ()))
        and (row["row_code"], comparable(row["row_label"])) not in names
    }


def _proved(
    reading: ReportReading, rows: Mapping[Place, Row], doubts: _Doubts
) -> tuple[dict[Place, str], dict[Place, list[str]]]:
    """The readings that the identities prove, and the certain figures they cast doubt on."""
    terms = _terms_of(reading) if rows else None
    if terms is None:
        return {}, {}
    figures = with_column_digits(terms.figures)
    places = _places_of(figures, rows)
    rivals = {key: _rival_values(figures[key]) for key in places}
    doubtful = {
        key: _values(doubts.readings[place], figures[key])
        for key, place in places.items()
        if place in doubts.readings and place not in doubts.beyond_proof
    }
    known = [one for one in terms.equations if all(key in figures for key in one.weights)]
    open_keys = {key for key, place in places.items() if place in doubts.beyond_proof}
    certain = [one for one in known if not open_keys & one.weights.keys()]
    values = chosen_values(System(certain, figures), doubtful, rivals)
    left = open_keys | (doubtful.keys() - values.keys())
    system = System([one for one in certain if not left & one.weights.keys()], figures)
    system.assume(values)
    others = {key: rivals[key] for key in places if key not in doubtful}
    suspected = suspects(system, others, trusted=values)
    chosen = {
        places[key]: _text_of(value, doubts.readings[places[key]], figures[key])
        for key, value in values.items()
    }
    return chosen, {
        places[key]: [_rival_text(value, figures[key]) for value in found]
        for key, found in suspected.items()
    }


def _terms_of(reading: ReportReading) -> ReportTerms | None:
    """The equations and figures of one report; None where it has no identity to evaluate.

    Also where the models of the warehouse are not beside the package: then nothing is proved.
    """
    try:
        project = find_dbt_project()
    except FileNotFoundError:
        return None
    with duckdb.connect() as connection:
        fill_raw(connection, [to_frames([reading])])
        evaluate(connection, project)
        found = report_terms(
            connection, lambda name: f'"{EVALUATED_SCHEMA}"."{name}"', only_violating=False
        )
    return found[0] if found else None


def _places_of(figures: Mapping[str, Figure], rows: Mapping[Place, Row]) -> dict[str, Place]:
    """The place of every recognised figure that stands alone in its cell."""
    in_cell = Counter(figure.place for figure in figures.values())
    return {
        key: figure.place
        for key, figure in figures.items()
        if figure.place in rows and in_cell[figure.place] == 1
    }


def _worth(text: str, figure: Figure) -> int | None:
    amount = read_amount(text)
    if amount.state in ("blank", "dash"):
        return 0
    if amount.number is None:
        return None
    return int(amount.number * YUAN_PER_UNIT[figure.unit] * SCALE)


def _values(readings: Sequence[str], figure: Figure) -> list[int]:
    worth = (_worth(one, figure) for one in readings)
    return [one for one in worth if one is not None]


def _text_of(value: int, readings: Sequence[str], figure: Figure) -> str:
    return next(one for one in readings if _worth(one, figure) == value)


def _rivals(figure: Figure) -> list[str]:
    return confusions(figure.text or "", figure.decimals) if figure.is_number else []


def _rival_values(figure: Figure) -> list[int]:
    return _values(_rivals(figure), figure)


def _rival_text(value: int, figure: Figure) -> str:
    return _text_of(value, _rivals(figure), figure)
