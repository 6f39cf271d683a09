"""The unit of amount of a table: stated above it, in its headings, in the text above, or nowhere.

How a unit is written is known elsewhere (text.units).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipelines.catalogue.model import Catalogue, matches
from pipelines.tables.titles import read_title
from pipelines.tables.walking import OpenTable
from pipelines.text.amounts import read_amount
from pipelines.text.normalising import comparable
from pipelines.text.units import Unit, stated_unit

_MOST_LINES_OF_A_SENTENCE = 3
_AMOUNT_IN_TEXT = re.compile(r"(?<![\d.,])(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<word>万元|亿元|元)")
_UNIT_OF_WORD: dict[str, Unit] = {"元": "yuan", "万元": "wan", "亿元": "yi"}


def printed_unit(table: OpenTable, catalogue: Catalogue) -> Unit | None:
    """The unit that a table prints: above it, else in the headings of all its amounts.

    None when it prints none, or when one line above it or two headings state two.
    """
    for text in reversed(table.captions):
        # a note above it belongs to the table before
        if matches(catalogue.vocabulary.notes, text):
            continue
        try:
            unit = stated_unit(text)
        except ValueError:
            return None
        if unit is not None:
            return unit
    in_headings = {
        place.unit
        for _, found in table.segments
        for group in found.panels
        for place in group.placed
        if place.measure.quantity is None
    }
    return in_headings.pop() if len(in_headings) == 1 else None


def unit_of_the_text_above(table: OpenTable, catalogue: Catalogue) -> Unit | None:
    """The unit in which the text right above a table states one of its figures.

    Every amount of that text must be in one unit, and one of them must be a figure of the table
    other than zero: it is the witness that both speak of the same amounts.
    """
    texts = [
        text
        for text in table.captions
        if read_title(text, catalogue) is None
        and not matches(catalogue.vocabulary.captions, text)
        and not matches(catalogue.vocabulary.notes, text)
    ]
    figures = _figures(table)
    for length in range(1, min(len(texts), _MOST_LINES_OF_A_SENTENCE) + 1):
        stated = _stated(texts[-length:])
        if any(number in figures for number, _ in stated):
            units = {unit for _, unit in stated}
            return units.pop() if len(units) == 1 else None
    return None


def _stated(texts: Sequence[str]) -> list[tuple[Decimal, Unit]]:
    found = _AMOUNT_IN_TEXT.finditer(comparable("".join(texts)))
    read = [(read_amount(match["number"]).number, match["word"]) for match in found]
    return [(number, _UNIT_OF_WORD[word]) for number, word in read if number]


def _figures(table: OpenTable) -> set[Decimal]:
    """The amounts with decimals that a table prints in its columns of money."""
    figures: set[Decimal] = set()
    for body, found in table.segments:
        for row in body.rows[found.first_data_row :]:
            for group in found.panels:
                for place in group.placed:
                    amount = read_amount(row.text(place.column))
                    if place.measure.quantity is None and amount.number and amount.decimals:
                        figures.add(amount.number)
    return figures
