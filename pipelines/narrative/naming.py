"""What a noun phrase names: a controlled subject, a functional class, or nothing known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from pipelines.catalogue.narrative_model import Subject, SubjectVocabulary


@dataclass(frozen=True)
class Topic:
    """What figures are about; `entry` is the declared subject, where it is one."""

    subject: str | None = None
    entry: Subject | None = None
    label: str = ""
    class_label: str | None = None
    kuan_label: str | None = None
    xiang_label: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is named at all."""
        return self.subject is not None or bool(self.label)


class Ambiguous(Exception):
    """Two subjects fit a phrase equally well: a fault of the catalogue, never a guess."""


class Naming:
    """Finds subjects at the end of phrases."""

    def __init__(self, vocabulary: SubjectVocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_name = {entry.subject: entry for entry in vocabulary.subjects}
        self._openings = re.compile(f"(?:{vocabulary.label_openings.pattern})+")
        self._closings = re.compile(rf"(?:{vocabulary.label_closings.pattern})\Z")
        names = "|".join(pattern.pattern for pattern in vocabulary.functional_class_names)
        self._class = re.compile(names)

    def entry(self, subject: str) -> Topic:
        """The topic of a subject that is named by its slug."""
        return Topic(subject, self._by_name.get(subject))

    def is_empty(self, phrase: str) -> bool:
        """Whether a phrase has no words of its own, so that it speaks of what came before."""
        return self._vocabulary.without_subject.fullmatch(self.trimmed(phrase)) is not None

    def trimmed(self, phrase: str) -> str:
        """The phrase without what may stand before a name (其中, the year) and behind it."""
        match = self._openings.match(phrase)
        return self._closings.sub("", phrase[match.end() :] if match else phrase)

    def named(
        self, phrase: str, section: str, *, known_only: bool = False, counting: bool = False
    ) -> Topic:
        """The topic that a phrase names at its end.

        `counting` tells that the figure is a count. With `known_only`, a phrase that names no
        controlled subject gives an unknown topic, else one with the phrase as its label. Raises
        Ambiguous when two subjects fit equally.
        """
        item = self.functional_item(phrase, at_end=True)
        if item is not None:
            return item
        trimmed = self.trimmed(phrase)
        if self._vocabulary.never_named.fullmatch(trimmed):
            return Topic(label=trimmed)
        if self._class.fullmatch(trimmed):
            return Topic("functional_class", None, trimmed, class_label=trimmed)
        entry = self._controlled(trimmed, section, counting)
        if entry is not None:
            return Topic(entry.subject, entry, trimmed)
        if known_only:
            return Topic()
        for fallback in self._vocabulary.fallbacks:
            if section in fallback.sections and any(p.fullmatch(trimmed) for p in fallback.names):
                return Topic(fallback.subject, fallback, trimmed)
        return Topic(None, None, trimmed)

    def functional_item(self, text: str, *, at_end: bool = False) -> Topic | None:
        """The last 类, 款, 项 that a text names, None when it names none."""
        found = list(self._vocabulary.functional_item.finditer(text))
        if not found:
            return None
        match = found[-1]
        if at_end and not self._vocabulary.after_item.fullmatch(text[match.end() :]):
            return None
        depth = "item" if match["xiang"] else "section" if match["kuan"] else "class"
        return Topic(
            f"functional_{depth}",
            None,
            self.trimmed(match[0]),
            class_label=match["class"] and self.trimmed(match["class"]),
            kuan_label=match["kuan"],
            xiang_label=match["xiang"],
        )

    def project_topic(self, text: str) -> Topic | None:
        """The project that a heading or an opening sentence names."""
        match = self._vocabulary.project_topic.fullmatch(text)
        return Topic("project_item", None, match["name"]) if match else None

    def behind(self, after: str, section: str) -> Topic:
        """The subject that the words behind a count name; an unknown topic when none does."""
        for entry in self._vocabulary.subjects:
            here = not entry.sections or section in entry.sections
            if here and any(pattern.fullmatch(after) for pattern in entry.behind):
                return Topic(entry.subject, entry)
        return Topic()

    def is_controlled(self, topic: Topic) -> bool:
        """Whether a topic is one of the declared subjects, not a name taken from the text."""
        return topic.subject in self._by_name

    def counted(self, topic: Topic, counter: str) -> Topic:
        """The topic of a count within a topic, by its measure word; `counter` money for amounts."""
        for counted in topic.entry.counted if topic.entry else ():
            if counter in counted.counters:
                return replace(self.entry(counted.subject), label=topic.label)
        return topic

    def _controlled(self, phrase: str, section: str, counting: bool) -> Subject | None:
        best: dict[tuple[int, bool, bool], dict[str, Subject]] = defaultdict(dict)
        for entry in self._vocabulary.subjects:
            elsewhere = entry.sections and section not in entry.sections
            if elsewhere or (entry.only_counts and not counting):
                continue
            tail = "" if entry.exact else self._vocabulary.tail.pattern
            starts = [
                match.start()
                for pattern in entry.names
                if (match := _ending(pattern.pattern, tail).search(phrase))
            ]
            if starts:
                rank = (min(starts), not entry.sections, not entry.only_counts)
                best[rank].setdefault(entry.subject, entry)
        if not best:
            return None
        first = best[min(best)]
        if len(first) > 1:
            raise Ambiguous(phrase)
        return next(iter(first.values()))


@cache
def _ending(name: str, tail: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{name})(?:{tail})\Z")
