"""The equations of one report as a system: which hold as printed, and which with other values.

The interval rule is that of dbt/macros/intervals.sql: half a last digit for every figure but zero.
Looking for better values belongs to the other modules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.checks.diagnosis_model import Equation, Explanation, Figure, Kind

_FEWEST_OTHERS = 3
_ONE_ODD_IN = 8


class System:
    """Equations and figures of one report; `values` are those assumed so far."""

    def __init__(self, equations: Sequence[Equation], figures: Mapping[str, Figure]) -> None:
        self.equations = equations
        self.figures = figures
        self.odd = _odd_figures(figures)
        self.values = {key: figure.value for key, figure in self.figures.items()}
        self.of_figure: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, equation in enumerate(equations):
            for key, weight in equation.weights.items():
                self.of_figure[key].append((number, weight))
        self._settle()

    def _settle(self) -> None:
        self.differences = [
            sum(weight * self.values[key] for key, weight in equation.weights.items())
            for equation in self.equations
        ]
        self.radii = [
            sum(
                abs(weight) * self.radius(key, self.values[key])
                for key, weight in one.weights.items()
            )
            for one in self.equations
        ]
        self.violated = frozenset(
            number
            for number in range(len(self.equations))
            if not self.holds(number, self.differences[number], self.radii[number])
        )

    def radius(self, key: str, value: int) -> int:
        """Half a last digit; a blank or dash is exact, a printed zero may hide half a digit."""
        figure = self.figures[key]
        return figure.quantum // 2 if value or figure.is_number else 0

    def holds(self, number: int, difference: int, radius: int) -> bool:
        """Whether an equation holds with this difference (found − expected) and radius."""
        relation = self.equations[number].relation
        if relation == "le":
            return difference <= radius
        return difference >= -radius if relation == "ge" else abs(difference) <= radius

    def touched(self, keys: Iterable[str]) -> dict[int, None]:
        """The equations that any of the figures stands in."""
        return {number: None for key in keys for number, _ in self.of_figure[key]}

    def explanation(
        self, kind: Kind, values: Mapping[str, int], moved: int = 0
    ) -> Explanation | None:
        """What these values would mend and break; None when they mend nothing."""
        trial = Trial(self)
        for key, value in values.items():
            trial.put(key, value)
        return trial.explanation(kind, moved)

    def assume(self, values: Mapping[str, int]) -> None:
        """Take these values for the true ones from now on."""
        self.values.update(values)
        self._settle()


class Trial:
    """Values tried on a system one after the other, and what they mend and break so far."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.values: dict[str, int] = {}
        self.mended = 0
        self.broken = 0
        self._differences: dict[int, int] = {}
        self._radii: dict[int, int] = {}

    def put(self, key: str, value: int) -> None:
        """Try a value for a figure, in place of what was tried for it before."""
        system = self.system
        before = self.values.get(key, system.values[key])
        self.values[key] = value
        if value == before:
            return
        wider = system.radius(key, value) - system.radius(key, before)
        for number, weight in system.of_figure[key]:
            difference = self._differences.get(number, system.differences[number])
            radius = self._radii.get(number, system.radii[number])
            held = system.holds(number, difference, radius)
            difference += weight * (value - before)
            radius += abs(weight) * wider
            self._differences[number] = difference
            self._radii[number] = radius
            holds = system.holds(number, difference, radius)
            if number in system.violated:
                self.mended += holds - held
            else:
                self.broken += held - holds

    @property
    def left(self) -> int:
        """Violations and broken identities that remain."""
        return len(self.system.violated) - self.mended + self.broken

    def explanation(self, kind: Kind, moved: int = 0) -> Explanation | None:
        """The values tried that differ from those so far; None when they mend nothing."""
        system = self.system
        changed = {key: one for key, one in self.values.items() if one != system.values[key]}
        held = {
            number
            for number, difference in self._differences.items()
            if system.holds(number, difference, self._radii[number])
        }
        explained = system.violated & held
        if not explained:
            return None
        return Explanation(
            kind=kind,
            values=changed,
            explained=frozenset(explained),
            broken=frozenset(self._differences.keys() - held - system.violated),
            left=len(system.violated) - len(explained),
            exact=sum(self._differences[number] == 0 for number in held),
            moved=moved,
        )


def _odd_figures(figures: Mapping[str, Figure]) -> frozenset[str]:
    """Figures with fewer decimals than nearly all of their column print: a digit may be lost."""
    odd: list[str] = []
    for members in _columns(figures):
        full = max(one.decimals for one in members)
        short = [one.key for one in members if one.decimals < full]
        if len(short) <= len(members) // _ONE_ODD_IN:
            odd += short
    return frozenset(odd)


def _columns(figures: Mapping[str, Figure]) -> list[list[Figure]]:
    """The numbers of each column; columns of a few tell nothing about each other."""
    columns: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures.values():
        if figure.is_number:
            columns[figure.digit_column].append(figure)
    return [members for members in columns.values() if len(members) > _FEWEST_OTHERS]


def with_column_digits(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures with the last digit of their columns when a single one does not set it.

    A point that slipped, or a digit too many, gives one figure decimals that no other of its column
    has; the others are no finer for it.
    """
    coarser: dict[tuple[str, ...], int] = {}
    for members in _columns(figures):
        finest, next_finest = sorted((one.decimals for one in members), reverse=True)[:2]
        if finest > next_finest:
            coarser[members[0].digit_column] = 10 ** (finest - next_finest)
    return {
        key: replace(one, quantum=one.quantum * coarser.get(one.digit_column, 1))
        for key, one in figures.items()
    }
