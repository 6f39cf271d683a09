"""One report over several files, one in several formats, and corrected publications."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.settling import settled
from pipelines.stages.sources import find_source_files
from tests.stages.small_files import (
    AGENCY,
    expenditure,
    narrative,
    read_together,
    sources,
    state_capital,
    summary,
)

REPORT_ID = f"{AGENCY}-2022-final_accounts"


def outcomes(readings: list[ReportReading]) -> dict[str, tuple[str, str]]:
    return {
        one.report_outcome["source_file"]: (one.report_outcome["outcome"], one.report["report_id"])
        for one in readings
    }


def reason(readings: list[ReportReading], name: str) -> str:
    (text,) = (
        one.report_outcome["reason"]
        for one in readings
        if one.report_outcome["source_file"] == name
    )
    return str(text)


def tables(readings: list[ReportReading], report_id: str = REPORT_ID) -> list[tuple[int, str, str]]:
    return sorted(
        (row["table_no"], row["form_code"], row["source_file"])
        for one in readings
        if one.report["report_id"] == report_id
        for row in one.rows["reported_table"]
    )


def test_sheets_and_text_in_files_of_their_own_are_one_report(tmp_path: Path) -> None:
    files = {
        "03.txt": expenditure(),
        "1.txt": state_capital(),
        "2.txt": summary(),
        "说明.txt": narrative(),
    }
    readings = read_together(tmp_path, files)
    assert outcomes(readings) == dict.fromkeys(files, ("read", REPORT_ID))
    assert tables(readings) == [
        (1, "income_expenditure_summary", "2.txt"),
        (2, "expenditure", "03.txt"),
        (3, "state_capital", "1.txt"),
    ]
    amounts = [row for one in readings for row in one.rows["reported_amount"]]
    assert {(row["table_no"], row["source_file"]) for row in amounts} == {
        (1, "2.txt"),
        (2, "03.txt"),
        (3, "1.txt"),
    }
    assert {one.report["reporting_scope"] for one in readings} == {"department"}
    assert "合为一份报告" in reason(readings, "2.txt")
    # absent is what no file prints
    for name in files:
        absent = reason(readings, name).partition("没有：")[2].partition(" / absent")[0]
        assert absent.split("、") == [
            "收入决算表",
            "财政拨款收入支出决算总表",
            "一般公共预算财政拨款支出决算表",
            "一般公共预算财政拨款基本支出决算表",
            "“三公”经费支出决算表",
            "政府性基金预算财政拨款收入支出决算表",
        ]


def test_numbers_of_tables_run_on_and_claims_keep_their_own(tmp_path: Path) -> None:
    second = (
        f"{AGENCY}2022年度部门决算情况说明\n三、机关运行经费支出说明\n"
        "2022年度机关运行经费支出7.00万元。\n"
    )
    readings = read_together(tmp_path, {"a.txt": narrative(), "b.txt": second})
    numbers = [row["claim_no"] for one in readings for row in one.rows["narrative_claim"]]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert {one.report["report_id"] for one in readings} == {REPORT_ID}
    # no file has a table, and both say so
    assert [word for word, _ in outcomes(readings).values()] == ["partly_read", "partly_read"]


def test_a_file_without_a_year_stays_apart_and_says_so(tmp_path: Path) -> None:
    readings = read_together(tmp_path, {"a.txt": summary(), "b.txt": expenditure(year="")})
    assert outcomes(readings) == {
        "a.txt": ("read", REPORT_ID),
        "b.txt": ("partly_read", f"{AGENCY}-unknown-final_accounts"),
    }
    assert "缺年度" in reason(readings, "b.txt")


@pytest.mark.parametrize(
    "other",
    [expenditure(agency="甲州市图书馆"), expenditure(year="2021年度")],
    ids=["another agency", "another year"],
)
def test_other_agencies_and_years_are_other_reports(tmp_path: Path, other: str) -> None:
    readings = read_together(tmp_path, {"a.txt": summary(), "b.txt": other})
    assert len({one.report["report_id"] for one in readings}) == 2
    assert not any("合为" in one.report_outcome["reason"] for one in readings)


def test_the_manifest_joins_what_names_no_year(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "reports").mkdir(parents=True)
    written = sources(
        folder / "reports", {"a.txt": summary(year=""), "b.txt": expenditure(agency="", year="")}
    )
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["report_id", "agency", "fiscal_year", "kind", "sha256"])
        writer.writerows(["港务局22", AGENCY, "2022", "", one.sha256] for one in written)
    found = [one for source in find_source_files([folder]) for one in read_file(source)]
    readings = settled(found)
    assert [row[:2] for row in tables(readings, "港务局22")] == [
        (1, "income_expenditure_summary"),
        (2, "expenditure"),
    ]


def test_a_blank_form_alone_leaves_nothing(tmp_path: Path) -> None:
    (reading,) = read_together(tmp_path, {"a.txt": state_capital()})
    assert reading.report_outcome["outcome"] == "blank_template"
    assert not any(reading.rows.values())


def test_of_two_formats_the_richer_is_kept(tmp_path: Path) -> None:
    files = {
        "a.txt": summary() + "\n" + expenditure(),
        "b.txt": narrative() + summary() + "\n" + expenditure(),
        "c.txt": expenditure(),
    }
    readings = read_together(tmp_path, files)
    assert outcomes(readings) == {
        "a.txt": ("duplicate", f"{REPORT_ID}-2"),
        "b.txt": ("read", REPORT_ID),
        "c.txt": ("duplicate", f"{REPORT_ID}-3"),
    }
    assert "b.txt" in reason(readings, "a.txt")
    assert [one.report["duplicate_of"] for one in readings] == [REPORT_ID, None, REPORT_ID]


def test_a_finer_printing_is_the_same_and_is_kept(tmp_path: Path) -> None:
    # the same accounts in yuan: 350,049.00 is 35.00 万元 when rounded
    coarse, fine = expenditure(), expenditure(total="950,049.00", project="350,049.00")
    fine = fine.replace("60.00", "600,000.00").replace("单位：万元", "单位：元")
    readings = read_together(tmp_path, {"a.txt": coarse, "b.txt": fine})
    assert [word for word, _ in outcomes(readings).values()] == ["duplicate", "read"]


def test_a_cent_of_difference_in_one_precision_is_no_duplicate(tmp_path: Path) -> None:
    other = expenditure(total="95.01", project="35.01")
    readings = read_together(tmp_path, {"a.txt": expenditure(), "b.txt": other})
    assert [word for word, _ in outcomes(readings).values()] == ["read", "read"]
    assert "没有说明哪份是更正" in reason(readings, "a.txt")
    assert "a.txt" in reason(readings, "b.txt")


def test_a_correction_takes_the_place_of_what_it_corrects(tmp_path: Path) -> None:
    files = {
        "表一.txt": summary(),
        "表三.txt": expenditure(),
        "表三（更正）.txt": expenditure(total="95.50", project="35.50"),
    }
    readings = read_together(tmp_path, files)
    current = {one.report["report_id"]: one.files for one in readings if one.files}
    assert list(current.values()) == [("表一.txt", "表三（更正）.txt")]
    assert "已由 表三（更正）.txt 更正" in reason(readings, "表三.txt")
    assert "更正 表三.txt" in reason(readings, "表三（更正）.txt")


def test_three_files_of_which_two_contradict_stay_apart(tmp_path: Path) -> None:
    files = {
        "a.txt": expenditure(),
        "b.txt": expenditure(total="96.00", project="36.00"),
        "c.txt": summary(),
    }
    readings = read_together(tmp_path, files)
    assert len({one.report["report_id"] for one in readings}) == 3


def test_department_and_unit_of_one_name_are_two_reports(tmp_path: Path) -> None:
    unit = narrative().replace("部门决算", "单位决算")
    files = {"a.txt": narrative() + summary(), "b.txt": unit + expenditure()}
    readings = read_together(tmp_path, files)
    assert [one.report["reporting_scope"] for one in readings] == ["department", "unit"]
    assert len({one.report["report_id"] for one in readings}) == 2


def test_sentences_before_the_headings_of_two_files_are_no_second_text(tmp_path: Path) -> None:
    title = f"{AGENCY}2022年度部门决算\n"
    files = {
        "a.txt": f"{title}全年安排专项资金7.00万元。\n" + summary(),
        "b.txt": f"{title}全年购置设备8.00万元。\n" + expenditure(),
    }
    readings = read_together(tmp_path, files)
    assert {one.report["report_id"] for one in readings} == {REPORT_ID}
    claims = [row for one in readings for row in one.rows["narrative_claim"]]
    assert [(row["claim_no"], row["value_text"]) for row in claims] == [(1, "7.00"), (2, "8.00")]
