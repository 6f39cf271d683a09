"""The claims of one sentence: every figure is claimed, ignored by a named rule, or unplaced."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from pipelines.catalogue.narrative_model import NarrativeGrammar, NarrativeSection
from pipelines.narrative.clauses import Clause, clauses
from pipelines.narrative.comparing import ComparableText
from pipelines.narrative.figures import Figure, figures
from pipelines.narrative.headings import Place
from pipelines.narrative.ignoring import ignored_by
from pipelines.narrative.model import Basis, Claim
from pipelines.narrative.naming import Ambiguous, Naming, Topic
from pipelines.narrative.phrasing import NoRule, Phrase, basis_of, comparison_before, phrase_of
from pipelines.text.normalising import without_spaces
from pipelines.text.units import in_yuan


@dataclass(frozen=True)
class Sentence:
    """A sentence with its number and place, and what its paragraph compared with before it."""

    text: ComparableText
    number: int
    place: Place
    compared_before: Basis = ""


@dataclass
class Fates:
    """What became of the figures of a sentence; unplaced ones with their span and reason."""

    claims: list[Claim] = field(default_factory=list)
    unplaced: list[tuple[Figure, str]] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)


@dataclass
class _Course:
    """What has been said so far in the sentence."""

    topic: Topic
    head: Topic
    spoken: Topic = field(default_factory=Topic)
    listed: Topic = field(default_factory=Topic)
    whole: Topic = field(default_factory=Topic)
    spoke_of_money: bool = False
    basis: Basis = ""
    in_parts: bool = False


class SentenceReader:
    """Reads the figures of sentences with one grammar."""

    def __init__(self, grammar: NarrativeGrammar) -> None:
        self._grammar = grammar
        self.naming = Naming(grammar.subjects)
        verbs, compared = grammar.wording.mention_verbs, grammar.quantities.comparisons
        # 项目支出增加, 收支总体与上年相比: what happened to a subject stands behind its name
        self._not_done_to = re.compile(rf"(?:{verbs.pattern}|{compared.pattern})\Z")

    def read(self, sentence: Sentence, topic: Topic) -> tuple[Fates, Topic]:
        """The fates of a sentence's figures, and the first topic that it names.

        `topic` is what the paragraph or item is about so far.
        """
        fates = Fates()
        kept = self._kept(sentence, fates)
        course = _Course(topic, topic)
        first = Topic()
        for clause in clauses(sentence.text.text, kept, self._grammar.wording):
            if clause.figure.problem is not None:
                fates.unplaced.append((clause.figure, clause.figure.problem))
                continue
            try:
                spoken = self._claim(sentence, clause, course, fates)
            except NoRule as reason:
                self._without_rule(clause.figure, str(reason), fates)
                continue
            except Ambiguous:
                fates.unplaced.append((clause.figure, "subjects_tie"))
                continue
            if spoken is not None and not first.is_known:
                first = spoken
        return fates, first

    def _kept(self, sentence: Sentence, fates: Fates) -> list[Figure]:
        """The figures that no ignoring rule sets aside."""
        section = sentence.place.section
        kept = []
        for figure in figures(sentence.text, self._grammar.wording):
            name = ignored_by(sentence.text.text, figure, self._grammar.ignored)
            if section.ignored:
                name = f"in_{section.section}"
            if name is None:
                kept.append(figure)
            else:
                fates.ignored[name] += 1
        return kept

    @staticmethod
    def _without_rule(figure: Figure, reason: str, fates: Fates) -> None:
        """A whole number without unit or rule is ignored by name; everything else is unplaced."""
        if figure.unit_class == "none" and figure.decimals == 0 and "," not in figure.digits:
            fates.ignored["whole_number_without_unit"] += 1
        else:
            fates.unplaced.append((figure, reason))

    def _claim(
        self, sentence: Sentence, clause: Clause, course: _Course, fates: Fates
    ) -> Topic | None:
        grammar = self._grammar
        section, figure = sentence.place.section, clause.figure
        self._follow(clause, course)
        phrase = phrase_of(clause.lead, clause.after, figure.unit_class, grammar.quantities)
        topic = self._topic(clause, phrase, course, section)
        topic = as_printed(self._of_list(clause, topic, course), sentence.text, figure.start)
        if figure.unit_class == "none" and phrase.rule.name == "amount":
            self._must_be_an_amount(figure, topic)
        if course.whole.entry is not None and course.whole.entry.parts_unnamed:
            topic = Topic(label=topic.label)
        spoken_of = topic
        if figure.unit_class == "count":
            topic = self._counted(clause, topic, section.section)
            if not section.counts and not self.naming.is_controlled(topic):
                fates.ignored["count_of_other_things"] += 1
                return None
        if figure.unit_class == "money" and phrase.quantity == "amount":
            topic = self.naming.counted(topic, "money")
        basis = self._basis(sentence, clause, phrase, topic, course)
        fates.claims.append(_claim_of(sentence, clause, phrase, topic, basis, course.spoken))
        if phrase.quantity not in ("score", "rate"):
            course.spoken = spoken_of if spoken_of.subject else topic
            course.spoke_of_money = figure.unit_class == "money"
        if phrase.quantity == "amount":
            whole = phrase.basis or (basis if topic.subject and not course.in_parts else None)
            if whole not in ("opening", "closing"):
                course.basis = whole or course.basis
            if not course.in_parts and topic.subject is not None:
                course.head = topic
        names_topic = topic.subject and phrase.quantity not in ("score", "rate", "count")
        return topic if names_topic else None

    def _must_be_an_amount(self, figure: Figure, topic: Topic) -> None:
        """A figure without any unit is an amount only with decimals and a subject of money."""
        of_money = topic.entry is not None and not topic.entry.only_counts
        if not (figure.decimals and of_money and self.naming.is_controlled(topic)):
            raise NoRule("no_rule")

    def _follow(self, clause: Clause, course: _Course) -> None:
        """What the words between the figures say: parts begin, a segment ends, a reason follows."""
        wording, between = self._grammar.wording, clause.between
        closed = ";" in between and not wording.parts_follow.search(between.rpartition(";")[2])
        if closed and course.in_parts and self.naming.is_empty(clause.lead):
            course.spoken = course.head
        if ";" in between:
            course.whole = Topic()
        if wording.parts_follow.search(between + clause.lead):
            course.in_parts = True
            course.whole = course.spoken
        if wording.reason_begins.search(between):
            course.spoken = course.topic = Topic()

    def _topic(
        self, clause: Clause, phrase: Phrase, course: _Course, section: NarrativeSection
    ) -> Topic:
        """What a figure is about: its own words, those just before, or what was spoken of last."""
        naming, name = self.naming, section.section
        words = clause.lead[slice(*phrase.subject)]
        counting = clause.figure.unit_class == "count"
        segment = clause.between.rpartition(";")[2] + words
        for words_before in (words, segment if words else ""):
            named = naming.named(words_before, name, known_only=True, counting=counting)
            if named.is_known:
                return named
        if not naming.is_empty(words):
            return naming.named(words, name)
        sums_up = self._grammar.wording.sums_up.search(clause.lead)
        if sums_up:
            return Topic() if course.spoke_of_money else course.spoken
        mentioned = self._mentioned(clause.between.rpartition(";")[2], name)
        if mentioned.is_known:
            return mentioned
        purpose = self._grammar.wording.purpose.match(clause.after)
        if purpose and not words:
            return Topic(label=purpose["name"])
        carried = (course.spoken,) if counting else (course.spoken, course.topic)
        for topic in carried:
            if topic.is_known:
                return topic
        return naming.entry(section.subject) if section.subject else Topic()

    def _mentioned(self, between: str, section: str) -> Topic:
        """What the words since the last figure name: introduced by a colon, or named last."""
        naming = self.naming
        introduced = between.endswith(":")
        parts = re.split(r"[,;:。]", between.removesuffix(":"))
        if introduced and not naming.is_empty(parts[-1]):
            return naming.project_topic(parts[-1]) or naming.named(parts[-1], section)
        for part in reversed(parts):
            mentioned = naming.named(self._not_done_to.sub("", part), section, known_only=True)
            if mentioned.is_known:
                return mentioned
        return naming.functional_item(between) or Topic()

    def _counted(self, clause: Clause, topic: Topic, section: str) -> Topic:
        """What a count counts: by its measure word, else by the noun behind it."""
        counted = self.naming.counted(topic, clause.figure.counter or "")
        if self.naming.is_controlled(counted):
            return counted
        behind = self.naming.behind(clause.after, section)
        if behind.is_known:
            return replace(behind, label=_noun_behind(clause.after))
        if self.naming.is_empty(clause.lead):
            return Topic(label=_noun_behind(clause.after))
        return counted

    def _of_list(self, clause: Clause, topic: Topic, course: _Course) -> Topic:
        """The one of several subjects that a listed figure is about. Raises NoRule if unclear."""
        if clause.list_length == 1:
            return topic
        for several in (topic, course.listed):
            parts = several.entry.parts if several.entry else ()
            if len(parts) == clause.list_length:
                course.listed = several
                part = self.naming.entry(parts[clause.place_in_list])
                return replace(part, label=several.label)
        raise NoRule("several_figures_for_unclear_subjects")

    def _basis(
        self,
        sentence: Sentence,
        clause: Clause,
        phrase: Phrase,
        topic: Topic,
        course: _Course,
    ) -> Basis:
        grammar = self._grammar.quantities
        if phrase.rule.compares:
            if phrase.compared:
                return basis_of(phrase.compared, grammar) or ""
            before = sentence.text.text[: clause.figure.start]
            return comparison_before(before, grammar) or sentence.compared_before
        if phrase.basis is not None:
            return phrase.basis
        if phrase.quantity != "amount":
            return ""
        if course.in_parts and course.basis:
            return course.basis
        if topic.entry is not None and topic.entry.basis is not None:
            return topic.entry.basis
        return sentence.place.section.basis if topic.subject else ""


def as_printed(topic: Topic, text: ComparableText, end: int) -> Topic:
    """The topic with its names in printed characters, where the sentence holds them."""
    labels = (topic.label, topic.class_label, topic.kuan_label, topic.xiang_label)
    label, class_label, kuan_label, xiang_label = (
        name if name is None else _printed(name, text, end) for name in labels
    )
    return replace(
        topic,
        label=label or "",
        class_label=class_label,
        kuan_label=kuan_label,
        xiang_label=xiang_label,
    )


def _printed(name: str, text: ComparableText, end: int) -> str:
    start = text.text.rfind(name, 0, end) if name else -1
    if start < 0:
        start = text.text.find(name) if name else -1
    if start < 0:
        return name
    if name.count('"') % 2 and text.text[start - 1 : start] == '"':
        start -= 1
        name = '"' + name
    return without_spaces(text.printed_text(start, start + len(name)))


_NOUN = re.compile(r"[^,;:。、!?\d]{0,12}")


def _noun_behind(after: str) -> str:
    """The noun of a count that has none before it (18套办公桌)."""
    match = _NOUN.match(after)
    return match[0] if match else ""


def _claim_of(
    sentence: Sentence,
    clause: Clause,
    phrase: Phrase,
    topic: Topic,
    basis: Basis,
    spoken: Topic,
) -> Claim:
    figure, text, place = clause.figure, sentence.text, sentence.place
    start, end = text.printed_span(figure.start, figure.end)
    value = figure.value
    unit = figure.unit
    yuan = None
    if value is not None and (unit == "yuan" or unit == "wan" or unit == "yi"):
        yuan = in_yuan(value, unit)
    base = phrase.base and _printed(phrase.base, text, figure.start)
    if phrase.quantity == "rate" and base is None and spoken.is_known:
        base = spoken.label
    return Claim(
        section=place.section.section,
        section_label=place.label,
        item_no=place.item_no,
        subject=topic.subject,
        subject_label=topic.label,
        row_code=None,
        class_label=topic.class_label,
        kuan_label=topic.kuan_label,
        xiang_label=topic.xiang_label,
        quantity=phrase.quantity,
        basis=basis,
        base_label=base or None,
        direction=phrase.direction,
        value=value,
        value_text=text.printed[start:end],
        unit=unit,
        counter=figure.counter,
        value_yuan=yuan,
        shown_decimals=figure.decimals,
        state="number" if value is not None else "illegible",
        is_approximate=bool(figure.approximation),
        approximation_word=figure.approximation or None,
        sentence_no=sentence.number,
        sentence=text.printed,
        page=None,
        char_start=start,
        char_end=end,
    )
