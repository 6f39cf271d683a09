"""How reports come out that hold other things than the nine forms."""

from __future__ import annotations

from pathlib import Path

from pipelines.stages.reading import read_file
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import source_file

SCORES = """2022年度某某市水利局部门整体支出绩效自评表
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t巡查次数\t12次\t{actual}\t60\t{first}
效益指标\t社会效益指标\t办结率\t100%\t{actual}\t40\t{second}
总分\t\t\t\t\t100\t{total}
"""


def reading_of(folder: Path, text: str) -> ReportReading:
    file = folder / "a.txt"
    file.write_text(text, "utf-8")
    (reading,) = read_file(source_file(file))
    return reading


def test_scores_without_money_are_a_report(tmp_path: Path) -> None:
    filled = SCORES.format(actual="12", first="58", second="39.5", total="97.5")
    reading = reading_of(tmp_path, filled)
    assert reading.report_outcome["outcome"] == "read"
    assert [row["score_text"] for row in reading.rows["evaluation_indicator"]] == ["58", "39.5"]
    assert [str(row["total_score"]) for row in reading.rows["evaluation"]] == ["97.5"]


def test_a_sheet_with_weights_alone_is_a_template(tmp_path: Path) -> None:
    blank = SCORES.format(actual="", first="", second="", total="")
    assert reading_of(tmp_path, blank).report_outcome["outcome"] == "blank_template"


def test_running_text_without_the_forms_is_partly_read(tmp_path: Path) -> None:
    text = (
        "某某市水利局2022年度部门决算情况说明\n"
        "一、收入支出决算总体情况说明\n"
        "2022年度收入总计100.00万元，支出总计100.00万元。\n"
    )
    reading = reading_of(tmp_path, text)
    assert reading.report_outcome["outcome"] == "partly_read"
    assert "没有：收入支出决算总表" in reading.report_outcome["reason"]
    assert [row["value_text"] for row in reading.rows["narrative_claim"]] == ["100.00", "100.00"]


def test_a_report_that_is_not_loaded_leaves_no_figure(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "某某市水利局2022年度部门预算\n一、收入总计100.00万元。\n")
    assert reading.report_outcome["outcome"] == "budget"
    assert all(not rows for name, rows in reading.rows.items())


def test_a_title_may_be_broken_over_two_lines(tmp_path: Path) -> None:
    text = (
        "2022年度某某市水利局部门整体支出绩\n效自评报告\n一、部门概况\n"
        "2022年度基本支出100.00万元，项目支出50.00万元。\n"
    )
    reading = reading_of(tmp_path, text)
    assert reading.report["kind"] == "self_evaluation"
    assert (reading.report["agency"], reading.report["fiscal_year"]) == ("某某市水利局", 2022)
    assert reading.report_outcome["claims"] == 2


def test_a_project_is_no_agency(tmp_path: Path) -> None:
    text = (
        "2022年度农村饮水巩固提升项目支出绩效自评报告\n一、项目概况\n"
        "2022年安排资金100.00万元，支出90.00万元，预算执行率90.00%。\n"
    )
    reading = reading_of(tmp_path, text)
    assert reading.report["kind"] == "self_evaluation"
    assert reading.report["agency"] is None
