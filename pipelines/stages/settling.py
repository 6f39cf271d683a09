"""What only all readings together can tell: which repeat each other, and ids of their own.

Nothing is read here, and which version counts is decided in the warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.stages.reading import ReportReading


def settled(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """The readings of all files in their order, duplicates marked and every id unique."""
    return with_own_ids(_with_duplicates(readings))


_SAME_REPORT = ("agency", "region", "fiscal_year", "kind", "reporting_scope", "figures_sha256")


def _with_duplicates(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """A report whose agency, year, kind and figures are those of an earlier file is a duplicate."""
    first: dict[tuple[object, ...], str] = {}
    settled: list[ReportReading] = []
    for reading in readings:
        report = reading.report
        if report["figures_sha256"] is None:
            settled.append(reading)
            continue
        key = tuple(report[column] for column in _SAME_REPORT)
        earlier = first.setdefault(key, str(report["source_file"]))
        if earlier == report["source_file"]:
            settled.append(reading)
            continue
        outcome = {
            **reading.report_outcome,
            "outcome": "duplicate",
            "reason": f"与 {earlier} 的数全部相同 / the same figures as that file",
            "advice": "无需处理 / nothing to do",
        }
        settled.append(replace(reading, report_outcome=outcome))
    return settled


def with_own_ids(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """Report ids made unique: the second with one id gets -2, the third -3."""
    used: set[str] = set()
    settled: list[ReportReading] = []
    for reading in readings:
        report_id = str(reading.report["report_id"])
        unique, number = report_id, 1
        while unique in used:
            number += 1
            unique = f"{report_id}-{number}"
        used.add(unique)
        if number == 1:
            settled.append(reading)
            continue
        own = {"report_id": unique}
        settled.append(
            ReportReading(
                {**reading.report, **own},
                {**reading.report_outcome, **own},
                {name: [{**row, **own} for row in rows] for name, rows in reading.rows.items()},
            )
        )
    return settled
