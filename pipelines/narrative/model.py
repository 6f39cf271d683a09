"""What reading the narrative takes and hands on: printed lines, claims, statements, the unplaced.

The columns of the raw tables; how they are found belongs in the other modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipelines.catalogue.narrative_model import ClaimBasis, Direction
from pipelines.document import Box

Quantity = Literal[
    "amount",
    "change",
    "growth",
    "share",
    "completion",
    "count",
    "score",
    "rate",
]
ClaimUnit = Literal["yuan", "wan", "yi", "percent", "percentage_points", "count", "points", ""]
ClaimState = Literal["number", "illegible"]
StatementKind = Literal[
    "direction",
    "placeholder",
    "grade",
    "nothing",
    "date",
    "as_of",
    "document",
    "explained_class",
    "reason",
    "disclosure",
    "contents_entry",
    "contents_entry_without_body",
]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One physical line outside the tables, in reading order; a page number counts from 1.

    A text that `stands_alone` (the cell of a table of words) continues no line and is continued
    by none. One that `begins` continues none: a table stands between it and the line before.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    stands_alone: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of the narrative and what it is said to be.

    `char_start` and `char_end` are the span of `value_text` in `sentence`, which is as printed
    but for line breaks. `value` is in `unit`; `value_yuan` is None for anything but money.
    `subject` is None where no controlled subject is named; then `subject_label` is the noun
    phrase before the figure. `direction` of a change or growth is that of its word.
    """

    section: str
    section_label: str
    item_no: str | None
    subject: str | None
    subject_label: str
    row_code: str | None
    class_label: str | None
    kuan_label: str | None
    xiang_label: str | None
    quantity: Quantity
    basis: ClaimBasis
    base_label: str | None
    direction: Direction | None
    value: Decimal | None
    value_text: str
    unit: ClaimUnit
    counter: str | None
    value_yuan: Decimal | None
    shown_decimals: int | None
    state: ClaimState
    is_approximate: bool
    approximation_word: str | None
    sentence_no: int
    sentence: str
    page: int | None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said in words alone, without a figure.

    `kind` is 'direction' for a comparison (决算数大于年初预算数, 与上年持平), 'placeholder' for a
    choice that the writer left open (下降（增长）), 'grade' for the grade of an evaluation,
    'nothing' for a fund said to be without money, 'date' for the day a report is dated, 'as_of'
    for the day that stocks are counted, 'document' for a notice cited with its number,
    'explained_class' for a 类 that the glossary explains, 'reason' where one is given,
    'disclosure' for the first words on a matter (its `subject`) that the official template asks
    for, 'contents_entry' for an entry of the contents page that the body has, and
    'contents_entry_without_body' for one that it has not.
    `compared` is what outturn or budget is compared with.
    """

    section: str
    section_label: str
    item_no: str | None
    subject: str | None
    subject_label: str
    class_label: str | None
    kuan_label: str | None
    xiang_label: str | None
    kind: StatementKind
    direction: Direction | None
    compared: ClaimBasis
    text: str
    sentence_no: int
    sentence: str
    page: int | None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class UnplacedFigure:
    """A figure of the narrative that no rule could read, with its place and why."""

    text: str
    reason: str
    sentence: str
    page: int | None
    box: Box | None


@dataclass(frozen=True)
class NarrativeReading:
    """Everything that the running text of one report gave.

    `ignored` counts the figures that a named rule sets aside (years, ordinals, document numbers);
    `figures` counts all there are: each is a claim, unplaced or ignored.
    """

    claims: tuple[Claim, ...] = ()
    unplaced: tuple[UnplacedFigure, ...] = ()
    statements: tuple[Statement, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    figures: int = 0
