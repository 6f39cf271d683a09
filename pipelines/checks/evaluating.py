"""The identities over raw tables in a DuckDB connection: the very models that dbt runs.

Reading files and writing the raw tables belongs to stages; nothing here knows dbt or Dagster.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from pipelines.checks.rendering import RenderedModel, models_named, rendered_models

EVALUATED_SCHEMA = "evaluated"
_MODELS_AT_ONCE = 2
_PUBLISHED = ("fct_identity_verdict", "fct_diagnosis")


def evaluate(connection: duckdb.DuckDBPyConnection, project: Path) -> None:
    """Build all models that verdicts and diagnosis need into schema `evaluated`, anew.

    connection: its schema `raw` holds every raw table. project: folder of the dbt project.
    Raises duckdb.Error where a raw table is missing.
    """
    models = {model.name: model for model in models_to_evaluate(project)}
    connection.execute(f'DROP SCHEMA IF EXISTS "{EVALUATED_SCHEMA}" CASCADE')
    connection.execute(f'CREATE SCHEMA "{EVALUATED_SCHEMA}"')
    waiting = TopologicalSorter({name: model.depends_on for name, model in models.items()})
    waiting.prepare()
    # the rows of a few reports are nothing beside the planning of so many models, which takes one
    # core each
    with ThreadPoolExecutor(_MODELS_AT_ONCE) as crew:
        under_way: dict[Future[None], str] = {}
        while waiting.is_active():
            ready = waiting.get_ready()
            under_way |= {crew.submit(_create, connection, models[name]): name for name in ready}
            for ended in wait(under_way, return_when=FIRST_COMPLETED).done:
                ended.result()
                waiting.done(under_way.pop(ended))


def _create(connection: duckdb.DuckDBPyConnection, model: RenderedModel) -> None:
    kind = "VIEW" if model.is_view else "TABLE"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE {kind} "{EVALUATED_SCHEMA}"."{model.name}" AS\n{model.sql}')


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
