"""The shape of the catalogue's entries. Every pattern is matched against the whole comparable text.

A form has variants (ways of laying it out); a variant has panels that stand side by side; a panel
has measure columns and tells how its rows are found: by code, by a label that the catalogue knows,
by whatever name is printed (projects), or not at all (one row of figures under item headings).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from pipelines.text.normalising import comparable


def _compiled(pattern: object) -> re.Pattern[str]:
    return pattern if isinstance(pattern, re.Pattern) else re.compile(_pattern_text(pattern))


def _compiled_at_the_end(pattern: object) -> re.Pattern[str]:
    if isinstance(pattern, re.Pattern):
        return pattern
    return re.compile(rf"(?:{_pattern_text(pattern)})$")


def _pattern_text(pattern: object) -> str:
    if not isinstance(pattern, str) or not pattern:
        raise ValueError("a pattern is a non-empty text")
    return pattern


_AS_TEXT = PlainSerializer(lambda pattern: pattern.pattern, return_type=str)
Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled), _AS_TEXT]
# Searched for at the end of a text, whatever stands before it.
EndPattern = Annotated[re.Pattern[str], BeforeValidator(_compiled_at_the_end), _AS_TEXT]
# Compiled when it is first needed, as a part of a longer one.
PatternPart = Annotated[str, BeforeValidator(_pattern_text)]
Basis = Literal[
    "outturn",
    "opening",
    "closing",
    "budget_initial",
    "budget_revised",
    "budget_unstated",
    "budget_by_note",
]
RowRole = Literal["total", "subtotal", "leaf", "subtotal_when_split"]


class Entry(BaseModel):
    """Base of all entries: unknown keys are errors, nothing can be changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class MeasureColumn(Entry):
    """A column of figures: its headings from the top, joined by '/', must match one pattern.

    `quantity` is the unit of figures that are no money.
    """

    measure: str
    headings: tuple[Pattern, ...]
    quantity: Literal["percent", "points", "count"] | None = None
    basis: Basis | None = None
    block: str | None = None
    required: bool = True


class LabelledRow(Entry):
    """A row known by its label (without numbering); a `part` splits the row above it."""

    label: Pattern
    role: RowRole = "leaf"
    basis: Basis = "outturn"
    part: bool = False


class Section(Entry):
    """Rows of one block in a labelled panel; `opens_with` is the row that begins the section."""

    block: str
    rows: tuple[LabelledRow, ...]
    opens_with: LabelledRow | None = None


class TotalRow(Entry):
    """A total row of a coded or named panel, known by its label.

    In a named panel a subtotal is the total where the table prints no other.
    """

    label: Pattern
    block: str = ""
    role: Literal["total", "subtotal"] = "total"


class RowGroup(Entry):
    """A group of named rows: its name stands before them, printed once or in each of them."""

    label: Pattern
    block: str


class CodeBlock(Entry):
    """The block that codes of a pattern stand in."""

    codes: Pattern
    block: str = ""


class Panel(Entry):
    """A part of a form with key columns and measure columns of its own.

    `heading` stands over the label column; it decides where row labels fit several panels. A named
    panel needs it. There `group_heading` stands over the names of `groups`, and `parts` are names
    that are parts of the row above them (其中) wherever they follow one.
    """

    columns: tuple[MeasureColumn, ...]
    heading: Pattern | None = None
    sections: tuple[Section, ...] = ()
    codes: tuple[CodeBlock, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    group_heading: Pattern | None = None
    groups: tuple[RowGroup, ...] = ()
    parts: tuple[Pattern, ...] = ()


class Item(Entry):
    """An item heading of a form that prints one row of figures."""

    heading: Pattern
    role: RowRole = "leaf"
    part: bool = False


class BasisHeading(Entry):
    """A heading that tells budget from outturn."""

    heading: Pattern
    basis: Basis


class Variant(Entry):
    """One way of laying a form out.

    For item headings, `bases_head` tells whether budget and outturn stand over the columns or
    before the rows.
    """

    name: str
    keys: Literal["coded", "labelled", "named", "items"]
    panels: tuple[Panel, ...] = ()
    panel_may_repeat: bool = False
    items: tuple[Item, ...] = ()
    bases: tuple[BasisHeading, ...] = ()
    bases_head: Literal["columns", "rows"] = "columns"


class NoteBasis(Entry):
    """A note under a table that tells which budget its 预算数 is."""

    pattern: Pattern
    basis: Basis


class FormTitle(Entry):
    """The official title of a form in Chinese and English."""

    zh: str
    en: str


class Form(Entry):
    """One kind of table: an official form of the final accounts, or a table that reports add.

    Only official forms tell that a report is final accounts, and only they can be absent.
    `needs_title` keeps headings alone from being enough.
    """

    form_code: str
    display_order: int
    sheet_code: str = ""
    official: bool = True
    needs_title: bool = False
    title: FormTitle
    titles: tuple[EndPattern, ...]
    variants: tuple[Variant, ...]
    note_bases: tuple[NoteBasis, ...] = ()


class KeyHeadings(Entry):
    """Headings of the columns that name a row."""

    code: tuple[Pattern, ...]
    name: tuple[Pattern, ...]
    label: tuple[Pattern, ...]
    ordinal: tuple[Pattern, ...]


class Vocabulary(Entry):
    """What all forms have in common: headings, captions, remarks."""

    key_headings: KeyHeadings
    trailing_headings: tuple[Pattern, ...]
    trailing_key_headings: tuple[Pattern, ...]
    number_row_labels: tuple[Pattern, ...]
    part_openings: tuple[Pattern, ...]
    captions: tuple[Pattern, ...]
    notes: tuple[Pattern, ...]
    remark_rows: tuple[Pattern, ...]
    empty_statements: tuple[Pattern, ...]
    title_decorations_before: tuple[Pattern, ...]
    title_decorations_after: tuple[EndPattern, ...]
    title_like: tuple[Pattern, ...]
    not_an_agency: tuple[Pattern, ...]


class ReportKind(Entry):
    """How a kind of report shows itself: in its titles, else in words found nowhere else."""

    kind: str
    document_titles: tuple[Pattern, ...]
    table_titles: tuple[Pattern, ...]
    mentions: tuple[Pattern, ...] = ()


class ReportKinds(Entry):
    """Kinds of report, and what a report says of itself on its cover and over its tables.

    Patterns of `fiscal_year` and `fiscal_year_headings` have the group year; a text that matches
    `year_ranges` names no fiscal year. `agency_lines`, `agency_titles` and
    `opens_report` the group agency; `first_sections` the group heading; `revisions` the group word.
    """

    kinds: tuple[ReportKind, ...]
    fiscal_year: tuple[Pattern, ...]
    fiscal_year_headings: tuple[Pattern, ...]
    year_ranges: tuple[Pattern, ...]
    agency_lines: tuple[Pattern, ...]
    agency_titles: tuple[Pattern, ...]
    agency_cells: tuple[Pattern, ...]
    opens_report: tuple[Pattern, ...]
    first_sections: tuple[Pattern, ...]
    department_scope: tuple[Pattern, ...]
    unit_scope: tuple[Pattern, ...]
    not_agencies: tuple[Pattern, ...]
    after_a_name: Pattern
    placeholders: tuple[Pattern, ...]
    revisions: tuple[Pattern, ...]
    third_parties: tuple[Pattern, ...]
    self_evaluation_titles: tuple[Pattern, ...]
    after_a_title: tuple[Pattern, ...]


class Regions(Entry):
    """Provinces with their codes, how the names of regions below them end, and the names of bodies
    that stand before the region (中共甲市委员会)."""

    provinces: dict[str, str]
    before: Pattern
    prefecture: Pattern
    county: Pattern
    not_a_region: tuple[Pattern, ...]


class AgencyKind(Entry):
    """A kind of body, and the statements of a report that name its own agency as one."""

    kind: str
    statements: tuple[Pattern, ...]


class AgencyWords(Entry):
    """What a report says of its own agency in running text; a sentence without `verb` says
    nothing, and is not searched any further."""

    verb: Pattern
    itself: EndPattern
    kinds: tuple[AgencyKind, ...]
    supervised_by: tuple[Pattern, ...]


class ProjectNames(Entry):
    """What may be left off the name of a project when two names are compared."""

    quotation: Pattern
    before: tuple[PatternPart, ...]
    after: tuple[EndPattern, ...]


class Catalogue(Entry):
    """All of it."""

    forms: tuple[Form, ...]
    vocabulary: Vocabulary
    report_kinds: ReportKinds
    regions: Regions
    agency_words: AgencyWords
    project_names: ProjectNames

    def form(self, form_code: str) -> Form:
        """The form with this code. Raises KeyError when there is none."""
        for form in self.forms:
            if form.form_code == form_code:
                return form
        raise KeyError(form_code)


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Whether the whole comparable form of a text matches one of the patterns."""
    folded = comparable(text)
    return any(pattern.fullmatch(folded) for pattern in patterns)
