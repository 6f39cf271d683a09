"""Narratives in the wording of many places: every claim as written down by hand."""

from __future__ import annotations

import pytest

from pipelines.catalogue.loading import load_narrative_grammar
from tests.narrative.invented_narratives import InventedNarrative, as_read, invented_narratives


@pytest.mark.parametrize("narrative", invented_narratives(), ids=lambda entry: entry.manner)
def test_every_claim_is_as_written_by_hand(narrative: InventedNarrative) -> None:
    assert as_read(narrative, load_narrative_grammar()) == narrative.told
