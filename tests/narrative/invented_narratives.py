"""Narratives in the wording of many places, with claims written down by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.narrative.model import Claim

_FILES = sorted(Path(__file__).parent.glob("invented*.yml"))


@dataclass(frozen=True)
class InventedNarrative:
    """A text, and what its claims are: value, unit, quantity, basis, direction, subject."""

    manner: str
    text: str
    claims: tuple[str, ...]


def invented_narratives() -> list[InventedNarrative]:
    return [
        InventedNarrative(entry["manner"], entry["text"], tuple(entry["claims"]))
        for file in _FILES
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


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
