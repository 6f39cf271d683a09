"""The shape of the narrative's grammar: sections, subjects, quantities, ignored figures, wording.

Every pattern sees comparable text. A lead is what stands before a figure in its clause; a rule's
`lead` matches the whole of it, and its named groups say what the parts are: subject, base,
compared.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from pipelines.catalogue.model import Entry, Pattern, PatternPart

UnitClass = Literal["money", "percent", "percentage_points", "count", "points", "none"]
GrammarQuantity = Literal[
    "amount", "change", "growth", "share", "completion", "count", "score", "rate"
]
ClaimBasis = Literal[
    "outturn",
    "budget_initial",
    "budget_revised",
    "budget_unstated",
    "prior_outturn",
    "opening",
    "closing",
    "",
]
Direction = Literal["increase", "decrease", "unchanged", "above", "below", "equal"]


class NarrativeSection(Entry):
    """A part of the narrative known by its heading (without numbering and closing punctuation).

    `level` is its depth: 0 a report, 1 a part, 2 a section, 3 a section within a section, 4 an
    item. `ignored` sections hold no figures of the report. `counts` tells that counts of people
    and things are figures of the report. `basis` is what a bare amount is; `subject` is what a
    clause without one is about. A list item within `never_within` is no heading of it.
    """

    section: str
    level: int
    headings: tuple[Pattern, ...]
    ignored: bool = False
    counts: bool = False
    basis: ClaimBasis = ""
    subject: str | None = None
    never_within: tuple[str, ...] = ()


class CountedAs(Entry):
    """What a count within this subject counts, by its measure word."""

    counters: tuple[str, ...]
    subject: str


class Subject(Entry):
    """Something the figures are about. Its patterns match the end of the noun phrase.

    `parts` are the subjects of a phrase that names two at once (收、支总计). `sections` limits the
    subject to some sections; such a subject precedes the same words elsewhere. An `exact` name has
    no words behind it (收入 is not 收入总计). `only_counts` subjects are never about money.
    With `parts_unnamed`, its parts are no subjects of their own (购置车辆, 其中应急保障用车).
    `behind` matches what follows a count that has no name before it (5个项目开展自评).
    `under` tells what the same words are where another subject is spoken of.
    """

    subject: str
    names: tuple[PatternPart, ...]
    parts: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    counted: tuple[CountedAs, ...] = ()
    basis: ClaimBasis | None = None
    exact: bool = False
    only_counts: bool = False
    parts_unnamed: bool = False
    behind: tuple[Pattern, ...] = ()
    under: dict[str, str] = Field(default_factory=dict)


class SubjectVocabulary(Entry):
    """The controlled subjects, and the words that stand before and after their names."""

    subjects: tuple[Subject, ...]
    fallbacks: tuple[Subject, ...]
    tail: Pattern
    label_openings: Pattern
    label_closings: Pattern
    never_named: Pattern
    without_subject: Pattern
    functional_item: Pattern
    item_by_code: Pattern
    after_item: Pattern
    functional_class_names: tuple[Pattern, ...]
    project_topic: Pattern
    projects_listed: Pattern
    name_begins_after: Pattern
    never_projects: Pattern


class QuantityRule(Entry):
    """What a figure of a unit class is when its lead matches (and what follows it, if given)."""

    name: str
    units: tuple[UnitClass, ...]
    lead: Pattern
    after: Pattern | None = None
    quantity: GrammarQuantity
    basis: ClaimBasis | None = None
    direction: Direction | None = None
    compares: bool = False
    instead_of: tuple[str, ...] = ()


class BasisWords(Entry):
    """Words of a base or a comparison, and the basis they name."""

    words: Pattern
    basis: ClaimBasis


class QuantityGrammar(Entry):
    """The rules, and how a base is recognised."""

    rules: tuple[QuantityRule, ...]
    bases: tuple[BasisWords, ...]
    comparisons: Pattern
    comparison_ends: Pattern
    names_a_base: Pattern

    @model_validator(mode="after")
    def _names_are_known(self) -> QuantityGrammar:
        names = [rule.name for rule in self.rules]
        if len(names) != len(set(names)):
            raise ValueError("two quantity rules share a name")
        unknown = {name for rule in self.rules for name in rule.instead_of} - set(names)
        if unknown:
            raise ValueError(f"instead_of names unknown rules: {sorted(unknown)}")
        return self


class IgnoredRule(Entry):
    """A figure that is no figure of the report, by what stands around it.

    Money and percentages are only ignored by a rule that says `even_money`.
    """

    name: str
    before: Pattern | None = None
    figure: Pattern | None = None
    after: Pattern | None = None
    even_money: bool = False


class StatementRule(Entry):
    """A comparison in words alone, a grade, a date, or a choice the writer left open.

    Those with `in_glossary` are read in ignored sections, and nowhere else.
    """

    kind: Literal[
        "direction",
        "placeholder",
        "grade",
        "nothing",
        "date",
        "as_of",
        "document",
        "explained_class",
        "reason",
    ]
    words: Pattern
    direction: Direction | None = None
    in_glossary: bool = False


class MatterTitle(Entry):
    """What a matter is called in findings."""

    zh: str
    en: str


class DisclosureMatter(Entry):
    """A matter that the official template asks to be written about; `words` tell that it is.

    It is asked from the fiscal year `first_year` on, and not of the kinds of body in `not_for`.
    """

    matter: str
    title: MatterTitle
    words: Pattern
    first_year: int | None = None
    not_for: tuple[str, ...] = ()


class ContentsPage(Entry):
    """How the entries of a contents page are told and compared with the titles of the body.

    `page` is its heading, `part` the number of a part of the report, `leaders` what stands
    between a title and its page number, and `of_custom` what may differ between an entry and its
    title without a difference in meaning.
    """

    page: Pattern
    part: Pattern
    numbering: Pattern
    leaders: Pattern
    of_custom: Pattern
    longest_title: int


class Disclosures(Entry):
    """What the official template asks for, and the contents page that announces it."""

    matters: tuple[DisclosureMatter, ...]
    contents: ContentsPage


class NumberingStyle(Entry):
    """A style of numbering at the beginning of a paragraph and the depth it stands for."""

    style: str
    pattern: Pattern
    level: int


class NarrativeWording(Entry):
    """Units, measure words, approximations, numbering and page furniture."""

    money_units: dict[str, Literal["yuan", "wan", "yi"]]
    bare_money_units: dict[str, Literal["wan", "yi"]]
    bare_money_nouns: Pattern
    foreign_units: tuple[str, ...]
    percent_units: tuple[str, ...]
    percentage_point_units: tuple[str, ...]
    point_units: Pattern
    counters: tuple[str, ...]
    approximations_before: tuple[str, ...]
    no_approximations: tuple[str, ...]
    approximations_after_number: tuple[str, ...]
    approximations_after_unit: tuple[str, ...]
    numbering: tuple[NumberingStyle, ...]
    list_number: Pattern
    range_marks: Pattern
    page_furniture: tuple[Pattern, ...]
    contents_lines: tuple[Pattern, ...]
    heading_like: Pattern
    explains: Pattern
    explanation: Pattern
    stands_alone: tuple[Pattern, ...]
    flattened_table: Pattern
    mention_verbs: Pattern
    sentence_end: Pattern
    parts_follow: Pattern
    reason_begins: Pattern
    severally: Pattern
    sums_up: Pattern
    pronunciation: Pattern
    purpose: Pattern
    traditional: str
    simplified: str

    @model_validator(mode="after")
    def _characters_are_paired(self) -> NarrativeWording:
        if len(self.traditional) != len(self.simplified):
            raise ValueError("traditional and simplified characters are not paired")
        return self


class NarrativeGrammar(Entry):
    """All of it. `words` are patterns by name, written <<name>> inside other patterns."""

    words: dict[str, str]
    sections: tuple[NarrativeSection, ...]
    subjects: SubjectVocabulary
    quantities: QuantityGrammar
    ignored: tuple[IgnoredRule, ...]
    statements: tuple[StatementRule, ...]
    disclosures: Disclosures
    wording: NarrativeWording
    reasons: dict[str, str]

    @model_validator(mode="before")
    @classmethod
    def _with_its_words(cls, data: Any) -> Any:
        words = data.get("words", {}) if isinstance(data, dict) else {}
        return {
            key: value if key == "words" else with_words(value, words)
            for key, value in data.items()
        }

    @model_validator(mode="after")
    def _references_are_known(self) -> NarrativeGrammar:
        known = {s.subject for s in (*self.subjects.subjects, *self.subjects.fallbacks)}
        known |= {c.subject for s in self.subjects.subjects for c in s.counted}
        named = {section.subject for section in self.sections if section.subject}
        for subject in self.subjects.subjects:
            named |= {*subject.parts, *(counted.subject for counted in subject.counted)}
            named |= {*subject.under, *subject.under.values()}
        if named - known:
            raise ValueError(f"subjects that are named but not declared: {sorted(named - known)}")
        return self


def with_words(value: Any, words: dict[str, str]) -> Any:
    """The parsed part of a grammar with the patterns of its words in the place of <<name>>."""
    if isinstance(value, str):
        for name, pattern in words.items():
            value = value.replace(f"<<{name}>>", pattern if "?P<" in pattern else f"(?:{pattern})")
        return value
    if isinstance(value, list):
        return [with_words(item, words) for item in value]
    if isinstance(value, dict):
        return {key: with_words(item, words) for key, item in value.items()}
    return value
