"""The catalogue from its YAML and CSV files, checked when it is loaded."""

from __future__ import annotations

import csv
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from pipelines.catalogue.model import Catalogue, Form, ReportKinds, Vocabulary

_ROOT = files("pipelines.catalogue")


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this installation.

    Raises pydantic.ValidationError when an entry does not fit the model, ValueError when two forms
    share a code.
    """
    forms = tuple(
        Form.model_validate(yaml.safe_load(entry.read_text(encoding="utf-8")))
        for entry in _entries("forms", ".yml")
    )
    codes = [form.form_code for form in forms]
    if len(codes) != len(set(codes)):
        raise ValueError("two forms share a form_code")
    return Catalogue(
        forms=tuple(sorted(forms, key=lambda form: form.display_order)),
        vocabulary=Vocabulary.model_validate(_yaml("vocabulary.yml")),
        report_kinds=ReportKinds.model_validate(_yaml("report_kinds.yml")),
    )


def load_codes(name: str) -> list[dict[str, str]]:
    """The rows of codes/<name>.csv as texts."""
    text = (_ROOT / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def catalogue_hash() -> str:
    """A hash of everything in the catalogue that bears on reading."""
    digest = sha256()
    for entry in [*_entries("forms", ".yml"), *_entries("", ".yml")]:
        digest.update(entry.name.encode())
        digest.update(entry.read_bytes())
    return digest.hexdigest()


def _entries(folder: str, suffix: str) -> list[Traversable]:
    root = _ROOT / folder if folder else _ROOT
    found = [entry for entry in root.iterdir() if entry.name.endswith(suffix)]
    return sorted(found, key=lambda entry: entry.name)


def _yaml(name: str) -> object:
    return yaml.safe_load((_ROOT / name).read_text(encoding="utf-8"))
