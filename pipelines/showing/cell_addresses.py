"""The addresses of cells as verdicts and diagnoses print them, taken apart again.

They are written by the macro `cell_address` (dbt/macros/words_for_readers.sql), with the sentence
of a figure of the running text by the models in dbt/models/checks/narrative. What stands at an
address is found in `printed_figures`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Relation = Literal["", "prior", "units"]

_RELATIONS: dict[str, Relation] = {"上年 ": "prior", "单位 ": "units"}
_PLACE = re.compile(
    r"(?:p\.(?P<page>\d+)|表 (?P<sheet>.+?))?"
    r"(?: ?R(?P<row>\d+)C(?P<column>\d+)"
    r"|(?P<line>行 )(?P<line_row>\d+)(?: 第 (?P<line_column>\d+) 格)?"
    r"| ?第 (?P<sentence>\d+) [句行])?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says: the cell, or the sentence of the running text, of a report.

    `relation` tells that it is the report of the year before or of a unit below; `file_name` that
    it lies in another file of the report than its first.
    """

    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    sentence: int | None = None
    relation: Relation = ""
    file_name: str | None = None


def place_of(address: str, file_names: Collection[str] = ()) -> Place | None:
    """The place that an address names, None where it is in no known form.

    `file_names` are those of the files of the report, which an address may begin with.
    """
    relation: Relation = ""
    for word, meant in _RELATIONS.items():
        if address.startswith(word):
            relation, address = meant, address.removeprefix(word)
    named = max(
        (name for name in file_names if address.startswith(f"{name} ")), key=len, default=None
    )
    if named:
        address = address.removeprefix(f"{named} ")
    found = _PLACE.fullmatch(address)
    if not found or not address:
        return None
    part = found.groupdict()
    return Place(
        _number(part["page"]),
        part["sheet"],
        _number(part["row"] or part["line_row"]),
        _number(part["column"] or part["line_column"]),
        _number(part["sentence"]),
        relation,
        named,
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def place_in_words(place: Place) -> tuple[str, str]:
    """The place as a clerk reads it, Chinese and English."""
    chinese, english = [], []
    if place.relation:
        words = {"prior": ("上年报告", "last year's report"), "units": ("下属单位", "a unit")}
        chinese.append(words[place.relation][0])
        english.append(words[place.relation][1])
    if place.file_name:
        chinese.append(place.file_name)
        english.append(place.file_name)
    if place.page:
        chinese.append(f"第 {place.page} 页")
        english.append(f"page {place.page}")
    if place.sheet:
        chinese.append(f"工作表“{place.sheet}”")
        english.append(f"sheet “{place.sheet}”")
    if place.row:
        chinese.append(f"第 {place.row} 行")
        english.append(f"row {place.row}")
    if place.column:
        chinese.append(f"第 {place.column} 列")
        english.append(f"column {place.column}")
    if place.sentence:
        chinese.append(f"第 {place.sentence} 句")
        english.append(f"sentence {place.sentence}")
    return " ".join(chinese), ", ".join(english)
