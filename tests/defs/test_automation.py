"""What starts the job: the season on its days, files that came, and nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.assembling import build_definitions
from pipelines.defs.collecting import collected_reports
from pipelines.defs.folders import Folders

SEASONS = """seasons:
  - {fiscal_year: 2023, opens: 2024-08-01, closes: 2025-08-31}
  - {fiscal_year: 2024, opens: 2025-08-01, closes: 2026-06-30}
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    sources = tmp_path / "sources"
    (sources / "reports").mkdir(parents=True)
    (sources / "seasons.yml").write_text(SEASONS, "utf-8")
    return Folders(sources=[str(sources)], warehouse=str(tmp_path / "w.duckdb"))


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    place = tmp_path_factory.mktemp("definitions")
    return build_definitions(Folders(sources=[str(place)], warehouse=str(place / "w.duckdb")))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2024-07-31", []),
        ("2025-08-03", ["2023", "2024"]),
        ("2025-09-01", ["2024"]),
        ("2026-07-01", []),
    ],
)
def test_the_season_asks_for_the_years_that_are_open(
    day: str, years: list[str], folders: Folders, definitions: dg.Definitions
) -> None:
    schedule = definitions.resolve_schedule_def("disclosure_season")
    # a schedule is evaluated in a process of its own, so it takes an instance that is on disk
    with (
        dg.DagsterInstance.local_temp(str(folders.warehouse_file.parent)) as instance,
        dg.build_schedule_context(
            instance=instance,
            repository_def=definitions.get_repository_def(),
            scheduled_execution_time=datetime.fromisoformat(f"{day}T05:00:00+08:00"),
            resources={"folders": folders},
        ) as context,
    ):
        ticked = schedule.evaluate_tick(context)
        assert instance.get_dynamic_partitions("fiscal_year") == years
    assert [request.partition_key for request in ticked.run_requests or []] == years
    assert all(
        request.run_config["ops"]["collected_reports"]["config"]["fetch"]
        for request in ticked.run_requests or []
    )
    assert bool(ticked.skip_message) == (not years)


def test_files_that_come_change_or_go_start_one_run(
    folders: Folders, definitions: dg.Definitions
) -> None:
    sensor = definitions.resolve_sensor_def("new_files")
    file = folders.folders[0] / "reports" / "a.txt"

    def look(instance: dg.DagsterInstance, cursor: str | None) -> tuple[int, str | None]:
        with dg.build_sensor_context(
            instance=instance, cursor=cursor, resources={"folders": folders}
        ) as context:
            ticked = sensor.evaluate_tick(context)
        return len(ticked.run_requests or []), ticked.cursor or cursor

    with dg.DagsterInstance.ephemeral() as instance:
        file.write_text("某某市某某局2022年度部门决算", "utf-8")
        came = look(instance, None)
        again = look(instance, came[1])
        file.write_text("某某市某某局2023年度部门决算", "utf-8")
        changed = look(instance, again[1])
        file.unlink()
        gone = look(instance, changed[1])
        (file.parent / "b.txt").write_text("某某市某某局2022年度部门决算", "utf-8")
        another = look(instance, gone[1])
    assert [runs for runs, _ in (came, again, changed, gone, another)] == [1, 0, 1, 0, 1]


def test_nothing_starts_before_a_person_turns_it_on(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("disclosure_season")
    sensors = [
        definitions.resolve_sensor_def(name)
        for name in ("new_files", "tell_of_failure", "tell_of_success")
    ]
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert {sensor.default_status for sensor in sensors} == {dg.DefaultSensorStatus.STOPPED}


def test_a_run_fetches_only_where_it_is_asked_to(folders: Folders) -> None:
    """A list of publishers that cannot be used is said; without being asked it is not fetched."""
    listed = folders.folders[0] / "publishers.yml"
    listed.write_text(
        "publishers:\n  - {name: nowhere, since: 2020, agency: 甲市甲局, "
        "listings: [{address: 'http://nowhere.invalid/list'}]}\n",
        "utf-8",
    )
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("fiscal_year", ["2024"])
        result = dg.materialize(
            [collected_reports],
            instance=instance,
            partition_key="2024",
            resources={"folders": folders},
        )
    assert result.success
    (event,) = result.get_asset_materialization_events()
    assert event.materialization.metadata["failures"].value == 0
