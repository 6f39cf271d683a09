"""Every entry of the narrative's grammar has a worked example that is read differently without it.

The examples are the invented narratives; each says under `shows` which entries it is for. An entry
that nothing shows is either unproved or decides nothing.
"""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from tests.catalogue.taking_away import Place, entries, without
from tests.narrative.invented_narratives import InventedNarrative, as_read, invented_narratives

# words stand inside other patterns, and are shown by those; reasons are told to people and decide
# nothing (test_reasons.py)
ELSEWHERE = ("words", "reasons")


def grammar_entries() -> dict[tuple[str, str], Place]:
    places = [one for one in entries(load_narrative_grammar()) if one.part not in ELSEWHERE]
    return {(place.part, place.name): place for place in places}


def shown(narrative: InventedNarrative) -> list[tuple[str, str]]:
    return [(part, name) for part, names in narrative.shows.items() for name in names]


def test_every_entry_has_an_example() -> None:
    examples = {one for narrative in invented_narratives() for one in shown(narrative)}
    assert sorted(grammar_entries().keys() - examples) == []
    assert sorted(examples - grammar_entries().keys()) == []


@pytest.mark.parametrize("narrative", invented_narratives(), ids=lambda entry: entry.manner)
def test_an_example_is_read_differently_without_its_entries(narrative: InventedNarrative) -> None:
    grammar, known = load_narrative_grammar(), grammar_entries()
    idle = [
        one
        for one in shown(narrative)
        if as_read(narrative, without(grammar, known[one].steps)) == narrative.told
    ]
    assert idle == []
