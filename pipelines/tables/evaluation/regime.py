"""Whether the points of the execution row count in the total of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.tables.evaluation.model import Evaluation, Figure, Regime

_FULL_WEIGHT = Decimal(100)


@dataclass(frozen=True)
class PrintedPoints:
    """The points of a sheet: of its indicators, of its execution row, and its totals.

    None stands for a point that is not printed.
    """

    weights: Sequence[Decimal | None]
    scores: Sequence[Decimal | None]
    execution_weight: Decimal | None
    execution_score: Decimal | None
    total_weight: Decimal | None
    total_score: Decimal | None


def scoring_regime(points: PrintedPoints) -> Regime:
    """Whether the execution row counts in the total, from what the sheet itself prints.

    The national form gives 10 of its 100 points to the execution of the budget and 90 to the
    indicators (项目支出绩效自评表 of 财预〔2020〕10号); other places print points for it beside
    indicators that weigh 100 alone. Where every indicator prints its weight, their sum decides
    against the printed total weight, or 100 without one. Where no indicator does, the sum of the
    printed scores decides against the printed total score. 'unknown' when neither reading holds.
    """
    if points.weights and None not in points.weights:
        total = points.total_weight if points.total_weight is not None else _FULL_WEIGHT
        return _decided(points.weights, points.execution_weight, total)
    if any(weight is not None for weight in points.weights):
        return "unknown"
    if points.total_score is None or not any(score is not None for score in points.scores):
        return "unknown"
    return _decided(points.scores, points.execution_score, points.total_score)


def _decided(parts: Sequence[Decimal | None], execution: Decimal | None, total: Decimal) -> Regime:
    alone = sum((part for part in parts if part is not None), Decimal(0))
    if not execution:
        return "unknown"
    if alone == total:
        return "execution_outside"
    return "execution_inside" if alone + execution == total else "unknown"


def printed_points(evaluation: Evaluation) -> PrintedPoints:
    """The points that a sheet prints."""
    return PrintedPoints(
        [_value(one.weight) for one in evaluation.indicators],
        [_value(one.score) for one in evaluation.indicators],
        evaluation.execution_weight,
        _value(evaluation.execution_score),
        _value(evaluation.total_weight),
        _value(evaluation.total_score),
    )


def settle_regimes(evaluations: Sequence[Evaluation]) -> None:
    """Set the regime of every sheet.

    A sheet with a total that fits neither reading takes the one that all other sheets of its
    layout in the same report have: its total is then wrong, and can be told so.
    """
    for evaluation in evaluations:
        evaluation.scoring_regime = scoring_regime(printed_points(evaluation))
    found: dict[str, set[Regime]] = {}
    for evaluation in evaluations:
        if evaluation.scoring_regime != "unknown":
            found.setdefault(evaluation.layout, set()).add(evaluation.scoring_regime)
    for evaluation in evaluations:
        others = found.get(evaluation.layout, set())
        if evaluation.scoring_regime == "unknown" and evaluation.total_score and len(others) == 1:
            (evaluation.scoring_regime,) = others


def _value(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.value
