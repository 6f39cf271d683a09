"""Where the text does not say plainly which figure it means, nothing is accused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.checks.evaluating import evaluate, verdicts
from pipelines.stages.building import read_sources
from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.sources import source_file

DBT = Path(__file__).resolve().parents[2] / "dbt"
TITLE = "某市档案局2022年度部门决算情况说明"
BASIC_FORM = """某市档案局2022年度部门决算
一般公共预算财政拨款支出决算表
单位：万元
项目\t\t本年支出合计\t基本支出\t项目支出
功能分类科目编码\t科目名称\t\t\t
栏次\t\t1\t2\t3
合计\t\t120.00\t100.00\t20.00
201\t一般公共服务支出\t120.00\t100.00\t20.00
20126\t档案事务\t120.00\t100.00\t20.00
2012601\t行政运行\t100.00\t100.00\t
2012604\t档案馆\t20.00\t\t20.00
"""
BASIC_TEXT = """六、一般公共预算财政拨款基本支出决算情况说明
2022年度一般公共预算财政拨款基本支出{}万元。
"""
OPERATING_TEXT = """十、其他重要事项的情况说明
（一）机关运行经费支出情况
机关运行经费支出{}万元，比2021年度{}。
"""
GENERAL_TEXT = """五、一般公共预算财政拨款支出决算情况说明
（三）一般公共预算财政拨款支出决算具体情况
一般公共预算财政拨款支出年初预算为100.00万元，支出决算为99.00万元，{}。
"""
EVALUATION_TEXT = """某市档案局2022年度部门整体支出绩效自评报告
一、部门概况
（一）基本支出情况
基本支出130.00万元。
"""
FUND_TEXT = """八、政府性基金预算财政拨款收入支出决算情况说明
本年度无政府性基金结转结余。
"""
OPERATING = OPERATING_TEXT.format("50.00", "减少1.00万元")
# every text is of an agency of its own, but the first two, which are one report in two files
TEXTS = {
    "forms": BASIC_FORM,
    "text": f"{TITLE}\n{BASIC_TEXT.format('112.00')}",
    "other_year": f"{TITLE}\n{BASIC_TEXT.format('113.00')}".replace("2022", "2021"),
    "with_evaluation": f"{BASIC_FORM}\n{BASIC_TEXT.format('100.00')}\n{EVALUATION_TEXT}",
    "share_of_nothing": f"{TITLE}\n{OPERATING}工程合同已支付60.00万元，占30%。",
    "share_of_another_section": f"{TITLE}\n{OPERATING}会议费5.00万元，占公用经费的90%。",
    "about_equal": f"{TITLE}\n{GENERAL_TEXT.format('决算数与预算数基本持平')}",
    "equal": f"{TITLE}\n{GENERAL_TEXT.format('决算数与预算数持平')}",
    "reason": f"{TITLE}\n{GENERAL_TEXT.format('决算数与预算数差异的原因是结余')}",
    "approximate": f"{TITLE}\n{OPERATING_TEXT.format('约50.00', '增加10.00万元，增长40.00%')}",
    "growth_alone": f"{TITLE}\n{OPERATING_TEXT.format('50.00', '增长40.00%')}",
    "carried_over": f"{TITLE}\n{OPERATING}{FUND_TEXT}",
    "quoted": f"{TITLE}\n{OPERATING_TEXT.format('46.88', '增加6.88万元，增长18%')}",
}
Verdict = dict[str, Any]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """The verdicts about the running text of all texts, each a file of its own."""
    folder = tmp_path_factory.mktemp("texts")
    sources = []
    for name, text in TEXTS.items():
        agency = "档案局" if name in ("forms", "text", "other_year") else f"{name}局"
        file = folder / f"{name}.txt"
        file.write_text(text.replace("档案局", agency), encoding="utf-8")
        sources.append(source_file(file))
    readings, _ = read_sources(sources, folder / "cache", lambda done, total, name: None)
    write_raw([to_frames(readings)], folder / "build.duckdb")
    connection = duckdb.connect(str(folder / "build.duckdb"))
    evaluate(connection, DBT)
    return [row for row in verdicts(connection) if row["identity_id"].startswith("n.")]


def of(rows: list[Verdict], name: str, identity_id: str) -> list[Verdict]:
    return [
        row
        for row in rows
        if row["source_file"] == f"{name}.txt"
        and row["identity_id"] == identity_id
        and row["instance"]
    ]


def test_text_and_forms_in_two_files_are_compared(rows: list[Verdict]) -> None:
    # the two files are one report, which bears the name of its first file
    (basic,) = of(rows, "forms", "n.basic")
    assert (basic["verdict"], basic["found"], basic["expected"]) == (
        "violation",
        "112.00",
        "100.00",
    )
    assert basic["cells"][0].startswith("text.txt ")
    assert basic["cells"][1].startswith("行 ")


def test_an_evaluation_after_the_accounts_speaks_of_its_own_figures(rows: list[Verdict]) -> None:
    (basic,) = of(rows, "with_evaluation", "n.basic")
    assert (basic["verdict"], basic["found"]) == ("exact", "100.00")


@pytest.mark.parametrize(
    ("name", "identity_id"),
    [
        ("other_year", "n.basic"),
        ("share_of_nothing", "n.share"),
        ("share_of_another_section", "n.share"),
        ("about_equal", "n.direction"),
        # the reason of a difference is no equality
        ("reason", "n.direction"),
        ("approximate", "n.growth"),
        ("growth_alone", "n.growth"),
        # nothing carried over is not nothing at all
        ("carried_over", "n.fund.empty"),
    ],
)
def test_what_is_not_plain_is_not_judged(rows: list[Verdict], name: str, identity_id: str) -> None:
    assert [row for row in rows if row["source_file"] == f"{name}.txt"]
    assert of(rows, name, identity_id) == []


def test_equal_is_held_to_be_equal(rows: list[Verdict]) -> None:
    (equal,) = of(rows, "equal", "n.direction")
    assert (equal["verdict"], equal["found"]) == ("violation", "决算数与预算数持平")


def test_messages_name_the_place_and_quote_the_figure(rows: list[Verdict]) -> None:
    (growth,) = of(rows, "quoted", "n.growth")
    assert growth["instance"] == "机关运行经费支出情况·机关运行经费支出"
    assert growth["message"] == (
        "增减率等于增减额除以上年数（机关运行经费支出情况·机关运行经费支出）：印为 18%"
        f"（{growth['cells'][0]}“021年度增加6.88万元，增长18%。”），按其余数字应为 17.2000%，"
        "相差 1.00个百分点；超出四舍五入能解释的范围。"
    )
