"""Releases: what they keep, what changed between them, and what a killed build leaves."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.cli import main
from pipelines.publish import Busy, PublishFailed, alone_with, publish, roll_back
from pipelines.publish.changes import changes_in_words
from pipelines.publish.comparing import compare
from pipelines.publish.history import last_release
from pipelines.publish.releases import kept_releases, settle_releases
from tests.publish.build_files import changed, raised

pytestmark = pytest.mark.usefixtures("without_exports")


def asked(file: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def warehouse(build_file: Path, tmp_path: Path) -> Path:
    file = tmp_path / "out" / "juesuan.duckdb"
    publish(build_file, file)
    return file


def test_a_release_is_kept_with_its_sums_and_changes(warehouse: Path) -> None:
    (release,) = kept_releases(warehouse)
    assert release.number == 1 and last_release(warehouse) == 1
    assert release.file.read_bytes() == warehouse.read_bytes()
    sums = (release.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert sums[0] == f"{sha256(warehouse.read_bytes()).hexdigest()}  juesuan.duckdb"
    assert "首次发布" in (warehouse.parent / "releases" / "CHANGES.md").read_text("utf-8")


def test_changed_figures_are_told_from_and_to(
    build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    ((report_id, before),) = asked(
        warehouse,
        "select report_id, amount_yuan from marts.fct_reported_amount where form_code = "
        "'general_budget_expenditure' and row_code = '2010301' and measure = 'total'",
    )
    publication = publish(raised(build_file, tmp_path, "123456.7000"), warehouse)
    assert publication.number == 2 and publication.comparison is not None
    (figure,) = publication.comparison.figures
    assert (figure.report_id, figure.before, figure.after) == (
        report_id,
        before,
        Decimal("123456.7000"),
    )
    assert figure.publisher_changed
    assert [(one.change, one.report_id) for one in publication.comparison.reports] == [
        ("revised", report_id)
    ]
    lines = "\n".join(changes_in_words(publication.comparison))
    assert "→ 123,456.70 元" in lines and "修订 revised" in lines
    written = (warehouse.parent / "releases" / "CHANGES.md").read_text("utf-8")
    assert written.index("发布 release 2") < written.index("发布 release 1")
    assert asked(
        warehouse,
        "select release_no, reports_added, reports_revised, figures_changed from quality.fct_run",
    ) == [(1, None, None, None), (2, 0, 1, 1)]


def test_added_and_withdrawn_reports(build_file: Path, warehouse: Path, tmp_path: Path) -> None:
    one_less = changed(
        build_file,
        tmp_path,
        *(
            f"delete from {table} where report_id = (select max(report_id) from marts.dim_report)"
            for table in ("marts.fct_reported_amount", "quality.fct_report_outcome",
                          "quality.fct_identity_verdict", "quality.fct_unplaced_cell",
                          "marts.dim_report")
        ),
    )  # fmt: skip
    gone = publish(one_less, warehouse).comparison
    back = publish(build_file, warehouse).comparison
    assert gone is not None and back is not None
    ((last,),) = asked(warehouse, "select max(report_id) from marts.dim_report")
    assert [(one.change, one.report_id) for one in gone.reports] == [("withdrawn", last)]
    assert [(one.change, one.report_id) for one in back.reports] == [("added", last)]
    # the figures of a report that comes or goes are its own, and no changes
    assert gone.figures == back.figures == ()


def test_a_verdict_that_turns_is_told(build_file: Path, warehouse: Path, tmp_path: Path) -> None:
    judged = (
        "insert into quality.fct_identity_verdict by name select 'jia-2020' as report_id, "
        "'t3.total' as identity_id, '合计' as instance, '{}' as verdict, 'error' as severity"
    )
    publish(changed(build_file, tmp_path, judged.format("exact")), warehouse)
    turned = changed(build_file, tmp_path, judged.format("violation"))
    found = publish(turned, warehouse).comparison
    assert found is not None
    (turn,) = found.verdicts
    assert (turn.before, turn.after, turn.instance) == ("exact", "violation", "合计")
    assert "（合计）：一致 → 不符" in "\n".join(changes_in_words(found))
    assert asked(
        warehouse, "select release_no, identity_id, verdict, verdicts from "
        "quality.fct_release_verdict order by all",
    ) == [(2, "t3.total", "exact", 1), (3, "t3.total", "violation", 1)]  # fmt: skip


def test_faults_of_our_own_stop_a_release(
    build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    before = warehouse.read_bytes()
    faulty = changed(
        build_file, tmp_path, "update quality.fct_report_outcome set figures = figures + 1"
    )
    with pytest.raises(PublishFailed, match="outcomes_count_the_figures"):
        publish(faulty, warehouse)
    assert warehouse.read_bytes() == before
    assert [release.number for release in kept_releases(warehouse)] == [1]


def test_rolling_back_and_publishing_on(
    build_file: Path, warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = warehouse.read_bytes()
    publish(raised(build_file, tmp_path, "5.0000"), warehouse)
    assert main(["rollback", "1", "--warehouse", str(warehouse)]) == 0
    assert warehouse.read_bytes() == first
    assert main(["rollback", "7", "--warehouse", str(warehouse)]) == 1
    assert "1、2" in capsys.readouterr().err
    # numbers are never given twice
    assert publish(raised(build_file, tmp_path, "6.0000"), warehouse).number == 3
    main(["releases", "--warehouse", str(warehouse)])
    main(["diff", "1", "3", "--warehouse", str(warehouse)])
    told = capsys.readouterr().out
    assert "→ 6.00 元" in told and told.count("现行 published") == 1


def test_the_second_is_told_who_holds_the_warehouse(build_file: Path, warehouse: Path) -> None:
    holding = (
        "import sys, pathlib; from pipelines.publish import alone_with\n"
        "with alone_with(pathlib.Path(sys.argv[1]), 'build'): print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(warehouse)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=f"process {holder.pid}.*build"):
            publish(build_file, warehouse)
        with pytest.raises(Busy):
            roll_back(warehouse, 1)
        holder.kill()
    with alone_with(warehouse, "test"):
        assert publish(build_file, warehouse).number == 1


COUNTED_RUNS = "select count(*), max(release_no) from quality.fct_run"
PUBLISHING = "import sys, pathlib; from pipelines.publish import publish; print('go', flush=True); publish(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"  # fmt: skip # noqa: E501


@pytest.mark.parametrize("step", range(4))
def test_a_killed_publisher_leaves_a_whole_file(
    step: int, build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    """Killed at four moments of its work: the old or the new release, and the rerun finishes."""
    other = raised(build_file, tmp_path, f"{step + 1}.0000")
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHING, str(other), str(warehouse)],
        stdout=subprocess.PIPE, text=True,
    ) as publisher:  # fmt: skip
        assert publisher.stdout is not None and publisher.stdout.readline() == "go\n"
        try:
            publisher.wait(timeout=0.15 * step)
        except subprocess.TimeoutExpired:
            publisher.send_signal(signal.SIGKILL)
    assert last_release(warehouse) in (1, 2)
    assert len(asked(warehouse, "select * from marts.dim_report")) == 2
    publish(other, warehouse)
    assert last_release(warehouse) == 2
    assert [release.number for release in kept_releases(warehouse)] == [1, 2]
    assert asked(warehouse, "select count(*) from quality.fct_run") == [(2,)]


def test_a_release_published_but_not_named_is_named_by_the_next_run(
    build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    publish(raised(build_file, tmp_path, "8.0000"), warehouse)
    folder = warehouse.parent / "releases"
    (folder / "0002").rename(folder / ".0002.unfinished")
    settle_releases(warehouse)
    assert [release.number for release in kept_releases(warehouse)] == [1, 2]


def test_a_reader_sees_whole_releases_only(
    build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    """Eight publications under a reader that opens, asks and closes without pause."""
    builds = [raised(build_file, tmp_path, f"{number}.0000") for number in (1, 2)]
    seen: set[tuple[Any, ...]] = set()
    problems: list[Exception] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                seen.update(
                    asked(warehouse, "select count(*), max(release_no) from quality.fct_run")
                )
            except Exception as problem:
                problems.append(problem)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(8):
        publish(builds[number % 2], warehouse)
    over.set()
    reader.join()
    assert problems == []
    assert {(number, number) for number in range(1, 10)} >= seen and len(seen) > 2


def test_two_files_are_the_same_or_not(build_file: Path, warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(warehouse, copy)
    assert compare(copy, warehouse).is_same
    reworded = changed(build_file, tmp_path, "comment on table marts.dim_report is '另一句话'")
    assert not publish(reworded, warehouse).comparison.is_same  # type: ignore[union-attr]


def test_a_release_of_an_earlier_contract_is_compared_too(
    build_file: Path, warehouse: Path, tmp_path: Path
) -> None:
    earlier = changed(
        build_file, tmp_path, "alter table marts.dim_report drop column unlisted_since"
    )
    publish(earlier, warehouse)
    found = publish(raised(build_file, tmp_path, "7.0000"), warehouse).comparison
    assert found is not None
    assert [one.change for one in found.reports] == ["revised"]
    assert [figure.after for figure in found.figures] == [Decimal("7.0000")]
