"""Files read by two workers over loopback: the same rows as on one machine, in the same order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import main
from pipelines.stages.building import read_sources
from pipelines.stages.cache import is_kept, reader_version
from pipelines.stages.far_batches import Batch, WorkersFailed, read_batch
from pipelines.stages.isolating import LIMITS
from pipelines.stages.reading_each import read_one
from pipelines.stages.reading_far import SETTING, read_far
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile, find_source_files
from tests.stages.far_tasks import read_and_sign, read_or_kill_the_worker
from tests.stages.misbehaving import read_or_die, read_what_changes

dask = pytest.importorskip("dask", reason="the extra dask is not installed")
distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

REPORT = """某某市某某局2022年度部门决算
一般公共预算财政拨款支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t{total}\t1.00\t2.00
205\t教育支出\t{total}\t1.00\t2.00
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of one thread, as docs/scaling.md starts them."""
    settings = {
        "distributed.worker.daemon": False,
        "distributed.scheduler.allowed-failures": 0,
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", memory_limit=None
        ) as found,
    ):
        yield found


def reports(folder: Path, *names: str) -> list[SourceFile]:
    """Files of one report each, whose total is 1.00, 2.00 … in the order of their names."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(sorted(names), 1):
        (folder / name).write_text(REPORT.format(total=f"{number}.00"), "utf-8")
    return find_source_files([folder])


def totals(readings: list[list[ReportReading]]) -> list[Decimal]:
    return [one.rows["reported_amount"][0]["amount_yuan"] for (one,) in readings]


def words(readings: list[list[ReportReading]]) -> dict[str, str]:
    return {one.report_outcome["source_file"]: one.report_outcome["outcome"] for (one,) in readings}


def test_two_workers_give_the_rows_of_one_machine_in_its_order(
    tmp_path: Path, cluster: Any
) -> None:
    sources = reports(tmp_path / "in", *(f"{number:02}.txt" for number in range(40)))
    found = list(read_far(sources, tmp_path / "cache", cluster.scheduler_address))
    assert totals(found) == [Decimal(number * 10_000) for number in range(1, 41)]
    here = [read_one(source, lambda seconds: None).readings for source in sources]
    assert [[one.rows for one in file] for file in found] == [
        [one.rows for one in file] for file in here
    ]
    assert all(is_kept(source, tmp_path / "cache") for source in sources)


def test_both_workers_take_part(tmp_path: Path, cluster: Any) -> None:
    sources = reports(tmp_path / "in", *(f"{number:02}.txt" for number in range(16)))
    address = cluster.scheduler_address
    list(read_far(sources, tmp_path / "cache", address, task=read_and_sign))
    assert len({file.read_text("utf-8") for file in (tmp_path / "in").glob("*.worker")}) == 2


def test_a_file_that_kills_its_reader_is_quarantined_alone(tmp_path: Path, cluster: Any) -> None:
    sources = reports(tmp_path / "in", "a.txt", "dies.txt", "z.txt")
    address = cluster.scheduler_address
    found = list(read_far(sources, tmp_path / "cache", address, task=read_or_die))
    assert words(found) == {"a.txt": "read", "dies.txt": "quarantined", "z.txt": "read"}


def test_a_file_that_hangs_is_quarantined_alone(tmp_path: Path, cluster: Any) -> None:
    sources = reports(tmp_path / "in", "a.txt")
    limits = replace(LIMITS, seconds=0.0)
    (found,) = read_far(sources, tmp_path / "cache", cluster.scheduler_address, limits=limits)
    assert found[0].report_outcome["outcome"] == "quarantined"
    assert "not read within its time" in found[0].report_outcome["reason"]


def test_a_file_that_workers_die_over_is_quarantined_alone(tmp_path: Path, cluster: Any) -> None:
    names = [f"{number:02}.txt" for number in range(30)]
    sources = reports(tmp_path / "in", *names, "kills.txt")
    address = cluster.scheduler_address
    found = list(read_far(sources, tmp_path / "cache", address, task=read_or_kill_the_worker))
    assert words(found) == {**dict.fromkeys(names, "read"), "kills.txt": "quarantined"}
    assert "died one after the other" in found[-1][0].report_outcome["reason"]
    (again,) = read_far(sources[-1:], tmp_path / "cache", address)
    assert again[0].report_outcome["outcome"] == "read"


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, cluster: Any) -> None:
    (source,) = reports(tmp_path / "in", "a.txt")
    address = cluster.scheduler_address
    ((found,),) = read_far([source], tmp_path / "cache", address, task=read_what_changes)
    assert found.report_outcome["outcome"] == "unreadable"
    assert not is_kept(source, tmp_path / "cache")


def test_a_file_that_vanishes_has_an_outcome(tmp_path: Path, cluster: Any) -> None:
    (source,) = reports(tmp_path / "in", "a.txt")
    source.path.unlink()
    ((found,),) = read_far([source], tmp_path / "cache", cluster.scheduler_address)
    assert found.report_outcome["outcome"] == "unreadable"


@pytest.fixture
def apart(tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path that leads this program and the workers to different folders, as a folder does that
    is mounted on one machine alone."""
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    with distributed.Client(cluster, set_as_default=False) as client:
        client.run(os.chdir, tmp_path / "theirs")
    monkeypatch.chdir(tmp_path / "ours")
    return Path("/proc/self/cwd")


def test_a_worker_that_does_not_see_the_files_is_told(
    tmp_path: Path, cluster: Any, apart: Path
) -> None:
    (source,) = reports(tmp_path / "ours", "a.txt")
    elsewhere = replace(source, path=apart / "a.txt")
    with pytest.raises(WorkersFailed, match=r"cannot open /proc/self/cwd/a\.txt"):
        list(read_far([elsewhere], tmp_path / "cache", cluster.scheduler_address))


def test_a_worker_that_keeps_its_readings_elsewhere_is_told(
    tmp_path: Path, cluster: Any, apart: Path
) -> None:
    sources = reports(tmp_path / "in", "a.txt")
    with pytest.raises(WorkersFailed, match="does not show in /proc/self/cwd/cache"):
        list(read_far(sources, apart / "cache", cluster.scheduler_address))


def test_a_worker_that_may_not_write_is_told(tmp_path: Path, cluster: Any) -> None:
    sources = reports(tmp_path / "in", "a.txt")
    (tmp_path / "cache").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(WorkersFailed, match="cannot write into the shared folder"):
        list(read_far(sources, tmp_path / "cache", cluster.scheduler_address))


def test_a_worker_that_may_not_start_readers_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tuple(reports(tmp_path / "in", "a.txt"))
    batch = Batch(sources, tmp_path / "cache", reader_version(), LIMITS, read_one)
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    with pytest.raises(WorkersFailed, match="DASK_DISTRIBUTED__WORKER__DAEMON=False"):
        read_batch(batch)


def test_a_worker_with_other_code_is_no_fit_one(tmp_path: Path) -> None:
    sources = tuple(reports(tmp_path / "in", "a.txt"))
    batch = Batch(sources, tmp_path / "cache", reader_version(), LIMITS, read_one)
    assert read_batch(batch) == ("kept",)
    with pytest.raises(WorkersFailed, match="install the same version on both"):
        read_batch(replace(batch, reader="another"))


def test_a_worker_says_what_it_cannot_open(tmp_path: Path) -> None:
    sources = tuple(reports(tmp_path / "in", "a.txt", "b.txt"))
    sources[0].path.unlink()
    batch = Batch(sources, tmp_path / "cache", reader_version(), LIMITS, read_one)
    assert read_batch(batch) == ("unseen", "kept")


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    sources = reports(tmp_path / "in", "a.txt")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(WorkersFailed, match="has no worker"),
    ):
        list(read_far(sources, tmp_path / "cache", empty.scheduler_address, seconds_to_come=0.2))


def test_nobody_at_the_address_is_told_and_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports(tmp_path / "in", "a.txt")
    monkeypatch.setenv(SETTING, "no address")
    warehouse = tmp_path / "w" / "j.duckdb"
    code = main(["build", "--sources", str(tmp_path / "in"), "--warehouse", str(warehouse)])
    assert code == 1
    assert "nothing published" in capsys.readouterr().err
    assert not warehouse.exists()


def test_the_setting_decides_and_what_is_kept_needs_no_worker(
    tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = reports(tmp_path / "in", "a.txt", "b.txt")
    monkeypatch.setenv(SETTING, cluster.scheduler_address)
    readings, reread = read_sources(sources, tmp_path / "cache", lambda *_: None)
    assert (totals([[one] for one in readings]), reread) == ([Decimal(10_000), Decimal(20_000)], 2)
    monkeypatch.setenv(SETTING, "no address")
    again, reread = read_sources(sources, tmp_path / "cache", lambda *_: None)
    assert (again, reread) == (readings, 0)
