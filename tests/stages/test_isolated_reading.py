"""Files read in workers: whatever a file does to its reader, the others are read as ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli import main
from pipelines.stages.isolating import Limits
from pipelines.stages.reading_each import read_each
from pipelines.stages.reading_kept import read_through_cache
from pipelines.stages.sources import find_source_files
from tests.stages.misbehaving import read_or_die, read_what_changes, refused

REPORT = """某某市某某局2022年度部门决算
一般公共预算财政拨款支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3.00\t1.00\t2.00
205\t教育支出\t3.00\t1.00\t2.00
"""


def outcomes(folder: Path, **options: object) -> dict[str, tuple[str, str]]:
    sources = find_source_files([folder])
    return {
        reading.report_outcome["source_file"]: (
            reading.report_outcome["outcome"],
            reading.report_outcome["reason"],
        )
        for file in read_each(sources, **options)  # type: ignore[arg-type]
        for reading in file.readings
    }


def test_a_file_that_kills_its_reader_is_quarantined_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "dies.txt", "z.txt"):
        (tmp_path / name).write_text(REPORT, "utf-8")
    found = outcomes(tmp_path, task=read_or_die)
    assert [(name, word) for name, (word, _) in found.items()] == [
        ("a.txt", "read"),
        ("dies.txt", "quarantined"),
        ("z.txt", "read"),
    ]
    assert "died twice: exit code 9" in found["dies.txt"][1]


def test_a_file_that_needs_too_much_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for _ in range(6_000):
        workbook.active.append([1.5] * 12)
    workbook.save(tmp_path / "big.xlsx")
    (tmp_path / "small.txt").write_text(REPORT, "utf-8")
    found = outcomes(tmp_path, limits=Limits(memory=65 * 2**20))
    assert {name: word for name, (word, _) in found.items()} == {
        "big.xlsx": "quarantined",
        "small.txt": "read",
    }
    assert "more memory than 65 MiB" in found["big.xlsx"][1]


def test_a_file_that_takes_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    found = outcomes(tmp_path, limits=Limits(seconds=0.0))
    assert found["a.txt"][0] == "quarantined"
    assert "not read within its time" in found["a.txt"][1]


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, "utf-8")
    (result,) = read_each(find_source_files([folder]), task=read_what_changes)
    assert not result.is_lasting
    (reading,) = result.readings
    assert reading.report_outcome["outcome"] == "unreadable"
    assert "changed or removed while it was read" in reading.report_outcome["reason"]
    assert reading.rows["reported_amount"] == []


def test_a_file_that_vanishes_has_an_outcome(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    sources = find_source_files([tmp_path])
    (tmp_path / "a.txt").unlink()
    (result,) = read_each(sources)
    assert result.readings[0].report_outcome["outcome"] == "unreadable"
    assert not result.is_lasting


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    for number in range(9):
        changed = REPORT.replace("某某局", f"第{number}局")
        (tmp_path / f"{number}.txt").write_text(changed, "utf-8")
    sources = find_source_files([tmp_path])
    alone, together = ([*read_each(sources, workers=count)] for count in (1, 4))
    rows = [[file.readings[0].rows for file in results] for results in (alone, together)]
    assert rows[0] == rows[1]
    assert [row[0]["amount_text"] for row in [r["reported_amount"] for r in rows[0]]] == [
        "3.00"
    ] * 9


def test_a_refusal_is_told_like_every_outcome_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    sources = [refused(source) for source in find_source_files([tmp_path])]
    cache = tmp_path / ".cache"
    ((first, first_kept),) = read_through_cache(sources, cache)
    ((second, second_kept),) = read_through_cache(sources, cache)
    assert (first_kept, second_kept) == (False, True)
    assert first == second
    assert first[0].report_outcome["outcome"] == "quarantined"
    ((read, kept),) = read_through_cache(find_source_files([tmp_path]), cache)
    assert (read[0].report_outcome["outcome"], kept) == ("read", False)


def test_an_entry_of_the_cache_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    sources = find_source_files([tmp_path])
    cache = tmp_path / ".cache"
    ((first, _),) = read_through_cache(sources, cache)
    rows = dict(first[0].rows)
    (entry,) = cache.glob("*.json")
    whole = entry.read_bytes()
    for damaged in (b"[{", whole[:-5], whole.replace(b'"1.00"', b'"7.00"'), whole + b"{}"):
        assert damaged != whole
        entry.write_bytes(damaged)
        ((second, kept),) = read_through_cache(sources, cache)
        assert not kept
        assert second[0].rows == rows


def test_the_command_line_reads_in_workers_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert main(["read", str(tmp_path / "a.txt"), str(tmp_path / "cut.pdf")]) == 2
    assert "unreadable" in capsys.readouterr().out


def test_a_program_without_a_guard_may_read_files(tmp_path: Path) -> None:
    """A worker does not run the program that asks for it again."""
    (tmp_path / "letter.txt").write_text("今天天气好。", "utf-8")
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\n"
        "from pipelines.stages.reading_each import read_each\n"
        "from pipelines.stages.sources import given_files\n"
        f"(found,) = read_each(given_files([Path({str(tmp_path / 'letter.txt')!r})]))\n"
        "print(found.readings[0].report_outcome['outcome'])\n",
        "utf-8",
    )
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert ended.stdout == "not_a_report\n"
