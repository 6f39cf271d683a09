"""docs/catalogue.md: every kind of entry with its fields, from the models that check them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

from pydantic.fields import FieldInfo

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.identity_model import Identity
from pipelines.catalogue.loading import load_codes
from pipelines.catalogue.model import (
    AgencyWords,
    Entry,
    Form,
    ProjectNames,
    Regions,
    ReportKinds,
    Vocabulary,
)
from pipelines.catalogue.narrative_model import NarrativeGrammar
from pipelines.typeset.evaluation_layouts import EvaluationLayout
from pipelines.typeset.layouts import Layout

_PLAIN = {
    str: "text",
    int: "number",
    float: "number",
    Decimal: "exact number",
    bool: "yes or no",
    Any: "anything",
}
# the files, and the model that an entry in them must fit
ENTRIES: dict[str, type[Entry]] = {
    "forms/*.yml": Form,
    "vocabulary.yml": Vocabulary,
    "report_kinds.yml": ReportKinds,
    "regions.yml": Regions,
    "agency_words.yml": AgencyWords,
    "project_names.yml": ProjectNames,
    "identities/*.yml": Identity,
    "evaluations/*.yml": EvaluationForms,
    "narrative/*.yml": NarrativeGrammar,
    "typeset/*.yml": Layout,
    "typeset/evaluations/*.yml": EvaluationLayout,
}
_HEAD = """# 目录条目说明 / The catalogue's entries

表名、栏目、行名、用语、勾稽都是 `pipelines/catalogue/` 里的 YAML；代码里没有。每个条目载入时按
这里的字段检查，写错的键是错误。本页由 `make docs` 从模型生成，并由测试核对。

Titles, headings, rows, wording and identities are YAML in `pipelines/catalogue/`, and nowhere in
code. Every entry is checked against these fields when it is loaded; an unknown key is an error. A
*pattern* is a regular expression that must match the whole text, after spaces, brackets and
full-width characters were made alike (`pipelines/text/normalising.py`). This page is written by
`make docs` from the models, and a test holds it current. How to add one: [recipes.md](recipes.md).
"""
_CODES = {
    "claim_cells": "which cell a figure of the narrative names, by section and subject",
    "claim_items": "which fact a figure of the narrative feeds, by subject",
    "cofog_divisions": "COFOG division of a 类",
    "economic_codes": "economic classification; `first_year` and `last_year` bound an edition",
    "english_names": "English names of codes",
    "evaluation_forms": "forms that are no official form of the accounts",
    "form_items": "which item a row of a form states for the facts, by its name",
    "functional_codes": "functional classification; `evidence`: seen in a report, or recalled",
    "funds": "funds, and which lie within which",
    "grade_bands": "points of each grade of an evaluation (财预〔2020〕10号), and as far as places "
    "draw them otherwise without being wrong",
    "phrases": "words that tell something, as the rules about texts and labels look for them; "
    "each with an example that it fits",
    "share_wholes": "of which whole a share of the narrative is, by section, subject and base",
    "told_rates": "rates that a narrative tells with both figures they are computed from",
}


def page() -> str:
    """The whole page."""
    told: set[type[Entry]] = set()
    sections = []
    for files, entry in ENTRIES.items():
        parts = [part for part in _with_parts(entry) if part not in told]
        told.update(parts)
        tables = "\n\n".join(_table(part) for part in parts)
        sections.append(f"## {files}\n\n{tables}\n")
    return "\n".join([_HEAD, *sections, _code_tables()])


def _code_tables() -> str:
    """The code tables with what they hold and their columns."""
    rows = [
        f"| `codes/{name}.csv` | {held} | {', '.join(load_codes(name)[0])} |"
        for name, held in _CODES.items()
    ]
    head = ["## codes/*.csv", "", "| file | what it holds | columns |", "|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _with_parts(entry: type[Entry]) -> list[type[Entry]]:
    found = [entry]
    for one in found:
        for field in one.model_fields.values():
            found += [part for part in _entries_in(field.annotation) if part not in found]
    return found


def _entries_in(annotation: Any) -> Iterator[type[Entry]]:
    if inspect.isclass(annotation) and issubclass(annotation, Entry):
        yield annotation
    for argument in get_args(annotation):
        yield from _entries_in(argument)


def _table(entry: type[Entry]) -> str:
    rows = [
        f"| `{name}` | {_taken(field.annotation)} | {_left_out(field)} |"
        for name, field in entry.model_fields.items()
    ]
    head = ["| field | takes | when left out |", "|---|---|---|"]
    said = inspect.cleandoc(entry.__doc__ or "")
    return "\n".join([f"### {entry.__name__}", "", said, "", *head, *rows])


def _taken(annotation: Any) -> str:
    """A type in words: lists of, one of, an entry's name."""
    if annotation is None or annotation is type(None):
        return "nothing"
    if inspect.isclass(annotation) and issubclass(annotation, Entry):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    text = str(annotation)
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    if text.startswith("typing.Literal"):
        return " \\| ".join(f"`{value}`" for value in arguments)
    if text.startswith(("tuple[", "frozenset[", "list[")):
        return f"list of {_taken(arguments[0])}"
    if text.startswith(("dict[", "collections.abc.Mapping[")):
        return f"{_taken(arguments[1])} by {_taken(arguments[0])}"
    if " | " in text or text.startswith("typing.Optional"):
        return " or ".join(_taken(one) for one in arguments if one is not type(None))
    if any(mark in text for mark in ("re.Pattern", "_re2", "_pattern_text")):
        return "pattern"
    if text.startswith("typing.Annotated"):
        return _taken(arguments[0])
    return _PLAIN[annotation]


def _left_out(field: FieldInfo) -> str:
    if field.is_required():
        return "must be said"
    default = field.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, Entry):
        return f"a {type(default).__name__} of defaults"
    if isinstance(default, re.Pattern):
        return f"`{default.pattern}`"
    return f"`{default}`" if default not in (None, "", (), {}) else "–"
