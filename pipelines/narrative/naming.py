"""What a noun phrase names: a controlled subject, a functional class, or nothing known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.catalogue.narrative_model import Subject, SubjectVocabulary

_LONGEST_ITEM_HEADING = 40
_DIGITS_OF_A_KUAN = 5
_BETWEEN_NAMES = re.compile(r"[、,/]|和|与|及")


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
        # of several entries of a subject, the one that holds in every section speaks for it
        by_reach = sorted(vocabulary.subjects, key=lambda entry: not entry.sections)
        self._by_name = {entry.subject: entry for entry in by_reach}
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
        self,
        phrase: str,
        section: str,
        *,
        known_only: bool = False,
        counting: bool = False,
        said_before: str = "",
    ) -> Topic:
        """The topic that a phrase names at its end.

        `counting` tells that the figure is a count. With `known_only`, a phrase that names no
        controlled subject gives an unknown topic, else one with the phrase as its label;
        `said_before` is what the sentence says before the phrase (项目支出主要用于). Raises
        Ambiguous when two subjects fit equally.
        """
        item = self.functional_item(phrase, at_end=True)
        if item is not None:
            return item
        coded = self._vocabulary.item_by_code.fullmatch(phrase)
        if coded is not None:
            return _item_of_code(coded["code"], coded["name"])
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
        return self._project(phrase, section, said_before)

    def _project(self, phrase: str, section: str, said_before: str) -> Topic:
        """A project of the text, by what its name ends with and where it stands."""
        name = self.bare_name(phrase)
        if self._vocabulary.never_projects.fullmatch(name):
            return Topic(None, None, name)
        listing = list(self._vocabulary.projects_listed.finditer(said_before + phrase))
        for fallback in self._vocabulary.fallbacks:
            fits = any(_ending(pattern, "").fullmatch(name) for pattern in fallback.names)
            if fits and (section in fallback.sections or listing):
                return Topic(fallback.subject, fallback, name)
        # the first of a list needs no ending that tells a project
        if listing and not re.search(r"\d", said_before[listing[-1].end() :]):
            return Topic(self._vocabulary.fallbacks[-1].subject, None, name)
        return Topic(None, None, name)

    def bare_name(self, phrase: str) -> str:
        """The phrase without the words that lead to a name (主要原因是, 项目中安排)."""
        trimmed = self.trimmed(phrase)
        match = self._vocabulary.name_begins_after.match(trimmed)
        name = self.trimmed(trimmed[match.end() :]) if match else trimmed
        return trimmed if self.is_empty(name) else name

    def several(self, words: str, section: str) -> tuple[Topic, ...]:
        """The subjects of a phrase that names several at once (货物、工程、服务支出)."""
        names = [name for name in _BETWEEN_NAMES.split(self.trimmed(words)) if name]
        topics = [self.named(name, section, known_only=True) for name in names]
        many = len(topics) > 1 and all(topic.is_known for topic in topics)
        return tuple(topics) if many else ()

    def parts(self, topic: Topic) -> tuple[Topic, ...]:
        """The subjects that a declared subject of two names at once (收、支总计)."""
        parts = topic.entry.parts if topic.entry else ()
        return tuple(replace(self.entry(part), label=topic.label) for part in parts)

    def named_alone(self, text: str, section: str) -> Topic:
        """The controlled subject that a whole heading or item heading names, and nothing else."""
        name = text.rstrip("。:;, ")
        if len(name) > _LONGEST_ITEM_HEADING or re.search(r"[,;:。]", name):
            return Topic()
        return self.named(name, section, known_only=True)

    def is_item(self, topic: Topic) -> bool:
        """Whether a topic is a functional item, of which bare words such as 支出 speak."""
        return topic.entry is None and (topic.subject or "").startswith("functional_")

    def under(self, topic: Topic, around: Sequence[Topic]) -> Topic:
        """The subject that a topic is where something else is spoken of (批次 of foreign guests).

        The nearest known of `around` decides.
        """
        outer = next((one.subject for one in around if one.subject), None)
        subject = topic.entry.under.get(outer or "") if topic.entry else None
        return replace(self.entry(subject), label=topic.label) if subject else topic

    def of_money(self, topic: Topic) -> Topic:
        """The topic of an amount: what is only counted has none of its own."""
        money = self.counted(topic, "money")
        only_counts = money.entry is not None and money.entry.only_counts
        return Topic(label=topic.label) if only_counts else money

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
        """The subject that the words behind a count name; an unknown topic when none does.

        Raises Ambiguous when several do.
        """
        found = {
            entry.subject: entry
            for entry in self._vocabulary.subjects
            if (not entry.sections or section in entry.sections)
            and any(pattern.fullmatch(after) for pattern in entry.behind)
        }
        if len(found) > 1:
            raise Ambiguous(after)
        return next((Topic(name, entry) for name, entry in found.items()), Topic())

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
                if (match := _ending(pattern, tail).search(phrase))
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


def _item_of_code(code: str, name: str) -> Topic:
    """The 款 or 项 that a printed code says a name is."""
    if len(code) == _DIGITS_OF_A_KUAN:
        return Topic("functional_section", None, name, kuan_label=name)
    return Topic("functional_item", None, name, xiang_label=name)


@cache
def _ending(name: str, tail: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{name})(?:{tail})\Z")
