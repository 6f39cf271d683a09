"""How a printed number may have come from another one: the slips of hands and of machines.

Texts only; which number is meant is not decided here.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pipelines.checks.diagnosis_model import Slip


def slip_between(printed: str | None, meant: str) -> Slip | None:
    """The single slip that turns the number `meant` into the text `printed`; None for more.

    Both are plain digits with a point; separators and blanks do not count. A blank or zero stands
    for a figure left out.
    """
    found = _plain(printed)
    wanted = _plain(meant)
    if found == wanted or _value(found) == _value(wanted):
        return None
    if not found.strip("0.-"):
        return "figure_missing" if wanted.strip("0.-") else None
    if found.lstrip("-") == wanted.lstrip("-"):
        return "sign_lost"
    if found.startswith("-") != wanted.startswith("-"):
        return None
    return _slip_of_digits(found.lstrip("-"), wanted.lstrip("-"))


def _plain(text: str | None) -> str:
    kept = "".join(one for one in text or "" if one.isdigit() or one in "-.")
    return kept if kept.strip("-") else ""


def _value(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _slip_of_digits(found: str, wanted: str) -> Slip | None:
    if _digits(found) == _digits(wanted):
        return "point_moved"
    for one in _printings(wanted):
        slip = _slip_of_text(found, one)
        if slip is not None:
            return slip
    return None


def _digits(text: str) -> str:
    return text.replace(".", "").strip("0")


def _printings(number: str) -> list[str]:
    """A number may be printed with or without the zeros at the end of its decimals."""
    if "." not in number:
        return [number]
    short = number.rstrip("0").rstrip(".")
    return list(dict.fromkeys([number, short, number[:-1] if number.endswith("0") else number]))


def _slip_of_text(found: str, wanted: str) -> Slip | None:
    if len(found) == len(wanted):
        apart = [index for index, one in enumerate(found) if one != wanted[index]]
        if len(apart) == 1:
            return "digit_changed"
        if (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and found[apart[0]] == wanted[apart[1]]
            and found[apart[1]] == wanted[apart[0]]
        ):
            return "digits_transposed"
        return None
    if len(found) + 1 == len(wanted) and _is_without_one(wanted, found):
        return "digit_lost"
    if len(found) == len(wanted) + 1 and _is_without_one(found, wanted):
        doubled = any(
            found[index] == found[index + 1] and found[:index] + found[index + 1 :] == wanted
            for index in range(len(found) - 1)
        )
        return "digit_doubled" if doubled else "digit_added"
    return None


def _is_without_one(longer: str, shorter: str) -> bool:
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))
