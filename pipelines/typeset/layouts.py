"""Layouts as data: which columns a form has, under which headings, and how its rows are printed."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field, model_validator

from pipelines.catalogue.model import Entry

_FOLDER = files("pipelines.catalogue") / "typeset"

LAYOUTS = ("ministry", "three_code_columns", "plain", "split_codes", "wide")
CodeStyle = Literal["whole", "first", "spanning", "split", "split_where_changed"]


def _compiled(pattern: object) -> object:
    return re.compile(pattern) if isinstance(pattern, str) else pattern


class Column(Entry):
    """A printed column: its headings from the top and what it holds.

    In a path, {item} stands for the label of the row of figures that the column shows.
    """

    path: tuple[str, ...]
    holds: Literal["code", "name", "label", "ordinal", "head", "amount"] = "amount"
    measure: str | None = None
    basis: str | None = None
    block: str | None = None
    item: int | None = None
    weight: float = 1.0

    @model_validator(mode="after")
    def _amounts_have_a_measure(self) -> Column:
        if (self.holds == "amount") != (self.measure is not None):
            raise ValueError("a column has a measure exactly when it holds amounts")
        return self


class PanelLayout(Entry):
    """Columns that share key columns, and which rows of the form stand in them."""

    columns: tuple[Column, ...]
    blocks: tuple[str, ...] = ()
    codes: Annotated[re.Pattern[str], BeforeValidator(_compiled)] = re.compile(r"\d+")
    tail_from: str | None = None


class FooterLayout(Entry):
    """A total row under panels: the block it sums, and the first and last panel it spans."""

    block: str
    first_panel: int
    last_panel: int


class FormLayout(Entry):
    """How one form is printed.

    In a labelled form the rows before `tail_from` are numbered 一、二、…; `numbered_parts` are
    blocks whose rows after the first are numbered again. A `title` that holds {unit} names the unit
    of amount itself, and no caption does.
    """

    title: str
    arrangement: Literal["coded", "labelled", "items", "named"]
    panels: tuple[PanelLayout, ...]
    stamp: str | None = None
    number_row: bool = False
    code_style: CodeStyle = "whole"
    total_label: Literal["spanning", "code", "name"] = "spanning"
    total_last: bool = False
    footers: tuple[FooterLayout, ...] = ()
    numbered_parts: tuple[str, ...] = ()
    item_labels: tuple[str, ...] = ()
    budget_notes: dict[str, str] = Field(default_factory=dict)


class Layout(Entry):
    """A way of laying out whole reports."""

    name: str
    unit_word: str
    agency_line: bool
    number_row_label: str
    forms: dict[str, FormLayout]


@cache
def load_layout(name: str) -> Layout:
    """The layout of this name from the catalogue.

    Raises FileNotFoundError when there is none, pydantic.ValidationError when it does not fit.
    """
    entry = _FOLDER / f"{name}.yml"
    return Layout.model_validate(yaml.safe_load(entry.read_text(encoding="utf-8")))


class StandardRows(Entry):
    """The official labels of the rows of the forms that have no codes."""

    income: tuple[str, ...]
    income_tail: tuple[str, ...]
    expenditure: tuple[str, ...]
    expenditure_tail: tuple[str, ...]
    appropriation: tuple[str, ...]
    opening_balance: tuple[str, ...]
    appropriation_tail: tuple[str, ...]
    closing_labels: tuple[str, ...]
    opening_labels: tuple[str, ...]


@cache
def load_standard_rows() -> StandardRows:
    """The official row labels (national form of fiscal year 2020 on)."""
    text = (_FOLDER / "standard_rows.yml").read_text(encoding="utf-8")
    return StandardRows.model_validate(yaml.safe_load(text))
