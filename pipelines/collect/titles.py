"""What the title of a link tells of a report: kind, fiscal year, agency; a doubt is kept a doubt.

The words are the catalogue's, or a publisher's own patterns. Nothing is fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.catalogue.model import ReportKinds, matches
from pipelines.collect.file_names import known_suffix
from pipelines.collect.kinds import KINDS
from pipelines.collect.pages import Link
from pipelines.collect.publishers import Publisher
from pipelines.text.normalising import comparable, repaired, with_arabic_years, without_spaces

_DATE = r"20\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?"
_AROUND = re.compile(
    r"^附[件表]?+\s*\d{0,2}(?!\d)\s*[:：.、)）-]*\s*"
    r"|^[(（]?\d{1,3}[.、)）]+\s*(?!\d)"
    r"|^[·•>★●■◆▪\s]+"
    rf"|^[(（\[【]?{_DATE}[)）\]】]?\s+"
    rf"|\s*[(（\[【]?{_DATE}[)）\]】]?$"
)
_ABOUT_REPORTS = re.compile(r".*(决算|绩效自评|绩效自我评价).*")
_YEARS_TOGETHER = re.compile(r"(20\d{2})年?度?[-~至到和及与、,/]+(20\d{2})(?=年)")
# what can be a name; it becomes the name of a folder and stands in the manifest
_NAME = re.compile(r"[\u3400-\u9fff\w()（）“”\"·—\-]{2,60}")

# 市级部门决算公开 and 全区各单位: everybody, not somebody
_EVERYBODY = re.compile(
    r"(全|各|本)?[省市区县州盟旗乡镇]?(本?级|直属?|所?属|内)?(各|所属|预算)*(部门|单位|机关)?"
)


@dataclass(frozen=True)
class Told:
    """What a title tells; several values of one thing contradict each other."""

    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    agencies: frozenset[str] = frozenset()
    is_unlike: bool = False
    """It speaks of such reports, but not as any title that is known."""


@dataclass(frozen=True)
class Judgement:
    """What follows for one fiscal year: taken, doubtful for a reason, or neither."""

    is_taken: bool = False
    doubt: str = ""
    kind: str = ""
    agency: str = ""


def told(link: Link, publisher: Publisher, kinds: ReportKinds) -> Told:
    """What a link's text tells, by the publisher's own patterns or else the catalogue's."""
    printed = bare_title(link.text)
    text = comparable(printed)
    if not publisher.titles:
        found = {one.kind for one in kinds.kinds if matches(one.document_titles, printed)}
        is_unlike = not found and _ABOUT_REPORTS.fullmatch(text) is not None
        return Told(frozenset(found), _years(text, kinds), _agencies(printed, kinds), is_unlike)
    matched = [
        (pattern.kind, match)
        for pattern in publisher.titles
        if (match := pattern.title.fullmatch(text))
        and (pattern.address is None or pattern.address.fullmatch(link.address))
    ]
    groups = [match.groupdict() for _, match in matched]
    years = {int(one["year"]) for one in groups if (one.get("year") or "").isdecimal()}
    agencies = {str(one["agency"]) for one in groups if one.get("agency")}
    return Told(
        frozenset(kind for kind, _ in matched),
        frozenset(years) or _years(text, kinds),
        frozenset(names_only(agencies)) or _agencies(printed, kinds),
    )


def judged(found: Told, fiscal_year: int, stated_year: int | None = None) -> Judgement:
    """Whether a title announces a report of a fiscal year.

    `stated_year` is the year that a person says a listing is about. Titles of other kinds and of
    other years are neither taken nor doubtful.
    """
    wanted = found.kinds & set(KINDS)
    years = found.years or frozenset({stated_year} if stated_year else ())
    if found.is_unlike and fiscal_year in years:
        return Judgement(doubt="标题写法与已知的不同 / the title is unlike those that are known")
    if not wanted:
        return Judgement()
    agency = next(iter(found.agencies)) if len(found.agencies) == 1 else ""
    if years and fiscal_year not in years:
        return Judgement()
    kind = next(iter(found.kinds)) if len(found.kinds) == 1 else ""
    if not years:
        doubt = "标题没有写明年度 / the title names no fiscal year"
    elif len(years | ({stated_year} if stated_year else set())) > 1:
        doubt = "标题或清单中年度不一致 / several fiscal years are named"
    elif found.kinds - wanted:
        doubt = "标题也像别的公开内容 / the title also names another kind of publication"
    else:
        return Judgement(True, kind=kind, agency=agency)
    return Judgement(doubt=doubt, kind=kind, agency=agency)


def bare_title(text: str) -> str:
    """A link's text without the number, date and file suffix that stand around a title."""
    title = repaired(text).strip()
    suffix = known_suffix(title)
    title = title[: len(title) - len(suffix)] if suffix else title
    while (match := _AROUND.search(title)) and match[0]:
        title = title[: match.start()] + title[match.end() :]
    return with_arabic_years(without_spaces(title))


def _years(text: str, kinds: ReportKinds) -> frozenset[int]:
    found = {
        int(match["year"])
        for pattern in kinds.fiscal_year
        if (match := pattern.fullmatch(text)) is not None
    }
    for match in _YEARS_TOGETHER.finditer(text):
        found |= {int(match[1]), int(match[2])}
    return frozenset(found)


def _agencies(printed: str, kinds: ReportKinds) -> frozenset[str]:
    folded = comparable(printed)
    found = {
        printed[match.start("agency") : match.end("agency")]
        for pattern in kinds.agency_titles
        if (match := pattern.fullmatch(folded)) is not None
        and not matches(kinds.not_agencies, match["agency"])
    }
    return frozenset(names_only(found))


def names_only(texts: Iterable[str]) -> list[str]:
    """The texts that can be names of agencies."""
    return [text for text in texts if _NAME.fullmatch(text) and not _EVERYBODY.fullmatch(text)]
