"""What a person sees in the Dagster UI: every asset is described, owned and in a known group."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.assembling import JOB, build_definitions
from pipelines.defs.folders import Folders

GROUPS = {"collect", "extract", "staging", "marts", "quality", "publish"}


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    place = tmp_path_factory.mktemp("definitions")
    return build_definitions(Folders(sources=[str(place)], warehouse=str(place / "w.duckdb")))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_definitions_load(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_groups_are_the_steps_of_the_pipeline(specs: dict[str, dg.AssetSpec]) -> None:
    assert {spec.group_name for spec in specs.values()} == GROUPS
    assert specs["source_files"].group_name == "collect"
    assert specs["raw/reported_amount"].group_name == "extract"
    assert specs["staging/stg_reported_amount"].group_name == "staging"
    assert specs["marts/fct_reported_amount"].group_name == "marts"
    assert specs["quality/fct_report_outcome"].group_name == "quality"
    assert specs["warehouse"].group_name == "publish"


def test_every_asset_has_an_owner_a_description_and_a_step(
    specs: dict[str, dg.AssetSpec],
) -> None:
    assert [key for key, spec in specs.items() if list(spec.owners) != ["team:data"]] == []
    assert [key for key, spec in specs.items() if not (spec.description or "").strip()] == []
    assert [key for key, spec in specs.items() if "step" not in spec.tags] == []


def test_every_check_says_what_it_looks_at(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    checks = [graph.get_check_spec(key) for key in graph.asset_check_keys]
    own = [check for check in checks if check.asset_key == dg.AssetKey("warehouse")]
    assert len(own) == 11
    assert all(check.description for check in own)
    assert len(checks) > 50


def test_a_figure_can_be_followed_from_file_to_warehouse(
    specs: dict[str, dg.AssetSpec],
) -> None:
    reached = {"warehouse"}
    waiting = ["warehouse"]
    while waiting:
        for dep in specs[waiting.pop()].deps:
            name = dep.asset_key.to_user_string()
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    assert {"source_files", "raw/reported_amount", "staging/stg_reported_amount"} <= reached
    published = {key for key, spec in specs.items() if spec.group_name in {"marts", "quality"}}
    assert published <= reached


def test_reading_is_partitioned_by_fiscal_year(specs: dict[str, dg.AssetSpec]) -> None:
    partitioned = {key for key, spec in specs.items() if spec.partitions_def is not None}
    assert partitioned == {
        "collected_reports",
        "raw/report",
        "raw/report_outcome",
        "raw/reported_table",
        "raw/reported_amount",
        "raw/reported_quantity",
        "raw/evaluation",
        "raw/evaluation_fund",
        "raw/evaluation_indicator",
        "raw/narrative_claim",
        "raw/narrative_statement",
        "raw/table_line",
        "raw/project",
        "raw/unplaced_cell",
    }


def test_the_job_runs_everything_in_one_process(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def(JOB)
    assert job.executor_def is dg.in_process_executor
    steps = {node.name for node in job.nodes}
    assert {"source_files", "read_reports", "warehouse_models", "warehouse"} <= steps


def test_no_path_of_this_machine_is_in_a_description(specs: dict[str, dg.AssetSpec]) -> None:
    home = str(Path(__file__).resolve().parents[2])
    assert [key for key, spec in specs.items() if home in (spec.description or "")] == []
