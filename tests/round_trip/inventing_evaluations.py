"""Invented self-evaluations for the evaluation layouts, as hypothesis strategies."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from pipelines.typeset.evaluations import (
    EvaluationFigures,
    FundFigures,
    GoalFigures,
    IndicatorFigures,
)

_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_LABELS = ("设备数", "巡检次数", "办结率", "系统稳定运行", "2020年完成项目", "用户满意率")
_VALUES = ("200", "30台", "100%", "≥95%", "不少于12次", "已完成", "0", "1.5万人次", "持续稳定")
_REASONS = ("", "", "", "进度慢，2个月后完成")
_FUND_LABELS = ("其中：当年财政拨款", "上年结转资金", "其他资金")


@st.composite
def evaluations(draw: st.DrawFn, layout: str) -> EvaluationFigures:
    """An evaluation in a layout, with figures only where the layout prints them."""
    chance = Random(draw(st.integers(0, 2**32)))
    is_whole = layout == "lettered_whole"
    has_weights = layout in ("national", "targets_in_columns")
    goals = tuple(
        _goal(chance, number, is_whole, has_weights)
        for number in range(1, chance.randint(2, 4) if is_whole else 2)
    )
    facts = {"agency": "某市数据中心", "filled_on": "2024年3月1日"}
    if not is_whole:
        facts |= {"project_name": "某平台运行费", "implementing_unit": "某市数据中心"}
    scores = [one.score for goal in goals for one in goal.indicators if one.score]
    return EvaluationFigures(
        layout=layout,
        title="2023年度整体绩效自评表" if is_whole else "2023年度项目支出绩效自评表",
        facts=facts,
        funds=_funds(chance, layout),
        goals=goals,
        total_weight="100" if has_weights else "",
        total_score="" if is_whole else str(sum(map(Decimal, scores), Decimal(0))),
    )


def _goal(chance: Random, number: int, labelled: bool, has_weights: bool) -> GoalFigures:
    indicators: list[IndicatorFigures] = []
    for level1, kinds in _LEVELS.items():
        for level2 in chance.sample(kinds, chance.randint(1, min(2, len(kinds)))):
            indicators += [
                _indicator(chance, level1, level2, has_weights) for _ in range(chance.randint(1, 2))
            ]
    if labelled:
        return GoalFigures(
            label=f"年度绩效目标{number}", text="平台运行", indicators=tuple(indicators)
        )
    expected, actual = ("保障平台运行", "平台运行正常") if has_weights else ("", "")
    return GoalFigures(expected=expected, actual=actual, indicators=tuple(indicators))


def _indicator(chance: Random, level1: str, level2: str, has_weights: bool) -> IndicatorFigures:
    weight = chance.randint(1, 20)
    score = chance.choice([f"{weight}", f"{weight - 1}.5", "0", ""])
    return IndicatorFigures(
        level1=level1,
        level2=level2,
        level3=chance.choice(_LABELS),
        target=chance.choice(_VALUES),
        actual=chance.choice(_VALUES),
        weight=str(weight) if has_weights else "",
        score=score,
        reason=chance.choice(_REASONS) if has_weights else "",
    )


def _funds(chance: Random, layout: str) -> tuple[FundFigures, ...]:
    if layout.startswith("lettered"):
        label = "部门整体支出总额" if layout == "lettered_whole" else "年度财政资金总额"
        return (_fund(chance, label, layout, is_total=True),)
    total = _fund(chance, "年度资金总额", layout, is_total=True)
    return (total, *(_fund(chance, label, layout, is_total=False) for label in _FUND_LABELS))


def _fund(chance: Random, label: str, layout: str, *, is_total: bool) -> FundFigures:
    if not is_total and chance.random() < 0.5:
        return FundFigures(label=label)
    decimals = chance.choice([0, 1, 2])
    revised = Decimal(chance.randint(1, 10**7)).scaleb(-decimals)
    outturn = Decimal(chance.randint(0, 10**7)).scaleb(-decimals)
    rate = (100 * outturn / revised).quantize(Decimal("0.01"))
    return FundFigures(
        label=label,
        budget_initial=str(revised) if layout == "national" else "",
        budget_revised=f"{revised:,}",
        outturn=str(outturn),
        execution_rate=f"{rate}%",
        weight="10" if is_total and not layout.startswith("lettered") else "",
        score=str(min(Decimal(10), (rate / 10)).quantize(Decimal("0.1"))),
    )
