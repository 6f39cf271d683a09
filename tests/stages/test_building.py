"""The run over a folder: outcomes in words, nothing read twice, one bad file costs itself."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.stages.building import build, read_sources
from pipelines.stages.reading import read_file
from pipelines.stages.sources import find_source_files, source_file

REPORT = """某某市某某局2022年度部门决算
一般公共预算财政拨款支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3.00\t1.00\t2.00
205\t教育支出\t3.00\t1.00\t2.00
"""


def quiet(done: int, total: int, name: str) -> None:
    """No progress."""


def outcome_of(path: Path) -> tuple[str, str]:
    (reading,) = read_file(source_file(path))
    return reading.report_outcome["outcome"], reading.report_outcome["reason"]


def test_facts_of_a_report(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(REPORT, "utf-8")
    (reading,) = read_file(source_file(file))
    report = reading.report
    assert (report["agency"], report["fiscal_year"]) == ("某某市某某局", 2022)
    assert report["report_id"] == "某某市某某局-2022-final_accounts"
    assert report["reporting_scope"] == "department"
    assert reading.report_outcome["outcome"] == "read"
    assert reading.report_outcome["figures"] == 6


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("empty.pdf", b"", "unreadable"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "unreadable"),
        ("cut.xlsx", b"PK\x03\x04 nothing follows", "unreadable"),
        ("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 90, "unreadable"),
        ("noise.txt", b"\x00\x01\x02\xff\xfe\x81", "unreadable"),
        ("picture.png", b"\x89PNG\r\n\x1a\n....", "unreadable"),
        ("letter.txt", "今天天气好。".encode(), "not_a_report"),
    ],
)
def test_bad_input_gets_an_outcome_with_a_reason(
    tmp_path: Path, name: str, content: bytes, outcome: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    found, reason = outcome_of(file)
    assert found == outcome
    assert reason
    assert file.read_bytes() == content


def test_a_second_run_reads_no_file_again_and_gives_the_same_rows(tmp_path: Path) -> None:
    sources = tmp_path / "in"
    sources.mkdir()
    (sources / "a.txt").write_text(REPORT, "utf-8")
    (sources / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    warehouse = tmp_path / "out" / "juesuan.duckdb"
    first = build([sources], warehouse, quiet)
    before = rows(warehouse)
    second = build([sources], warehouse, quiet)
    assert (first.reread, second.reread) == (2, 0)
    assert first.outcomes == {"read": 1, "unreadable": 1}
    assert rows(warehouse) == before
    assert warehouse.read_bytes()[12:20] == (64).to_bytes(8, "little")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    cache = tmp_path / ".cache"
    read_sources(find_source_files([tmp_path]), cache, quiet)
    (tmp_path / "a.txt").write_text(REPORT.replace("3.00", "4.00"), "utf-8")
    readings, reread = read_sources(find_source_files([tmp_path]), cache, quiet)
    assert reread == 1
    assert readings[0].rows["reported_amount"][0]["amount_text"] == "4.00"


def test_the_same_figures_in_another_file_are_a_duplicate(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text(REPORT + "\n\n", "utf-8")
    readings, _ = read_sources(find_source_files([tmp_path]), tmp_path / ".cache", quiet)
    assert [reading.report_outcome["outcome"] for reading in readings] == ["read", "duplicate"]
    assert readings[1].report["report_id"].endswith("-2")


def test_the_manifest_is_believed_and_a_slip_in_it_costs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "reports").mkdir(parents=True)
    file = folder / "reports" / "a.txt"
    file.write_text(REPORT.replace("某某市某某局2022年度部门决算\n", ""), "utf-8")
    digest = source_file(file).sha256
    header = "report_id,agency,region,fiscal_year,kind,url,retrieved_at,sha256,media_type\n"
    stated = f"own-id,某某市另一局,,2021,final_accounts,,2022/9/1,{digest},text/plain\n"
    (folder / "manifest.csv").write_text(header + stated, "utf-8")
    (reading,) = read_file(find_source_files([folder])[0])
    assert reading.report["report_id"] == "own-id"
    assert (reading.report["agency"], reading.report["fiscal_year"]) == ("某某市另一局", 2021)
    assert reading.report_outcome["outcome"] == "read"
    slip = stated.replace(",2021,", ",2021年度,")
    (folder / "manifest.csv").write_text(header + slip, "utf-8")
    summary = build([folder], tmp_path / "w" / "j.duckdb", quiet)
    assert summary.outcomes == {"partly_read": 1}


def test_kinds_of_the_shared_reports(reports: Path) -> None:
    outcomes: dict[str, set[str]] = {}
    for folder in ("pdf", "templates", "seeds"):
        for source in find_source_files([reports / folder]):
            words = [reading.report_outcome["outcome"] for reading in read_file(source)]
            outcomes.setdefault(folder, set())
            outcomes[folder].add(f"{Path(source.source_file).stem[:18]} {' '.join(words)}")
    assert outcomes["pdf"] == {
        "sh-doccheck-unit-b budget",
        "sh-putuo-sww-2025- budget",
        "sh-putuo-wanli-jie budget",
        "上海市普陀区规划和自然资源局 202 read",
    }
    assert {line.split()[-1] for line in outcomes["templates"]} == {"blank_template"}
    assert outcomes["seeds"] == {
        # two reporting units in one file
        "changsha-data-bure partly_read partly_read",
        "qingshan-big-data- read",
        "yiyang-smart-brain read",
        "yiyang-smart-city- read",
    }


def rows(warehouse: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("SELECT * FROM marts.fct_reported_amount").fetchall()
