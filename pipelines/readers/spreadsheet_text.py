"""A spreadsheet's stored value as its cell shows it: what a reader of the sheet sees is printed.

Shared by the .xlsx and .xls readers. Numbers come as floats from the file; their shortest decimal
form is the number that was typed, and the cell's number format gives the decimals and grouping.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal

_GENERAL = Context(prec=11, rounding=ROUND_HALF_UP)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SCALED = re.compile(r"[0#][!\\][.]|[0#],+(?![0#,])|\[[<>=]")
_NUMBER_FORMAT = re.compile(r"(?P<whole>[#0,]*[#0])(?:\.(?P<part>[0#?]+))?\s*(?P<percent>%?)")


def shown_text(value: object, number_format: str) -> str:
    """The text of a cell: texts as they are, numbers as their format shows them, None as ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _shown_number(Decimal(repr(value)), number_format)
    return str(value)


def _shown_number(number: Decimal, number_format: str) -> str:
    sections = number_format.split(";")
    if not number and len(sections) > 2 and not _NUMBER_FORMAT.search(_plain(sections[2])):
        # the accounting formats show zero as a dash, others hide it
        return "-" if "-" in sections[2] else ""
    if _SCALED.search(number_format):
        # a scaled number is not what the file stores; unread is better than wrong by thousands
        return f"{_general(number)} [{number_format}]"
    section = _section(number, _plain(number_format))
    if number < 0 and "(" in section:
        return f"({_shown_number(-number, section.strip('()'))})"
    match = _NUMBER_FORMAT.search(section)
    if match is None or "E+" in section.upper():
        return _general(number)
    if match["percent"]:
        number *= 100
    part = match["part"] or ""
    most, least = len(part), part.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    grouping = "," if "," in match["whole"] else ""
    text = f"{rounded:{grouping}.{most}f}"
    if most > least:
        kept = text.rstrip("0")
        point = text.index(".")
        text = text[: max(len(kept), point + 1 + least)].rstrip(".")
    if not number:
        return text.lstrip("-") + match["percent"]
    return text + match["percent"]


def _plain(number_format: str) -> str:
    return _QUOTED.sub("", number_format)


def _section(number: Decimal, number_format: str) -> str:
    """The part of a format for this number: positive;negative;zero."""
    sections = number_format.split(";")
    if number < 0 and len(sections) > 1 and _NUMBER_FORMAT.search(sections[1]):
        return sections[1]
    return sections[0]


def _general(number: Decimal) -> str:
    """Format General: at most 11 significant digits, no trailing zeros, no exponent."""
    shown = _GENERAL.plus(number)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
