"""The readings of one file on the disk, and rows that stay there until they are asked for.

An entry is a line that says of every reading what is light (its report, its outcome) and where
its rows begin, then a line of rows for every table that has any. Which entries hold is decided in
`cache`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

from pipelines.stages.raw_schema import EXACT_DECIMALS, RAW_TABLES
from pipelines.stages.readings import ReportReading, Row

_Place = tuple[int, int]
"""Where the rows of a table begin, counted from the end of the first line, and how many bytes."""


class KeptRows(Mapping[str, Sequence[Row]]):
    """The rows of one reading by their table; each look at a table reads it from the disk."""

    def __init__(self, entry: Path, body: int, places: Mapping[str, _Place]) -> None:
        self._entry = entry
        self._body = body
        self._places = places

    def __getitem__(self, table: str) -> Sequence[Row]:
        begin, length = self._places[table]
        if not length:
            return []
        with self._entry.open("rb") as file:
            file.seek(self._body + begin)
            rows = json.loads(file.read(length))
        return [_exact(table, row) for row in rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass
class _Body:
    """The lines of rows, one after the other."""

    content: bytearray

    def place(self, rows: Sequence[Row]) -> _Place:
        begin = len(self.content)
        if rows:
            self.content += _json_line(rows)
        return begin, len(self.content) - begin


def write_entry(readings: Sequence[ReportReading], file: Path) -> None:
    """Write the readings of a file; raises OSError when the disk fails."""
    body = _Body(bytearray())
    light = [
        {
            **asdict(replace(reading, rows={})),
            "rows": {table: body.place(rows) for table, rows in reading.rows.items()},
        }
        for reading in readings
    ]
    file.write_bytes(_json_line({"body": crc32(body.content), "readings": light}) + body.content)


def readings_in(entry: Path) -> list[ReportReading]:
    """The readings of an entry with their rows left on the disk.

    Raises OSError when it cannot be read, ValueError, KeyError or TypeError when it is not whole.
    """
    with entry.open("rb") as file:
        first = file.readline()
        content = json.loads(first)
        whole = crc32(file.read()) == content["body"]
    if not whole:
        raise ValueError(f"{entry} is not whole")
    return [
        ReportReading(
            light["report"],
            light["report_outcome"],
            KeptRows(entry, len(first), light["rows"]),
            light["is_doubtful"],
            light["stated_id"],
        )
        for light in content["readings"]
    ]


def _json_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode() + b"\n"


def _exact(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a raw table with its exact figures as Decimal again; JSON kept them as texts."""
    columns = RAW_TABLES[table]
    return {
        column: Decimal(value) if columns[column] in EXACT_DECIMALS and value is not None else value
        for column, value in row.items()
    }
