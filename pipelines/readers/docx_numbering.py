"""The numbers that Word prints before paragraphs of its automatic lists: 一、 （二） 1. ③.

Headings drive the reading of the running text, and their numbers often are in no paragraph. The
rules are those of ECMA-376 part 1, 17.9; a kind of number that is not known prints nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from pipelines.readers.docx_package import attribute, child_of, is_on, name_of, number
from pipelines.readers.docx_styles import Styles
from pipelines.readers.list_numbers import written

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    kind: str
    text: str
    start: int
    is_decimal_throughout: bool
    style: str | None
    restarts_after: int | None


@dataclass(frozen=True)
class _List:
    """A numbering instance: the abstract list that it counts in, its levels and own starts."""

    counted_in: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, roots: list[Any], styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for root in roots:
            self._take(root)

    def before(self, paragraph: Any) -> str:
        """The number before the next paragraph with its marks, '' for none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        identifier, depth = found
        listing = self._lists[identifier]
        counts = self._counts.setdefault(listing.counted_in, {})
        if identifier not in self._begun:
            self._begun.add(identifier)
            for restarted, start in listing.starts.items():
                counts[restarted] = start - 1
        level = listing.levels[depth]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            after = listing.levels[deeper].restarts_after if deeper in listing.levels else None
            if after is None or depth < after:
                del counts[deeper]
        return self._written(listing, depth, counts)

    def _written(self, listing: _List, depth: int, counts: dict[int, int]) -> str:
        level = listing.levels[depth]
        pieces: list[str] = []

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = listing.levels.get(index)
            if other is None:
                return ""
            kind = "decimal" if level.is_decimal_throughout else other.kind
            pieces.append(written(counts.get(index, other.start), kind))
            return pieces[-1]

        text = _PLACEHOLDER.sub(shown, level.text)
        return text if pieces and all(pieces) else ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level that a paragraph is numbered in, by itself or by its style."""
        properties = child_of(paragraph, "w:pPr")
        if properties is None:
            return None
        own = child_of(properties, "w:numPr")
        style = attribute(child_of(properties, "w:pStyle"))
        named, of_style = self._styles.numbering(style)
        identifier = attribute(child_of(own, "w:numId")) or attribute(child_of(of_style, "w:numId"))
        if identifier is None or identifier not in self._lists:
            return None
        levels = self._lists[identifier].levels
        by_style = next((i for i, level in levels.items() if level.style == named and named), 0)
        depth = number(child_of(of_style, "w:ilvl"), by_style)
        depth = number(child_of(own, "w:ilvl"), depth)
        return (identifier, depth) if depth in levels else None

    def _take(self, root: Any) -> None:
        abstract = {
            attribute(one, "abstractNumId"): one for one in root if name_of(one) == "w:abstractNum"
        }
        instances = {attribute(one, "numId"): one for one in root if name_of(one) == "w:num"}
        for identifier, instance in instances.items():
            counted_in = attribute(child_of(instance, "w:abstractNumId"))
            definition = abstract.get(counted_in)
            linked = attribute(child_of(definition, "w:numStyleLink"))
            if linked is not None:
                _, of_style = self._styles.numbering(linked)
                other = instances.get(attribute(child_of(of_style, "w:numId")))
                counted_in = attribute(child_of(other, "w:abstractNumId"))
                definition = abstract.get(counted_in)
            if identifier and counted_in and definition is not None:
                self._lists[identifier] = _list(counted_in, definition, instance)


def _list(counted_in: str, definition: Any, instance: Any) -> _List:
    levels = {number(one, 0, "ilvl"): _level(one) for one in definition if name_of(one) == "w:lvl"}
    starts: dict[int, int] = {}
    for override in (one for one in instance if name_of(one) == "w:lvlOverride"):
        depth = number(override, 0, "ilvl")
        own = child_of(override, "w:lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = child_of(override, "w:startOverride")
        if start is not None:
            starts[depth] = number(start, 1)
            if depth in levels:
                levels[depth] = replace(levels[depth], start=starts[depth])
    return _List(counted_in, levels, starts)


def _level(element: Any) -> _Level:
    restart = child_of(element, "w:lvlRestart")
    return _Level(
        attribute(child_of(element, "w:numFmt")) or "decimal",
        attribute(child_of(element, "w:lvlText")) or "",
        number(child_of(element, "w:start"), 0),
        is_on(element, "w:isLgl"),
        attribute(child_of(element, "w:pStyle")),
        None if restart is None else number(restart, 0),
    )
