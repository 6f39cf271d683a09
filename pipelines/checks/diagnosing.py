"""The smallest explanation of the violations of one report: which figures are wrong, and what they
would have to be.

In come the equations of the table identities and the figures they are about, out come explanations
in order: each makes the most of what is still violated hold again, with the fewest figures changed
and the fewest identities broken. Reading them from a database is not done here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.checks.diagnosis_cells import (
    amount_text,
    excess_digits,
    exchanged_figures,
    single_figures,
)
from pipelines.checks.diagnosis_model import (
    SCALE,
    Cause,
    Diagnosis,
    Equation,
    Explanation,
    Figure,
)
from pipelines.checks.diagnosis_slips import exchanged_columns, slipped_rows
from pipelines.checks.diagnosis_system import System, with_column_digits
from pipelines.checks.diagnosis_words import message_of
from pipelines.text.units import YUAN_PER_UNIT

_MOST_DIAGNOSES = 12
_NOT_TYPED = ("ocr", "scan", "rapidocr")


def diagnose(
    equations: Sequence[Equation],
    figures: Mapping[str, Figure],
    unread: Sequence[str] = (),
) -> list[Diagnosis]:
    """The explanations of everything that these equations violate, most important first.

    `figures` has every figure of the tables by its key, those of the equations among them;
    `unread` are the texts of cells of the report that no form claimed: an implied value that
    stands there was lost in our reading. Without a violation there is nothing to explain; what
    no explanation mends is one last row of kind 'unexplained'.
    """
    known = [one for one in equations if all(key in figures for key in one.weights)]
    as_printed = System(known, figures)
    if not as_printed.violated:
        return []
    system = System(known, with_column_digits(figures))
    if not system.violated:
        return _excess_digits(system, as_printed, unread)
    found: list[Diagnosis] = []
    while system.violated and len(found) < _MOST_DIAGNOSES:
        candidates = _candidates(system)
        if not candidates or len(candidates[0].explained) <= len(candidates[0].broken):
            break
        best = candidates[0]
        ties = [
            one
            for one in candidates
            if one.rank == best.rank and one.exact == best.exact and one.explained == best.explained
        ]
        found.append(_diagnosis(system, best, ties, len(found) + 1, unread))
        system.assume(best.values)
    if system.violated:
        found.append(_unexplained(system, len(found) + 1))
    return found


def _excess_digits(system: System, as_printed: System, unread: Sequence[str]) -> list[Diagnosis]:
    """One figure has more digits than its column; with as many as the others all would hold."""
    return [
        _diagnosis(
            system,
            replace(one, explained=as_printed.violated & system.touched(one.values).keys()),
            [one],
            number,
            unread,
        )
        for number, one in enumerate(excess_digits(system), start=1)
    ]


def _candidates(system: System) -> list[Explanation]:
    """The explanations from the best on; those by many figures only where one or two do not do."""
    found = [*single_figures(system), *exchanged_figures(system)]
    if not any(one.left + len(one.broken) == 0 for one in found):
        found += [*slipped_rows(system), *exchanged_columns(system)]
    return sorted(found, key=lambda one: (one.rank, -one.exact, sorted(one.values)))


def _diagnosis(
    system: System,
    best: Explanation,
    ties: Sequence[Explanation],
    number: int,
    unread: Sequence[str],
) -> Diagnosis:
    changed = [system.figures[key] for key in best.values]
    first = min(changed, key=lambda one: (one.place, one.cell))
    implied = amount_text(first, best.values[first.key]) if best.kind == "figure" else None
    others = [one for one in ties if set(one.values) != set(best.values)]
    cause = _likely_cause(best, changed, implied, unread)
    supporting = [
        equation_no for equation_no in system.touched(best.values) if equation_no not in best.broken
    ]
    diagnosis = Diagnosis(
        diagnosis_no=number,
        kind=best.kind,
        slip=best.slip,
        form_code=first.form_code,
        row_code=first.row_code,
        row_label=first.row_label,
        measure=first.measure,
        basis=first.basis,
        cells=[one.cell for one in sorted(changed, key=lambda one: (one.place, one.cell))],
        printed=first.text if best.kind == "figure" else None,
        implied=implied,
        implied_low=_in_unit(first, best.low),
        implied_high=_in_unit(first, best.high),
        unit=first.unit,
        explained=len(best.explained),
        supporting=len(supporting),
        broken=len(best.broken),
        unexplained=best.left,
        ties=1 + len(others),
        tied_cells=[system.figures[key].cell for one in others for key in one.values],
        identities=sorted({system.equations[one].identity_id for one in best.explained}),
        likely_cause=cause,
        message="",
        corrections=best.values,
    )
    return message_of(diagnosis, changed, best.moved)


def _in_unit(figure: Figure, value: int | None) -> Decimal | None:
    if value is None or abs(value) > 10**28:
        return None
    return Decimal(value) / (YUAN_PER_UNIT[figure.unit] * SCALE)


def _likely_cause(
    best: Explanation, changed: Sequence[Figure], implied: str | None, unread: Sequence[str]
) -> Cause:
    """Typed cells are read as they are printed; a figure lying unread nearby was ours to read."""
    if implied is not None and implied in {text.replace(",", "").strip() for text in unread}:
        return "reading"
    if any(one.reader is not None and one.reader.startswith(_NOT_TYPED) for one in changed):
        return "reading"
    is_shifted = best.kind in ("rows_slipped", "columns_exchanged")
    if is_shifted and unread:
        return "undecided"
    return "publication"


def _unexplained(system: System, number: int) -> Diagnosis:
    identities = sorted({system.equations[one].identity_id for one in system.violated})
    blank = Diagnosis(
        diagnosis_no=number,
        kind="unexplained",
        slip=None,
        form_code=None,
        row_code=None,
        row_label=None,
        measure=None,
        basis=None,
        cells=[],
        printed=None,
        implied=None,
        implied_low=None,
        implied_high=None,
        unit=None,
        explained=0,
        supporting=0,
        broken=0,
        unexplained=len(system.violated),
        ties=0,
        tied_cells=[],
        identities=identities,
        likely_cause="undecided",
        message="",
    )
    return message_of(blank, [], 0)
