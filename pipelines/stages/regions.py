"""Regions as the manifest and the names of agencies tell them: province, prefecture, county.

Only what is printed is told apart; a prefecture's province is not looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.catalogue.model import Regions, matches
from pipelines.text.normalising import without_spaces


@dataclass(frozen=True)
class Region:
    """A region by the names of its levels; a level that is not named is None."""

    province: str | None = None
    province_code: str | None = None
    prefecture: str | None = None
    county: str | None = None

    @property
    def name(self) -> str:
        """The names from the top, joined."""
        return "".join(part for part in (self.province, self.prefecture, self.county) if part)


def region_at_start(text: str, regions: Regions) -> Region | None:
    """The region that a text begins with, None when it begins with none.

    In: a region (湖北省武汉市青山区) or the name of an agency (上海市普陀区规划和自然资源局).
    """
    rest = without_spaces(text)
    body = regions.before.match(rest)
    rest = rest[body.end() :] if body else rest
    province = next((name for name in regions.provinces if rest.startswith(name)), None)
    code = regions.provinces[province] if province else None
    rest = rest[len(province) :] if province else rest
    # under a municipality stand districts, no prefectures
    is_municipality = province is not None and province.endswith("市")
    prefecture = None if is_municipality else _beginning(regions.prefecture, rest, regions)
    rest = rest[len(prefecture) :] if prefecture else rest
    county = _beginning(regions.county, rest, regions)
    if province is None and prefecture is None and county is not None:
        # a district is named without its city only in a column of regions, a county often
        county = county if county == without_spaces(text) or county.endswith("县") else None
    found = Region(province, code, prefecture, county)
    return found if found.name else None


def _beginning(pattern: re.Pattern[str], text: str, regions: Regions) -> str | None:
    match = pattern.match(text)
    if match is None or matches(regions.not_a_region, match[0]):
        return None
    return match[0]
