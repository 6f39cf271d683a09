"""The catalogue's entries agree with each other."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from pipelines.catalogue.loading import (
    load_catalogue,
    load_codes,
    load_disclosures,
    load_narrative_grammar,
)
from pipelines.catalogue.model import Form
from pipelines.tables.titles import read_title

FORMS = load_catalogue().forms
SUBJECTS = load_narrative_grammar().subjects


def test_patterns_compiled_late_are_patterns() -> None:
    subjects = (*SUBJECTS.subjects, *SUBJECTS.fallbacks)
    parts = [part for subject in subjects for part in subject.names]
    for part in (*parts, *load_catalogue().project_names.before):
        assert not re.compile(part).fullmatch("")


def test_what_is_asked_for_is_loaded_alone_as_with_the_whole_grammar() -> None:
    assert load_disclosures() == load_narrative_grammar().disclosures
    assert len(load_disclosures().matters) > 5


def test_the_nine_forms_in_their_order() -> None:
    assert [form.form_code for form in FORMS if form.official] == [
        "income_expenditure_summary",
        "income",
        "expenditure",
        "appropriation_summary",
        "general_budget_expenditure",
        "general_budget_basic_expenditure",
        "three_public_expenses",
        "government_fund",
        "state_capital",
    ]
    assert [form.form_code for form in FORMS if not form.official] == [
        "basic_expenditure_status",
        "project_expenditure_status",
        "procurement_summary",
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form_code)
def test_the_official_title_names_its_own_form(form: Form) -> None:
    title = read_title(f"某某市某某局2023年度{form.title.zh}", load_catalogue())
    assert title is not None
    assert title.form is form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form_code)
def test_every_code_of_the_classification_falls_under_one_block(form: Form) -> None:
    codes = [
        row["code"] for name in ("functional_codes", "economic_codes") for row in load_codes(name)
    ]
    for variant in form.variants:
        for panel in variant.panels:
            counts = {
                code: sum(1 for block in panel.codes if block.codes.fullmatch(code))
                for code in codes
            }
            assert set(counts.values()) <= {0, 1}
            if panel.codes:
                assert 1 in counts.values()


def test_an_entry_with_an_unknown_key_is_refused() -> None:
    content = FORMS[0].model_dump() | {"colour": "red"}
    with pytest.raises(ValidationError, match="colour"):
        Form.model_validate(content)


def test_codes_are_texts_with_their_edition() -> None:
    rows = [row for row in load_codes("economic_codes") if row["code"] == "30311"]
    assert {(row["name"], row["first_year"]) for row in rows} >= {("代缴社会保险费", "2020")}
    assert {row["evidence"] for row in rows} <= {"seen", "recalled"}
