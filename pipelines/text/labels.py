"""Labels of rows: their numbering taken off, everything else as printed."""

from __future__ import annotations

import re

from pipelines.text.normalising import without_spaces

_CHINESE_ORDINAL = "[一二三四五六七八九十]{1,4}"
_NUMBERING = re.compile(
    rf"(?:{_CHINESE_ORDINAL}[、.．,，]"
    rf"|[(（](?:{_CHINESE_ORDINAL}|\d{{1,2}})[)）][、.．]?"
    r"|[0-9０-９]{1,2}[、．.](?![0-9０-９])"
    r"|[①-⑳])"
)


def row_label(text: str) -> str:
    """The label without its numbering (一、 1. （二）) and white space, otherwise as printed."""
    compact = without_spaces(text)
    match = _NUMBERING.match(compact)
    return compact[match.end() :] if match else compact
