"""Units, labels and the characters they are compared by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.text.labels import row_label
from pipelines.text.normalising import comparable, repaired, with_arabic_years
from pipelines.text.units import in_yuan, stated_unit, unit_in_heading


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("金额单位：万元", "wan"),
        ("单位:元", "yuan"),
        ("单位：人民币万元", "wan"),
        ("部门：某某局 2022年度 金额单位：万元 公开01表", "wan"),
        ("单位： 万 元", "wan"),
        ("單位：萬元", "wan"),
        ("单位：亿元", "yi"),
        ("编制单位：元江县文化馆", None),
        ("编制单位：某某中心", None),
        ("", None),
    ],
)
def test_stated_unit(text: str, unit: str | None) -> None:
    assert stated_unit(text) == unit


def test_two_units_in_one_line_are_no_unit() -> None:
    with pytest.raises(ValueError, match="two units"):
        stated_unit("单位：万元 单位：元")


def test_unit_in_heading() -> None:
    assert unit_in_heading("决算数（万元）") == "wan"
    assert unit_in_heading("决算数") is None


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
        ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出"),
        ("1.因公出国（境）费", "因公出国（境）费"),
        ("（一）一般公共预算", "一般公共预算"),
        ("（2）公务用车运行费", "公务用车运行费"),
        ("本年收入合计", "本年收入合计"),
        (" 总  计 ", "总计"),
        ("机关事业单位基本养老保险缴\n费支出", "机关事业单位基本养老保险缴费支出"),
        ("其中：政府性基金预算财政拨款", "其中：政府性基金预算财政拨款"),
        ("三公经费", "三公经费"),
    ],
)
def test_row_label(printed: str, label: str) -> None:
    assert row_label(printed) == label


def test_look_alike_radicals_are_repaired() -> None:
    assert repaired("⽀出⾦额⻋辆⻓期") == "支出金额车辆长期"


def test_comparable_text() -> None:
    assert comparable("因 公 出 国（境）费") == "因公出国(境)费"
    assert comparable("財政撥款收入支出決算總表") == "财政拨款收入支出决算总表"
    assert comparable("“三公”") == '"三公"'


def test_yuan_beyond_what_the_contract_holds_are_refused() -> None:
    assert in_yuan(Decimal("1.23456789"), "wan") == Decimal("12345.6789")
    assert in_yuan(Decimal("1.00001"), "yuan") is None
    assert in_yuan(Decimal(10) ** 20, "yuan") is None


def test_a_thousand_million_million_yuan_is_no_amount_of_a_department() -> None:
    assert in_yuan(Decimal("99999999999.9999"), "wan") == Decimal("999999999999999")
    assert in_yuan(Decimal(100_000_000_000), "wan") is None
    assert in_yuan(Decimal("-1000000000000000"), "yuan") is None
    assert in_yuan(Decimal("0.00001"), "yuan") is None


def test_years_in_chinese_numerals_are_years() -> None:
    assert with_arabic_years("二〇二二年度部门决算") == "2022年度部门决算"
    assert with_arabic_years("第十二年") == "第十二年"
