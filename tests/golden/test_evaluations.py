"""Every entry of the self-evaluations' catalogue has a golden that is read differently without it.

The goldens are evaluations.yml: what is printed, and every line of what is to be read there.
"""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_evaluation_forms
from tests.catalogue.taking_away import Place, entries, without
from tests.golden.evaluation_sheets import EvaluationSheets, as_read, evaluation_sheets

each_golden = pytest.mark.parametrize("sheets", evaluation_sheets(), ids=lambda one: one.manner)


def catalogue_entries() -> dict[tuple[str, str], Place]:
    return {(place.part, place.name): place for place in entries(load_evaluation_forms())}


def shown(sheets: EvaluationSheets) -> list[tuple[str, str]]:
    return [(part, name) for part, names in sheets.shows.items() for name in names]


@each_golden
def test_the_sheet_is_read_as_told(sheets: EvaluationSheets) -> None:
    assert as_read(sheets, load_evaluation_forms()) == sheets.told


def test_every_entry_has_a_golden() -> None:
    goldens = {one for sheets in evaluation_sheets() for one in shown(sheets)}
    assert sorted(catalogue_entries().keys() - goldens) == []
    assert sorted(goldens - catalogue_entries().keys()) == []


@each_golden
def test_a_golden_is_read_differently_without_its_entries(sheets: EvaluationSheets) -> None:
    forms, known = load_evaluation_forms(), catalogue_entries()
    idle = [
        one
        for one in shown(sheets)
        if as_read(sheets, without(forms, known[one].steps)) == sheets.told
    ]
    assert idle == []
