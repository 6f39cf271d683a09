"""Every entry of the catalogue by name, and the catalogue without one: what shows what it is for.

An entry is an element of a list (a subject, a label, a measure word), a row of a dictionary, or a
pattern that stands alone. The patterns and words within an entry are part of it; entries within an
entry (the columns of a block) are entries too. Which examples an entry needs is for the tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.catalogue.model import Entry

_MATCHES_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Place:
    """Where an entry stands: the part that holds it and its name there (reception#2, where an
    earlier one has the same), and the steps that lead to it from the whole."""

    part: str
    name: str
    steps: tuple[str | int, ...]


def entries(whole: Entry) -> list[Place]:
    """Every entry of a part of the catalogue, in order."""
    return list(_entries(whole, "", ()))


def _entries(value: Any, part: str, steps: tuple[str | int, ...]) -> Iterator[Place]:
    fields = [(name, getattr(value, name)) for name in type(value).model_fields]
    for name, held in fields:
        inner = f"{part}/{name}" if part else name
        if isinstance(held, re.Pattern):
            # the pattern of an entry in a list is the entry; a pattern alone is one itself
            if not (steps and isinstance(steps[-1], int)):
                yield Place(part, name, (*steps, name))
        elif isinstance(held, Entry):
            yield from _entries(held, inner, (*steps, name))
        elif isinstance(held, dict):
            yield from (Place(inner, str(key), (*steps, name, key)) for key in held)
        elif isinstance(held, tuple) and not _is_of_an_entry(held, steps):
            yield from _listed(held, inner, (*steps, name))


def _is_of_an_entry(held: tuple[Any, ...], steps: tuple[str | int, ...]) -> bool:
    """Whether a list holds the words of one entry, not entries."""
    within = bool(steps) and isinstance(steps[-1], int)
    return within and not any(isinstance(element, Entry) for element in held)


def _listed(held: tuple[Any, ...], part: str, steps: tuple[str | int, ...]) -> Iterator[Place]:
    before: Counter[str] = Counter()
    for index, element in enumerate(held):
        name = _name(element)
        before[name] += 1
        own = name if before[name] == 1 else f"{name}#{before[name]}"
        yield Place(part, own, (*steps, index))
        if isinstance(element, Entry):
            yield from _entries(element, f"{part}/{own}", (*steps, index))


def _name(element: Any) -> str:
    """The first word of an entry: its slug or name; else its first pattern."""
    if isinstance(element, re.Pattern):
        return str(element.pattern)
    if not isinstance(element, Entry):
        return str(element)
    held = [getattr(element, field) for field in type(element).model_fields]
    words = [one for one in held if isinstance(one, str)]
    return words[0] if words else _name(held[0])


def without(whole: Any, steps: tuple[str | int, ...]) -> Any:
    """The catalogue without one entry; a pattern that stands alone then matches nothing."""
    first, *rest = steps
    if isinstance(whole, Entry):
        held = getattr(whole, str(first))
        alone = not rest and isinstance(held, re.Pattern)
        left = _MATCHES_NOTHING if alone else without(held, tuple(rest))
        return whole.model_copy(update={str(first): left})
    if isinstance(whole, dict):
        return {key: held for key, held in whole.items() if key != first}
    at = int(first)
    kept = (without(whole[at], tuple(rest)),) if rest else ()
    return (*whole[:at], *kept, *whole[at + 1 :])
