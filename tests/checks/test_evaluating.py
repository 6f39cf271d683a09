"""One evaluator: dbt and the rendered models give the same verdicts; rendering keeps its bounds."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.checks.evaluating import evaluate, verdicts
from pipelines.checks.rendering import rendered_models
from pipelines.stages.building import read_sources
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.sources import find_source_files
from pipelines.stages.transforming import transform
from tests.sample_reports import shipped_files

ROOT = Path(__file__).resolve().parents[2]
DBT = ROOT / "dbt"


@pytest.mark.slow
def test_dbt_and_the_command_line_give_the_same_verdicts(tmp_path: Path) -> None:
    shipped = shipped_files()
    sources = [one for one in find_source_files([ROOT / "sources"]) if one.path in shipped]
    readings, _ = read_sources(sources, tmp_path / "cache", lambda done, total, name: None)
    build_file = tmp_path / "build.duckdb"
    write_raw([to_frames(readings)], build_file)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{build_file}' AS build (READ_ONLY)")
        connection.execute("CREATE SCHEMA raw")
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'build'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"CREATE TABLE raw.{table} AS SELECT * FROM build.raw.{table}")
        connection.execute("DETACH build")
        evaluate(connection, DBT)
        ours = [tuple(row.values()) for row in verdicts(connection)]
    transform(build_file)
    with duckdb.connect(str(build_file), read_only=True) as connection:
        theirs = connection.execute("SELECT * FROM quality.fct_identity_verdict").fetchall()
    assert len(ours) > 1000
    assert sorted(map(str, ours)) == sorted(map(str, theirs))


def test_models_come_after_those_they_read() -> None:
    models = rendered_models(DBT, ("fct_identity_verdict",), "evaluated")
    done: set[str] = set()
    for model in models:
        assert set(model.depends_on) <= done, model.name
        done.add(model.name)
    assert {"int_figure", "int_verdict_sum", "stg_identity"} <= done


def test_a_macro_of_dbt_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "macros").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: probe\n", "utf-8")
    (tmp_path / "models" / "own.sql").write_text("select {{ dbt_utils.star() }}", "utf-8")
    with pytest.raises(Exception, match="dbt_utils"):
        rendered_models(tmp_path, ("own",), "evaluated")


def test_a_changed_model_or_macro_is_rendered_anew(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "macros").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: probe\n", "utf-8")
    (tmp_path / "models" / "own.sql").write_text("select {{ one() }} as a", "utf-8")
    said = []
    for number, column in (("1", "a"), ("2", "a"), ("2", "b")):
        macro = "{% macro one() -%} " + number + " {%- endmacro %}"
        (tmp_path / "macros" / "one.sql").write_text(macro, "utf-8")
        (tmp_path / "models" / "own.sql").write_text("select {{ one() }} as " + column, "utf-8")
        # as in another process, which knows nothing but what the folder for temporary files holds
        rendered_models.cache_clear()
        said += [model.sql for model in rendered_models(tmp_path, ("own",), "evaluated")]
    assert said == ["select 1 as a", "select 2 as a", "select 2 as b"]


def test_models_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "macros").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: probe\n", "utf-8")
    for name, other in (("one", "two"), ("two", "one")):
        text = "select * from {{ ref('" + other + "') }}"
        (tmp_path / "models" / f"{name}.sql").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="circle"):
        rendered_models(tmp_path, ("one",), "evaluated")
