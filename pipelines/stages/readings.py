"""What reading gives of one report. Light to import: processes that only pass readings on load
neither the readers nor the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ReportReading:
    """The rows that one report of a file gives: its own, its outcome, those of the other raw
    tables; whether it is in doubt itself, the report_id that the manifest states for it, and the
    files of a report that lies in more than one."""

    report: Row
    report_outcome: Row
    rows: Mapping[str, Sequence[Row]]
    is_doubtful: bool = False
    stated_id: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileReading:
    """The readings of a file; one that changed while it was read is to be read again next time."""

    readings: list[ReportReading]
    is_lasting: bool = True
