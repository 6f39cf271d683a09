"""What is asked of, and added to, an outcome that was already told. How a file came out is decided
in outcomes; this is light to import for what only passes outcomes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pipelines.catalogue.model import Catalogue

SEPARATOR = "；"
LOADED = ("read", "partly_read")
"""The outcomes of reports whose figures are published."""


def absent_forms(present: Collection[str], catalogue: Catalogue) -> str:
    """The part of a reason that names the official forms that are not among those present."""
    absent = [
        form.title.zh for form in catalogue.forms if form.official and form.form_code not in present
    ]
    return f"没有：{'、'.join(absent)} / absent" if absent else ""


def with_remark(outcome: Mapping[str, Any], remark: str) -> dict[str, Any]:
    """An outcome row whose reason says one thing more."""
    return {**outcome, "reason": SEPARATOR.join([str(outcome["reason"]), remark])}


def without_phrase(reason: str, phrase: str) -> str:
    """A reason without one of its parts."""
    return SEPARATOR.join(part for part in reason.split(SEPARATOR) if part != phrase)
