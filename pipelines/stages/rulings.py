"""Human decisions about single reports: sources/rulings/<report_id>.yml.

A ruling accepts one finding about one report with a reason; the verdict stays, its status says
accepted. Nothing is corrected by a ruling.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from pipelines.catalogue.model import Entry

RULINGS = "rulings"


class Ruling(Entry):
    """One accepted finding; an `instance` left out accepts every instance of the identity."""

    identity_id: str
    reason: str
    instance: str | None = None
    decided_by: str | None = None
    decided_on: str | None = None


def load_rulings(folders: Sequence[Path]) -> tuple[list[dict[str, str | None]], list[str]]:
    """The rows of raw table `ruling` from the folders, and what was wrong with files left out.

    A file is named after its report and holds a list of rulings.
    """
    rows: list[dict[str, str | None]] = []
    problems: list[str] = []
    for folder in folders:
        for path in sorted((folder / RULINGS).glob("*.yml")):
            try:
                rulings = _rulings_of(path)
            except (OSError, ValueError, ValidationError, yaml.YAMLError) as error:
                problems.append(f"{path.name}: 裁定无法读取 / the ruling cannot be read: {error}")
                continue
            rows += [{"report_id": path.stem, **ruling.model_dump()} for ruling in rulings]
    return rows, problems


def _rulings_of(path: Path) -> list[Ruling]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise ValueError("应为列表 / a list is expected")
    return [Ruling.model_validate(entry) for entry in content]
