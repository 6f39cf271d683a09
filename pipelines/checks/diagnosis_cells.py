"""Explanations by one wrong figure, and by two figures that changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.checks.diagnosis_digits import slip_between
from pipelines.checks.diagnosis_model import RARITY, SCALE, Explanation, Figure, Slip
from pipelines.checks.diagnosis_system import System
from pipelines.text.units import YUAN_PER_UNIT

_MOST_VALUES = 400
_FAR = 10**30


@dataclass(frozen=True, slots=True)
class _Range:
    number: int
    low: int
    high: int


def single_figures(system: System) -> Iterator[Explanation]:
    """For every figure of a violated equation the value that would mend most, if any does."""
    for key in _suspects(system):
        explanation = _single_figure(system, key)
        if explanation is not None:
            yield explanation


def excess_digits(system: System) -> Iterator[Explanation]:
    """Figures with more digits than their column, and the value they would have with as many.

    For a system whose last digits are those of the columns; it need not be violated.
    """
    for key, figure in system.figures.items():
        if system.values[key] % figure.quantum == 0:
            continue
        ranges = list(_ranges(system, key))
        low = max([one.low for one in ranges], default=system.values[key])
        high = min([one.high for one in ranges], default=system.values[key])
        low = max(low, system.values[key] - figure.quantum)
        high = min(high, system.values[key] + figure.quantum)
        chosen = _value_between(system, key, low, high)
        if chosen is not None:
            yield Explanation(
                kind="figure",
                values={key: chosen[0]},
                explained=frozenset(),
                broken=frozenset(),
                left=0,
                exact=_exact(system, key, chosen[0]),
                slip=chosen[1],
                low=low,
                high=high,
            )


def exchanged_figures(system: System) -> Iterator[Explanation]:
    """Two figures that stand next to each other in a column, or in one row, changed places."""
    suspects = set(_suspects(system))
    for one, other in _neighbours(list(system.figures.values())):
        if one.key not in suspects and other.key not in suspects:
            continue
        values = {one.key: system.values[other.key], other.key: system.values[one.key]}
        explanation = system.explanation("figures_exchanged", values)
        if explanation is not None:
            yield explanation


def amount_text(figure: Figure, value: int) -> str:
    """A value of 1e-8 yuan as it would be printed in the figure's place, without separators."""
    unit = int(YUAN_PER_UNIT[figure.unit]) * SCALE
    decimals = max(0, len(str(unit // figure.quantum)) - 1) if figure.quantum else 2
    steps = abs(value) * 10**decimals // unit
    digits = str(steps).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if value < 0 else text


def _suspects(system: System) -> dict[str, None]:
    return {
        key: None for number in sorted(system.violated) for key in system.equations[number].weights
    }


def _single_figure(system: System, key: str) -> Explanation | None:
    ranges = list(_ranges(system, key))
    if not ranges:
        return None
    best: tuple[int, int, int] | None = None
    for point in sorted({one.low for one in ranges} | {one.high for one in ranges}):
        inside = [one for one in ranges if one.low <= point <= one.high]
        if not any(one.number in system.violated for one in inside):
            continue
        low = max(one.low for one in inside)
        high = min(one.high for one in inside)
        if best is None or len(inside) > best[0]:
            best = (len(inside), low, high)
    if best is None:
        return None
    _, low, high = best
    chosen = _value_between(system, key, low, high)
    if chosen is None:
        return None
    value, slip = chosen
    explanation = system.explanation("figure", {key: value})
    if explanation is None:
        return None
    return Explanation(
        kind="figure",
        values=explanation.values,
        explained=explanation.explained,
        broken=explanation.broken,
        left=explanation.left,
        exact=explanation.exact,
        slip=slip,
        low=low,
        high=high,
        is_negative=value < 0 <= system.values[key],
        looks_odd=key in system.odd,
    )


def _ranges(system: System, key: str) -> Iterator[_Range]:
    """For every equation of a figure the values with which it would hold."""
    printed = system.values[key]
    half = system.figures[key].quantum // 2
    for number, weight in system.of_figure[key]:
        difference = system.differences[number]
        radius = system.radii[number] + abs(weight) * (half - system.radius(key, printed))
        relation = system.equations[number].relation
        low = -_FAR if relation == "le" else -radius - difference
        high = _FAR if relation == "ge" else radius - difference
        if weight < 0:
            low, high = -high, -low
        size = abs(weight)
        yield _Range(number, printed + -(-low // size), printed + high // size)


def _value_between(system: System, key: str, low: int, high: int) -> tuple[int, Slip | None] | None:
    """The printable value in a range that most looks like what was meant.

    First one that a single slip turns into what is printed, then one that makes most sums exact,
    then the one nearest to the middle.
    """
    figure = system.figures[key]
    if low <= -_FAR // 2 or high >= _FAR // 2:
        # bounded on one side only: the bound itself says all there is to say
        low, high = (high, high) if low <= -_FAR // 2 else (low, low)
    quantum = figure.quantum
    first = -(-low // quantum)
    last = high // quantum
    if first > last or last - first > _MOST_VALUES:
        return None
    middle = (low + high) // 2
    ranked: list[tuple[int, int, int, int, Slip | None]] = []
    for step in range(first, last + 1):
        value = step * quantum
        if value == system.values[key]:
            continue
        slip = slip_between(figure.text, amount_text(figure, value))
        exact = _exact(system, key, value)
        ranked.append((RARITY[slip], -exact, abs(value - middle), value, slip))
    if not ranked:
        return None
    _, _, _, value, slip = min(ranked, key=lambda one: one[:4])
    return value, slip


def _exact(system: System, key: str, value: int) -> int:
    step = value - system.values[key]
    return sum(
        system.differences[number] + weight * step == 0 for number, weight in system.of_figure[key]
    )


def _neighbours(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    down = sorted(figures, key=lambda one: (one.column, one.place))
    for one, other in pairwise(down):
        if one.column == other.column:
            yield one, other
    across = sorted(figures, key=lambda one: (one.form_code, one.place))
    for index, one in enumerate(across):
        for other in across[index + 1 :]:
            if (one.form_code, one.place[:2]) != (other.form_code, other.place[:2]):
                break
            yield one, other
