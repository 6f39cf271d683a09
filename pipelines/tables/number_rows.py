"""Rows of a table that hold no data by a rule of the forms: column numbers, and remarks.

Which other rows are headings or data is decided in `fitting`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.catalogue.model import Vocabulary, matches
from pipelines.tables.model import BodyRow
from pipelines.text.amounts import looks_like_figure, read_amount
from pipelines.text.normalising import comparable

_FEWEST_NUMBERS = 3
# known numbers for each that a stamp or watermark spoils
_BROKEN_NUMBERS = 4
_COLUMN_NUMBER = re.compile(r"(?:(?P<bare>\d{1,2})|\((?P<bracketed>\d{1,2})\))(?:=[\d()+-]+)?")


def is_number_row(row: BodyRow, vocabulary: Vocabulary) -> bool:
    """Whether a row only numbers the columns (栏次 1, 2, 3 …): a rule of the forms, never data.

    Nothing but the words for such a row, or headings of code levels, may stand before the numbers.
    A number may tell the sum that its column is (1=2+3), stand in brackets or a circle, and the
    numbering may begin again where the second half of a form does; one number among four that is
    no number at all (a stamp over it) does not make the row data.
    """
    texts = [comparable(cell.text) for cell in row.cells]
    first = next((i for i, text in enumerate(texts) if _column_number(text)), len(texts))
    numbers = [_column_number(text) for text in texts[first:]]
    known = [number for number in numbers if number is not None]
    broken = [text for text, number in zip(texts[first:], numbers, strict=True) if number is None]
    if len(known) < _FEWEST_NUMBERS or len(broken) * _BROKEN_NUMBERS > len(known):
        return False
    if any(read_amount(text).state != "illegible" for text in broken):
        return False
    in_sequence = all(
        number is None or number == 1 or _follows(numbers, index)
        for index, number in enumerate(numbers[1:], start=1)
    )
    allowed = vocabulary.number_row_labels + vocabulary.key_headings.code
    return in_sequence and all(matches(allowed, word) for word in texts[:first])


def _column_number(text: str) -> int | None:
    """The number of a column, without its brackets or circle and the sum that it tells."""
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    match = _COLUMN_NUMBER.fullmatch(text)
    return int(match["bare"] or match["bracketed"]) if match else None


def _follows(numbers: Sequence[int | None], index: int) -> bool:
    """Whether a number counts on from the last one that is known before it."""
    for distance, earlier in enumerate(reversed(numbers[:index]), start=1):
        if earlier is not None:
            return numbers[index] == earlier + distance
    return True


def is_remark_row(row: BodyRow, vocabulary: Vocabulary) -> bool:
    """Whether a row holds nothing but remarks, and zeros beside them."""
    texts = [cell.text for cell in row.cells if not looks_like_figure(cell.text)]
    figures = [cell.text for cell in row.cells if looks_like_figure(cell.text)]
    return (
        bool(texts)
        and all(matches(vocabulary.remark_rows, text) for text in texts)
        and all(comparable(text) == "0" for text in figures)
    )


def may_number_columns(rows: Sequence[BodyRow], columns: set[int]) -> bool:
    """Whether whole numbers stand over a row of amounts with decimals: which of the two rows the
    amounts of the form are is not for the reader to guess."""
    decimals = [
        {
            read_amount(cell.text).decimals or 0
            for cell in row.cells
            if cell.column in columns and read_amount(cell.text).state == "number"
        }
        for row in rows
    ]
    return len(decimals) > 1 and decimals[0] == {0} and any(any(later) for later in decimals[1:])
