"""Explanations by many figures at once: rows slipped against their codes, columns exchanged.

Single figures and pairs are told elsewhere; here a run of figures moves by one row, or two columns
of a form stand under each other's heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pipelines.checks.diagnosis_model import Explanation, Figure
from pipelines.checks.diagnosis_system import System, Trial

_MOST_ROWS = 150
_Column = tuple[Figure, ...]


def slipped_rows(system: System) -> Iterator[Explanation]:
    """Runs of a column, or of all columns of a form, that stand one row too high or too low.

    The figure that falls off the end of a run must be nothing, or be printed elsewhere in the form
    too (a total repeated in the last row); a row that is left empty is zero.
    """
    suspects = {key for number in system.violated for key in system.equations[number].weights}
    columns = _columns(system.figures.values())
    printed = Counter(
        (figure.form_code, system.values[figure.key]) for figure in system.figures.values()
    )
    for column in columns:
        if any(figure.key in suspects for figure in column):
            yield from _best_runs(system, [column], printed)
    for together in _parallel(columns):
        if any(figure.key in suspects for column in together for figure in column):
            yield from _best_runs(system, together, printed)


def exchanged_columns(system: System) -> Iterator[Explanation]:
    """Two columns of one form whose figures all stand in each other's place."""
    suspects = {key for number in system.violated for key in system.equations[number].weights}
    forms: dict[tuple[str, str], dict[str, dict[tuple[object, ...], Figure]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for figure in system.figures.values():
        row = (figure.column[1], figure.row_code, figure.row_label, *figure.place[:2])
        forms[figure.form_code, figure.basis][figure.measure][row] = figure
    for measures in forms.values():
        for one, other in combinations(sorted(measures), 2):
            values = _exchanged(system, measures[one], measures[other])
            if len(values) > 2 and not suspects.isdisjoint(values):
                explanation = system.explanation("columns_exchanged", values)
                if explanation is not None:
                    yield explanation


def _exchanged(
    system: System,
    one: Mapping[tuple[object, ...], Figure],
    other: Mapping[tuple[object, ...], Figure],
) -> dict[str, int]:
    values: dict[str, int] = {}
    for row in one.keys() & other.keys():
        first, second = one[row].key, other[row].key
        if system.values[first] != system.values[second]:
            values |= {first: system.values[second], second: system.values[first]}
    return values


def _columns(figures: Iterable[Figure]) -> list[_Column]:
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.column].append(figure)
    return [
        tuple(sorted(members, key=lambda one: one.place))
        for members in groups.values()
        if 2 <= len(members) <= _MOST_ROWS
    ]


def _parallel(columns: Sequence[_Column]) -> list[list[_Column]]:
    """Columns of one form whose figures stand in the very same rows."""
    groups: dict[tuple[object, ...], list[_Column]] = defaultdict(list)
    for column in columns:
        rows = tuple(figure.place[:2] for figure in column)
        groups[column[0].form_code, column[0].column[1], rows].append(column)
    return [group for group in groups.values() if len(group) > 1]


def _best_runs(
    system: System, columns: Sequence[_Column], printed: Counter[tuple[str, int]]
) -> Iterator[Explanation]:
    """The best run that belongs one row further down, or up, if any mends something."""
    best: Explanation | None = None
    for moved in (1, -1):
        ordered = [column if moved > 0 else column[::-1] for column in columns]
        for end in range(1, len(ordered[0])):
            if not _may_fall_off(system, ordered, end, printed):
                continue
            found = _best_run_to(system, ordered, end, moved)
            if found is not None and (best is None or found.rank < best.rank):
                best = found
    if best is not None:
        yield best


def _best_run_to(
    system: System, columns: Sequence[_Column], end: int, moved: int
) -> Explanation | None:
    """The shortest of the best runs to a row: each figure belongs where the next one stands."""
    trial = Trial(system)
    fewest = len(system.violated)
    best: Explanation | None = None
    for start in range(end - 1, -1, -1):
        for column in columns:
            trial.put(column[start + 1].key, system.values[column[start].key])
            trial.put(column[start].key, 0)
        if trial.mended > 0 and trial.left < fewest:
            fewest = trial.left
            best = trial.explanation("rows_slipped", moved)
    return best


def _may_fall_off(
    system: System, columns: Sequence[_Column], end: int, printed: Counter[tuple[str, int]]
) -> bool:
    return all(
        value == 0 or printed[column[end].form_code, value] > 1
        for column in columns
        for value in (system.values[column[end].key],)
    )
