"""A spreadsheet's stored value as its cell shows it: what a reader of the sheet sees is printed.

Shared by the readers of workbooks. Numbers come as floats or as the digits of a float; the
shortest decimal form of 15 digits is the number that was typed, and the cell's number format gives
decimals, grouping, scaling and sign. Formats are taken apart elsewhere (number_formats).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from pipelines.readers.number_formats import GENERAL, NumberFormat, Section, Token, parsed_format
from pipelines.readers.spreadsheet_dates import shown_date

# Programs keep 15 digits of a number and round it from these: 1.005 at two decimals is 1.01.
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_WIDEST_GENERAL = 11
_DECIMALS_OF_A_FEN_IN_WAN = 6
_SCIENTIFIC_BELOW = Decimal("0.000000001")
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 400
_UNSHOWABLE = "####"

StoredValue = str | bool | int | float | Decimal | None


def shown_text(value: StoredValue, number_format: str, *, from_1904: bool = False) -> str:
    """The text of a cell: texts and numbers as their format shows them, None as ''.

    `from_1904` tells how the workbook counts its days. A format that cannot be shown here
    (fractions, Chinese numerals) stands in brackets behind the number: it is no figure then, for
    unread is better than wrong.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    code = number_format or GENERAL
    if isinstance(value, str):
        return _shown_string(value, parsed_format(code))
    number = stored_number(value)
    if not number.is_finite() or number.adjusted() > _LONGEST_NUMBER:
        return str(number)
    return _shown_number(number, code, from_1904)


def stored_number(value: int | float | Decimal) -> Decimal:
    """The number that a workbook stores, with the 15 digits that the programs keep."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    is_kept = number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT
    return _KEPT.plus(number) if is_kept else number


def _shown_string(text: str, number_format: NumberFormat) -> str:
    if number_format.text is None:
        return text
    tokens = number_format.text.tokens
    return "".join(text if token.kind == "text" else token.text for token in tokens)


def _shown_number(number: Decimal, code: str, from_1904: bool) -> str:
    section, has_own_sign = parsed_format(code).section_for(number)
    if section is None:
        return _UNSHOWABLE
    if section.kind == "unknown" or any(token.kind == "exponent" for token in section.tokens):
        return f"{_general(number)} [{code}]"
    if section.kind == "date":
        return shown_date(number, section.tokens, from_1904=from_1904)
    sign = "-" if number < 0 and not has_own_sign else ""
    shown = _shown_size(abs(number), section)
    if sign and not any(digit in shown for digit in "123456789"):
        sign = ""
    return (sign + shown).strip()


def _shown_size(size: Decimal, section: Section) -> str:
    if section.kind == "number":
        return _digits_in_places(size, section.tokens)
    return "".join(
        _general(size) if token.kind in ("general", "text") else token.text
        for token in section.tokens
    )


def _general(number: Decimal) -> str:
    """Format General, which asks for no rounding: how much shows depends on the column's width.

    A whole number, and one with no more decimals than a fen has in 万元, shows as it is stored.
    With more decimals it is a quotient, or a sum with the dust of binary fractions; it shows the
    11 characters that fill a wide column.
    """
    if number and abs(number) < _SCIENTIFIC_BELOW:
        return f"{number:.5E}"
    exact = _without_zeros(f"{number:f}")
    if len(exact.partition(".")[2]) <= _DECIMALS_OF_A_FEN_IN_WAN:
        return exact
    whole = exact.lstrip("-").partition(".")[0]
    places = max(0, _WIDEST_GENERAL - 1 - len(whole))
    return _without_zeros(f"{_rounded(number, places):f}")


def _without_zeros(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)


def _digits_in_places(size: Decimal, tokens: Sequence[Token]) -> str:
    """The digits of a number laid into the places of a section, literals between them.

    A comma behind the last place divides by a thousand; so `0!.0,` shows yuan in 万元: 12345.6 is
    rounded to 12 thousands, whose digits stand in two places with a point between them, 1.2.
    """
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole, part = tokens[:point], tokens[point + 1 :]
    last_place = max((i for i, token in enumerate(whole) if token.kind == "digit"), default=-1)
    first_place = min((i for i, token in enumerate(whole) if token.kind == "digit"), default=0)
    commas = [index for index, token in enumerate(whole) if token.kind == "comma"]
    scaling = sum(index > last_place for index in commas)
    scaling += sum(token.kind == "comma" for token in part)
    percents = sum(token.kind == "percent" for token in tokens)
    number = size.scaleb(2 * percents - 3 * scaling, context=_EXACT)
    places = sum(token.kind == "digit" for token in part)
    digits, _, decimals = f"{_rounded(number, places):f}".partition(".")
    is_grouped = any(first_place < index < last_place for index in commas)
    shown_whole = _whole_digits(whole, digits.lstrip("0"), is_grouped)
    if point == len(tokens):
        return shown_whole
    shown_part, has_decimals = _decimals(part, decimals)
    return shown_whole + ("." if has_decimals else "") + shown_part


def _whole_digits(tokens: Sequence[Token], digits: str, is_grouped: bool) -> str:
    """The digits before the point, laid from the right; the first place takes all that are left."""
    pieces: list[str] = []
    left, laid = digits, 0
    places = sum(token.kind == "digit" for token in tokens)
    for token in reversed(tokens):
        if token.kind != "digit":
            pieces.append("" if token.kind in ("comma", "point") else token.text)
            continue
        places -= 1
        count = max(1, len(left)) if places == 0 else 1
        for _ in range(count):
            digit, left = (left[-1], left[:-1]) if left else (_filling(token), "")
            if is_grouped and laid and laid % 3 == 0 and digit.isdigit():
                pieces.append(",")
            pieces.append(digit)
            laid += len(digit)
    return "".join(reversed(pieces))


def _filling(token: Token) -> str:
    return {"0": "0", "?": " ", "#": ""}[token.text]


def _decimals(tokens: Sequence[Token], decimals: str) -> tuple[str, bool]:
    """The text behind the point, and whether a digit stands in it."""
    significant = len(decimals.rstrip("0"))
    pieces: list[str] = []
    place = 0
    for token in tokens:
        if token.kind == "digit":
            is_shown = place < significant
            pieces.append(decimals[place] if is_shown else _filling(token))
            place += 1
        elif token.kind not in ("comma", "point"):
            pieces.append(token.text)
    has_digits = any(character.isdigit() for character in pieces)
    return "".join(pieces), has_digits
