"""Comparisons said in words, grades, and choices that the writer of a template left open."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.catalogue.narrative_model import NarrativeGrammar
from pipelines.narrative.claims import Sentence
from pipelines.narrative.labelling import as_printed
from pipelines.narrative.model import Statement
from pipelines.narrative.naming import Naming, Topic
from pipelines.narrative.phrasing import basis_of


def statements(
    sentence: Sentence, topic: Topic, grammar: NarrativeGrammar, naming: Naming
) -> Iterator[Statement]:
    """The statements of a sentence, in order of the rules."""
    text, place = sentence.text, sentence.place
    for rule in grammar.statements:
        if rule.in_glossary != place.section.ignored:
            continue
        for match in rule.words.finditer(text.text):
            about = _about(text.text[: match.start()], topic, place.section.section, naming)
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


def _about(before: str, topic: Topic, section: str, naming: Naming) -> Topic:
    """The last subject named before a statement, else what the paragraph is about."""
    item = naming.functional_item(before)
    if item is not None:
        return item
    parts = [before]
    for mark in ";,:。":
        parts = [piece for part in parts for piece in part.split(mark)]
    for part in reversed(parts):
        named = naming.named(part, section, known_only=True)
        if named.is_known:
            return named
    return topic
