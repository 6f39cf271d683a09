"""What a report says of its own agency in running text: kind of body, supervising agency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.catalogue.model import AgencyWords
from pipelines.text.normalising import comparable

# Names are shortened at their beginning (市大数据中心), never at their end.
_END_OF_NAME = 6


@dataclass(frozen=True)
class AgencyFacts:
    """The kind of body and the supervising agency, None where nothing or two things are said."""

    kind: str | None = None
    kind_found_in: str | None = None
    supervising_agency: str | None = None


def agency_facts(passages: Iterable[str], agency: str | None, words: AgencyWords) -> AgencyFacts:
    """What the passages of a report, in reading order, say of the agency that publishes it."""
    sentences = [
        sentence
        for sentence in comparable("。".join(passages)).split("。")
        if words.verb.search(sentence)
    ]
    kinds: dict[str, str] = {}
    supervisors: set[str] = set()
    for sentence in sentences:
        for entry in words.kinds:
            if any(
                _speaks_of(found, agency, words) for found in _found(entry.statements, sentence)
            ):
                kinds.setdefault(entry.kind, sentence)
        for found in _found(words.supervised_by, f"{sentence}。"):
            if _speaks_of(found, agency, words):
                supervisors.add(found["supervisor"])
    kind, line = next(iter(kinds.items())) if len(kinds) == 1 else (None, None)
    return AgencyFacts(kind, line, supervisors.pop() if len(supervisors) == 1 else None)


def _found(patterns: Iterable[re.Pattern[str]], sentence: str) -> list[re.Match[str]]:
    return [found for pattern in patterns for found in pattern.finditer(sentence)]


def _speaks_of(found: re.Match[str], agency: str | None, words: AgencyWords) -> bool:
    """Whether the subject of a statement ends with a word for oneself or like the agency's name."""
    subject = found["agency"]
    if words.itself.search(subject):
        return True
    return agency is not None and subject.endswith(comparable(agency)[-_END_OF_NAME:])
