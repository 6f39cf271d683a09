"""Tables that a spreadsheet program saved as text: cells parted by commas, or by tabs with quotes.

Decided strictly, by the whole text: prose has commas too, and 1,234.56 must never become two
cells. Text in which tabs alone part the cells is read line by line elsewhere (plain_text).
"""

from __future__ import annotations

import csv
import io

Record = tuple[int, list[str]]

_FEWEST_FIELDS = 3
_FEWEST_RECORDS = 3


def delimited_records(text: str) -> list[Record] | None:
    """The records of a table saved as text, each with the line it begins on; None for other text.

    All records must have the same number of cells, at least three; between them a line may stand
    without any mark, such as a title.
    """
    if "\t" in text:
        return _records(text, "\t") if '"' in text else None
    return _records(text, ",")


def _records(text: str, delimiter: str) -> list[Record] | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    first_line = 1
    try:
        for fields in reader:
            if fields:
                records.append((first_line, fields))
            first_line = reader.line_num + 1
    except csv.Error:
        return None
    counts = [len(fields) for _, fields in records if len(fields) > 1]
    is_table = (
        len(counts) >= _FEWEST_RECORDS and len(set(counts)) == 1 and counts[0] >= _FEWEST_FIELDS
    )
    if not is_table:
        return None
    return [(line, [_cell(field) for field in fields]) for line, fields in records]


def _cell(field: str) -> str:
    return field.replace("\r\n", "\n").replace("\r", "\n").strip()
