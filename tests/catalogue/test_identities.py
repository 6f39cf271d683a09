"""The identities as data: complete entries, known forms, patterns that the database can run."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.catalogue.identity_model import Identity, identity_row, term_rows
from pipelines.catalogue.loading import load_catalogue, load_codes, load_identities


def entry(**changes: Any) -> dict[str, Any]:
    term = {"form": "income", "measure": "total"}
    return {
        "identity_id": "probe",
        "title": {"zh": "试", "en": "probe"},
        "why": {"zh": "试", "en": "probe"},
        "family": "intra_table",
        "forms": ["income"],
        "severity": "error",
        "rule": {"linear": {"found": [term], "expected": [term]}},
        **changes,
    }


def test_every_identity_names_forms_that_exist() -> None:
    known = {form.form_code for form in load_catalogue().forms}
    known |= {row["form_code"] for row in load_codes("evaluation_forms")} | {"narrative"}
    named = {form for identity in load_identities() for form in identity.forms}
    named |= {str(row["form_code"]) for one in load_identities() for row in term_rows(one)}
    assert named - known == set()


def test_every_identity_is_worked_out() -> None:
    """Examples show at least a pass and a finding."""
    for identity in load_identities():
        shown = {example.verdict for example in identity.examples}
        assert len(identity.examples) >= 3, identity.identity_id
        assert shown & {"exact", "rounding"}, identity.identity_id
        assert shown & {"violation", "truncated", "undefined_base"}, identity.identity_id


def test_a_pattern_with_look_around_is_refused() -> None:
    term = {"form": "income", "label": "(?!其中).*"}
    with pytest.raises(ValidationError, match="look-around"):
        Identity.model_validate(entry(rule={"linear": {"found": [term], "expected": []}}))


def test_rules_of_two_kinds_are_refused() -> None:
    rules = [entry()["rule"], {"model": "int_verdict_code"}]
    with pytest.raises(ValidationError, match="several kinds"):
        Identity.model_validate(entry(rule=rules))


def test_an_empty_form_must_be_among_the_forms() -> None:
    with pytest.raises(ValidationError, match="may_be_empty"):
        Identity.model_validate(entry(may_be_empty=["expenditure"]))


def test_rows_of_a_roll_up() -> None:
    roll_up = {"form": "income", "parent": "class", "children": "section"}
    identity = Identity.model_validate(entry(rule={"roll_up": roll_up}))
    assert identity_row(identity)["rule_kind"] == "roll_up"
    assert [(row["side"], row["level"]) for row in term_rows(identity)] == [
        ("found", "class"),
        ("expected", "section"),
    ]
