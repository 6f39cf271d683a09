"""The total row: points with their word, headings of its own, grades, columns that are neither."""

from __future__ import annotations

from pipelines.document.model import grid_of_rows
from pipelines.tables.evaluation.model import Evaluation
from tests.tables.evaluation.sheets import Spanned, read_sheet, shown, spanned_grid

HEADINGS = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "处数", "4处", "4处", "60", "58.5"]


def _read(headings: list[str], row: list[str], *below: list[Spanned]) -> Evaluation:
    return read_sheet("项目支出绩效自评表", spanned_grid([list(headings), list(row), *below]))


def test_points_with_their_word_are_the_total() -> None:
    evaluation = _read(HEADINGS, ROW, [("总分", 5, 1), "100分", "98.38分"])
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100分", "98.38分")
    assert evaluation.total_score is not None and str(evaluation.total_score.value) == "98.38"


def test_a_total_with_headings_of_its_own() -> None:
    evaluation = _read(
        HEADINGS,
        ROW,
        [("总分", 2, 2), ("总分值", 2, 1), ("总得分", 2, 1), "自评等级"],
        [("100", 2, 1), ("71.67", 2, 1), "中"],
    )
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "71.67")
    assert evaluation.grade == "中"
    assert len(evaluation.indicators) == 1 and evaluation.unplaced == []


def test_a_grade_beside_the_total() -> None:
    headings, row = [*HEADINGS, "原因"], [*ROW, ""]
    evaluation = _read(headings, row, [("总分", 5, 1), "100", "97.00", "优"])
    assert (shown(evaluation.total_score), evaluation.grade) == ("97.00", "优")


def test_the_total_of_another_column_is_listed_alone() -> None:
    headings = ["一级指标", "二级指标", "三级指标", "完成值", "分值", "扣分", "得分"]
    row = ["产出指标", "数量指标", "处数", "4处", "60", "4.5", "55.5"]
    evaluation = _read(headings, row, [("总分", 4, 1), "100", "4.5", "95.5"])
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "95.5")
    assert [cell.text for cell in evaluation.unplaced] == ["4.5", "4.5"]


def test_a_total_without_its_merged_columns_follows_the_order_of_the_headings() -> None:
    headings = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "得分", "分值"]
    row = ["产出指标", "数量指标", "处数", "4处", "4处", "58.5", "60"]
    evaluation = read_sheet(
        "项目支出绩效自评表", grid_of_rows([headings, row, ["总分", "99.58", "100"]])
    )
    assert (shown(evaluation.total_weight), shown(evaluation.total_score)) == ("100", "99.58")


def test_a_total_drawn_together_is_not_read_under_the_weights_of_kinds() -> None:
    headings = ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "完成值", "自评分"]
    row = ["过程", "20%", "资金管理", "12%", "支付", "12%", "89%", "10.6"]
    evaluation = read_sheet(
        "项目支出绩效自评表", grid_of_rows([headings, row, ["合计", "100%", "", "93.6"]])
    )
    assert evaluation.total_score is None
    assert [q.measure for q in evaluation.quantities if q.block == "total"] == []
    assert {"100%", "93.6"} <= {cell.text for cell in evaluation.unplaced}


def test_the_rate_of_execution_is_an_indicator_among_indicators() -> None:
    row = ["过程", "预算执行率", "执行率", "95%", "96%", "10", "9.6"]
    evaluation = read_sheet("部门整体支出绩效自评表", [HEADINGS, ROW, row])
    assert [shown(one.score) for one in evaluation.indicators] == ["58.5", "9.6"]


def test_ordinals_under_their_heading_are_no_figures() -> None:
    evaluation = read_sheet("项目支出绩效自评表", [["序号", *HEADINGS], ["1", *ROW]])
    assert evaluation.unplaced == []
    assert shown(evaluation.indicators[0].score) == "58.5"


def test_an_adjusted_target_stands_before_the_first_one() -> None:
    headings = [
        "指标名称",
        "年初指标值",
        "调整指标值",
        "全年完成值",
        "指标权重（分）",
        "指标得分（分）",
    ]
    evaluation = read_sheet(
        "项目绩效自评表", [headings, ["处数", "5处", "4处", "4处", "60", "58.5"]]
    )
    assert evaluation.indicators[0].target_text == "4处"


def test_a_kind_called_like_all_indicators_does_not_end_merged_cells() -> None:
    row = ["", "绩效目标", "合理性", "合理", "合理", "5", "4.5"]
    first = ["决策", "项目立项", "充分性", "充分", "充分", "5", "5"]
    evaluation = read_sheet("项目支出绩效自评表", [HEADINGS, first, row])
    assert [one.level1 for one in evaluation.indicators] == ["decision", "decision"]


def test_a_total_of_unknown_words_is_no_indicator() -> None:
    evaluation = _read(HEADINGS, ROW, [("评审结果汇总", 5, 1), "100", "97.63"])
    assert len(evaluation.indicators) == 1
    assert [cell.text for cell in evaluation.unplaced] == ["100", "97.63"]
