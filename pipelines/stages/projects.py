"""Names of projects made comparable: one project under several spellings and in several documents.

A project is known by its name alone, within one agency. What may be left off a name is declared in
catalogue/project_names.yml; nothing is matched by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.catalogue.model import ProjectNames
from pipelines.stages.regions import Region
from pipelines.text.normalising import comparable

_SHORTEST_KEY = 4


def project_key(name: str, region: Region | None, names: ProjectNames) -> str:
    """What two spellings of one project have in common.

    In: the name as printed, the region of its agency. Out: the name without quotation marks, the
    agency's region, years and codes before it, and words such as 项目 or 经费 after it; never
    shorter than four characters.
    """
    key = names.quotation.sub("", comparable(name))
    stems = [f"{stem}[省市县区州]?" for stem in _stems(region)]
    for pattern in (*names.before, *stems):
        key = _unless_too_short(key, re.sub(rf"^(?:{pattern})", "", key))
    for ending in names.after:
        key = _unless_too_short(key, ending.sub("", key))
    return key


def _stems(region: Region | None) -> Iterable[str]:
    if region is None:
        return []
    levels = (region.province, region.prefecture, region.county)
    return [re.escape(level[:-1]) for level in levels if level and len(level) > 2]


def _unless_too_short(key: str, shortened: str) -> str:
    return shortened if len(shortened) >= _SHORTEST_KEY else key
