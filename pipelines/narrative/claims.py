"""The claims of one sentence: every figure is claimed, ignored by a named rule, or unplaced."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from pipelines.catalogue.narrative_model import ClaimBasis, NarrativeGrammar
from pipelines.narrative.clauses import Clause, clauses
from pipelines.narrative.comparing import ComparableText
from pipelines.narrative.course import Course
from pipelines.narrative.figures import Figure, figures
from pipelines.narrative.headings import Place
from pipelines.narrative.ignoring import ignored_by
from pipelines.narrative.labelling import as_printed, name_as_printed, noun_behind
from pipelines.narrative.model import Claim
from pipelines.narrative.naming import Ambiguous, Naming, Topic
from pipelines.narrative.phrasing import NoRule, Phrase, basis_of, comparison_before, phrase_of
from pipelines.text.units import in_yuan


@dataclass(frozen=True)
class Sentence:
    """A sentence with its number and place.

    `compared_before` is what its paragraph compared with before it, `basis_before` the basis of
    the whole amount that the sentence before it told.
    """

    text: ComparableText
    number: int
    place: Place
    compared_before: ClaimBasis = ""
    basis_before: ClaimBasis = ""


@dataclass
class Fates:
    """What became of the figures of a sentence; unplaced ones with their span and reason.

    `basis` is that of the last whole amount: 其中 in the next sentence speaks of its parts.
    """

    claims: list[Claim] = field(default_factory=list)
    unplaced: list[tuple[Figure, str]] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    basis: ClaimBasis = ""


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
        opens_parts = self._grammar.wording.parts_follow.match(sentence.text.text)
        course = Course.about(topic, sentence.basis_before if opens_parts else "")
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
        fates.basis = course.said.basis
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
        self, sentence: Sentence, clause: Clause, course: Course, fates: Fates
    ) -> Topic | None:
        grammar = self._grammar
        section, figure = sentence.place.section, clause.figure
        course.follow(clause, grammar.wording, self.naming)
        phrase = phrase_of(clause.lead, clause.after, figure.unit_class, grammar.quantities)
        spoken_of = topic = self._topic(sentence, clause, phrase, course)
        if figure.unit_class == "none" and phrase.rule.name == "amount":
            self._must_be_an_amount(figure, topic)
        whole = course.said.whole.entry
        if whole is not None and whole.parts_unnamed:
            spoken_of = topic = Topic(label=topic.label)
        if figure.unit_class == "count":
            topic = self._counted(clause, topic, section.section)
            if not section.counts and not self.naming.is_controlled(topic):
                fates.ignored["count_of_other_things"] += 1
                return None
        elif phrase.quantity == "amount":
            topic = self.naming.of_money(topic)
        basis = self._basis(sentence, clause, phrase, topic, course)
        before = course.said.spoken
        topic = as_printed(topic, sentence.text, figure.start)
        spoken_of = as_printed(spoken_of, sentence.text, figure.start)
        fates.claims.append(_claim_of(sentence, clause, phrase, topic, basis, before))
        if clause.is_base:
            return None
        is_money = figure.unit_class == "money"
        course.claimed(topic, spoken_of, phrase.quantity, basis, is_money=is_money)
        if phrase.quantity == "amount":
            compares = grammar.quantities.names_a_base.match(clause.lead) is not None
            course.amount_claimed(topic, "" if compares else phrase.basis or basis, phrase.basis)
        names_topic = topic.subject and phrase.quantity not in ("score", "rate", "count")
        return topic if names_topic else None

    def _must_be_an_amount(self, figure: Figure, topic: Topic) -> None:
        """A figure without any unit is an amount only with decimals and a subject of money."""
        of_money = topic.entry is not None and not topic.entry.only_counts
        if not (figure.decimals and of_money and self.naming.is_controlled(topic)):
            raise NoRule("no_rule")

    def _topic(self, sentence: Sentence, clause: Clause, phrase: Phrase, course: Course) -> Topic:
        """What a figure is about, the one of several where figures are listed."""
        if clause.list_length > 1:
            return self._of_list(sentence, clause, phrase, course)
        topic = self._named(sentence, clause, phrase, course)
        return self.naming.under(topic, course.around())

    def _named(self, sentence: Sentence, clause: Clause, phrase: Phrase, course: Course) -> Topic:
        """What a figure is about: its own words, those just before, or what was spoken of last."""
        naming, section = self.naming, sentence.place.section
        name = section.section
        words = clause.lead[slice(*phrase.subject)]
        counting = clause.figure.unit_class == "count"
        if naming.is_empty(words) and naming.is_item(course.topic) and not counting:
            return course.carried(counting=False)
        of_reason = course.gives_reason and phrase.quantity == "amount"
        if of_reason and words and naming.is_empty(words):
            # 主要是人员增加,支出8万元: spent on the reason, not the expenditure of the year
            return Topic()
        segment = clause.between.rpartition(";")[2] + words
        for words_before in (words, segment if words else ""):
            named = naming.named(words_before, name, known_only=True, counting=counting)
            if named.is_known:
                return named
        if not naming.is_empty(words):
            return naming.named(words, name, said_before=sentence.text.text[: clause.lead_start])
        sums_up = self._grammar.wording.sums_up.search(clause.lead)
        if sums_up:
            return Topic() if course.said.spoke_of_money else course.said.spoken
        mentioned = self._mentioned(clause.between.rpartition(";")[2], name)
        if mentioned.is_known:
            return mentioned
        purpose = self._grammar.wording.purpose.match(clause.after)
        if purpose and not words:
            return Topic(label=purpose["name"])
        for topic in (course.carried(counting=counting), self._resumed(clause, phrase, course)):
            if topic.is_known:
                return topic
        return naming.entry(section.subject) if section.subject else Topic()

    def _resumed(self, clause: Clause, phrase: Phrase, course: Course) -> Topic:
        """What a comparison right after a reason is about (主要原因是厉行节约,较上年减少2万元)."""
        grammar = self._grammar.quantities
        if phrase.quantity not in ("change", "growth"):
            return Topic()
        piece = re.split(r"[,;]", clause.between + clause.lead)[-1]
        if not grammar.comparisons.match(piece):
            return Topic()
        return course.resumed(comparison_before(piece, grammar))

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
        naming, is_first = self.naming, self.naming.is_empty(clause.lead)
        behind = replace(naming.behind(clause.after, section), label=noun_behind(clause.after))
        counted = naming.counted(topic, clause.figure.counter or "")
        if is_first and behind.subject:
            return behind
        if naming.is_controlled(counted):
            return counted
        return behind if behind.subject or is_first else counted

    def _of_list(self, sentence: Sentence, clause: Clause, phrase: Phrase, course: Course) -> Topic:
        """The one of several subjects that a listed figure is about. Raises NoRule if unclear."""
        naming, name = self.naming, sentence.place.section.section
        words = clause.lead[slice(*phrase.subject)]
        severally = naming.several(words, name)
        if not severally:
            topic = self._named(sentence, clause, phrase, course)
            severally = naming.parts(topic)
        if len(severally) != clause.list_length:
            severally = course.said.listed
        if len(severally) != clause.list_length:
            raise NoRule("several_figures_for_unclear_subjects")
        course.listed(severally)
        return severally[clause.place_in_list]

    def _basis(
        self,
        sentence: Sentence,
        clause: Clause,
        phrase: Phrase,
        topic: Topic,
        course: Course,
    ) -> ClaimBasis:
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
        if course.said.in_parts and course.said.basis:
            return course.said.basis
        if topic.entry is not None and topic.entry.basis is not None:
            return topic.entry.basis
        return sentence.place.section.basis if topic.subject else ""


def _claim_of(
    sentence: Sentence,
    clause: Clause,
    phrase: Phrase,
    topic: Topic,
    basis: ClaimBasis,
    spoken: Topic,
) -> Claim:
    figure, text, place = clause.figure, sentence.text, sentence.place
    start, end = text.printed_span(figure.start, figure.end)
    value = figure.value
    unit = figure.unit
    yuan = None
    if value is not None and (unit == "yuan" or unit == "wan" or unit == "yi"):
        yuan = in_yuan(value, unit)
    base = phrase.base and name_as_printed(phrase.base, text, figure.start)
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
