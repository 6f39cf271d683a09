"""The published file: what is in it, how it takes the old one's place, what it survives."""

from __future__ import annotations

import os
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import PublishFailed, publish
from pipelines.stages.diagnosing import write_diagnosis
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import transform
from tests.dbt.raw_frames import department_report, raw_frames, summary_only_report

pytestmark = pytest.mark.usefixtures("without_exports")

MARTS = {
    "dim_agency", "dim_economic_class", "dim_fiscal_year", "dim_form", "dim_function", "dim_fund",
    "dim_identity", "dim_project", "dim_region", "dim_report", "fct_balance",
    "fct_budget_execution", "fct_evaluation_printing", "fct_expenditure_by_economic_class",
    "fct_expenditure_by_function", "fct_income_by_source", "fct_narrative_claim",
    "fct_narrative_statement", "fct_performance_evaluation", "fct_performance_fund",
    "fct_performance_indicator", "fct_procurement", "fct_project_expenditure",
    "fct_reported_amount", "fct_reported_quantity", "fct_staffing_and_assets",
    "fct_three_public_expenses",
}  # fmt: skip
WIDE_VIEWS = {
    "wide_agency_year", "wide_balance", "wide_budget_execution", "wide_economic",
    "wide_expenditure", "wide_income", "wide_performance", "wide_printed_amount",
    "wide_three_public", "wide_verdict",
}  # fmt: skip
META = {"data_dictionary", "metrics"}
QUALITY = {
    "fct_coverage", "fct_diagnosis", "fct_identity_verdict", "fct_release_outcome",
    "fct_release_verdict", "fct_report_outcome", "fct_run", "fct_unplaced_cell", "schema_version",
}  # fmt: skip


def everything(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables in the order in which they are stored."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()")
        return {
            f"{schema}.{table}": connection.execute(f"select * from {schema}.{table}").fetchall()
            for schema, table in tables.fetchall()
        }


def test_marts_and_quality_are_published_with_comments(build_file: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "new" / "juesuan.duckdb"
    publish(build_file, warehouse)
    assert sorted(os.listdir(warehouse.parent)) == [".cache", "juesuan.duckdb", "releases"]
    assert warehouse.is_file() and not warehouse.is_symlink()
    assert int.from_bytes(warehouse.read_bytes()[12:20], "little") == 64
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name, comment, index_count, has_primary_key "
            "from duckdb_tables()"
        ).fetchall()
        columns = connection.execute(
            "select table_name, column_name, comment, is_nullable from duckdb_columns() "
            "where schema_name in ('marts', 'quality', 'meta', 'zh')"
        ).fetchall()
        views = connection.execute(
            "select schema_name, view_name, comment from duckdb_views() where not internal"
        ).fetchall()
    assert {table for schema, table, *_ in tables if schema == "marts"} == MARTS
    assert {table for schema, table, *_ in tables if schema == "quality"} == QUALITY
    assert {table for schema, table, *_ in tables if schema == "meta"} == META
    assert len(tables) == len(MARTS) + len(QUALITY) + len(META)
    assert {view for schema, view, _ in views if schema == "marts"} == WIDE_VIEWS
    assert all(comment for *_, comment in views)
    assert all(comment and any("一" <= sign <= "鿿" for sign in comment)
               for _, _, comment, *_ in tables + columns)  # fmt: skip
    assert all(not indexes and not key for *_, indexes, key in tables)
    assert all(nullable for *_, nullable in columns)


def test_figures_and_their_order(build_file: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "juesuan.duckdb"
    publish(build_file, warehouse)
    found = everything(warehouse)
    reading_order = [
        (row[0], row[3], row[18]) for row in found["marts.fct_reported_amount"]
    ]  # report_id, table_no, table_row
    assert reading_order == sorted(reading_order) and len(reading_order) > 80
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        total = connection.execute(
            "select sum(amount_yuan) from marts.fct_expenditure_by_function"
        ).fetchall()
    assert total == [(Decimal(1850000),)]


def test_publishing_and_building_again_changes_nothing(build_file: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "juesuan.duckdb"
    publish(build_file, warehouse)
    before = everything(warehouse)
    other_order = tmp_path / "build.duckdb"
    write_raw([raw_frames([department_report(), summary_only_report()])], other_order)
    transform(other_order)
    write_diagnosis(other_order)
    publication = publish(other_order, warehouse)
    assert (publication.number, publication.is_new) == (1, False)
    assert everything(warehouse) == before


def test_an_open_reader_keeps_the_old_file(build_file: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "juesuan.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table old as select 1 as one")
    with duckdb.connect(str(warehouse), read_only=True) as reader:
        publish(build_file, warehouse)
        assert reader.execute("select one from old").fetchall() == [(1,)]
    assert "marts.dim_report" in everything(warehouse)


def test_leftovers_of_a_killed_run_do_no_harm(build_file: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "juesuan.duckdb"
    for name in (".juesuan.duckdb.unfinished", ".juesuan.duckdb.unfinished.wal",
                 "juesuan.duckdb.wal"):  # fmt: skip
        (tmp_path / name).write_bytes(b"half a file")
    (tmp_path / "releases" / ".0001.unfinished").mkdir(parents=True)
    publish(build_file, warehouse)
    assert sorted(os.listdir(tmp_path)) == [".cache", "juesuan.duckdb", "releases"]
    assert sorted(os.listdir(tmp_path / "releases")) == ["0001", "CHANGES.md"]
    assert "marts.dim_report" in everything(warehouse)


def test_a_build_without_marts_leaves_the_target_as_it_was(
    build_file: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "juesuan.duckdb"
    shutil.copy(build_file, warehouse)
    before = warehouse.read_bytes()
    raw_only = tmp_path / "build.duckdb"
    write_raw([raw_frames([])], raw_only)
    with pytest.raises(PublishFailed, match="no marts"):
        publish(raw_only, warehouse)
    assert warehouse.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == [".cache", "build.duckdb", "juesuan.duckdb"]


def test_a_link_is_replaced_by_a_regular_file_and_a_folder_is_refused(
    build_file: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.duckdb"
    elsewhere.write_bytes(b"not ours")
    warehouse = tmp_path / "juesuan.duckdb"
    warehouse.symlink_to(elsewhere)
    publish(build_file, warehouse)
    assert warehouse.is_file() and not warehouse.is_symlink()
    assert elsewhere.read_bytes() == b"not ours"
    with pytest.raises(PublishFailed, match="folder"):
        publish(build_file, tmp_path)
