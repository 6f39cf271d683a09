"""Whole runs against the site: what lands, what is written about it, and what the next run does."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipelines.collect.collecting import PublisherResult, collect
from pipelines.collect.fetching import Fetcher
from pipelines.collect.manifest import Busy, alone
from pipelines.collect.publishers import Publisher
from tests.collect.local_site import PDF, Answer, Site, StoppedClock, fetcher

OTHER_PDF = PDF.replace(b"figures", b"FIGURES")
THIRD_PDF = PDF.replace(b"figures", b"amounts")
FOLDER = "reports/2023/甲市教育局"


def publisher(name: str = "a", **given: Any) -> Publisher:
    content = {
        "name": name,
        "agency": "甲市教育局",
        "region": "乙省甲市",
        "since": 2020,
        "listings": [{"address": "http://site.test/list"}],
        **given,
    }
    return Publisher.model_validate(content)


def run(
    sources: Path, web: Fetcher, publishers: Sequence[Publisher] = (), dry_run: bool = False
) -> list[PublisherResult]:
    chosen = publishers or [publisher()]
    return collect(sources, chosen, 2023, web, lambda _: None, dry_run)


def rows(sources: Path) -> list[dict[str, str]]:
    text = (sources / "manifest.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def files(sources: Path) -> dict[str, bytes]:
    found = (path for path in (sources / "reports").rglob("*") if path.is_file())
    return {path.relative_to(sources).as_posix(): path.read_bytes() for path in found}


def list_one(site: Site, *answers: Answer) -> None:
    site.page("/list", '<a href="/n">甲市教育局2023年度部门决算公开</a>')
    site.page("/n", '<a href="/1.pdf">甲市教育局2023年度部门决算.pdf</a>')
    site.serve("/1.pdf", *(answers or (Answer(PDF, headers={"ETag": '"one"'}),)))


def test_a_file_lands_under_its_name_with_its_row(site: Site, web: Fetcher, tmp_path: Path) -> None:
    name = "甲市教育局2023年度决算.pdf"
    header = b'attachment; filename="' + name.encode("gbk") + b'"'
    list_one(site, Answer(PDF, headers={"Content-Disposition": header, "Content-Type": "x/y"}))
    (result,) = run(tmp_path, web)
    assert result.new == [f"{FOLDER}/{name}"]
    assert (result.failures, result.doubts, result.notices) == ([], [], [])
    assert files(tmp_path) == {f"{FOLDER}/{name}": PDF}
    (row,) = rows(tmp_path)
    # the clock showed 15:33:20; three pauses of two seconds lie between the four requests
    assert row == {
        "report_id": "甲市教育局-2023-final_accounts",
        "agency": "甲市教育局",
        "region": "乙省甲市",
        "fiscal_year": "2023",
        "kind": "final_accounts",
        "url": "http://site.test/1.pdf",
        "retrieved_at": "2025-09-04T15:33:26Z",
        "sha256": sha256(PDF).hexdigest(),
        "media_type": "application/pdf",
        "supersedes": "",
    }


def test_the_next_run_asks_whether_it_changed_and_keeps_everything(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site, Answer(PDF, headers={"ETag": '"one"'}), Answer(status=304))
    run(tmp_path, web)
    before = (files(tmp_path), rows(tmp_path))
    (result,) = run(tmp_path, web)
    assert result.unchanged == [f"{FOLDER}/1.pdf"]
    assert site.asked("/1.pdf")[1].headers["If-None-Match"] == '"one"'
    assert (files(tmp_path), rows(tmp_path)) == before


def test_a_changed_file_is_a_new_version_beside_the_old_one(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site, Answer(PDF), Answer(OTHER_PDF), Answer(THIRD_PDF))
    for _ in range(3):
        results = run(tmp_path, web)
    assert results[0].new_versions[0].startswith(f"{FOLDER}/1 (3).pdf")
    assert files(tmp_path) == {
        f"{FOLDER}/1.pdf": PDF,
        f"{FOLDER}/1 (2).pdf": OTHER_PDF,
        f"{FOLDER}/1 (3).pdf": THIRD_PDF,
    }
    base = "甲市教育局-2023-final_accounts"
    assert [(row["report_id"], row["supersedes"]) for row in rows(tmp_path)] == [
        (base, ""),
        (f"{base}-2", base),
        (f"{base}-3", f"{base}-2"),
    ]


def test_an_older_version_that_comes_back_is_told(site: Site, web: Fetcher, tmp_path: Path) -> None:
    list_one(site, Answer(PDF), Answer(OTHER_PDF), Answer(PDF))
    run(tmp_path, web)
    run(tmp_path, web)
    (result,) = run(tmp_path, web)
    assert "shows an older version again" in result.notices[0]
    assert len(rows(tmp_path)) == 2


def test_the_same_bytes_at_another_address_are_nothing_new(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    site.page("/n", '<a href="/renamed.pdf">甲市教育局2023年度部门决算.pdf</a>')
    site.serve("/renamed.pdf", Answer(PDF))
    (result,) = run(tmp_path, web)
    assert result.unchanged == [f"{FOLDER}/1.pdf"]
    assert list(files(tmp_path)) == [f"{FOLDER}/1.pdf"]
    assert len(rows(tmp_path)) == 1
    assert "no longer listed" in result.notices[0]


def test_two_files_of_one_name_stand_side_by_side(site: Site, web: Fetcher, tmp_path: Path) -> None:
    site.page(
        "/list",
        '<a href="/x/A.pdf">2023年度部门决算</a><a href="/y/a.pdf">2023年度单位决算</a>',
    )
    site.serve("/x/A.pdf", Answer(PDF))
    site.serve("/y/a.pdf", Answer(OTHER_PDF))
    run(tmp_path, web)
    assert files(tmp_path) == {f"{FOLDER}/A.pdf": PDF, f"{FOLDER}/a (2).pdf": OTHER_PDF}
    assert [row["supersedes"] for row in rows(tmp_path)] == ["", ""]


def test_a_file_that_a_person_deleted_comes_back_under_its_row(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    run(tmp_path, web)
    (tmp_path / FOLDER / "1.pdf").unlink()
    (result,) = run(tmp_path, web)
    assert result.restored == [f"{FOLDER}/1.pdf"]
    assert files(tmp_path) == {f"{FOLDER}/1.pdf": PDF}
    assert len(rows(tmp_path)) == 1


def test_a_file_whose_row_a_person_deleted_gets_one(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site, Answer(PDF, headers={"ETag": '"one"'}))
    run(tmp_path, web)
    (tmp_path / "manifest.csv").unlink()
    run(tmp_path, web)
    assert "If-None-Match" not in site.asked("/1.pdf")[1].headers
    assert files(tmp_path) == {f"{FOLDER}/1.pdf": PDF}
    assert len(rows(tmp_path)) == 1


def test_a_dry_run_says_what_it_would_do_and_does_nothing(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    (result,) = run(tmp_path, web, dry_run=True)
    assert [line.endswith("http://site.test/1.pdf") for line in result.would_fetch] == [True]
    assert site.asked("/1.pdf") == []
    assert list(tmp_path.iterdir()) == []
    run(tmp_path, web)
    (result,) = run(tmp_path, web, dry_run=True)
    assert (len(result.would_fetch), len(result.would_check)) == (0, 1)


def test_one_publisher_that_fails_does_not_stop_the_others(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site)
    down = publisher("down", listings=[{"address": "http://absent.test/"}])
    inside = publisher("inside", listings=[{"address": "http://inside.test/"}])
    later = publisher("later", since=2024)
    results = run(tmp_path, web, [down, inside, publisher(), later])
    assert [result.has_failed for result in results] == [True, True, False, False]
    assert "not public" in results[1].failures[0]
    assert results[2].new == [f"{FOLDER}/1.pdf"]


def test_our_own_fault_on_one_publisher_is_told_and_costs_that_one_alone(
    site: Site, web: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.collect import collecting

    real = collecting.find_reports

    def faulty(one: Publisher, *given: Any) -> Any:
        if one.name == "faulty":
            raise ZeroDivisionError("a mistake")
        return real(one, *given)

    monkeypatch.setattr(collecting, "find_reports", faulty)
    list_one(site)
    results = run(tmp_path, web, [publisher("faulty"), publisher()])
    assert "our own fault: ZeroDivisionError" in results[0].failures[0]
    assert results[1].new == [f"{FOLDER}/1.pdf"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html>log in first</html>", "a web page came in place of the file"),
        (b"\n<script>location='/login'</script>", "a web page came in place of the file"),
        (b"", "the file is empty"),
    ],
)
def test_what_cannot_be_the_file_does_not_land(
    site: Site, web: Fetcher, tmp_path: Path, body: bytes, reason: str
) -> None:
    list_one(site, Answer(body, headers={"Content-Type": "application/pdf"}))
    (result,) = run(tmp_path, web)
    assert reason in result.failures[0]
    assert not (tmp_path / "reports").exists()
    assert not (tmp_path / "manifest.csv").exists()


def test_a_table_exported_as_a_page_for_a_spreadsheet_is_taken(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    body = b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'
    site.page("/list", '<a href="/1.xls">2023年度部门决算</a>')
    site.serve("/1.xls", Answer(body))
    (result,) = run(tmp_path, web)
    assert result.new == [f"{FOLDER}/1.xls"]
    assert "its content is that" in result.notices[0]


def test_a_file_that_is_something_else_than_its_name_is_told(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    list_one(site, Answer(target.getvalue(), headers={"Content-Type": "application/pdf"}))
    (result,) = run(tmp_path, web)
    assert "内容其实是 .xlsx" in result.notices[0]
    (row,) = rows(tmp_path)
    assert row["media_type"].endswith("spreadsheetml.sheet")


def test_an_archive_is_kept_as_it_is(site: Site, web: Fetcher, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("1.pdf", PDF)
    site.page("/list", '<a href="/1.zip">2023年度部门决算</a>')
    site.serve("/1.zip", Answer(target.getvalue()))
    run(tmp_path, web)
    assert files(tmp_path) == {f"{FOLDER}/1.zip": target.getvalue()}
    assert rows(tmp_path)[0]["media_type"] == "application/zip"


def test_a_file_that_looks_cut_off_is_kept_told_and_asked_for_whole_again(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    list_one(site, Answer(PDF[:-20], headers={"ETag": '"one"'}), Answer(PDF))
    (result,) = run(tmp_path, web)
    assert "it looks cut off" in result.notices[0]
    (result,) = run(tmp_path, web)
    assert "If-None-Match" not in site.asked("/1.pdf")[1].headers
    assert len(result.new_versions) == 1
    assert [row["supersedes"] for row in rows(tmp_path)] == ["", "甲市教育局-2023-final_accounts"]


def test_a_length_that_is_too_short_is_told(site: Site, web: Fetcher, tmp_path: Path) -> None:
    list_one(site, Answer(PDF, length=100))
    (result,) = run(tmp_path, web)
    assert files(tmp_path) == {f"{FOLDER}/1.pdf": PDF[:100]}
    assert "it looks cut off" in result.notices[0]


def test_a_folder_that_cannot_be_written_is_told(site: Site, web: Fetcher, tmp_path: Path) -> None:
    list_one(site)
    (tmp_path / "reports").write_text("a file in its place")
    (result,) = run(tmp_path, web)
    assert "cannot be written" in result.failures[0]
    assert not (tmp_path / "manifest.csv").exists()


def test_a_page_that_is_the_report_changes_only_with_its_text(
    site: Site, web: Fetcher, tmp_path: Path
) -> None:
    site.page("/list", '<a href="/n.html">甲市教育局2023年度部门决算公开</a>')
    site.page("/n.html", "本年支出 12.5 万元<script>var views=1</script>")
    chosen = [publisher(pages_are_reports=True)]
    assert run(tmp_path, web, chosen)[0].new == [f"{FOLDER}/甲市教育局2023年度部门决算公开.html"]
    site.page("/n.html", "本年支出 12.5 万元<script>var views=2</script>")
    (tmp_path / ".collecting" / "seen.json").unlink()
    assert len(run(tmp_path, web, chosen)[0].unchanged) == 1
    site.page("/n.html", "本年支出 12.6 万元<script>var views=3</script>")
    assert len(run(tmp_path, web, chosen)[0].new_versions) == 1
    assert len(rows(tmp_path)) == 2


def test_two_runs_at_once(site: Site, web: Fetcher, tmp_path: Path) -> None:
    list_one(site)
    with alone(tmp_path), pytest.raises(Busy):
        run(tmp_path, web)
    assert site.paths() == []
    assert run(tmp_path, web)[0].new


def _dies_at(number: int) -> Callable[[], None]:
    """Make this process end without any clean-up at the given step of writing."""
    left = number

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(9)

    for owner, name in (
        *((os, name) for name in ("fsync", "replace", "link")),
        *((Path, name) for name in ("unlink", "mkdir", "touch", "write_text")),
    ):
        real = getattr(owner, name)

        def counted(*given: Any, _real: Any = real, **named: Any) -> Any:
            step()
            return _real(*given, **named)

        setattr(owner, name, counted)
    return step


def _run_and_die(sources: Path, port: int, step: int) -> bool:
    """Collect in a process that ends at a step; whether it ended by itself before."""
    child = os.fork()
    if child == 0:
        try:
            _dies_at(step)
            run(sources, fetcher(port, StoppedClock()))
        except BaseException:
            os._exit(2)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 0


def test_a_run_killed_at_any_step_is_finished_by_the_next(
    running: tuple[Site, int], tmp_path: Path
) -> None:
    site, port = running
    list_one(site, Answer(PDF, headers={"ETag": '"one"'}))
    steps, has_ended = 0, False
    while not has_ended:
        sources = tmp_path / str(steps)
        sources.mkdir()
        has_ended = _run_and_die(sources, port, steps)
        listed = rows(sources) if (sources / "manifest.csv").exists() else []
        kept = {sha256(content).hexdigest() for content in files(sources).values()}
        assert {row["sha256"] for row in listed} <= kept
        run(sources, fetcher(port, StoppedClock()))
        assert files(sources) == {f"{FOLDER}/1.pdf": PDF}
        assert len(rows(sources)) == 1
        steps += 1
    assert steps > 10
