"""What two readings have in common: the forms, evaluations and sections that both fill, and whether
the figures in them are the same.

Nothing is decided about the files here; joining and settling do that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.stages.readings import Row
from pipelines.text.units import YUAN_PER_UNIT

PartKey = tuple[str, str]
"""The kind of a part (form, evaluation, section) and which one it is."""

_KEY_OF_AMOUNT = ("block", "row_code", "row_label", "measure", "basis")
_KEY_OF_QUANTITY = ("block", "row_label", "measure", "unit")
_KEY_OF_CLAIM = ("subject_label", "quantity", "basis", "base_label", "unit")
_BEFORE_ALL_HEADINGS = (None, "", "opening")
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Printed:
    """A figure and half of the last digit of the column it stands in."""

    value: Decimal
    radius: Decimal


Part = Mapping[tuple[object, ...], Printed]
"""The figures other than zero of one part, in the order they are printed."""


def parts_of(rows: Mapping[str, Sequence[Row]]) -> dict[PartKey, Part]:
    """The parts of a reading that hold a figure other than zero.

    Zeros are left out: a blank in one format is a nought in another. A printed precision is that
    of the whole column, for spreadsheets drop the noughts at the end of single figures.
    """
    evaluations = {
        row["table_no"]: row["project_name"] or row["eval_scope"] for row in rows["evaluation"]
    }
    found: defaultdict[PartKey, list[tuple[tuple[object, ...], Printed]]] = defaultdict(list)
    decimals = _column_decimals(rows["reported_amount"])
    for row in rows["reported_amount"]:
        if row["amount_state"] == "number" and row["amount_yuan"]:
            radius = _radius(decimals[_column(row)]) * YUAN_PER_UNIT[row["unit"]]
            printed = Printed(row["amount_yuan"], radius)
            found[_table(row, evaluations)].append((_key(row, _KEY_OF_AMOUNT), printed))
    for row in rows["reported_quantity"]:
        if row["value_state"] == "number" and row["value"]:
            printed = Printed(row["value"], _radius(row["shown_decimals"] or 0))
            found[_table(row, evaluations)].append((_key(row, _KEY_OF_QUANTITY), printed))
    for row in rows["narrative_claim"]:
        if row["state"] == "number" and row["value"]:
            printed = Printed(row["value"], _radius(row["shown_decimals"] or 0))
            found["section", _section(row)].append((_key(row, _KEY_OF_CLAIM), printed))
    return {part: dict(_numbered(figures)) for part, figures in found.items()}


def agree(one: Part, other: Part) -> bool:
    """Whether two printings of a part give the same figures.

    They do when every figure of the shorter stands in the longer one, or when both print as many
    and these are the same in their order (a label may be worded otherwise). Figures of columns
    of one precision must be equal; otherwise the finer must round to the coarser.
    """
    shorter, longer = sorted((one, other), key=len)
    if all(key in longer and _same(figure, longer[key]) for key, figure in shorter.items()):
        return True
    if len(shorter) != len(longer):
        return False
    return all(map(_same, shorter.values(), longer.values()))


def is_equal(one: Part, other: Part) -> bool:
    """Whether two printings of a part give equal figures, none missing in either."""
    values = (Counter(printed.value for printed in part.values()) for part in (one, other))
    return agree(one, other) and next(values) == next(values)


def count_of(parts: Mapping[PartKey, Part]) -> int:
    """How many figures the parts hold."""
    return sum(map(len, parts.values()))


def precision_of(parts: Mapping[PartKey, Part]) -> Decimal:
    """The half last digits of all figures together: the smaller, the finer they are printed."""
    return sum((one.radius for part in parts.values() for one in part.values()), Decimal(0))


def _same(one: Printed, other: Printed) -> bool:
    difference = abs(one.value - other.value)
    if difference == 0:
        return True
    return one.radius != other.radius and difference <= max(one.radius, other.radius)


def _table(row: Row, evaluations: Mapping[int, str]) -> PartKey:
    name = evaluations.get(row["table_no"])
    return ("form", row["form_code"]) if name is None else ("evaluation", name)


def _section(claim: Row) -> str:
    """The section a figure of the text stands in; one before all headings is a part of its own,
    for the sentences that open two files are no two printings of one text."""
    if claim["section"] not in _BEFORE_ALL_HEADINGS:
        return str(claim["section"])
    return f"{claim['subject_label']} {claim['value_text']}"


def _key(row: Row, columns: Iterable[str]) -> tuple[object, ...]:
    # the name of a coded row may be cut or worded otherwise, its code says which it is
    named = "row_code" in row and row["row_code"]
    return tuple(row[name] for name in columns if not (named and name == "row_label"))


def _column(row: Row) -> tuple[object, ...]:
    return row["table_no"], row["block"], row["measure"], row["basis"]


def _column_decimals(amounts: Iterable[Row]) -> dict[tuple[object, ...], int]:
    decimals: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for row in amounts:
        decimals[_column(row)] = max(decimals[_column(row)], row["shown_decimals"] or 0)
    return decimals


def _radius(decimals: int) -> Decimal:
    return _HALF.scaleb(-decimals)


def _numbered(
    figures: Iterable[tuple[tuple[object, ...], Printed]],
) -> Iterable[tuple[tuple[object, ...], Printed]]:
    """The figures with keys of their own: the second of one key gets the number 2."""
    seen: Counter[tuple[object, ...]] = Counter()
    for key, printed in figures:
        seen[key] += 1
        yield (*key, seen[key]), printed
