"""Comparisons said in words, grades, and choices that the writer of a template left open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.catalogue.narrative_model import NarrativeGrammar
from pipelines.narrative.claims import Sentence
from pipelines.narrative.labelling import as_printed
from pipelines.narrative.model import Claim, Statement
from pipelines.narrative.naming import Naming, Topic
from pipelines.narrative.phrasing import basis_of

_PIECES = re.compile(r"[^;,:。]+")


def statements(
    sentence: Sentence,
    topic: Topic,
    claims: Sequence[Claim],
    grammar: NarrativeGrammar,
    naming: Naming,
) -> Iterator[Statement]:
    """The statements of a sentence, in order of the rules.

    `topic` is what the paragraph is about, `claims` are those of the sentence.
    """
    text, place = sentence.text, sentence.place
    for rule in grammar.statements:
        if rule.in_glossary != place.section.ignored:
            continue
        for match in rule.words.finditer(text.text):
            about = _about(sentence, match.start(), claims, naming) or topic
            about = as_printed(about, text, match.start())
            start, end = text.printed_span(match.start(), match.end())
            yield Statement(
                section=place.section.section,
                section_label=place.label,
                item_no=place.item_no,
                subject=about.subject,
                subject_label=about.label,
                class_label=about.class_label,
                kuan_label=about.kuan_label,
                xiang_label=about.xiang_label,
                kind=rule.kind,
                direction=rule.direction,
                compared=basis_of(match[0], grammar.quantities) or "",
                text=text.printed[start:end],
                sentence_no=sentence.number,
                sentence=text.printed,
                page=None,
                char_start=start,
                char_end=end,
            )


def _about(sentence: Sentence, end: int, claims: Sequence[Claim], naming: Naming) -> Topic | None:
    """What is named, or given an amount, last before a statement; None when nothing is."""
    text = sentence.text
    before = text.text[:end]
    item = naming.functional_item(before)
    if item is not None:
        return item
    for piece in reversed(list(_PIECES.finditer(before))):
        named = naming.named(piece[0], sentence.place.section.section, known_only=True)
        if named.is_known:
            return named
        first, last = text.printed_span(piece.start(), piece.end())
        said = [one for one in claims if first <= one.char_start < last]
        if said and said[-1].quantity == "amount" and said[-1].subject:
            return _topic_of(said[-1])
    return None


def _topic_of(claim: Claim) -> Topic:
    return Topic(
        claim.subject,
        None,
        claim.subject_label or "",
        class_label=claim.class_label,
        kuan_label=claim.kuan_label,
        xiang_label=claim.xiang_label,
    )
