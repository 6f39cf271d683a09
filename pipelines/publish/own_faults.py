"""Faults of our own in a file that is about to be published: any of them stops it.

A mistake of a publisher is no fault here; those are verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class FaultCheck:
    """A check as SQL that returns the faulty rows; none is right."""

    name: str
    description: str
    sql: str


FAULT_CHECKS = (
    FaultCheck(
        "every_figure_has_a_unit_and_an_amount",
        "A number carries its unit and its amount in yuan (每个数字都有单位和金额).",
        "SELECT source_file, page, amount_text FROM marts.fct_reported_amount "
        "WHERE amount_state = 'number' AND (unit IS NULL OR amount_yuan IS NULL)",
    ),
    FaultCheck(
        "no_cell_is_counted_twice",
        "A printed cell gives one row of fct_reported_amount (一格只入库一次).",
        "SELECT report_id, source_file, page, sheet, table_row, table_column, count(*) "
        "FROM marts.fct_reported_amount GROUP BY ALL HAVING count(*) > 1",
    ),
    FaultCheck(
        "outcomes_count_the_figures",
        "The figures that a file's outcome counts are in fct_reported_amount (结果与明细一致).",
        "SELECT o.source_file, o.report_id, o.figures, count(a.report_id) "
        "FROM quality.fct_report_outcome o LEFT JOIN marts.fct_reported_amount a "
        "ON a.report_id = o.report_id AND a.source_file = o.source_file "
        "AND a.amount_state = 'number' GROUP BY ALL HAVING o.figures <> count(a.report_id)",
    ),
    FaultCheck(
        "outcomes_count_the_unplaced_cells",
        "The unplaced cells that a file's outcome counts are listed (未归表数字齐全).",
        "SELECT o.source_file, o.report_id, o.unplaced, count(u.report_id) "
        "FROM quality.fct_report_outcome o LEFT JOIN quality.fct_unplaced_cell u "
        "ON u.report_id = o.report_id AND u.source_file = o.source_file "
        "GROUP BY ALL HAVING o.unplaced <> count(u.report_id)",
    ),
)


def faults_in(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """The faulty rows of a file of published tables, by check; every check has its list."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return {check.name: connection.execute(check.sql).fetchall() for check in FAULT_CHECKS}
