"""Numbers of lists written out: 1, 一, iv, c, ③. Names of the kinds are those of Word's files.

The kinds are values of ST_NumberFormat (ECMA-376 part 1, 17.18.59).
"""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseCounting",
)
_LARGEST = 999


def written(number: int, kind: str) -> str:
    """A number from 0 in one of Word's kinds; '' for a kind that is not known or out of range."""
    if not 0 <= number <= _LARGEST:
        return ""
    if kind == "decimal":
        return str(number)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if kind == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind in _COUNTING:
        return _counted(number)
    if not number:
        return ""
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(ord("①") + number - 1) if number <= 20 else ""
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return ""


def _counted(number: int) -> str:
    """Chinese counting up to 999: 十二, 二十, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    if ones or not text:
        text += _DIGITS[ones]
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
