"""Number formats of spreadsheets taken apart: sections, their conditions, and their tokens.

Here stands the grammar (ECMA-376 part 1, 18.8.30 and 18.8.31) and the formats that files name by
number only. What a value looks like under a format is told elsewhere (spreadsheet_text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

GENERAL = "General"

# Files name these by number alone. Where the number means another text in each language of the
# program, the simplified Chinese one stands here (18.8.30, zh-cn).
BUILTIN_FORMATS: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

TokenKind = Literal[
    "literal", "general", "text", "digit", "point", "comma", "percent", "exponent", "date", "noon"
]
SectionKind = Literal["literal", "general", "text", "number", "date", "unknown"]

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<blank>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<end>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<than>-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LONG_DATE = re.compile(r"\$-(?:f800|x-sysdate)", re.IGNORECASE)
_NUMERALS = re.compile(r"dbnum\d", re.IGNORECASE)
_OTHER_CALENDARS = re.compile(r"[bg]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section: what it is, and its text (of a literal what it prints)."""

    kind: TokenKind
    text: str


_LONG_DATE_TOKENS = (
    Token("date", "yyyy"),
    Token("literal", "年"),
    Token("date", "m"),
    Token("literal", "月"),
    Token("date", "d"),
    Token("literal", "日"),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """The numbers that a section is for: a sign of comparison and what it compares with."""

    sign: str
    than: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether a number meets it."""
        if self.sign == "<>":
            return number != self.than
        is_equal = "=" in self.sign and number == self.than
        is_less = "<" in self.sign and number < self.than
        return is_equal or is_less or (">" in self.sign and number > self.than)

    @property
    def is_for_negatives(self) -> bool:
        """Whether only numbers below zero meet it."""
        return self.sign in ("<", "<=") and self.than <= 0


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format with what kind of text it makes.

    `unknown` is a section that this grammar cannot show: fractions, Chinese numerals, eras.
    """

    kind: SectionKind
    tokens: tuple[Token, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The sections for numbers in their order, and the one for texts."""

    numbers: tuple[Section, ...]
    text: Section | None

    def section_for(self, number: Decimal) -> tuple[Section | None, bool]:
        """The section that shows a number, and whether it shows a minus sign by itself.

        None is returned where no section is for the number; the program then shows '####'.
        """
        if any(section.condition for section in self.numbers):
            return self._conditional(number)
        if number < 0 and len(self.numbers) > 1:
            return self.numbers[1], True
        if number == 0 and len(self.numbers) > 2:
            return self.numbers[2], True
        return self.numbers[0], False

    def _conditional(self, number: Decimal) -> tuple[Section | None, bool]:
        for section in self.numbers[:2]:
            condition = section.condition
            if condition is not None and condition.holds(number):
                return section, condition.is_for_negatives
        others = [section for section in self.numbers if section.condition is None]
        return (others[-1], False) if others else (None, False)


@lru_cache(maxsize=4096)
def parsed_format(code: str) -> NumberFormat:
    """A format's text taken apart; every text is some format, if only one of literals."""
    sections: list[Section] = []
    tokens: list[Token] = []
    brackets: list[str] = []
    for match in _TOKEN.finditer(code + ";"):
        if match.lastgroup == "end":
            sections.append(_section(tokens, brackets))
            tokens, brackets = [], []
        elif match.lastgroup == "bracket":
            brackets.append(match["bracket"])
            tokens += _tokens_of_bracket(match["bracket"])
        else:
            tokens += _tokens_of(match)
    if tokens or not sections:  # a quotation or a bracket that is never closed takes the end in
        sections.append(_section(tokens, brackets))
    return _format(sections)


def _format(sections: list[Section]) -> NumberFormat:
    """The sections by what they are for: a fourth one, or a last one with @, is for texts."""
    if len(sections) > 3:
        return NumberFormat(tuple(sections[:3]), sections[3])
    if len(sections) > 1 and sections[-1].kind == "text":
        return NumberFormat(tuple(sections[:-1]), sections[-1])
    return NumberFormat(tuple(sections), sections[0] if sections[0].kind == "text" else None)


def _tokens_of(match: re.Match[str]) -> list[Token]:
    if match["fill"] is not None:
        return []
    if match["blank"] is not None:
        return [Token("literal", " ")]
    kind: TokenKind
    for kind in ("general", "noon", "exponent", "digit", "point", "comma", "percent", "text"):
        if match[kind] is not None:
            return [Token(kind, match[kind])]
    if match["date"] is not None:
        return [Token("date", match["date"].lower())]
    return [Token("literal", match["quoted"] or match["escaped"] or match["other"] or "")]


def _tokens_of_bracket(bracket: str) -> list[Token]:
    """What a bracket prints: an elapsed time or a sign of currency; colours print nothing."""
    if _ELAPSED.fullmatch(bracket):
        return [Token("date", f"[{bracket.lower()}]")]
    currency = _CURRENCY.fullmatch(bracket)
    return [Token("literal", currency["sign"])] if currency and currency["sign"] else []


def _section(tokens: list[Token], brackets: list[str]) -> Section:
    conditions = [_CONDITION.fullmatch(bracket.strip()) for bracket in brackets]
    found = [Condition(match["sign"], Decimal(match["than"])) for match in conditions if match]
    condition = found[0] if found else None
    if any(_LONG_DATE.fullmatch(bracket) for bracket in brackets):
        return Section("date", _LONG_DATE_TOKENS, condition)
    others = [token.text for token in tokens if token.kind == "literal"]
    is_unknown = any(_NUMERALS.fullmatch(bracket) for bracket in brackets) or (
        any(token.kind == "date" for token in tokens)
        and any(_OTHER_CALENDARS.fullmatch(text) for text in others)
    )
    return Section("unknown" if is_unknown else _kind(tuple(tokens)), tuple(tokens), condition)


def _kind(tokens: tuple[Token, ...]) -> SectionKind:
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return "date"
    if "general" in kinds:
        return "general"
    if "text" in kinds:
        return "text"
    if "digit" in kinds:
        return "unknown" if _is_fraction(tokens) else "number"
    return "literal"


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    places = [index for index, token in enumerate(tokens) if token == Token("literal", "/")]
    return any(
        any(token.kind == "digit" for token in tokens[:place])
        and any(token.kind == "digit" for token in tokens[place:])
        for place in places
    )
