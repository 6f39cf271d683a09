"""juesuan explain on the samples: figures read by eye from their pages and sheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipelines.cli import main

QINGSHAN = "武汉市青山区大数据中心"


@pytest.fixture
def ask(sample_warehouse: Path, sample_sources: Path) -> Any:
    def asked(*question: str) -> int:
        places = ["--warehouse", str(sample_warehouse), "--sources", str(sample_sources)]
        return main(["explain", *question, *places])

    return asked


def test_a_figure_with_its_page_and_its_rules(
    ask: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crop = tmp_path / "crop.png"
    question = [QINGSHAN, "2020", "expenditure", "2010350", "--measure", "基本支出"]
    assert ask(*question, "--crop", str(crop), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    # page 5: 2010350 事业运行, the second column says 298.82
    (figure,) = told["figures"]
    assert (figure["amount_text"], figure["amount_yuan"]) == ("298.82", "2988200.0000")
    assert (figure["page"], figure["table_row"], figure["table_column"]) == (5, 8, 6)
    assert told["row_label"] == "事业运行"
    assert told["crop"] == str(crop)
    with Image.open(crop) as picture:
        assert picture.width > 800
    rules = {rule["identity_id"]: rule for rule in told["identities"]}
    # 20103 is printed as 298.82 too, and 2010399 has no basic spending
    assert rules["t3.kuan.eq_xiang_sum"]["verdict"] == "exact"
    assert rules["t3.kuan.eq_xiang_sum"]["cells"] == ["p.5 R7C6", "p.5 R8C6", "p.5 R9C6"]
    assert {"t3.row.sum", "t3.total.eq_leaf_sum", "x.t3_ge_t5"} <= set(rules)
    # page 7 prints the same in the general budget form
    elsewhere = [(one["form_code"], one["page"], one["amount_text"]) for one in told["elsewhere"]]
    assert ("general_budget_expenditure", 7, "298.82") in elsewhere
    assert ("income", 4, "298.82") in elsewhere


def test_a_figure_that_disagrees_with_the_text(
    ask: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("青山区", "2020", "一般公共预算财政拨款支出决算表", "210", "--measure", "小计") == 0
    told = capsys.readouterr().out
    # page 7 says 29.88, sentence 14 on page 12 says 29.89
    assert "小计：29.88 万元 = 298800 元  第 7 页 第 19 行 第 5 列" in told
    assert "印为 29.89，按其余数字应为 29.88，差 0.01 万元" in told
    assert "第 12 页 第 14 句" in told and "【29.89】" in told


def test_a_figure_of_a_workbook_shows_the_cells_around(
    ask: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["益阳市", "2020", "支出决算表", "2010202", "--measure", "project"]
    assert ask(*question) == 0
    told = capsys.readouterr().out
    assert "项目支出：917.65 万元 = 9176500 元  工作表“Z04 支出决算表” 第 12 行 第 5 列" in told
    assert "2010202 │ 一般行政管理事务 │ 917.65 │ 0.00 │ 【917.65】" in told
    assert ask(*question, "--crop", str(tmp_path / "no.png")) == 1
    assert "没有页面 / has no pages" in capsys.readouterr().err
    assert not (tmp_path / "no.png").exists()


@pytest.mark.parametrize(
    ("question", "reason", "choice"),
    [
        (("大数据中心", "2020", "income", "201"), "不止一个 / fits several", QINGSHAN),
        (("北京", "2020", "income", "201"), "没有“北京” / not found", QINGSHAN),
        ((QINGSHAN, "2019", "income", "201"), "没有 2019 年度的报告", "2020"),
        ((QINGSHAN, "2020", "收入", "201"), "不止一个 / fits several", "收入决算表"),
        ((QINGSHAN, "2020", "nothing", "201"), "表 / form：没有“nothing”", "支出决算表"),
        ((QINGSHAN, "2020", "income", "999"), "没有“999” / not found", "2010350 事业运行"),
        (
            (QINGSHAN, "2020", "支出决算表", "一般行政管理事务", "--measure", "nothing"),
            "栏目 / column：没有“nothing”",
            "基本支出 basic",
        ),
    ],
)
def test_a_question_that_fits_none_or_several_lists_the_choices(
    ask: Any,
    capsys: pytest.CaptureFixture[str],
    question: tuple[str, ...],
    reason: str,
    choice: str,
) -> None:
    assert ask(*question) == 64
    told = capsys.readouterr()
    assert reason in told.err and choice in told.err
    assert told.out == ""


def test_one_name_of_two_codes_is_a_tie(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("益阳市", "2020", "支出决算表", "一般行政管理事务") == 64
    told = capsys.readouterr().err
    assert "不止一行 / more than one row" in told
    assert "2010102 一般行政管理事务" in told and "2010202 一般行政管理事务" in told


def test_without_a_warehouse_it_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["explain", "某局", "2020", "income", "201"]
    assert main([*question, "--warehouse", str(tmp_path / "no.duckdb")]) == 1
    assert "先运行 / first run: juesuan build" in capsys.readouterr().err
    (tmp_path / "other.duckdb").write_text("nothing", "utf-8")
    assert main([*question, "--warehouse", str(tmp_path / "other.duckdb")]) == 1
    assert "不是发布的仓库文件 / not a published warehouse" in capsys.readouterr().err
