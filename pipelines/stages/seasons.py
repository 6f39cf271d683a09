"""The disclosure seasons stated in sources/seasons.yml: which fiscal years are asked for when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml
from pydantic import Field, ValidationError, model_validator

from pipelines.catalogue.model import Entry

SEASONS = "seasons.yml"


class SeasonsUnreadable(Exception):
    """The list of seasons says something that is not understood."""


class Season(Entry):
    """When the final accounts of a fiscal year are looked for; both days are in."""

    fiscal_year: int = Field(ge=2000, le=2099)
    opens: date
    closes: date

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Season:
        if self.closes < self.opens:
            raise ValueError(f"the season of {self.fiscal_year} closes before it opens")
        return self


class _Seasons(Entry):
    seasons: tuple[Season, ...]


def load_seasons(folders: Sequence[Path]) -> tuple[Season, ...]:
    """The seasons of all sources folders that state any, by fiscal year.

    Raises SeasonsUnreadable, naming the file and what is wrong in it.
    """
    found: list[Season] = []
    for path in (folder / SEASONS for folder in folders):
        if not path.is_file():
            continue
        try:
            content = yaml.safe_load(path.read_text("utf-8-sig"))
            found += _Seasons.model_validate(content).seasons
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            raise SeasonsUnreadable(
                f"读不懂公开季清单 / the list of seasons cannot be used: {path}: {error}"
            ) from error
    return tuple(sorted(found, key=lambda season: season.fiscal_year))


def open_fiscal_years(seasons: Sequence[Season], day: date) -> list[int]:
    """The fiscal years whose season is open on a day, each once."""
    return sorted({one.fiscal_year for one in seasons if one.opens <= day <= one.closes})
