"""What must hold for every file, however it was mutated. Written without the reading code.

An amount is what its own cell prints, a cell gives one figure, every figure of a cell has a place,
outcomes and rows agree, and everything can be stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

from pipelines.document import Document, TextLine
from pipelines.document.storable import storable_text
from pipelines.stages.frames import to_frames
from pipelines.stages.readings import ReportReading
from tests.hostile.outcome_words import OutcomeWord

Place = tuple[Any, ...]
YUAN = {"yuan": 1, "wan": 10_000, "yi": 100_000_000}
_UNIT_WORDS = {"万元": "wan", "亿元": "yi", "元": "yuan"}
LOADED = ("read", "partly_read")
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９，．－＋（）　￥−–—‐‑‒―", "0123456789,.-+() ¥-------"
)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NUMBER = re.compile(r"[-+△▲]?¥?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_DECIMAL = re.compile(r"[-(]?\d[\d,]*\.\d{2}\)?")


def faults(document: Document | None, readings: Sequence[ReportReading]) -> list[str]:
    """What does not hold, in words after its kind: wrong, lost, outcome or stored.

    `document` is None where the file could not be opened.
    """
    found: list[str] = []
    for reading in readings:
        found += _faults_of_outcome(reading)
        if document is None:
            found += [
                f"wrong: rows of {name} without a document" for name, r in reading.rows.items() if r
            ]
    if not readings:
        found.append("outcome: none")
    if document is not None:
        found += _faults_of_figures(document, readings)
        found += _figures_without_place(document, readings)
    try:
        to_frames(readings)
    except Exception as error:
        found.append(f"stored: cannot be: {type(error).__name__}: {error}")
    return found


def _faults_of_outcome(reading: ReportReading) -> Iterator[str]:
    outcome, rows = reading.report_outcome, reading.rows
    if outcome["outcome"] not in get_args(OutcomeWord):
        yield f"outcome: {outcome['outcome']}"
    if not outcome["reason"]:
        yield "outcome: without a reason"
    if not outcome["advice"] and outcome["outcome"] != "read":
        yield f"outcome: {outcome['outcome']} without advice"
    if "our own fault" in outcome["reason"]:
        yield f"outcome: {outcome['reason']}"
    numbers = {
        "figures": sum(row["amount_state"] == "number" for row in rows["reported_amount"]),
        "quantities": sum(row["value_state"] == "number" for row in rows["reported_quantity"]),
        "unplaced": len(rows["unplaced_cell"]),
        "claims": len(rows["narrative_claim"]),
    }
    for name, count in numbers.items():
        if outcome[name] != count:
            yield f"outcome: counts {outcome[name]} {name}, rows {count}"


def _faults_of_figures(document: Document, readings: Sequence[ReportReading]) -> Iterator[str]:
    printed = _printed_cells(document)
    everything = _bare(storable_text("".join(document.texts())))
    places: Counter[Place] = Counter()
    for reading in readings:
        for row in reading.rows["reported_amount"]:
            # a blank cell over two columns is blank in both
            places[_place(row)] += bool(row["amount_text"])
            yield from _fault_of_amount(row, printed, everything)
        for row in reading.rows["reported_quantity"]:
            places[_place(row)] += 1
            text = row["value_text"]
            if text and _bare(text) not in printed.get(_place(row), everything):
                yield f"wrong: quantity {text!r} is not in its cell {_place(row)}"
        for row in reading.rows["narrative_claim"]:
            if _bare(row["value_text"]) not in everything:
                yield f"wrong: claim {row['value_text']!r} is not in the file"
    for place, count in places.items():
        if count > 1 and place[2] is not None:
            yield f"wrong: cell {place} gives {count} figures"


def _fault_of_amount(
    row: Mapping[str, Any], printed: Mapping[Place, str], everything: str
) -> Iterator[str]:
    text, place = row["amount_text"], _place(row)
    if text and _bare(text) not in printed.get(place, everything):
        yield f"wrong: amount {text!r} is not in its cell {place}: {printed.get(place)!r}"
    if (row["amount_state"] == "number") != (row["amount_yuan"] is not None):
        yield f"wrong: amount {text!r} is {row['amount_state']} with {row['amount_yuan']}"
    worth = worth_in_yuan(text or "", row["unit"])
    if row["amount_yuan"] not in (None, worth):
        yield f"wrong: amount {text!r} {row['unit']} is told as {row['amount_yuan']}"


def worth_in_yuan(text: str, unit: str) -> Decimal | None:
    """What a text is worth in yuan; a unit printed behind the figure goes before its column's."""
    for word, own_unit in _UNIT_WORDS.items():
        if text.endswith(word):
            text, unit = text.removesuffix(word), own_unit
            break
    number = number_of(text)
    return None if number is None else number * YUAN[unit]


def number_of(text: str) -> Decimal | None:
    """The number that a text prints, None where it prints none or badly."""
    plain = re.sub(r"\s", "", _INVISIBLE.sub("", text).translate(_HALF_WIDTH))
    bracketed = re.fullmatch(r"\((.*)\)", plain)
    if bracketed:
        plain = f"-{bracketed[1]}"
    if not _NUMBER.fullmatch(plain):
        return None
    digits = re.sub(r"[^\d.]", "", plain)
    return -Decimal(digits) if plain[0] in "-△▲" else Decimal(digits)


def _figures_without_place(document: Document, readings: Sequence[ReportReading]) -> Iterator[str]:
    """Cells of loaded reports with an amount to two decimals that no row tells of."""
    if any(reading.report_outcome["outcome"] not in LOADED for reading in readings):
        return
    told = {_place(row) for rows in _rows_with_cells(readings) for row in rows}
    rows_of_evaluations = {
        place[:3]
        for reading in readings
        for name in ("evaluation", "evaluation_fund", "evaluation_indicator")
        for place in (_place({**row, "table_column": None}) for row in reading.rows[name])
    }
    words = _bare("".join(_every_text(readings)))
    for place, text in _printed_cells(document).items():
        if not _DECIMAL.fullmatch(text) or place in told or place[:3] in rows_of_evaluations:
            continue
        # rule: the rows left free on one side of a form are sometimes filled with zeros
        if text not in words and number_of(text) != 0:
            yield f"lost: figure {text!r} of cell {place} has no place"


def _rows_with_cells(readings: Sequence[ReportReading]) -> Iterator[Sequence[Mapping[str, Any]]]:
    for reading in readings:
        for name in ("reported_amount", "reported_quantity", "unplaced_cell"):
            yield reading.rows[name]


def _every_text(readings: Sequence[ReportReading]) -> Iterator[str]:
    """The texts that evaluations and lines of tables keep of cells that are no amounts."""
    for reading in readings:
        for name in ("evaluation", "evaluation_fund", "evaluation_indicator", "table_line"):
            for row in reading.rows[name]:
                yield from (value for value in row.values() if isinstance(value, str))


def _printed_cells(document: Document) -> dict[Place, str]:
    cells: dict[Place, str] = {}
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, TextLine):
                continue
            for cell in block.cells:
                place = (page.number, page.sheet, cell.row, cell.column)
                cells[place] = _bare(storable_text(cell.text))
    return cells


def _place(row: Mapping[str, Any]) -> Place:
    return row["page"], row["sheet"], row["table_row"], row["table_column"]


def _bare(text: str) -> str:
    """The text without white space and characters that nobody sees."""
    return re.sub(r"\s", "", _INVISIBLE.sub("", text)).translate(_HALF_WIDTH)
