"""What differs between two published files: reports, figures, verdicts, outcomes of files.

A report of one file is the report of the other when it is the same content at the same place,
else when it has the same id. How differences are told to people belongs in changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import duckdb

VOLATILE_COLUMNS = {("quality", "fct_report_outcome"): ("seconds",)}
"""Columns that say how a run went, not what was published."""
HISTORY_TABLES = ("fct_run", "fct_release_outcome", "fct_release_verdict")

ReportChangeKind = Literal["added", "revised", "withdrawn", "unlisted", "listed_again"]


@dataclass(frozen=True)
class ReportChange:
    """A report that one of the files lacks, whose file changed, or that its publisher lists no more
    or lists again; `before` is its earlier id."""

    change: ReportChangeKind
    report_id: str
    before: str | None
    agency: str | None
    fiscal_year: int | None
    kind: str


@dataclass(frozen=True)
class FigureChange:
    """A printed figure, from → to, in yuan; None where it is not printed or is no number.

    `publisher_changed` tells a new file of the publisher from a new reading of the same file.
    """

    report_id: str
    form: str
    row: str
    measure: str
    before: Decimal | None
    after: Decimal | None
    publisher_changed: bool


@dataclass(frozen=True)
class VerdictTurn:
    """A verdict that turned; None where the other file does not judge that instance."""

    report_id: str
    identity_id: str
    title: str
    instance: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class OutcomeTurn:
    """A file whose outcome turned; None where the file is not there."""

    source_file: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """All differences; `is_same` tells that every table, comment and row is equal."""

    is_same: bool
    reports: tuple[ReportChange, ...]
    figures: tuple[FigureChange, ...]
    verdicts: tuple[VerdictTurn, ...]
    outcomes: tuple[OutcomeTurn, ...]


def compare(before: Path, after: Path) -> Comparison:
    """The differences from one published file to another.

    Raises duckdb.Error when one of them is no published warehouse.
    """
    with duckdb.connect() as connection:
        for name, file in (("before", before), ("after", after)):
            path = str(file).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        if _is_same(connection):
            return Comparison(True, (), (), (), ())
        connection.execute(_SAME_REPORTS)
        return Comparison(
            False,
            tuple(ReportChange(*row) for row in _rows(connection, _reports_question(connection))),
            tuple(FigureChange(*row) for row in _rows(connection, _FIGURES)),
            tuple(VerdictTurn(*row) for row in _rows(connection, _VERDICTS)),
            tuple(OutcomeTurn(*row) for row in _rows(connection, _OUTCOMES)),
        )


def _rows(connection: duckdb.DuckDBPyConnection, question: str) -> list[tuple[Any, ...]]:
    return connection.execute(question).fetchall()


def _is_same(connection: duckdb.DuckDBPyConnection) -> bool:
    shapes = [_shape(connection, name) for name in ("before", "after")]
    if shapes[0] != shapes[1]:
        return False
    tables = _rows(
        connection,
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'after'",
    )
    return all(
        _has_same_rows(connection, schema, table)
        for schema, table in sorted(tables)
        if table not in HISTORY_TABLES
    )


def _reports_question(connection: duckdb.DuckDBPyConnection) -> str:
    """Files of the contract before 1.3.0 do not say what is listed."""
    told = _rows(
        connection,
        "SELECT 1 FROM duckdb_columns() WHERE database_name IN ('before', 'after') "
        "AND table_name = 'dim_report' AND column_name = 'unlisted_since'",
    )
    listing = _LISTING if len(told) == 2 else ""
    return f"{_REPORTS}{listing}ORDER BY ALL"


def _shape(connection: duckdb.DuckDBPyConnection, database: str) -> list[tuple[Any, ...]]:
    """Columns, comments and the text of views: equal tables make equal views."""
    return connection.execute(
        "SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = $1 UNION ALL "
        "SELECT schema_name, table_name, '', '', comment FROM duckdb_tables() "
        "WHERE database_name = $1 UNION ALL "
        "SELECT schema_name, view_name, '', sql, comment FROM duckdb_views() "
        "WHERE database_name = $1 ORDER BY ALL",
        [database],
    ).fetchall()


def _has_same_rows(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    name = f'{schema}."{table}"'
    volatile = VOLATILE_COLUMNS.get((schema, table), ())
    columns = f"* EXCLUDE ({', '.join(volatile)})" if volatile else "*"
    ((same_count,),) = _rows(
        connection,
        f"SELECT (SELECT count(*) FROM before.{name}) = (SELECT count(*) FROM after.{name})",
    )
    left = f"SELECT {columns} FROM before.{name} EXCEPT ALL SELECT {columns} FROM after.{name}"
    return bool(same_count) and not _rows(connection, f"SELECT 1 FROM ({left}) LIMIT 1")


_SAME_REPORTS = """
CREATE TEMP TABLE same_report AS
WITH at_its_place AS (
    SELECT earlier.report_id AS before_id, later.report_id AS after_id
    FROM before.marts.dim_report AS earlier
    INNER JOIN after.marts.dim_report AS later
        ON
            earlier.source_file = later.source_file
            AND earlier.sha256 = later.sha256
            AND earlier.agency IS NOT DISTINCT FROM later.agency
            AND earlier.fiscal_year IS NOT DISTINCT FROM later.fiscal_year
            AND earlier.kind = later.kind
    QUALIFY
        count(*) OVER (PARTITION BY earlier.report_id) = 1
        AND count(*) OVER (PARTITION BY later.report_id) = 1
),

by_id AS (
    SELECT earlier.report_id AS before_id, later.report_id AS after_id
    FROM before.marts.dim_report AS earlier
    INNER JOIN after.marts.dim_report AS later ON earlier.report_id = later.report_id
    WHERE
        earlier.report_id NOT IN (SELECT before_id FROM at_its_place)
        AND later.report_id NOT IN (SELECT after_id FROM at_its_place)
),

-- a new file that takes the place of one that was current
in_its_place AS (
    SELECT later.supersedes AS before_id, later.report_id AS after_id
    FROM after.marts.dim_report AS later
    INNER JOIN before.marts.dim_report AS earlier
        ON later.supersedes = earlier.report_id AND earlier.is_current
    WHERE
        later.is_current
        AND later.report_id NOT IN (SELECT after_id FROM at_its_place)
        AND later.report_id NOT IN (SELECT after_id FROM by_id)
)

SELECT before_id, after_id, false AS is_revision FROM at_its_place
UNION ALL
SELECT by_id.before_id, by_id.after_id, earlier.sha256 <> later.sha256
FROM by_id
INNER JOIN before.marts.dim_report AS earlier ON by_id.before_id = earlier.report_id
INNER JOIN after.marts.dim_report AS later ON by_id.after_id = later.report_id
UNION ALL
SELECT before_id, after_id, true FROM in_its_place
"""

_REPORTS = """
SELECT
    if(same.after_id IS NULL, 'added', 'revised') AS change,
    later.report_id, same.before_id, later.agency, later.fiscal_year, later.kind
FROM after.marts.dim_report AS later
LEFT JOIN same_report AS same ON later.report_id = same.after_id
WHERE same.after_id IS NULL OR same.is_revision
UNION ALL
SELECT
    'withdrawn', earlier.report_id, earlier.report_id, earlier.agency, earlier.fiscal_year,
    earlier.kind
FROM before.marts.dim_report AS earlier
WHERE earlier.report_id NOT IN (SELECT before_id FROM same_report)
"""
_LISTING = """
UNION ALL
SELECT
    if(later.unlisted_since IS NULL, 'listed_again', 'unlisted'),
    later.report_id, same.before_id, later.agency, later.fiscal_year, later.kind
FROM same_report AS same
INNER JOIN before.marts.dim_report AS earlier ON same.before_id = earlier.report_id
INNER JOIN after.marts.dim_report AS later ON same.after_id = later.report_id
WHERE
    NOT same.is_revision AND later.is_current
    AND (earlier.unlisted_since IS NULL) <> (later.unlisted_since IS NULL)
"""


def _numbered_figures(database: str, side: str) -> str:
    """The figures of reports that both files have; equal names are told apart by their order."""
    return f"""
    SELECT
        same.after_id AS report_id, same.is_revision, amount.form_code, amount.block,
        coalesce(amount.row_code, '') AS row_code, amount.row_label, amount.measure, amount.basis,
        row_number() OVER (
            PARTITION BY
                same.after_id, amount.form_code, amount.block, amount.row_code, amount.row_label,
                amount.measure, amount.basis
            ORDER BY amount.table_no, amount.page, amount.table_row, amount.table_column
        ) AS printing,
        amount.amount_yuan
    FROM {database}.marts.fct_reported_amount AS amount
    INNER JOIN same_report AS same ON amount.report_id = same.{side}_id
"""


_FIGURES = f"""
WITH earlier AS ({_numbered_figures("before", "before")}),
later AS ({_numbered_figures("after", "after")})

SELECT
    report_id,
    coalesce(form.title_zh, form_code) AS form,
    concat_ws(' ', nullif(row_code, ''), row_label) AS row_name,
    measure || CASE WHEN starts_with(basis, 'budget') THEN ' ' || basis ELSE '' END AS measure_name,
    earlier.amount_yuan,
    later.amount_yuan,
    coalesce(earlier.is_revision, later.is_revision) AS publisher_changed
FROM earlier
FULL OUTER JOIN later
    USING (report_id, form_code, block, row_code, row_label, measure, basis, printing)
LEFT JOIN after.marts.dim_form AS form USING (form_code)
WHERE earlier.amount_yuan IS DISTINCT FROM later.amount_yuan
ORDER BY report_id, form.display_order, row_name, measure_name, 5, 6
"""

_VERDICTS = """
WITH earlier AS (
    SELECT same.after_id AS report_id, verdict.* EXCLUDE (report_id)
    FROM before.quality.fct_identity_verdict AS verdict
    INNER JOIN same_report AS same ON verdict.report_id = same.before_id
),

later AS (
    SELECT verdict.*
    FROM after.quality.fct_identity_verdict AS verdict
    INNER JOIN same_report AS same ON verdict.report_id = same.after_id
)

SELECT
    report_id, identity_id, coalesce(identity.title_zh, identity_id), instance,
    earlier.verdict, later.verdict
FROM earlier
FULL OUTER JOIN later USING (report_id, identity_id, instance)
LEFT JOIN after.marts.dim_identity AS identity USING (identity_id)
WHERE
    earlier.verdict IS DISTINCT FROM later.verdict
    AND (
        earlier.verdict IN ('violation', 'truncated') OR later.verdict IN ('violation', 'truncated')
    )
ORDER BY ALL
"""

_OUTCOMES = """
WITH earlier AS (
    SELECT source_file, string_agg(outcome, '、' ORDER BY report_id) AS outcome
    FROM before.quality.fct_report_outcome GROUP BY source_file
),

later AS (
    SELECT source_file, string_agg(outcome, '、' ORDER BY report_id) AS outcome
    FROM after.quality.fct_report_outcome GROUP BY source_file
)

SELECT source_file, earlier.outcome, later.outcome
FROM earlier
FULL OUTER JOIN later USING (source_file)
WHERE earlier.outcome IS DISTINCT FROM later.outcome
ORDER BY ALL
"""
