"""The catalogue from its YAML and CSV files, checked when it is loaded."""

from __future__ import annotations

import csv
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import yaml

from pipelines.catalogue.evaluation_model import EvaluationForms
from pipelines.catalogue.model import (
    AgencyWords,
    Catalogue,
    Form,
    ProjectNames,
    Regions,
    ReportKinds,
    Vocabulary,
)
from pipelines.catalogue.narrative_model import Disclosures, NarrativeGrammar, with_words

if TYPE_CHECKING:
    from pipelines.catalogue.identity_model import Identity

_ROOT = files("pipelines.catalogue")
# libyaml parses the catalogue ten times as fast; wheels of PyYAML have it on every platform
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this installation.

    Raises pydantic.ValidationError when an entry does not fit the model, ValueError when two forms
    share a code.
    """
    forms = tuple(
        Form.model_validate(_parsed(entry.read_text(encoding="utf-8")))
        for entry in _entries("forms", ".yml")
    )
    codes = [form.form_code for form in forms]
    if len(codes) != len(set(codes)):
        raise ValueError("two forms share a form_code")
    return Catalogue(
        forms=tuple(sorted(forms, key=lambda form: form.display_order)),
        vocabulary=Vocabulary.model_validate(_yaml("vocabulary.yml")),
        report_kinds=ReportKinds.model_validate(_yaml("report_kinds.yml")),
        regions=Regions.model_validate(_yaml("regions.yml")),
        agency_words=AgencyWords.model_validate(_yaml("agency_words.yml")),
        project_names=ProjectNames.model_validate(_yaml("project_names.yml")),
    )


@cache
def load_narrative_grammar() -> NarrativeGrammar:
    """How the running text of reports is read, from narrative/*.yml, one key of the model a file.

    Raises pydantic.ValidationError when an entry does not fit the model.
    """
    return NarrativeGrammar.model_validate(_parts("narrative"))


@cache
def load_disclosures() -> Disclosures:
    """What the official template asks for: that part of the narrative's grammar alone.

    Raises pydantic.ValidationError when an entry does not fit the model.
    """
    words = _parsed((_ROOT / "narrative" / "words.yml").read_text(encoding="utf-8"))
    return Disclosures.model_validate(with_words(_yaml("narrative/disclosures.yml"), words))


@cache
def load_evaluation_forms() -> EvaluationForms:
    """The words of the performance self-evaluations, from evaluations/*.yml, one part a file.

    Raises pydantic.ValidationError when an entry does not fit the model.
    """
    return EvaluationForms.model_validate(_parts("evaluations"))


@cache
def load_identities() -> tuple[Identity, ...]:
    """The accounting identities of identities/*.yml, each file a list of entries, by id.

    Raises pydantic.ValidationError when an entry does not fit the model, ValueError when two
    share an id.
    """
    # those who read reports do without identities
    from pipelines.catalogue.identity_model import Identity

    entries = [
        Identity.model_validate(one)
        for file in _entries("identities", ".yml")
        for one in _parsed(file.read_text(encoding="utf-8"))
    ]
    ids = [one.identity_id for one in entries]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"identities told twice: {twice}")
    return tuple(sorted(entries, key=lambda one: one.identity_id))


def load_codes(name: str) -> list[dict[str, str]]:
    """The rows of codes/<name>.csv as texts."""
    text = (_ROOT / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def catalogue_hash() -> str:
    """A hash of everything in the catalogue that bears on reading."""
    digest = sha256()
    folders = ("", "forms", "evaluations", "narrative")
    for entry in [entry for folder in folders for entry in _entries(folder, ".yml")]:
        digest.update(entry.name.encode())
        digest.update(entry.read_bytes())
    return digest.hexdigest()


def _entries(folder: str, suffix: str) -> list[Traversable]:
    root = _ROOT / folder if folder else _ROOT
    found = [entry for entry in root.iterdir() if entry.name.endswith(suffix)]
    return sorted(found, key=lambda entry: entry.name)


def _parts(folder: str) -> dict[str, object]:
    """The YAML files of a folder, each under its name without the ending."""
    return {
        entry.name.removesuffix(".yml"): _parsed(entry.read_text(encoding="utf-8"))
        for entry in _entries(folder, ".yml")
    }


def _yaml(name: str) -> object:
    return _parsed((_ROOT / name).read_text(encoding="utf-8"))


def _parsed(text: str) -> Any:
    return yaml.load(text, Loader=_LOADER)
