"""juesuan check: findings in words and as JSON, and what the exit code says (docs/commands.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli import main
from tests.stages.small_files import expenditure, summary

HEAD = """某某市某某局{year}年度部门决算
收入支出决算总表
部门：某某市某某局\t\t\t\t\t单位：万元
收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
一、一般公共预算财政拨款收入\t1\t{income}\t一、一般公共服务支出\t31\t90.00
本年收入合计\t27\t100.00\t本年支出合计\t57\t90.00
使用非财政拨款结余\t28\t\t结余分配\t58\t
年初结转和结余\t29\t{opening}\t年末结转和结余\t59\t{closing}
总计\t30\t{total}\t总计\t60\t{total}
"""


def report(folder: Path, name: str, **figures: str) -> Path:
    file = folder / name
    stated = {"year": "2022", "income": "100.00", "opening": "5.00", "closing": "15.00"}
    stated |= {"total": "105.00"} | figures
    file.write_text(HEAD.format(**stated), "utf-8")
    return file


def verdicts(output: str, identity: str) -> list[tuple[str, str | None]]:
    rows = json.loads(output)["verdicts"]
    return [(row["verdict"], row["difference"]) for row in rows if row["identity_id"] == identity]


def test_a_report_without_findings_is_exit_code_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = report(tmp_path, "a.txt")
    assert main(["check", "--format", "json", str(file)]) == 0
    output = capsys.readouterr().out
    assert list(json.loads(output)) == ["files", "verdicts", "diagnoses"]
    assert verdicts(output, "t1.income.current_total") == [("exact", "0.0000")]
    assert verdicts(output, "t1.balance") == [("exact", "0.0000")]
    row = json.loads(output)["verdicts"][0]
    assert list(row) == [
        *("report_id", "source_file", "identity_id", "instance", "expected", "found"),
        *("difference", "tolerance", "unit", "terms", "cells", "verdict", "severity"),
        *("suspicious", "status", "message"),
    ]


def test_a_violation_is_told_with_its_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = report(tmp_path, "a.txt", income="98.00")
    assert main(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert "t1.income.current_total" in told
    assert "原文 found 100.00，应为 expected 98.00，差 2" in told
    assert "行 7" in told and "行 6" in told


def test_an_unreadable_file_wins_over_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    assert main(["check", str(report(tmp_path, "a.txt", income="98.00")), str(empty)]) == 2
    assert "unreadable" in capsys.readouterr().out


def test_the_year_before_is_handed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = report(tmp_path, "2022.txt")
    same = report(tmp_path, "2021.txt", year="2021", opening="0.00", closing="5.00", total="95.00")
    other = report(tmp_path, "o.txt", year="2021", opening="0.00", closing="6.50", total="96.50")
    identity = "y.opening_eq_prior_closing.t1"
    main(["check", "--format", "json", str(file)])
    assert verdicts(capsys.readouterr().out, identity) == [("not_evaluable", None)]
    main(["check", "--format", "json", str(file), "--prior", str(same)])
    assert verdicts(capsys.readouterr().out, identity) == [("exact", "0.0000")]
    main(["check", "--format", "json", str(file), "--prior", str(other)])
    assert verdicts(capsys.readouterr().out, identity) == [("violation", "-1.5000")]


def test_checking_needs_neither_dbt_nor_dagster(tmp_path: Path) -> None:
    file = report(tmp_path, "a.txt")
    code = (
        "import sys; from pipelines.cli import main; main(['check', sys.argv[1]]); "
        "print([name for name in ('dbt', 'dagster') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_number_no_department_can_have_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = report(tmp_path, "a.txt", income="199,999,999,999.99", total="123456789012345678.9")
    with file.open("a", encoding="utf-8") as text:
        text.write("部门决算情况说明\n一、收入支出决算总体情况说明\n")
        text.write("2022年度收入总计199,999,999,999.99万元，增长98765432109876543210.12%。\n")
    assert main(["read", "--format", "json", str(file)]) == 0
    read = json.loads(capsys.readouterr().out)
    states = {row["amount_text"]: row["amount_state"] for row in read["rows"]}
    assert states["199,999,999,999.99"] == states["123456789012345678.9"] == "illegible"
    assert {claim["state"] for claim in read["claims"]} == {"illegible"}
    assert main(["check", str(file)]) in (0, 1)


def test_files_of_one_report_are_checked_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.txt").write_text(summary(), "utf-8")
    (tmp_path / "2.txt").write_text(expenditure(), "utf-8")
    (tmp_path / "3.txt").write_text(expenditure(total="94.00", project="34.00"), "utf-8")
    files = [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")]
    assert main(["check", "--format", "json", *files]) == 0
    output = capsys.readouterr().out
    assert verdicts(output, "x.t1_t3.total") == [("exact", "0.0000")]
    assert len({row["report_id"] for row in json.loads(output)["files"]}) == 1
    assert main(["check", files[0], str(tmp_path / "3.txt")]) == 1
    told = capsys.readouterr().out
    assert told.count("核对 checked") == 1
    assert "95.00" in told and "94.00" in told


def test_read_numbers_the_tables_of_several_files_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.txt").write_text(expenditure(), "utf-8")
    (tmp_path / "2.txt").write_text(summary(), "utf-8")
    files = [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")]
    assert main(["read", "--format", "json", *files]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {(row["table_no"], row["form_code"], row["source_file"][-5:]) for row in rows} == {
        (1, "income_expenditure_summary", "2.txt"),
        (2, "expenditure", "1.txt"),
    }
