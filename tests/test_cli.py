"""The command line: one JSON object, Decimals as strings, exit codes (docs/commands.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli import main

REPORT = """某某市某某局2022年度部门决算
支出决算表
部门：某某市某某局\t\t\t\t单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
合计\t\t1,003.05\t\t—\t\t\t
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return file


PROGRAM = [sys.executable, "-c", "from pipelines.cli import run; run()"]


def test_the_program_ends_with_the_code_of_its_command(report: Path) -> None:
    read = subprocess.run([*PROGRAM, "read", str(report)], capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "[1/1] " + str(report) + "\n")
    assert read.stdout.startswith(str(report)) or report.name in read.stdout
    missing = subprocess.run([*PROGRAM, "read", "none.pdf"], capture_output=True, text=True)
    assert missing.returncode == 2
    assert "无法打开文件 / the file cannot be opened" in missing.stdout


def test_output_that_nobody_reads_any_more_is_no_error(report: Path) -> None:
    program = [*PROGRAM, "read", "--format", "json", str(report)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        assert process.wait() == 141
    assert "Traceback" not in told


def test_read_as_json(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--format", "json", str(report)]) == 0
    output = json.loads(capsys.readouterr().out)
    assert list(output)[:3] == ["files", "rows", "unplaced"]
    assert list(output)[3:] == ["quantities", "evaluations", "indicators", "claims"]
    (file,) = output["files"]
    assert list(file) == [
        *("source_file", "sha256", "report_id", "outcome", "reason", "advice", "reader"),
        *("pages", "figures", "unplaced", "seconds", "quantities", "claims"),
    ]
    total = output["rows"][0]
    assert list(total) == [
        *("report_id", "source_file", "form_code", "table_no", "block", "row_code", "row_label"),
        *("measure", "measure_label", "basis", "amount_yuan", "amount_text", "unit"),
        *("shown_decimals", "amount_state", "row_role", "page", "sheet", "table_row"),
        *("table_column", "x0", "y0", "x1", "y1", "reader"),
        *("confidence", "alternatives", "chosen_by"),
    ]
    assert total["amount_yuan"] == "10030500.0000"
    assert total["amount_text"] == "1,003.05"
    assert (total["row_code"], total["page"], total["table_row"]) == (None, None, 5)
    states = [row["amount_state"] for row in output["rows"]]
    assert states == ["number", "blank", "dash", "blank", "blank", "blank"]


def test_an_unreadable_file_is_exit_code_2(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    assert main(["read", str(report), str(empty)]) == 2
    assert "unreadable" in capsys.readouterr().out
    assert main(["read", str(tmp_path / "absent.pdf")]) == 2


def test_wrong_usage_is_exit_code_64() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read"])
    assert ended.value.code == 64


def test_a_build_without_sources_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "w" / "juesuan.duckdb"
    assert main(["build", "--sources", str(tmp_path / "no"), "--warehouse", str(warehouse)]) == 1
    assert not warehouse.exists()
    assert "nothing published" in capsys.readouterr().err


def test_capture_writes_a_fixture(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["capture", str(report)]) == 0
    assert json.loads(capsys.readouterr().out)["reader"] == "plain_text"
