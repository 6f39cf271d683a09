"""The exit codes of the command line (docs/commands.md)."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.stages.readings import ReportReading

FINE, FAILED, FOUND, UNREADABLE, WRONG_USAGE = 0, 1, 1, 2, 64
# as a shell tells that a program was ended by SIGPIPE
READER_GONE = 141
_UNREADABLE_OUTCOMES = {"unreadable", "quarantined"}


def has_unreadable(readings: Iterable[ReportReading]) -> bool:
    """Whether a file could not be read at all, which wins over everything else."""
    outcomes = {str(reading.report_outcome["outcome"]) for reading in readings}
    return bool(outcomes & _UNREADABLE_OUTCOMES)
