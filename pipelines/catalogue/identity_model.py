"""The shape of the accounting identities (catalogue/identities/*.yml) and their rows for SQL.

An identity says why figures must agree and which figures they are; nothing is evaluated here.
Patterns run in the SQL (RE2: no look-around) against whole row keys, codes, measures and bases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pipelines.catalogue.model import Entry

Family = Literal["intra_table", "cross_table", "cross_year", "narrative", "performance"]
Severity = Literal["error", "warn", "info"]
ReportKindCode = Literal["final_accounts", "self_evaluation"]
Level = Literal["total", "class", "section", "item", "leaf"]
Condition = Literal[
    "fiscal_only",
    "with_nonfiscal",
    "funds_printed",
    "fund_balances_printed",
    "three_public_only",
]
Verdict = Literal[
    "exact",
    "rounding",
    "last_digit",
    "rounding_zero",
    "truncated",
    "violation",
    "undefined_base",
    "not_applicable",
    "not_evaluable",
]
_LOOK_AROUND = re.compile(r"\(\?[=!<]")


def _re2(pattern: object) -> str:
    if not isinstance(pattern, str) or not pattern:
        raise ValueError("a pattern is a non-empty text")
    if _LOOK_AROUND.search(pattern):
        raise ValueError(f"the database knows no look-around: {pattern}")
    re.compile(pattern)
    return pattern


SqlPattern = Annotated[str, BeforeValidator(_re2)]


class Bilingual(Entry):
    """A text in Chinese and English."""

    zh: str
    en: str


class Scope(Entry):
    """Which reports an identity is about; years are fiscal years, both ends in."""

    kinds: tuple[ReportKindCode, ...] = ("final_accounts",)
    first_year: int | None = None
    last_year: int | None = None


class Term(Entry):
    """Figures of one form, told by patterns that must match whole texts; what is not said is free.

    `basis` left out means every basis but the budgets'. A term without `many` is one figure of
    its instance; with `many` at least one. An `optional` one counts as zero where its row is not
    printed. The instances of a rule are those of its terms that lead, else those of all terms; a
    rule whose leading term is not printed does not apply. `report` says whose figure it is: the
    report's own, that of the same agency's year before, or those of the units below a department.
    """

    form: str
    block: str | None = None
    label: SqlPattern | None = None
    code: SqlPattern | None = None
    role: Literal["total", "subtotal", "leaf"] | None = None
    measure: SqlPattern | None = None
    basis: SqlPattern | None = None
    weight: Decimal = Decimal(1)
    many: bool = False
    optional: bool = False
    leads: bool = False
    report: Literal["own", "prior", "units"] = "own"


class Linear(Entry):
    """Σ found = Σ expected (or <=, >=), once or for every row, column, or cell.

    No expected term means zero. Rows of two forms are one instance when their codes (else their
    labels) are equal; measures of both sides are compared column by column when `per` names them.
    `instance` names the instance where the row found does not tell one rule of the identity from
    another; `when` names a condition on the whole report.
    """

    found: tuple[Term, ...] = Field(min_length=1)
    expected: tuple[Term, ...]
    per: Literal["none", "measure", "row", "row_measure"] = "none"
    relation: Literal["eq", "le", "ge"] = "eq"
    instance: str | None = None
    when: Condition | None = None


class RollUp(Entry):
    """A row equals the sum of the rows of the next level below it, by code prefix, per column."""

    form: str
    parent: Literal["total", "class", "section"]
    children: Literal["class", "section", "item", "leaf"]


class Rule(Entry):
    """How an identity is tested: terms, levels of a form, or the model of that name."""

    linear: Linear | None = None
    roll_up: RollUp | None = None
    model: str | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Rule:
        if sum(part is not None for part in (self.linear, self.roll_up, self.model)) != 1:
            raise ValueError("a rule is one of linear, roll_up, model")
        return self


class Example(Entry):
    """A worked example, evaluated by the tests: a small report and the verdict it must get.

    `figures` are rows in the short form that tests/checks/example_reports reads, `given` further
    raw rows by table, `text` a narrative of our own. `instance` picks one of several verdicts.
    """

    name: str
    figures: tuple[str, ...] = ()
    text: str | None = None
    verdict: Verdict
    difference: Decimal | None = None
    instance: str | None = None
    given: Mapping[str, Any] = Field(default_factory=dict)


def _as_tuple(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


class Identity(Entry):
    """One identity. `forms` must be printed and not empty; those of `may_be_empty` may be empty.

    With `needs_agreement` a gap counts only where another instance with figures agrees: it shows
    that all reports that the sum needs are there. `needs_report` names another report that a
    model needs; terms tell it themselves.
    """

    identity_id: str
    title: Bilingual
    why: Bilingual
    family: Family
    forms: tuple[str, ...]
    may_be_empty: tuple[str, ...] = ()
    severity: Severity
    applies: Scope = Scope()
    rule: Annotated[tuple[Rule, ...], BeforeValidator(_as_tuple)]
    needs_agreement: bool = False
    needs_report: Literal["prior", "units"] | None = None
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _forms_are_told(self) -> Identity:
        unknown = set(self.may_be_empty) - set(self.forms)
        if unknown:
            raise ValueError(f"{self.identity_id}: may_be_empty names {unknown} outside forms")
        kinds = {_kind(rule) for rule in self.rule}
        if len(kinds) != 1:
            raise ValueError(f"{self.identity_id}: rules of several kinds {kinds}")
        return self


def _kind(rule: Rule) -> str:
    if rule.linear is not None:
        return "linear"
    return "roll_up" if rule.roll_up is not None else "model"


def identity_row(identity: Identity) -> Mapping[str, Any]:
    """The row of raw table `identity`; lists are joined by '|'."""
    return {
        "identity_id": identity.identity_id,
        "family": identity.family,
        "severity": identity.severity,
        "title_zh": identity.title.zh,
        "title_en": identity.title.en,
        "why_zh": identity.why.zh,
        "why_en": identity.why.en,
        "kinds": "|".join(identity.applies.kinds),
        "first_year": identity.applies.first_year,
        "last_year": identity.applies.last_year,
        "forms": "|".join(identity.forms),
        "may_be_empty": "|".join(identity.may_be_empty),
        "rule_kind": _kind(identity.rule[0]),
        "model": identity.rule[0].model,
        "needs_agreement": identity.needs_agreement,
        "needs_report": identity.needs_report,
    }


def term_rows(identity: Identity) -> list[Mapping[str, Any]]:
    """The rows of raw table `identity_term`; a roll-up has one for each of its two levels."""
    rows: list[Mapping[str, Any]] = []
    for rule_no, rule in enumerate(identity.rule, start=1):
        if rule.linear is not None:
            rows += _linear_rows(identity.identity_id, rule_no, rule.linear)
        elif rule.roll_up is not None:
            rows += _roll_up_rows(identity.identity_id, rule_no, rule.roll_up)
    return rows


def _linear_rows(identity_id: str, rule_no: int, rule: Linear) -> list[Mapping[str, Any]]:
    sides = [("found", term) for term in rule.found]
    sides += [("expected", term) for term in rule.expected]
    return [
        {
            "identity_id": identity_id,
            "rule_no": rule_no,
            "term_no": term_no,
            "side": side,
            "level": None,
            "form_code": term.form,
            "block": term.block,
            "label": term.label,
            "code": term.code,
            "role": term.role,
            "measure": term.measure,
            "basis": term.basis,
            "weight": term.weight,
            "many": term.many,
            "optional": term.optional,
            "leads": term.leads,
            "report": term.report,
            "per": rule.per,
            "relation": rule.relation,
            "instance": rule.instance,
            "condition": rule.when,
        }
        for term_no, (side, term) in enumerate(sides, start=1)
    ]


def _roll_up_rows(identity_id: str, rule_no: int, rule: RollUp) -> list[Mapping[str, Any]]:
    levels: list[tuple[str, Level]] = [("found", rule.parent), ("expected", rule.children)]
    return [
        {
            "identity_id": identity_id,
            "rule_no": rule_no,
            "term_no": term_no,
            "side": side,
            "level": level,
            "form_code": rule.form,
            "block": None,
            "label": None,
            "code": None,
            "role": None,
            "measure": None,
            "basis": None,
            "weight": Decimal(1),
            "many": side == "expected",
            "optional": False,
            "leads": False,
            "report": "own",
            "per": "row_measure",
            "relation": "eq",
            "instance": None,
            "condition": None,
        }
        for term_no, (side, level) in enumerate(levels, start=1)
    ]
