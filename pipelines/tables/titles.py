"""Titles of tables: which form a line names, or that it names a table of no known form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.catalogue.model import Catalogue, Form, Vocabulary, matches
from pipelines.text.normalising import comparable

# Two tables side by side print two titles in one line: it is the title of neither.
_TITLE_INSIDE = re.compile(r"(?:决算|预算|收入|支出|情况|明细)总?表")
_YEAR = re.compile(r"(?:20\d{2}|[xX×]{2,4})年(?:度|底)?")


@dataclass(frozen=True)
class Title:
    """A line that names a table; `form` is None when the catalogue does not know it."""

    text: str
    form: Form | None


def read_title(text: str, catalogue: Catalogue) -> Title | None:
    """The title that a line or cell is, None when it is no title.

    The official title must end the line once decorations are taken off; what stands before it may
    be a year and the name of an agency, but not words that make it another table (项目支出决算表
    ends like 支出决算表). Where one title ends with another, the longer one is meant.
    """
    line = comparable(text)
    if len(line) > 120:
        return None
    core = _without_decorations(line, catalogue.vocabulary)
    found = _forms_ending(core, catalogue)
    if found:
        longest = max(length for _, length in found)
        forms = [form for form, length in found if length == longest]
        rest = _YEAR.sub("", core[: len(core) - longest])
        if _TITLE_INSIDE.search(rest):
            return Title(text.strip(), None)
        if len(forms) == 1 and not matches(catalogue.vocabulary.not_an_agency, rest):
            return Title(text.strip(), forms[0])
        return Title(text.strip(), None)
    if matches(catalogue.vocabulary.title_like, core):
        return Title(text.strip(), None)
    return None


def _without_decorations(line: str, vocabulary: Vocabulary) -> str:
    before = True
    while before:
        before = False
        for pattern in vocabulary.title_decorations_before:
            match = pattern.match(line)
            if match and match.end():
                line, before = line[match.end() :], True
    after = True
    while after:
        after = False
        for pattern in vocabulary.title_decorations_after:
            match = pattern.search(line)
            if match and match.start():
                line, after = line[: match.start()], True
    return line


def _forms_ending(core: str, catalogue: Catalogue) -> list[tuple[Form, int]]:
    found: list[tuple[Form, int]] = []
    for form in catalogue.forms:
        lengths = [
            len(core) - match.start() for pattern in form.titles if (match := pattern.search(core))
        ]
        if lengths:
            found.append((form, max(lengths)))
    return found
