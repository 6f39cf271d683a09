"""juesuan collect and juesuan add: what people type, what they read, exit codes."""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.cli.collecting import run_collect
from pipelines.collect.fetching import Fetcher
from pipelines.stages.sources import find_source_files
from tests.collect.local_site import PDF, Answer, Site

LIST = """publishers:
  - name: first
    agency: 甲市教育局
    since: 2020
    listings: [{address: 'http://site.test/list'}]
  - name: second
    agency: 甲市民政局
    since: 2020
    listings: [{address: 'http://absent.test/'}]
"""


def rows(sources: Path) -> list[dict[str, str]]:
    text = (sources / "manifest.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def options(sources: Path, *publishers: str, dry_run: bool = False) -> argparse.Namespace:
    return argparse.Namespace(
        sources=sources, publisher=list(publishers), year=2023, dry_run=dry_run
    )


@pytest.fixture
def sources(tmp_path: Path, site: Site) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "publishers.yml").write_text(LIST, "utf-8")
    site.page("/list", '<a href="/1.pdf">2023年度部门决算</a><a href="/n">部门决算公开</a>')
    site.serve("/1.pdf", Answer(PDF))
    return folder


def test_a_run_is_told_in_words(
    sources: Path, web: Fetcher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_collect(options(sources, "first"), web) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "first：新 new 1，存疑 doubtful 1",
        "  新 new            reports/2023/甲市教育局/1.pdf",
        "  存疑 doubtful     部门决算公开 http://site.test/n：标题没有写明年度 / the title names no"
        " fiscal year",
    ]
    assert told.err.splitlines() == ["  http://site.test/list", "  http://site.test/1.pdf"]


def test_a_publisher_that_fails_is_exit_code_1(
    sources: Path, web: Fetcher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_collect(options(sources), web) == 1
    out = capsys.readouterr().out
    assert "first：新 new 1" in out
    assert "second：失败 failed 1" in out
    assert len(rows(sources)) == 1


def test_a_dry_run_is_told(sources: Path, web: Fetcher, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_collect(options(sources, "first", dry_run=True), web) == 0
    assert "将取 would fetch  甲市教育局 2023年度部门决算 http://site.test/1.pdf" in (
        capsys.readouterr().out
    )
    assert not (sources / "reports").exists()


def test_a_hostile_title_does_nothing_to_the_terminal(
    sources: Path, site: Site, web: Fetcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site.page("/list", '<a href="/n">部门决算公开</a><a href="/m">\x1b[2J\u202e部门决算公开</a>')
    run_collect(options(sources, "first"), web)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "publishers.yml"),
        ("publishers: [{name: a}]", "since"),
        ("publishers: [", "publishers.yml"),
        ("publishers: []\nmore: 1", "more"),
        ("", "publishers.yml"),
        (LIST.replace("second", "first"), "two publishers have one name"),
        (LIST.replace("http://absent.test/", "file:///etc/passwd"), "no http"),
        (LIST.replace("http://absent.test/", "http://10.0.0.1:81/"), "81"),
        (LIST.replace("since: 2020", "since: 2020\n    next_page: '('"), "missing )"),
    ],
)
def test_a_list_that_is_wrong_is_exit_code_64(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "publishers.yml").write_text(content, "utf-8")
    assert main(["collect", "--year", "2023", "--sources", str(tmp_path)]) == 64
    assert reason in capsys.readouterr().err


def test_wrong_usage_is_exit_code_64(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--sources", str(sources)]
    assert main(["collect", "--year", "2023", "--publisher", "third", *place]) == 64
    assert "there are: first, second" in capsys.readouterr().err
    for wrong in (["collect"], ["collect", "--year", "23"], ["add"], ["add", "x", "--kind", "y"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 64
    for url in ("file:///x", "http://u:p@a.cn/", "x"):
        with pytest.raises(SystemExit) as ended:
            main(["add", "x", "--url", url])
        assert ended.value.code == 64


def test_an_empty_list_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "publishers.yml").write_text("publishers: []", "utf-8")
    assert main(["collect", "--year", "2023", "--sources", str(tmp_path)]) == 0
    assert "no publisher is listed there yet" in capsys.readouterr().out


def test_a_file_by_hand_is_copied_to_its_place(tmp_path: Path) -> None:
    file = tmp_path / "甲局 决算.pdf"
    file.write_bytes(PDF)
    sources = tmp_path / "sources"
    given = ["--agency", "甲市教育局", "--year", "2023", "--kind", "final_accounts"]
    given += ["--region", "乙省甲市", "--url", "https://site.test/决算.pdf"]
    assert main(["add", str(file), "--sources", str(sources), *given]) == 0
    assert file.read_bytes() == PDF
    copy = sources / "reports/2023/甲市教育局/甲局 决算.pdf"
    assert copy.read_bytes() == PDF
    (row,) = rows(sources)
    assert row.pop("retrieved_at")[:2] == "20"
    assert row == {
        "report_id": "甲市教育局-2023-final_accounts",
        "agency": "甲市教育局",
        "region": "乙省甲市",
        "fiscal_year": "2023",
        "kind": "final_accounts",
        "url": "https://site.test/决算.pdf",
        "sha256": sha256(PDF).hexdigest(),
        "media_type": "application/pdf",
        "supersedes": "",
    }
    assert {path.name for path in (sources / ".collecting").iterdir()} == {"manifest.lock"}


def test_the_build_finds_what_was_added_with_what_was_stated(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    sources = tmp_path / "sources"
    given = ["--agency", "甲市教育局", "--year", "2023", "--sources", str(sources)]
    assert main(["add", str(file), *given]) == 0
    (found,) = find_source_files([sources])
    assert found.source_file == "reports/2023/甲市教育局/a.pdf"
    assert found.stated("agency") == "甲市教育局"
    assert found.stated("fiscal_year") == "2023"
    assert found.stated("report_id") == "甲市教育局-2023-report"
    assert found.stated("supersedes") is None


def test_what_is_not_stated_is_left_open(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("2022年度部门决算", "utf-8")
    assert main(["add", str(file), "--sources", str(tmp_path)]) == 0
    assert (tmp_path / "reports/unknown/unknown/a.txt").is_file()
    (row,) = rows(tmp_path)
    assert [row[name] for name in ("report_id", "agency", "fiscal_year", "kind", "url")] == [""] * 5


def test_the_same_content_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    for file, content in ((first, PDF), (second, PDF), (third, PDF + b"\n")):
        file.write_bytes(content)
    files = [str(file) for file in (first, second, third)]
    assert main(["add", *files, "--year", "2023", "--sources", str(tmp_path)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in out] == ["taken", "not", "taken"]
    assert sha256(PDF).hexdigest() in out[1]
    assert len(rows(tmp_path)) == 2


def test_another_content_from_a_known_address_is_a_new_version(tmp_path: Path) -> None:
    for name, content in (("a.pdf", PDF), ("b.pdf", PDF + b"\n")):
        (tmp_path / name).write_bytes(content)
        given = ["--year", "2023", "--agency", "甲局", "--url", "http://site.test/x"]
        assert main(["add", str(tmp_path / name), "--sources", str(tmp_path), *given]) == 0
    assert [(row["report_id"], row["supersedes"]) for row in rows(tmp_path)] == [
        ("甲局-2023-report", ""),
        ("甲局-2023-report-2", "甲局-2023-report"),
    ]


def test_what_is_no_report_file_is_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "notes.md").write_text("x")
    names = ["absent.pdf", "empty.pdf", "folder.pdf", "notes.md"]
    files = [str(tmp_path / name) for name in names]
    assert main(["add", *files, "--sources", str(tmp_path / "sources")]) == 1
    out = capsys.readouterr().out
    for reason in ("no such file", "the file is empty", "a folder", "never read as reports"):
        assert reason in out
    assert not (tmp_path / "sources" / "reports").exists()


def test_other_commands_do_not_wait_for_what_only_collecting_uses() -> None:
    """Every worker that reads a file loads the command line first."""
    code = (
        "import sys, pipelines.cli; "
        "print([name for name in ('pydantic', 'urllib3', 'yaml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
