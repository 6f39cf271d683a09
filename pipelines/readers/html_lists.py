"""The numbers that a browser prints before the items of a numbered list."""

from __future__ import annotations

import re
from typing import Any

from pipelines.readers.list_numbers import written

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*?(?P<name>[a-z-]+)", re.I)
_KINDS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
}
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[、.．)）]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)


class ListNumbers:
    """Counts the items of every numbered list of a page, in reading order."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}

    def before(self, item: Any) -> str:
        """The number before the next list item with its mark, '' for none.

        An item whose text begins with a number of its own prints that: pages whose style sheets
        take the numbers of lists away type them.
        """
        listing = item.getparent()
        if listing is None or listing.tag != "ol":
            return ""
        number = self._counted(item, listing)
        text = "".join(item.itertext()).lstrip()
        if not text or _NUMBERED.match(text):
            return ""
        shown = written(number, _kind(item, listing))
        return f"{shown}、" if shown else ""

    def _counted(self, item: Any, listing: Any) -> int:
        start, stated = _whole_number(listing.get("start")), _whole_number(item.get("value"))
        last = self._last.get(listing, 0 if start is None else start - 1)
        self._last[listing] = last + 1 if stated is None else stated
        return self._last[listing]


def _kind(item: Any, listing: Any) -> str:
    style = _STYLE.search(f"{listing.get('style') or ''};{item.get('style') or ''}")
    if style is not None:
        return _STYLES.get(style["name"].lower(), "none")
    return _KINDS.get(listing.get("type") or "1", "decimal")


def _whole_number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else None
