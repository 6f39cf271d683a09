"""What a report says of itself: its kind, agency and year, in the words that papers open with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file
from tests.stages.small_files import expenditure, narrative

BODY = "一、收入支出决算总体情况说明\n2023年度收入总计105.00万元，支出总计105.00万元。\n"
FORM = """收入决算表
{head}
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入
合计\t\t3.00\t3.00
205\t教育支出\t3.00\t3.00
"""
GOVERNMENT_TABLE = "单位：万元\n项目\t预算数\t决算数\n一、税收收入\t100.00\t99.00\n"


def reading_of(folder: Path, text: str) -> ReportReading:
    file = folder / "a.txt"
    file.write_text(text, "utf-8")
    (reading,) = read_file(source_file(file))
    return reading


@pytest.mark.parametrize(
    "text",
    [
        "甲州市港务局2024年部门预算公开\n第一部分 部门概况\n",
        "2024年度甲州市图书馆单位预算\n一、单位职责\n2024年收入预算10.00万元。\n",
        "甲州市港务局2023年部门预算调整情况说明\n2023年调整预算数为12.00万元。\n",
        "关于甲州市港务局2023年调整预算的说明\n2023年调整预算数为12.00万元。\n",
        "部门收支预算总表\n部门：甲州市港务局\t\t单位：万元\n项目\t2024年预算\n合计\t10.00\n",
        "项目支出绩效目标表\n（2024年度）\n项目名称\t港口疏浚\n年度资金总额\t100.00\n",
        "2024年部门整体支出绩效目标申报表\n部门名称\t甲州市港务局\n年度预算\t100.00\n",
    ],
)
def test_budgets(tmp_path: Path, text: str) -> None:
    reading = reading_of(tmp_path, text)
    assert (reading.report["kind"], reading.report_outcome["outcome"]) == ("budget", "budget")


@pytest.mark.parametrize(
    "text",
    [
        "关于甲州市2023年财政决算的报告\n一、2023年一般公共预算收支决算情况\n收入100.00亿元。\n",
        "甲县2023年财政决算（草案）\n一、一般公共预算\n2023年全县收入10.00亿元。\n",
        "关于甲州市2023年决算草案和2024年上半年预算执行情况的报告\n收入完成100.00亿元。\n",
        "2023年度甲县政府决算公开\n一、甲县2023年一般公共预算收支决算情况说明\n收入10.00亿元。\n",
        f"甲县2023年一般公共预算收入决算表\n{GOVERNMENT_TABLE}",
        f"甲县2023年度全口径财政收支决算表\n{GOVERNMENT_TABLE}",
        f"2023年甲州市社会保险基金收入决算表\n{GOVERNMENT_TABLE}",
        "甲州市2023年社会保险基金决算情况说明\n收入10.00亿元。\n",
        "甲州市2023年度政府综合财务报告\n一、资产负债情况\n资产总额100.00亿元。\n",
        "甲县2023年度“三公”经费决算情况说明\n全县支出合计100.00万元。\n",
        "2023年甲县县级部门“三公”经费财政拨款决算汇总情况\n支出合计100.00万元。\n",
        # the form of a department, printed for a whole county
        "甲县2023年度“三公”经费决算汇总表\n“三公”经费支出决算表\n单位：万元\n"
        "项目\t预算数\t决算数\n合计\t3.00\t2.00\n1.因公出国（境）费\t0.00\t0.00\n2.公务接待费\t3.00\t2.00\n",
    ],
)
def test_accounts_of_a_whole_government_are_not_loaded(tmp_path: Path, text: str) -> None:
    reading = reading_of(tmp_path, text)
    assert reading.report["kind"] == "government_accounts"
    assert reading.report_outcome["outcome"] == "other_report"
    assert not reading.rows["reported_amount"] and not reading.rows["narrative_claim"]


@pytest.mark.parametrize(
    "text",
    [
        "关于甲州市2023年度本级预算执行和其他财政收支的审计工作报告\n收入100.00亿元。\n",
        "甲州市港务局2023年度部门决算审计报告\n我们审计了2023年度决算报表，支出10.00万元。\n",
        "甲州市财政局关于批复甲州市港务局2023年度部门决算的通知\n收入总计10.00万元。\n",
        "关于做好2023年度部门决算公开工作的通知\n请于8月31日前公开。\n",
        "甲州市港务局办公设备采购项目公开招标公告\n预算金额：100.00万元\n",
        "甲州市人民医院2023年度财务报表附注\n资产总额100.00万元。\n",
        "资产负债表\n编制单位：甲州港务公司\t\t单位：元\n项目\t期末余额\n货币资金\t100.00\n",
        "甲州市2023年国民经济和社会发展统计公报\n地区生产总值100.00亿元。\n",
        "甲州市港务局2023年度部门整体支出绩效评价报告\n评价机构：甲乙会计师事务所\n"
        "2023年支出100.00万元。\n",
    ],
)
def test_other_papers_are_not_loaded(tmp_path: Path, text: str) -> None:
    reading = reading_of(tmp_path, text)
    assert (reading.report["kind"], reading.report_outcome["outcome"]) == ("other", "other_report")
    assert not reading.rows["reported_amount"] and not reading.rows["narrative_claim"]


def test_a_self_evaluation_that_a_firm_helped_with_stays_one(tmp_path: Path) -> None:
    text = (
        "甲州市港务局2023年度部门整体支出绩效自评报告\n评价机构：甲乙会计师事务所\n"
        "2023年支出100.00万元，预算执行率90.00%。\n"
    )
    assert reading_of(tmp_path, text).report["kind"] == "self_evaluation"


def test_evaluations_behind_the_text_of_final_accounts_belong_to_them(tmp_path: Path) -> None:
    sheet = (
        "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t巡查次数\t12次\t12次\t100\t98\n总分\t\t\t\t\t100\t98\n"
    )
    reading = reading_of(tmp_path, narrative() + sheet)
    assert reading.report["kind"] == "final_accounts"
    assert len(reading.rows["evaluation"]) == 1


@pytest.mark.parametrize(
    ("title", "agency", "region"),
    [
        ("甲州市港务局\n2023 年度部门决算\n", "甲州市港务局", "甲州市"),
        ("2023年度\n甲州市港务局\n部门决算\n", "甲州市港务局", "甲州市"),
        ("甲 州 市 港 务 局\n二 〇 二 三 年 度 部 门 决 算\n", "甲州市港务局", "甲州市"),
        ("甲州市港务局二零二三年度部门决算公开\n", "甲州市港务局", "甲州市"),
        ("甲州市港务局二O二三年度部门决算\n", "甲州市港务局", "甲州市"),
        ("甲州市港务局2023年部门决算（公开文本）\n", "甲州市港务局", "甲州市"),
        ("关于甲州市港务局2023年度部门决算的公开说明\n", "甲州市港务局", "甲州市"),
        (
            "甲州市港务局2023年度\n部门决算情况说明\n发布时间：2024-08-30\n",
            "甲州市港务局",
            "甲州市",
        ),
        ("首页 > 政务公开\n甲州市港务局2023年度部门决算公开\n", "甲州市港务局", "甲州市"),
        ("甲州市港务局\n（汇总）\n2023年度部门决算\n", "甲州市港务局", "甲州市"),
        ("甲州市港务局（本级）2023年度单位决算\n", "甲州市港务局（本级）", "甲州市"),
        ("中共甲州市委组织部\n2023年度部门决算\n", "中共甲州市委组织部", "甲州市"),
        ("甲州市乙区丙街道办事处2023年度部门决算\n", "甲州市乙区丙街道办事处", "甲州市乙区"),
        ("甲县乙镇人民政府\n2023年度部门决算公开\n", "甲县乙镇人民政府", "甲县"),
        ("甲县人民法院2023年度部门决算\n", "甲县人民法院", "甲县"),
        ("甲州市财政局2023年度部门决算\n", "甲州市财政局", "甲州市"),
    ],
)
def test_agency_region_and_year_of_titles(
    tmp_path: Path, title: str, agency: str, region: str
) -> None:
    report = reading_of(tmp_path, title + BODY).report
    assert (report["agency"], report["region"], report["fiscal_year"]) == (agency, region, 2023)
    assert report["kind"] == "final_accounts"
    assert report["agency_found_in"] and report["fiscal_year_found_in"]


@pytest.mark.parametrize(
    "head",
    [
        "公开02表\n编制单位：甲州市港务局\t\t\t2023年度\t\t\t金额单位：元",
        "单位名称：甲州市港务局\t\t2023年度\t\t\t单位：万元",
        "2023年度\n公开部门：甲州市港务局\t\t\t金额单位：万元",
        "部门：甲州市港务局 2023年度 金额单位：万元",
        "部门：甲州市港务局 2023年 单位：万元",
        "填报单位（盖章）：甲州市港务局\n年度：2023年\n单位：万元",
        "（2023年度）\n部门：甲州市港务局\t\t\t单位：万元",
    ],
)
def test_agency_and_year_of_the_captions_over_a_form(tmp_path: Path, head: str) -> None:
    report = reading_of(tmp_path, FORM.format(head=head)).report
    assert (report["agency"], report["fiscal_year"]) == ("甲州市港务局", 2023)


@pytest.mark.parametrize(
    "text",
    [
        "甲州市港务局2023年度部门决算\n2022年度甲州市港务局部门决算公开\n" + BODY,
        "甲州市港务局2021-2023年度部门决算\n" + expenditure(year=""),
        expenditure(year="2022年度") + expenditure(year="2023年度"),
    ],
    ids=["two titles", "a range", "two captions"],
)
def test_contradicting_years_are_no_year(tmp_path: Path, text: str) -> None:
    reading = reading_of(tmp_path, text)
    assert reading.report["fiscal_year"] is None
    assert reading.report_outcome["outcome"] == "partly_read"
    assert "年度" in reading.report_outcome["reason"]


def test_a_title_outweighs_the_captions(tmp_path: Path) -> None:
    text = "甲州市港务局2023年度部门决算\n" + expenditure(year="2022年度")
    report = reading_of(tmp_path, text).report
    assert report["fiscal_year"] == 2023
    assert report["fiscal_year_found_in"] == "甲州市港务局2023年度部门决算"


def test_a_region_alone_is_no_agency(tmp_path: Path) -> None:
    assert reading_of(tmp_path, "甲州市2024年部门预算公开\n").report["agency"] is None


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("港务局2022年部门决算（更正）.txt", "更正"),
        ("【更新】2022年部门决算.txt", "更新"),
        ("2022年部门决算修订版.txt", "修订"),
        ("甲州市城市更新局2022年部门决算.txt", None),
        ("甲州市规划修订中心2022年决算表.txt", None),
    ],
)
def test_the_name_of_a_corrected_file_says_so(tmp_path: Path, name: str, word: str | None) -> None:
    file = tmp_path / name
    file.write_text(narrative(), "utf-8")
    (reading,) = read_file(source_file(file))
    assert reading.report["revision_word"] == word
