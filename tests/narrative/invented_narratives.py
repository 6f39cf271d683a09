"""Narratives in the wording of many places, with claims written down by hand.

A narrative tells its claims; where its words are about more, it tells that too: `unplaced`,
`ignored`, what is `said` in words alone, what is `disclosed`, and `also` some column of the claims
(section, counter, …) from the first claim to the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipelines.catalogue.narrative_model import NarrativeGrammar
from pipelines.narrative.disclosing import disclosures
from pipelines.narrative.model import Claim, PrintedLine, Statement
from pipelines.narrative.reading import read_narrative

_FILES = sorted(Path(__file__).parent.glob("invented*.yml"))


@dataclass(frozen=True)
class InventedNarrative:
    """A text and what is to be read in it, by what it is told of; `shows` are the entries of the
    catalogue without which it would be read differently, by their part."""

    manner: str
    text: str
    told: Mapping[str, Any]
    shows: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def claims(self) -> list[str]:
        """Value, unit, quantity, basis, direction, subject of each."""
        return list(self.told["claims"])


def invented_narratives() -> list[InventedNarrative]:
    return [
        _narrative(entry)
        for file in _FILES
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def _narrative(entry: Mapping[str, Any]) -> InventedNarrative:
    told = {key: entry[key] for key in entry if key not in ("manner", "text", "shows")}
    told.setdefault("unplaced", [])
    return InventedNarrative(entry["manner"], entry["text"], told, entry.get("shows", {}))


def as_read(narrative: InventedNarrative, grammar: NarrativeGrammar) -> dict[str, Any]:
    """What the reader makes of a narrative, as far as the narrative tells it."""
    lines = [PrintedLine(line) for line in narrative.text.splitlines()]
    reading = read_narrative(lines, grammar)
    columns = narrative.told.get("also", {})
    read: dict[str, Any] = {
        "claims": [as_written_by_hand(claim) for claim in reading.claims],
        "unplaced": [f"{one.text} {one.reason}" for one in reading.unplaced],
        "ignored": dict(reading.ignored),
        "said": [_as_said(statement) for statement in reading.statements],
        "also": {name: [getattr(one, name) for one in reading.claims] for name in columns},
    }
    if "disclosed" in narrative.told:
        found = disclosures(lines, lines, grammar)
        read["disclosed"] = [f"{one.subject or one.kind} {one.text}" for one in found]
    return {name: read[name] for name in narrative.told}


def as_written_by_hand(claim: Claim) -> str:
    parts = (
        claim.value_text,
        claim.unit,
        claim.quantity,
        claim.basis,
        claim.direction,
        claim.subject,
    )
    return " ".join(part or "-" for part in parts)


def _as_said(statement: Statement) -> str:
    return " ".join((statement.kind, statement.direction or "-", statement.text))
