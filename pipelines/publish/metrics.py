"""The metrics of the warehouse as data: metrics.yml, loaded and checked.

What is done with them (a table of the published file, charts) belongs to who does it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict


class Metric(BaseModel):
    """One figure that people ask for: an SQL expression over one published table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric_id: str
    name_zh: str
    name_en: str
    table_name: str
    expression: str
    unit: Literal["wan", "percent", "count", "points"]
    additivity: Literal["additive", "semi_additive", "non_additive"]
    grain: list[str]
    note: str = ""


def load_metrics(file: Path) -> list[dict[str, str]]:
    """The metrics of a YAML file in its order, every value as text.

    Raises pydantic.ValidationError where an entry says something that is not understood.
    """
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))["metrics"]
    return [
        {**metric.model_dump(), "grain": ", ".join(metric.grain)}
        for metric in map(Metric.model_validate, entries)
    ]
