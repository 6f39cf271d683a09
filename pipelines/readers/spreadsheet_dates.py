"""Dates and times of spreadsheets: a number of days, shown by the date tokens of a format.

Day 1 is 1900-01-01; the programs also count a day 60 that never was (1900-02-29), so that all
later dates are one day further (ECMA-376 part 1, 18.17.4.1). Workbooks of old Macintosh programs
count from 1904-01-01.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipelines.readers.number_formats import Token

_DAY_THAT_NEVER_WAS = 60
_LAST_DAY = 2958465  # 9999-12-31
_SECONDS_A_DAY = 86400
_WEEKDAYS = "一二三四五六日"
_UNSHOWABLE = "####"


def shown_date(days: Decimal, tokens: Sequence[Token], *, from_1904: bool = False) -> str:
    """A number of days as the date tokens of a section show it.

    What is no date (a negative number, or one after the year 9999) shows '####', as the programs
    fill such a cell.
    """
    if days < 0 or days > _LAST_DAY:
        return _UNSHOWABLE
    seconds = int((days * _SECONDS_A_DAY).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    moment = _moment(seconds, from_1904)
    return "".join(_shown(index, tokens, moment, seconds) for index in range(len(tokens))).strip()


def days_of(moment: datetime.datetime) -> Decimal:
    """A date and time as the number of days that a workbook counting from 1900 stores."""
    apart = moment - datetime.datetime(1899, 12, 30)
    days = Decimal(apart.days) + Decimal(apart.seconds) / _SECONDS_A_DAY
    return days if days > _DAY_THAT_NEVER_WAS else days - 1


def _moment(seconds: int, from_1904: bool) -> datetime.datetime:
    if from_1904:
        return datetime.datetime(1904, 1, 1) + datetime.timedelta(seconds=seconds)
    is_early = seconds < _DAY_THAT_NEVER_WAS * _SECONDS_A_DAY
    start = datetime.datetime(1899, 12, 31) if is_early else datetime.datetime(1899, 12, 30)
    return start + datetime.timedelta(seconds=seconds)


def _shown(index: int, tokens: Sequence[Token], moment: datetime.datetime, seconds: int) -> str:
    token = tokens[index]
    if token.kind == "noon":
        return _shown_noon(token.text, moment)
    if token.kind != "date":
        return token.text
    if token.text.startswith("["):
        return _elapsed(token.text, seconds)
    if token.text.startswith("m") and len(token.text) < 3 and _is_minutes(index, tokens):
        return f"{moment.minute:0{len(token.text)}d}"
    has_noon = any(other.kind == "noon" for other in tokens)
    return _part(token.text, moment, has_noon)


def _shown_noon(text: str, moment: datetime.datetime) -> str:
    before, after = text.split("/")
    return before if moment.hour < 12 else after


def _elapsed(text: str, seconds: int) -> str:
    divisor = {"h": 3600, "m": 60, "s": 1}[text[1]]
    return f"{seconds // divisor:0{len(text) - 2}d}"


def _is_minutes(index: int, tokens: Sequence[Token]) -> bool:
    """Whether an m stands for minutes: right after hours or right before seconds."""
    dates = [place for place, token in enumerate(tokens) if token.kind == "date"]
    position = dates.index(index)
    before = tokens[dates[position - 1]].text if position else ""
    after = tokens[dates[position + 1]].text if position + 1 < len(dates) else ""
    return before.strip("[").startswith("h") or after.strip("[").startswith("s")


def _part(text: str, moment: datetime.datetime, has_noon: bool) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return f"{moment.year % 100:02d}" if letter == "y" and length < 3 else f"{moment.year:04d}"
    if letter == "h":
        hour = (moment.hour % 12 or 12) if has_noon else moment.hour
        return f"{hour:0{min(length, 2)}d}"
    if letter == "s":
        return f"{moment.second:0{min(length, 2)}d}"
    if letter == "a":
        return ("星期" if length == 4 else "") + _WEEKDAYS[moment.weekday()]
    number = moment.month if letter == "m" else moment.day
    if length < 3:
        return f"{number:0{length}d}"
    name = moment.strftime("%B" if letter == "m" else "%A")
    if letter == "m" and length == 5:
        return name[0]
    return name[:3] if length == 3 else name
