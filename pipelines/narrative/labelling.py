"""Names as they are printed: marks that belong to them kept, white space dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.narrative.comparing import ComparableText
from pipelines.narrative.naming import Topic
from pipelines.text.normalising import without_spaces

# pairs of marks, of which folding or trimming a name may have lost one
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"), ("《", "》"), ("「", "」"))
_NOUN = re.compile(r"[^,;:。、!?\d]{0,12}")


def as_printed(topic: Topic, text: ComparableText, end: int) -> Topic:
    """The topic with its names in printed characters, where the sentence holds them.

    Names are looked for before `end` first, the nearest one.
    """
    labels = (topic.label, topic.class_label, topic.kuan_label, topic.xiang_label)
    label, class_label, kuan_label, xiang_label = (
        name if name is None else name_as_printed(name, text, end) for name in labels
    )
    return replace(
        topic,
        label=label or "",
        class_label=class_label,
        kuan_label=kuan_label,
        xiang_label=xiang_label,
    )


def name_as_printed(name: str, text: ComparableText, end: int) -> str:
    """The printed form of a name that stands in the text in its comparable form."""
    start = text.text.rfind(name, 0, end) if name else -1
    if start < 0:
        start = text.text.find(name) if name else -1
    if start < 0:
        return name
    first, last = text.printed_span(start, start + len(name))
    return without_spaces(text.printed[slice(*_with_pairs(text.printed, first, last))])


def _with_pairs(printed: str, first: int, last: int) -> tuple[int, int]:
    """A span widened by the opening or closing mark that stands right outside it."""
    inside = printed[first:last]
    before = printed[:first].rstrip()
    after = printed[last:]
    gap = len(after) - len(after.lstrip())
    for opening, closing in _PAIRS:
        missing = inside.count(closing) - inside.count(opening)
        if missing > 0 and before.endswith(opening):
            return _with_pairs(printed, len(before) - 1, last)
        if missing < 0 and after.lstrip().startswith(closing):
            return _with_pairs(printed, first, last + gap + 1)
    if inside.count('"') % 2:
        if before.endswith('"'):
            return len(before) - 1, last
        if after.lstrip().startswith('"'):
            return first, last + gap + 1
    return first, last


def noun_behind(after: str) -> str:
    """The noun of a count that has none before it (18套办公桌)."""
    match = _NOUN.match(after)
    return match[0] if match else ""
