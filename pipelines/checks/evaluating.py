"""The identities over raw tables in a DuckDB connection: the very models that dbt runs.

Reading files and writing the raw tables belongs to stages; nothing here knows dbt or Dagster.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipelines.checks.rendering import RenderedModel, models_named, rendered_models

EVALUATED_SCHEMA = "evaluated"
_PUBLISHED = ("fct_identity_verdict", "fct_diagnosis")


def evaluate(connection: duckdb.DuckDBPyConnection, project: Path) -> None:
    """Build all models that verdicts and diagnosis need into schema `evaluated`, anew.

    connection: its schema `raw` holds every raw table. project: folder of the dbt project.
    Raises duckdb.Error where a raw table is missing.
    """
    models = models_to_evaluate(project)
    connection.execute(f'DROP SCHEMA IF EXISTS "{EVALUATED_SCHEMA}" CASCADE')
    connection.execute(f'CREATE SCHEMA "{EVALUATED_SCHEMA}"')
    for model in models:
        kind = "VIEW" if model.is_view else "TABLE"
        connection.execute(f'CREATE {kind} "{EVALUATED_SCHEMA}"."{model.name}" AS\n{model.sql}')


def models_to_evaluate(project: Path) -> list[RenderedModel]:
    """The models of the dbt project that verdicts and diagnosis need, in their order; rendered
    once a process. Raises what `rendered_models` raises."""
    return rendered_models(project, models_named(project, _PUBLISHED), EVALUATED_SCHEMA)


def verdicts(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of fct_identity_verdict after `evaluate`, by file, report, identity, instance."""
    order = "source_file, report_id, identity_id, instance"
    return rows_of(connection, "fct_identity_verdict", order)


def rows_of(connection: duckdb.DuckDBPyConnection, model: str, order: str) -> list[dict[str, Any]]:
    """The rows of an evaluated model, in the order of the columns that `order` names."""
    found = connection.execute(f'SELECT * FROM "{EVALUATED_SCHEMA}"."{model}" ORDER BY {order}')
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
