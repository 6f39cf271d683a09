"""How the warehouse came to be, kept in every published file: its runs, and quality over time.

The tables are carried on from the file that is replaced, and get the rows of the new release.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.publish.comparing import Comparison

_OUTCOME_WORDS = (
    "read 已读, partly_read 部分读取, not_yet_supported 暂不支持, blank_template 空白模板, "
    "budget 预算, other_report 其他报告, not_a_report 不是报告, duplicate 重复, "
    "unreadable 无法读取, quarantined 已隔离"
)
_VERDICT_WORDS = (
    "exact 一致, rounding 尾差, last_digit 末位不同, rounding_zero 零的尾差, truncated 截尾, "
    "violation 不符, undefined_base 基数为零, not_applicable 不适用, not_evaluable 不能判定"
)
_RELEASE_NO = "Number of the release (发布编号), from 1"
HISTORY = {
    "fct_run": (
        "Every release of the warehouse and what it changed (历次发布).",
        {
            "release_no": ("INTEGER", _RELEASE_NO),
            "published_at": ("TIMESTAMP", "When it was published (发布时间), UTC"),
            "software_version": ("VARCHAR", "Version of the software that built it (程序版本)"),
            "schema_version": ("VARCHAR", "Contract that the file follows (契约版本)"),
            "files": ("INTEGER", "Files that were looked at (文件数)"),
            "reports": ("INTEGER", "Reports in dim_report (报告数)"),
            "figures": ("BIGINT", "Figures placed in a form (已归表数字个数)"),
            "quantities": ("BIGINT", "Figures of tables that are no money (非金额数字个数)"),
            "claims": ("BIGINT", "Figures of the running text (叙述数字个数)"),
            "unplaced": ("BIGINT", "Figures that nothing claimed (未归入数字个数)"),
            "violations": ("BIGINT", "Verdicts of violation (不符的结论数)"),
            "reports_added": ("INTEGER", "Reports that the release before lacked (新增报告数)"),
            "reports_revised": ("INTEGER", "Reports whose file changed (修订报告数)"),
            "reports_withdrawn": (
                "INTEGER",
                "Reports gone, or listed no more (撤下报告数)",
            ),
            "figures_changed": ("INTEGER", "Figures that changed in reports kept (改动的数)"),
            "verdicts_turned": ("INTEGER", "Verdicts that turned in reports kept (变化的结论数)"),
        },
    ),
    "fct_release_outcome": (
        "Outcomes of the files by release (历次发布的读取结果).",
        {
            "release_no": ("INTEGER", _RELEASE_NO),
            "outcome": ("VARCHAR", f"What became of the file (读取结果): {_OUTCOME_WORDS}"),
            "files": ("BIGINT", "Files and reports that came out so (份数)"),
        },
    ),
    "fct_release_verdict": (
        "Verdicts of the identities by release (历次发布的勾稽结论).",
        {
            "release_no": ("INTEGER", _RELEASE_NO),
            "identity_id": ("VARCHAR", "The identity (勾稽关系), see dim_identity"),
            "verdict": ("VARCHAR", f"How it came out (结论): {_VERDICT_WORDS}"),
            "severity": ("VARCHAR", "How grave (严重程度): error 错误, warn 提醒, info 供参考"),
            "verdicts": ("BIGINT", "How many instances (个数)"),
        },
    ),
}


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release is: its number, when it was made, and how it differs from the one before."""

    number: int
    published_at: datetime
    comparison: Comparison | None


def last_release(file: Path) -> int | None:
    """The number of the release that a published file is; None for a file without history."""
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            ((number,),) = connection.execute(
                "SELECT max(release_no) FROM quality.fct_run"
            ).fetchall()
    except duckdb.Error:
        return None
    return None if number is None else int(number)


def write_history(target: Path, before: Path | None, facts: ReleaseFacts) -> None:
    """Fill the history of a file of published tables: that of `before`, then the new release."""
    with duckdb.connect(str(target)) as connection:
        if before is not None:
            path = str(before).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS before (READ_ONLY)")
        connection.execute("BEGIN")
        if before is not None:
            _carry_on(connection)
        connection.execute(_RUN, _run_values(facts))
        connection.execute(_OUTCOMES, [facts.number])
        connection.execute(_VERDICTS, [facts.number])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def create_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of the history, empty, in schema quality of the current database."""
    for table, (comment, columns) in HISTORY.items():
        declared = ", ".join(f"{name} {kind}" for name, (kind, _) in columns.items())
        connection.execute(f"CREATE TABLE quality.{table} ({declared})")
        connection.execute(f"COMMENT ON TABLE quality.{table} IS '{comment}'")
        for name, (_, said) in columns.items():
            connection.execute(f"COMMENT ON COLUMN quality.{table}.{name} IS '{said}'")


def _carry_on(connection: duckdb.DuckDBPyConnection) -> None:
    known = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = 'before' AND schema_name = 'quality'"
    ).fetchall()
    for table in HISTORY:
        if (table,) in known:
            connection.execute(
                f"INSERT INTO quality.{table} BY NAME SELECT * FROM before.quality.{table} "
                "ORDER BY ALL"
            )


def _run_values(facts: ReleaseFacts) -> list[object]:
    found = facts.comparison
    reports = [one.change for one in found.reports] if found else []
    gone = reports.count("withdrawn") + reports.count("unlisted")
    changed = [reports.count("added"), reports.count("revised"), gone]
    if found is None:
        counted: list[int | None] = [None] * 5
    else:
        counted = [*changed, len(found.figures), len(found.verdicts)]
    return [facts.number, facts.published_at, version("juesuan"), *counted]


_RUN = """
INSERT INTO quality.fct_run
SELECT
    $1, $2, $3,
    (SELECT any_value(schema_version) FROM quality.schema_version),
    (SELECT count(DISTINCT source_file) FROM quality.fct_report_outcome),
    (SELECT count(*) FROM marts.dim_report),
    (SELECT coalesce(sum(figures), 0) FROM quality.fct_report_outcome),
    (SELECT coalesce(sum(quantities), 0) FROM quality.fct_report_outcome),
    (SELECT coalesce(sum(claims), 0) FROM quality.fct_report_outcome),
    (SELECT coalesce(sum(unplaced), 0) FROM quality.fct_report_outcome),
    (SELECT count(*) FROM quality.fct_identity_verdict WHERE verdict = 'violation'),
    $4, $5, $6, $7, $8
"""
_OUTCOMES = """
INSERT INTO quality.fct_release_outcome
SELECT $1, outcome, count(*) FROM quality.fct_report_outcome GROUP BY ALL ORDER BY ALL
"""
_VERDICTS = """
INSERT INTO quality.fct_release_verdict
SELECT $1, identity_id, verdict, severity, count(*)
FROM quality.fct_identity_verdict GROUP BY ALL ORDER BY ALL
"""
