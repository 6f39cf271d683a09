"""Self-evaluations are composed as their layouts say: sections, merged cells, goals."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipelines.typeset.composing_evaluations import compose_evaluation
from pipelines.typeset.evaluation_layouts import EvaluationLayout, load_evaluation_layout
from pipelines.typeset.evaluations import (
    EvaluationFigures,
    FundFigures,
    GoalFigures,
    IndicatorFigures,
)
from pipelines.typeset.printed import PrintedTable


def indicator(level1: str, level2: str, level3: str, **texts: str) -> IndicatorFigures:
    return IndicatorFigures(level1=level1, level2=level2, level3=level3, **texts)


def composed(layout: str, **content: object) -> PrintedTable:
    evaluation = EvaluationFigures.model_validate({"layout": layout, "title": "自评表", **content})
    return compose_evaluation(evaluation, load_evaluation_layout(layout))


def spans(table: PrintedTable, text: str) -> list[tuple[int, int, int]]:
    """Row, rows and columns of every cell with this text."""
    return [
        (row, cell.row_span, cell.column_span)
        for row, cells in enumerate(table.rows)
        for cell in cells
        if cell.text == text
    ]


OUTPUTS = (
    indicator(
        "产出指标\n(50分)", "数量指标", "甲", target="5个", actual="4个", weight="5", score="4"
    ),
    indicator(
        "产出指标\n(50分)", "数量指标", "乙", target="100%", actual="99%", weight="5", score="5"
    ),
    indicator("产出指标\n(50分)", "质量指标", "丙", weight="10", score="8", reason="进度慢"),
    indicator("满意度指标", "质量指标", "丁", weight="10"),
)


def test_equal_levels_of_indicators_share_a_merged_cell() -> None:
    table = composed("national", goals=(GoalFigures(indicators=OUTPUTS),))
    # two rows of facts, the headings of the funds, two rows of goals, the headings of indicators
    assert spans(table, "产出指标\n(50分)") == [(6, 3, 1)]
    assert spans(table, "数量指标") == [(6, 2, 1)]
    # one kind under two first levels is two cells
    assert spans(table, "质量指标") == [(8, 1, 1), (9, 1, 1)]
    assert spans(table, "绩效指标") == [(5, 5, 1)]


def test_figures_stand_under_their_headings() -> None:
    fund = FundFigures(
        label="年度资金总额",
        budget_initial="261",
        budget_revised="2925",
        outturn="2686",
        weight="10",
        execution_rate="92%",
        score="9.2",
    )
    table = composed(
        "national",
        funds=(fund,),
        goals=(GoalFigures(indicators=OUTPUTS),),
        total_weight="100",
        total_score="88",
    )

    def under(heading: str, below: int) -> str:
        (row, _, _) = spans(table, heading)[0]
        (column,) = (cell.column for cell in table.rows[row] if cell.text == heading)
        (cell,) = (cell for cell in table.rows[row + below] if cell.column == column)
        return cell.text

    assert under("全年预算数", 1) == "2925"
    assert under("执行率", 1) == "92%"
    assert under("年度指标值", 1) == "5个"
    assert under("实际完成值", 2) == "99%"
    assert [cell.text for cell in table.rows[-1]] == ["总分", "100", "88", ""]


def test_every_goal_has_its_own_block_of_indicators() -> None:
    goals = tuple(
        GoalFigures(label=f"年度绩效目标{number}", text=text, indicators=OUTPUTS[:number])
        for number, text in enumerate(("运行维护", "网络安全"), start=1)
    )
    table = composed("lettered_whole", facts={"agency": "某中心"}, goals=goals)
    assert spans(table, "年度绩效目标1") == [(3, 1, 1)]
    assert spans(table, "运行维护") == [(3, 1, 6)]
    assert spans(table, "年度绩效目标2") == [(6, 1, 1)]
    assert spans(table, "年度绩效指标") == [(4, 2, 1), (7, 3, 1)]
    assert table.captions == (("部门名称：某中心", "填报日期："),)


def test_rows_that_do_not_fill_the_grid_are_refused() -> None:
    narrow = {"name": "narrow", "weights": [1.0, 1.0], "sections": [{"rows": [[{"text": "总分"}]]}]}
    with pytest.raises(ValidationError, match=r"rows of \[1\] columns"):
        EvaluationLayout.model_validate(narrow)
