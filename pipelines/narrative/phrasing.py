"""What is said of a figure: the one quantity rule that its lead matches, and what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.catalogue.narrative_model import (
    ClaimBasis,
    Direction,
    QuantityGrammar,
    QuantityRule,
    UnitClass,
)
from pipelines.narrative.model import Quantity


@dataclass(frozen=True)
class Phrase:
    """A figure's quantity with the spans, in its lead, of the subject and of the base."""

    rule: QuantityRule
    quantity: Quantity
    basis: ClaimBasis | None
    direction: Direction | None
    subject: tuple[int, int]
    base: str | None
    compared: str | None


class NoRule(Exception):
    """No rule, or more than one, says what a figure is; the message is the reason."""


def phrase_of(lead: str, after: str, unit_class: UnitClass, grammar: QuantityGrammar) -> Phrase:
    """The phrase of a figure. Raises NoRule when no rule matches or several are left.

    A rule yields only to one that declares to stand instead of it.
    """
    matched: dict[str, tuple[QuantityRule, re.Match[str]]] = {}
    for rule in grammar.rules:
        if unit_class not in rule.units:
            continue
        match = rule.lead.fullmatch(lead)
        if match and (rule.after is None or rule.after.fullmatch(after)):
            matched[rule.name] = rule, match
    yielding = {name for rule, _ in matched.values() for name in rule.instead_of}
    left = [entry for name, entry in matched.items() if name not in yielding]
    if not left:
        raise NoRule("no_rule")
    if len(left) > 1:
        raise NoRule("rules_tie: " + ", ".join(sorted(rule.name for rule, _ in left)))
    rule, match = left[0]
    groups = match.groupdict()
    base, compared = groups.get("base"), groups.get("compared")
    return Phrase(
        rule,
        rule.quantity,
        basis_of(base, grammar) if base and rule.quantity == "completion" else rule.basis,
        rule.direction,
        match.span("subject"),
        base,
        compared,
    )


def basis_of(words: str, grammar: QuantityGrammar) -> ClaimBasis | None:
    """The basis that the words of a base or a comparison name; None when none or several."""
    found = {entry.basis for entry in grammar.bases if entry.words.search(words)}
    return found.pop() if len(found) == 1 else None


def comparison_before(text: str, grammar: QuantityGrammar) -> ClaimBasis:
    """The basis of the last comparison (与上年相比) in a text, '' when there is none."""
    found = list(grammar.comparisons.finditer(text))
    if not found:
        return ""
    ends = grammar.comparison_ends.search(text, found[-1].end())
    words = text[found[-1].start() : ends.start() if ends else len(text)]
    return basis_of(words, grammar) or ""
