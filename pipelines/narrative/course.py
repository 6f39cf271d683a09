"""What has been said so far in a sentence: how subjects carry over from figure to figure.

What words name belongs in naming; what a figure is belongs in phrasing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.catalogue.narrative_model import ClaimBasis, NarrativeWording
from pipelines.narrative.clauses import Clause
from pipelines.narrative.model import Quantity
from pipelines.narrative.naming import Naming, Topic


@dataclass(frozen=True)
class _Said:
    """What carries over from one figure to the next."""

    spoken: Topic = field(default_factory=Topic)
    head: Topic = field(default_factory=Topic)
    whole: Topic = field(default_factory=Topic)
    listed: tuple[Topic, ...] = ()
    spoke_of_money: bool = False
    basis: ClaimBasis = ""
    in_parts: bool = False


@dataclass
class Course:
    """The course of a sentence; `topic` is what its paragraph or item is about, `gives_reason`
    whether what is said now is the reason of something."""

    topic: Topic
    said: _Said = field(default_factory=_Said)
    gives_reason: bool = False
    bracket: int = -1
    _outside: _Said = field(default_factory=_Said)
    _before_reason: Topic = field(default_factory=Topic)
    _compared: set[tuple[str | None, ClaimBasis]] = field(default_factory=set)

    @classmethod
    def about(cls, topic: Topic, basis: ClaimBasis = "") -> Course:
        """The course of a sentence that begins under a topic, as parts of amounts of a basis."""
        return cls(topic, _Said(head=topic, basis=basis))

    def follow(self, clause: Clause, wording: NarrativeWording, naming: Naming) -> None:
        """What the words between the figures say: parts begin or end, a reason follows."""
        self._step_through_brackets(clause.bracket)
        said, between = self.said, clause.between
        closed = ";" in between and not wording.parts_follow.search(between.rpartition(";")[2])
        if closed and said.in_parts and naming.is_empty(clause.lead):
            said = replace(said, spoken=said.head)
        if ";" in between:
            said = replace(said, whole=Topic())
            self.gives_reason = False
        if wording.parts_follow.search(between + clause.lead):
            said = replace(said, in_parts=True, whole=said.spoken)
        if wording.reason_begins.search(between):
            spoken = said.spoken if said.spoken.is_known else self.topic
            self._before_reason = spoken if spoken.is_known else self._before_reason
            said = replace(said, spoken=Topic())
            self.topic = Topic()
            self.gives_reason = wording.reason_begins.search(between.rpartition(";")[2]) is not None
        self.said = said

    def _step_through_brackets(self, bracket: int) -> None:
        """What brackets say of parts ends with them: after them the sentence goes on."""
        if bracket == self.bracket:
            return
        if self.bracket < 0:
            self._outside = self.said
        else:
            self.said = self._outside
        self.bracket = bracket

    def carried(self, *, counting: bool) -> Topic:
        """What was spoken of last; a count never falls back on the paragraph's topic."""
        for topic in (self.said.spoken,) if counting else (self.said.spoken, self.topic):
            if topic.is_known:
                return topic
        return Topic()

    def around(self) -> tuple[Topic, ...]:
        """What the sentence is about besides the figure's own words, nearest first."""
        return (self.said.spoken, self.topic, self._before_reason)

    def resumed(self, basis: ClaimBasis) -> Topic:
        """What a new comparison after a reason is about: the thing that the reason was given for.

        Nothing, where that thing was compared so already: then the reason's own is meant.
        """
        before = self._before_reason
        return Topic() if (before.subject, basis) in self._compared else before

    def listed(self, topics: Sequence[Topic]) -> None:
        """Several subjects have been named at once."""
        self.said = replace(self.said, listed=tuple(topics))

    def claimed(
        self,
        topic: Topic,
        spoken_of: Topic,
        quantity: Quantity,
        basis: ClaimBasis,
        *,
        is_money: bool,
    ) -> None:
        """A figure has been claimed for a topic; `spoken_of` is what its words name."""
        if quantity in ("change", "growth"):
            self._compared.add((topic.subject, basis))
        if quantity in ("score", "rate"):
            return
        spoken = spoken_of if spoken_of.subject else topic
        self.said = replace(self.said, spoken=spoken, spoke_of_money=is_money)

    def amount_claimed(
        self, topic: Topic, basis: ClaimBasis, said_basis: ClaimBasis | None
    ) -> None:
        """An amount has been claimed; `said_basis` is the one that its own words tell.

        What is only compared with has no basis here, for parts are never parts of it.
        """
        said = self.said
        of_whole = topic.subject is not None and not (said.in_parts and said.basis)
        tells = bool(basis) and (bool(said_basis) or of_whole)
        if tells and basis not in ("opening", "closing", "prior_outturn"):
            said = replace(said, basis=basis)
        if not said.in_parts and topic.subject is not None:
            said = replace(said, head=topic)
        self.said = said
