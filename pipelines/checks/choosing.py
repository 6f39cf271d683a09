"""Which reading of a doubtful figure the identities of its report allow, and which certain figures
they cast doubt on.

Equations and numbers only: in come candidates in 1e-8 yuan, out come those that are proved. A
figure is proved when one value alone makes every equation it stands in hold, and no figure that it
could be mistaken for does. What a picture shows, and what becomes of the unproved, is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod

from pipelines.checks.diagnosis_system import System, Trial

_MOST_ASSIGNMENTS = 20_000

Candidates = Mapping[str, Sequence[int]]


def chosen_values(system: System, candidates: Candidates, rivals: Candidates) -> dict[str, int]:
    """The value of every doubtful figure that the equations prove, by the key of the figure.

    `candidates` are the readings of each doubtful figure; `rivals` further values that it could be
    mistaken for, which must not fit as well. Figures whose readings all fit, or none, are left out.
    """
    chosen: dict[str, int] = {}
    for keys in _groups(system, candidates):
        solutions = _solutions(system, keys, candidates)
        if not solutions:
            continue
        for position, key in enumerate(keys):
            values = {solution[position] for solution in solutions}
            if len(values) == 1 and _is_pinned(system, keys, solutions, position, rivals):
                chosen[key] = values.pop()
    return chosen


def _groups(system: System, candidates: Candidates) -> list[list[str]]:
    """Doubtful figures that share equations, directly or through each other, stand together."""
    left = {key for key in candidates if system.of_figure.get(key)}
    groups: list[list[str]] = []
    while left:
        reached = {min(left)}
        queue = list(reached)
        while queue:
            for number in system.touched([queue.pop()]):
                new = (left & system.equations[number].weights.keys()) - reached
                reached |= new
                queue += sorted(new)
        left -= reached
        groups.append(sorted(reached))
    return groups


def _solutions(
    system: System, keys: Sequence[str], candidates: Candidates
) -> list[tuple[int, ...]]:
    """The assignments of readings with which all equations of a group hold."""
    if prod(len(candidates[key]) for key in keys) > _MOST_ASSIGNMENTS:
        return []
    values = (dict.fromkeys(candidates[key]) for key in keys)
    return [one for one in product(*values) if _holds(system, keys, one)]


def _holds(system: System, keys: Sequence[str], values: Sequence[int]) -> bool:
    trial = Trial(system)
    for key, value in zip(keys, values, strict=True):
        trial.put(key, value)
    violated = sum(number in system.violated for number in system.touched(keys))
    return trial.broken == 0 and trial.mended == violated


def _is_pinned(
    system: System,
    keys: Sequence[str],
    solutions: Sequence[tuple[int, ...]],
    position: int,
    rivals: Candidates,
) -> bool:
    """Whether no value that a figure could be mistaken for fits beside any of the solutions."""
    key = keys[position]
    if not any(system.equations[one].relation == "eq" for one in system.touched([key])):
        return False
    for solution in solutions:
        for rival in rivals.get(key, ()):
            changed = [*solution[:position], rival, *solution[position + 1 :]]
            if rival != solution[position] and _holds(system, keys, changed):
                return False
    return True


def suspects(system: System, rivals: Candidates, trusted: Iterable[str]) -> dict[str, list[int]]:
    """The figures that a likely slip of reading would explain a violation by, with the values.

    Such a value makes equations hold that do not, and breaks none. `trusted` figures are none.
    """
    sure = set(trusted)
    found: dict[str, list[int]] = {}
    in_violated = {
        key: None for number in sorted(system.violated) for key in system.equations[number].weights
    }
    for key in in_violated:
        if key in sure:
            continue
        mending = [value for value in rivals.get(key, ()) if _mends(system, key, value)]
        if mending:
            found[key] = mending
    return found


def _mends(system: System, key: str, value: int) -> bool:
    trial = Trial(system)
    trial.put(key, value)
    return trial.mended > 0 and trial.broken == 0
