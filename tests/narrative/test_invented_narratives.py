"""Narratives in the wording of many places: every claim as written down by hand."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from pipelines.narrative.model import PrintedLine
from pipelines.narrative.reading import read_narrative
from tests.narrative.invented_narratives import (
    InventedNarrative,
    as_written_by_hand,
    invented_narratives,
)


@pytest.mark.parametrize("narrative", invented_narratives(), ids=lambda entry: entry.manner)
def test_every_claim_is_as_written_by_hand(narrative: InventedNarrative) -> None:
    lines = [PrintedLine(line) for line in narrative.text.splitlines()]
    reading = read_narrative(lines, load_narrative_grammar())
    assert [as_written_by_hand(claim) for claim in reading.claims] == list(narrative.claims)
    assert reading.unplaced == ()
