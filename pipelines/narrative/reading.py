"""The narrative of one report: the whole way from printed lines to claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.catalogue.model import matches
from pipelines.catalogue.narrative_model import ClaimBasis, NarrativeGrammar
from pipelines.narrative.claims import Sentence, SentenceReader
from pipelines.narrative.comparing import ComparableText, comparable_text
from pipelines.narrative.figures import Figure, figures, pieces_of
from pipelines.narrative.headings import Headings, Place
from pipelines.narrative.ignoring import ignored_by
from pipelines.narrative.labelling import as_printed
from pipelines.narrative.margins import without_furniture
from pipelines.narrative.model import (
    Claim,
    NarrativeReading,
    PrintedLine,
    Statement,
    UnplacedFigure,
)
from pipelines.narrative.naming import Topic
from pipelines.narrative.outline import Outline
from pipelines.narrative.paragraphs import Paragraph, paragraphs
from pipelines.narrative.phrasing import comparison_before
from pipelines.narrative.sentences import sentence_spans
from pipelines.narrative.statements import statements

# The longest sentence of a published report at hand has some 1,200 characters; beyond this a file
# is made to be slow, or is a table whose cells a converter ran together.
_LONGEST_SENTENCE = 6_000
_LONGEST_PARAGRAPH = 60_000
_SHOWN_AROUND = 60


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
        self._outline = Outline()
        self._in_flattened_table = False
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
        if _is_beyond_reading(paragraph):
            self._list_unread(paragraph, text)
            return
        if matches(self._grammar.wording.contents_lines, paragraph.text):
            self._ignored["contents_line"] += count
            return
        place = self._headings.place(text)
        if self._is_flattened(text, place):
            self._list_flattened(paragraph, text)
            return
        if place.begins_item or place.is_heading:
            self._item_topic = Topic()
        if place.is_declared:
            self._outline.clear()
        if place.is_heading:
            self._ignored["heading"] += count
            named = self._topic_of_heading(text.text, place)
            self._item_topic = as_printed(named, text, len(text.text))
            return
        self._sentences_of(paragraph, text, place)

    def _is_flattened(self, text: ComparableText, place: Place) -> bool:
        """Whether a paragraph is, or goes on with, a table that a converter wrote as words."""
        wording = self._grammar.wording
        if wording.flattened_table.search(text.text):
            self._in_flattened_table = True
            return True
        over = place.is_heading or wording.sentence_end.search(text.text[-2:]) is not None
        self._in_flattened_table = self._in_flattened_table and not over
        return self._in_flattened_table

    def _list_flattened(self, paragraph: Paragraph, text: ComparableText) -> None:
        """Every figure of a table without cells is unplaced: nothing tells its column."""
        for figure in figures(text, self._grammar.wording):
            name = ignored_by(text.text, figure, self._grammar.ignored)
            if name is not None:
                self._ignored[name] += 1
                continue
            pieces = pieces_of(figure)
            self._figures += len(pieces) - 1
            for piece in pieces:
                self._add_unplaced(paragraph, text, 0, piece, "table_in_one_line")

    def _list_unread(self, paragraph: Paragraph, text: ComparableText) -> None:
        """Every figure of a text too long to be a sentence is unplaced, with what is around it."""
        for figure in figures(text, self._grammar.wording):
            first, last = text.printed_span(figure.start, figure.unit_end)
            around = text.printed[max(0, first - _SHOWN_AROUND) : last + _SHOWN_AROUND]
            piece = paragraph.piece_at(first)
            self._unplaced.append(
                UnplacedFigure(
                    text.printed[first:last], "sentence_too_long", around, piece.page, piece.box
                )
            )

    def _topic_of_heading(self, text: str, place: Place) -> Topic:
        """What an undeclared heading says the figures under it are about."""
        naming = self._sentences.naming
        project = naming.project_topic(text)
        if project is not None or place.is_declared:
            return project or Topic()
        return naming.named_alone(text, place.section.section)

    def _sentences_of(self, paragraph: Paragraph, text: ComparableText, place: Place) -> None:
        topic = self._item_topic
        compared: ClaimBasis = ""
        basis: ClaimBasis = ""
        for start, end in sentence_spans(paragraph.text):
            self._number += 1
            sentence = Sentence(
                self._comparable(paragraph.text[start:end]), self._number, place, compared, basis
            )
            compared = comparison_before(sentence.text.text, self._grammar.quantities) or compared
            begins = place.begins_item and not paragraph.text[:start].strip()
            item = self._item_of(sentence, place, begins)
            if item is not None:
                printed = as_printed(item, sentence.text, len(sentence.text.text))
                topic = self._item_topic = self._outline.completed(printed)
            fates, named = self._sentences.read(sentence, topic)
            basis = fates.basis or basis
            self._ignored.update(fates.ignored)
            for claim in fates.claims:
                page = paragraph.piece_at(start + claim.char_start).page
                self._claims.append(self._outline.completed(replace(claim, page=page)))
            for figure, reason in fates.unplaced:
                self._add_unplaced(paragraph, sentence.text, start, figure, reason)
            about = topic if topic.is_known else named
            self._add_statements(sentence, paragraph, start, about, fates.claims)
            if not topic.is_known:
                topic = named

    def _add_unplaced(
        self, paragraph: Paragraph, text: ComparableText, start: int, figure: Figure, reason: str
    ) -> None:
        first, last = text.printed_span(figure.start, figure.unit_end)
        piece = paragraph.piece_at(start + first)
        self._unplaced.append(
            UnplacedFigure(text.printed[first:last], reason, text.printed, piece.page, piece.box)
        )

    def _item_of(self, sentence: Sentence, place: Place, begins: bool) -> Topic | None:
        """The item, project or subject that a sentence names for those after it.

        `begins` tells that the sentence begins a numbered item.
        """
        naming = self._sentences.naming
        if place.section.ignored:
            return None
        item = naming.functional_item(sentence.text.text)
        opens = item is not None and (
            place.begins_item or not figures(sentence.text, self._grammar.wording)
        )
        if opens and not self._is_within_text(sentence):
            return item
        project = naming.project_topic(sentence.text.text.partition(":")[0].rstrip("。"))
        if project is not None or not begins or self._says_figures(sentence):
            return project
        named = naming.named_alone(sentence.text.text, place.section.section)
        return named if named.is_known else None

    def _says_figures(self, sentence: Sentence) -> bool:
        """Whether a sentence holds figures besides its numbering, years and codes."""
        text = sentence.text
        return any(
            ignored_by(text.text, figure, self._grammar.ignored) is None
            for figure in figures(text, self._grammar.wording)
        )

    def _is_within_text(self, sentence: Sentence) -> bool:
        """Whether a functional item stands deep in a sentence, so that it names no item."""
        match = self._grammar.subjects.functional_item.search(sentence.text.text)
        return match is not None and match.start() > 0

    def _add_statements(
        self,
        sentence: Sentence,
        paragraph: Paragraph,
        start: int,
        topic: Topic,
        claims: Sequence[Claim],
    ) -> None:
        found = statements(sentence, topic, claims, self._grammar, self._sentences.naming)
        self._statements += [
            replace(statement, page=paragraph.piece_at(start + statement.char_start).page)
            for statement in found
        ]

    def _comparable(self, printed: str) -> ComparableText:
        return comparable_text(printed, self._grammar.wording)


def _is_beyond_reading(paragraph: Paragraph) -> bool:
    """Whether a paragraph, or a sentence of it, is longer than any that is written to be read."""
    if len(paragraph.text) <= _LONGEST_SENTENCE:
        return False
    spans = sentence_spans(paragraph.text)
    too_long = any(end - start > _LONGEST_SENTENCE for start, end in spans)
    return too_long or len(paragraph.text) > _LONGEST_PARAGRAPH
