"""The narrative of one report: the whole way from printed lines to claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.model import matches
from pipelines.catalogue.narrative_model import NarrativeGrammar
from pipelines.narrative.claims import Sentence, SentenceReader, as_printed
from pipelines.narrative.comparing import ComparableText, comparable_text
from pipelines.narrative.figures import figures
from pipelines.narrative.headings import Headings, Place
from pipelines.narrative.margins import without_furniture
from pipelines.narrative.model import (
    Basis,
    Claim,
    NarrativeReading,
    PrintedLine,
    Statement,
    UnplacedFigure,
)
from pipelines.narrative.naming import Topic
from pipelines.narrative.paragraphs import Paragraph, paragraphs
from pipelines.narrative.phrasing import comparison_before
from pipelines.narrative.sentences import sentence_spans
from pipelines.narrative.statements import statements


def read_narrative(lines: Sequence[PrintedLine], grammar: NarrativeGrammar) -> NarrativeReading:
    """The claims, statements and unplaced figures of the lines that belong to no table.

    Lines come in reading order. Every figure has exactly one fate: a claim, a place among the
    unplaced with a reason, or a count under the name of the rule that sets it aside.
    """
    return _Reading(grammar).read(lines)


class _Reading:
    def __init__(self, grammar: NarrativeGrammar) -> None:
        self._grammar = grammar
        self._sentences = SentenceReader(grammar)
        self._headings = Headings(grammar)
        self._claims: list[Claim] = []
        self._unplaced: list[UnplacedFigure] = []
        self._statements: list[Statement] = []
        self._ignored: Counter[str] = Counter()
        self._item_topic = Topic()
        self._number = 0
        self._figures = 0

    def read(self, lines: Sequence[PrintedLine]) -> NarrativeReading:
        kept, furniture = without_furniture(lines, self._grammar.wording)
        if furniture:
            self._ignored["page_furniture"] += furniture
            self._figures += furniture
        for paragraph in paragraphs(kept, self._grammar.wording):
            self._paragraph(paragraph)
        return NarrativeReading(
            tuple(self._claims),
            tuple(self._unplaced),
            tuple(self._statements),
            dict(sorted(self._ignored.items())),
            self._figures,
        )

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = self._comparable(paragraph.text)
        count = len(figures(text, self._grammar.wording))
        self._figures += count
        if matches(self._grammar.wording.contents_lines, paragraph.text):
            self._ignored["contents_line"] += count
            return
        place = self._headings.place(text)
        if place.begins_item or place.is_heading:
            self._item_topic = Topic()
        if place.is_heading:
            self._ignored["heading"] += count
            named = self._sentences.naming.project_topic(text.text) or Topic()
            self._item_topic = as_printed(named, text, len(text.text))
            return
        self._sentences_of(paragraph, text, place)

    def _sentences_of(self, paragraph: Paragraph, text: ComparableText, place: Place) -> None:
        topic = self._item_topic
        compared: Basis = ""
        for start, end in sentence_spans(paragraph.text):
            self._number += 1
            sentence = Sentence(
                self._comparable(paragraph.text[start:end]), self._number, place, compared
            )
            compared = comparison_before(sentence.text.text, self._grammar.quantities) or compared
            item = self._item_of(sentence, place)
            if item is not None:
                topic = self._item_topic = as_printed(item, sentence.text, len(sentence.text.text))
            fates, named = self._sentences.read(sentence, topic)
            self._ignored.update(fates.ignored)
            self._claims += [
                replace(claim, page=paragraph.piece_at(start + claim.char_start).page)
                for claim in fates.claims
            ]
            for figure, reason in fates.unplaced:
                first, last = sentence.text.printed_span(figure.start, figure.unit_end)
                piece = paragraph.piece_at(start + first)
                printed = sentence.text.printed
                self._unplaced.append(
                    UnplacedFigure(printed[first:last], reason, printed, piece.page, piece.box)
                )
            self._add_statements(sentence, paragraph, start, topic if topic.is_known else named)
            if not topic.is_known:
                topic = named

    def _item_of(self, sentence: Sentence, place: Place) -> Topic | None:
        """The functional item or project that a sentence names for those after it."""
        naming = self._sentences.naming
        if place.section.ignored:
            return None
        item = naming.functional_item(sentence.text.text)
        opens = item is not None and (
            place.begins_item or not figures(sentence.text, self._grammar.wording)
        )
        if opens and not self._is_within_text(sentence):
            return item
        return naming.project_topic(sentence.text.text.partition(":")[0].rstrip("。"))

    def _is_within_text(self, sentence: Sentence) -> bool:
        """Whether a functional item stands deep in a sentence, so that it names no item."""
        match = self._grammar.subjects.functional_item.search(sentence.text.text)
        return match is not None and match.start() > 0

    def _add_statements(
        self, sentence: Sentence, paragraph: Paragraph, start: int, topic: Topic
    ) -> None:
        if sentence.place.section.ignored:
            return
        found = statements(sentence, topic, self._grammar, self._sentences.naming)
        self._statements += [
            replace(statement, page=paragraph.piece_at(start + statement.char_start).page)
            for statement in found
        ]

    def _comparable(self, printed: str) -> ComparableText:
        return comparable_text(printed, self._grammar.wording)
