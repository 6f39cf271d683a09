"""Titles as published reports print them (the lists of tables of published reports)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.tables.titles import read_title


def form_of(text: str) -> str | None:
    title = read_title(text, load_catalogue())
    if title is None:
        return "no title"
    return title.form.form_code if title.form else None


@pytest.mark.parametrize(
    ("text", "form_code"),
    [
        ("Z01 收入支出决算总表(公开01表)", "income_expenditure_summary"),
        ("F03 一般公共预算财政拨款“三公”经费支出决算表(公开07表", "three_public_expenses"),
        ("2020 年度收入决算表（表 2）", "income"),
        ("收 入 支 出 决 算 总 表", "income_expenditure_summary"),
        ("某某市财政局2022年度支出决算表", "expenditure"),
        ("表一:收入支出决算总表", "income_expenditure_summary"),
        ("附表4：财政拨款收入支出决算总表", "appropriation_summary"),
        ("公开05表 一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("收入支出决算总表（2022年度）", "income_expenditure_summary"),
        ("收入支出决算总表\n部门：某某局 金额单位：万元", "income_expenditure_summary"),
        ("財政撥款收入支出決算總表", "appropriation_summary"),
        ("财政拨款收入支出决算表", "appropriation_summary"),
        ("一般公共预算财政拨款收入支出决算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_budget_basic_expenditure"),
        ("财政拨款基本支出经济分类决算表", "general_budget_basic_expenditure"),
        ("一般公共预算财政拨款安排的‘三公’经费支出决算表", "three_public_expenses"),
        (
            "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
            "three_public_expenses",
        ),
        ("国有资本经营预算财政拨款收入支出决算表", "state_capital"),
        ("政府性基金预算财政拨款收入支出决算表（续）", "government_fund"),
    ],
)
def test_titles_of_the_nine_forms(text: str, form_code: str) -> None:
    assert form_of(text) == form_code


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款项目支出决算表",
        "项目支出决算表",
        "项目收入支出决算表",
        "财政专户管理资金收入支出决算表",
        "政府性基金预算财政拨款基本支出决算表",
        "财政拨款支出决算明细表",
        "收入决算表(分单位)",
        "资产负债情况表",
        "2023年度部门整体支出绩效自评表",
        "2026年单位“三公”经费和机关运行经费预算表",
        "施甸县2016年“三公”经费决算情况统计表",
    ],
)
def test_titles_of_other_tables(text: str) -> None:
    assert form_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["五、一般公共预算财政拨款支出决算情况说明", "单位：万元", "本表反映部门本年度的总收支。", ""],
)
def test_no_titles(text: str) -> None:
    assert form_of(text) == "no title"


def test_the_tables_of_a_published_list_are_all_told_apart(reports: Path) -> None:
    """The list of a report of 2022 with twelve tables: nine of ours in another order, three not."""
    lines = (reports / "text" / "title-variants.txt").read_text("utf-8").splitlines()
    (listed,) = (line for line in lines if "十、国有资本经营预算财政拨款支出决算表" in line)
    found = [form_of(part) for part in listed.split("|")]
    assert found == [
        "income_expenditure_summary",
        "income",
        "expenditure",
        "appropriation_summary",
        None,
        "general_budget_expenditure",
        "general_budget_basic_expenditure",
        None,
        "government_fund",
        "state_capital",
        "three_public_expenses",
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        # two titles in one line are the title of neither
        "收入决算表支出决算表",
        "某局项目支出决算表",
        "附表3：资产负债情况表",
    ],
)
def test_a_title_of_no_form_keeps_its_words(text: str) -> None:
    title = read_title(f"  {text} ", load_catalogue())
    assert title is not None
    assert (title.text, title.form) == (text, None)
