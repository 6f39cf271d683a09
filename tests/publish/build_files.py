"""Build files to publish, and what a published file holds as one hash."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import duckdb

from pipelines.publish.comparing import HISTORY_TABLES, VOLATILE_COLUMNS
from pipelines.stages.diagnosing import write_diagnosis
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import transform
from tests.dbt.raw_frames import department_report, raw_frames, summary_only_report


def make_build_file(file: Path) -> None:
    """A build file of two reports, ready to be published."""
    write_raw([raw_frames([summary_only_report(), department_report()])], file)
    transform(file)
    write_diagnosis(file)


def changed(build_file: Path, folder: Path, *statements: str) -> Path:
    """A copy of the build file after some statements."""
    file = folder / f"build-{len(list(folder.iterdir()))}.duckdb"
    shutil.copyfile(build_file, file)
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)
    return file


def raised(build_file: Path, folder: Path, amount: str) -> Path:
    """The build file with 行政运行 of the department at another amount, in a new file of it."""
    return changed(
        build_file,
        folder,
        f"update marts.fct_reported_amount set amount_yuan = {amount} "
        "where form_code = 'general_budget_expenditure' and row_code = '2010301' "
        "and measure = 'total'",
        "update marts.dim_report set sha256 = 'another' where report_id in "
        "(select report_id from marts.fct_reported_amount "
        "where form_code = 'general_budget_expenditure')",
    )


def content_hash(file: Path, *, with_history: bool = True) -> str:
    """A hash of every row of every published table, their names, columns and comments.

    Without history it tells what was published, and not when or how long it took.
    """
    digest = sha256()
    left_out = () if with_history else HISTORY_TABLES
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name, comment FROM duckdb_tables() ORDER BY ALL"
        ).fetchall()
        for schema, table, comment in tables:
            if table in left_out:
                continue
            columns = connection.execute(
                "SELECT column_name, data_type, comment FROM duckdb_columns() "
                "WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
                [schema, table],
            ).fetchall()
            volatile = () if with_history else VOLATILE_COLUMNS.get((schema, table), ())
            names = ", ".join(f'"{name}"' for name, *_ in columns if name not in volatile)
            rows = connection.execute(f'SELECT {names} FROM {schema}."{table}"').fetchall()
            digest.update(repr((schema, table, comment, columns, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()
