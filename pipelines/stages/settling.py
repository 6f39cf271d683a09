"""What only all readings together can tell: which files are one report, which repeat another, which
differ from another, and ids of their own.

Nothing is read here, and which version counts is decided in the warehouse (int_report_version).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.stages.comparing import (
    Part,
    PartKey,
    agree,
    count_of,
    is_equal,
    parts_of,
    precision_of,
)
from pipelines.stages.joining import joined
from pipelines.stages.outcome_rows import LOADED, with_remark
from pipelines.stages.readings import ReportReading

_DUPLICATE_ADVICE = "无需处理 / nothing to do"
_SAME_REPORT = ("agency", "region", "fiscal_year", "kind", "reporting_scope", "figures_sha256")


@dataclass(frozen=True)
class _Candidate:
    """A reading that may be a part of a report, with its place among all readings."""

    place: int
    reading: ReportReading
    parts: dict[PartKey, Part]

    @property
    def file(self) -> str:
        return str(self.reading.report["source_file"])

    @property
    def is_revision(self) -> bool:
        report = self.reading.report
        return bool(report["supersedes"] or report["revision_word"])


@dataclass
class _Settlement:
    """What was found out: the files of every report by their places, and what repeats what."""

    reports: list[list[int]] = field(default_factory=list)
    duplicates: dict[int, int] = field(default_factory=dict)
    """The place of a duplicate to the place of the file that is kept."""
    remarks: dict[int, str] = field(default_factory=dict)


def settled(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """The readings of all files in their order: files of one report joined, duplicates and
    differing versions marked, every report with an id of its own.

    Files belong together when all of them name the same agency, fiscal year and kind (and none
    another region or scope) or the manifest gives them one report_id, and no two of them print
    one form or one section of the text. Of files that repeat each other the one with more figures
    is kept, then the more precise one, then the one whose name comes first.
    """
    settlement = _Settlement()
    for group in _groups(readings):
        _settle(group, settlement)
    _settle_equal_figures(readings, settlement)
    return _applied(readings, settlement)


def _groups(readings: Sequence[ReportReading]) -> Iterable[list[_Candidate]]:
    """The readings that may be parts or versions of one report, at least two in a group."""
    by_id: defaultdict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        if reading.stated_id and _may_be_part(reading):
            by_id[reading.stated_id].append(place)
    stated = [places for places in by_id.values() if len(places) > 1]
    taken = {place for places in stated for place in places}
    by_facts: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        report = reading.report
        is_known = report["agency"] is not None and report["fiscal_year"] is not None
        if is_known and place not in taken and _may_be_part(reading):
            by_facts[report["agency_normalised"], report["fiscal_year"]].append(place)
    told = [
        of_scope
        for places in by_facts.values()
        for of_region in _not_contradicting(readings, places, "region")
        for of_scope in _not_contradicting(readings, of_region, "reporting_scope")
    ]
    for places in (*stated, *told):
        if len(places) > 1:
            yield [_Candidate(i, readings[i], parts_of(readings[i].rows)) for i in places]


def _may_be_part(reading: ReportReading) -> bool:
    outcome = reading.report_outcome["outcome"]
    if reading.report["kind"] != "final_accounts":
        return False
    # forms without figures and text without figures are parts too; a scan is not, it is unread
    is_empty_part = outcome in ("blank_template", "not_yet_supported") and not reading.is_doubtful
    return outcome in LOADED or is_empty_part


def _not_contradicting(
    readings: Sequence[ReportReading], places: Sequence[int], column: str
) -> list[list[int]]:
    """Places apart by a fact; those that do not tell it go with the others only where all agree."""
    by_value: defaultdict[object, list[int]] = defaultdict(list)
    for place in places:
        by_value[readings[place].report[column]].append(place)
    if len(by_value) == 2 and None in by_value:
        return [list(places)]
    return list(by_value.values())


def _settle(group: Sequence[_Candidate], settlement: _Settlement) -> None:
    filled = sorted(
        (one for one in group if one.parts),
        key=lambda one: (-count_of(one.parts), precision_of(one.parts), one.file),
    )
    kept: list[_Candidate] = []
    for one in filled:
        original = _repeated(one, kept)
        if original is None:
            kept.append(one)
            continue
        settlement.duplicates[one.place] = original.place
        settlement.remarks[one.place] = _repeats(one, kept, original)
    versions = _versions(kept)
    if len(versions) == 1:
        empty = [one for one in group if not one.parts]
        versions = [_of_different_files([*versions[0], *empty])]
    for version in versions:
        settlement.reports.append([one.place for one in version])
    if len(versions) > 1:
        settlement.remarks |= _remarks_on(versions)


def _repeated(one: _Candidate, kept: Sequence[_Candidate]) -> _Candidate | None:
    """The file kept whose figures this one repeats, if nothing in it is new or different.

    A file that repeats some parts and adds others is a part of the report when what it repeats is
    equal; where it is printed more coarsely, the report keeps the finer printing alone.
    """
    sharing = [other for other in kept if one.parts.keys() & other.parts.keys()]
    if not sharing or not all(_agree(one, other) for other in sharing):
        return None
    known = {key for other in kept for key in other.parts}
    has_text_twice = any(
        key[0] == "section" for other in sharing for key in one.parts.keys() & other.parts.keys()
    )
    equal = all(
        is_equal(one.parts[key], other.parts[key])
        for other in sharing
        for key in one.parts.keys() & other.parts.keys()
    )
    if one.parts.keys() <= known or has_text_twice or not equal:
        return sharing[0]
    return None


def _agree(one: _Candidate, other: _Candidate) -> bool:
    return all(
        agree(one.parts[key], other.parts[key]) for key in one.parts.keys() & other.parts.keys()
    )


def _repeats(one: _Candidate, kept: Sequence[_Candidate], original: _Candidate) -> str:
    known = {key for other in kept for key in other.parts}
    only_here = sorted({name for _, name in one.parts.keys() - known})
    remark = f"与 {original.file} 的数全部相同 / the same figures as that file"
    if only_here:
        remark += f"；只在此文件、没有载入汇总表：{'、'.join(only_here)} / only in this file"
    return remark


def _versions(kept: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """The files put together as reports: all of them where no two contradict each other.

    Otherwise files that say they are revisions make one report with whatever they do not replace,
    and the files they replace another; where no file says so, every file stays apart.
    """
    if not _contradicting(kept):
        return [_of_different_files(kept)] if kept else []
    revisions = [one for one in kept if one.is_revision]
    others = [one for one in kept if not one.is_revision]
    if not revisions or _contradicting(revisions) or _contradicting(others):
        return [[one] for one in kept]
    replaced = [one for one in others if any(not _agree(one, revision) for revision in revisions)]
    stay = [one for one in others if one not in replaced]
    return [_of_different_files([*revisions, *stay]), _of_different_files(replaced)]


def _contradicting(files: Sequence[_Candidate]) -> bool:
    return any(not _agree(one, other) for place, one in enumerate(files) for other in files[:place])


def _of_different_files(files: Sequence[_Candidate]) -> list[_Candidate]:
    """The first reading of every file; an outcome row is one file of one report."""
    return list({one.file: one for one in reversed(files)}.values())[::-1]


def _remarks_on(versions: Sequence[Sequence[_Candidate]]) -> dict[int, str]:
    """What to say of every file whose figures differ from another file of the same accounts."""
    remarks: dict[int, str] = {}
    for version in versions:
        for one in version:
            rivals = [
                other
                for another in versions
                if another is not version
                for other in another
                if not _agree(one, other)
            ]
            if not rivals:
                continue
            names = "、".join(sorted(other.file for other in rivals))
            if one.is_revision and not any(other.is_revision for other in rivals):
                remarks[one.place] = f"更正 {names} / a revision of that file"
            elif not one.is_revision and all(other.is_revision for other in rivals):
                remarks[one.place] = f"已由 {names} 更正 / revised by that file"
            else:
                remarks[one.place] = (
                    f"与 {names} 同部门同年度而数不同，没有说明哪份是更正；"
                    "汇总表取采集较晚的一份，采集时间不明时取文件名靠后的 / "
                    "differs from that file, neither says it is the revision"
                )
    return remarks


def _settle_equal_figures(readings: Sequence[ReportReading], settlement: _Settlement) -> None:
    """Of reports of other kinds, and of unknown agency or year, those with equal figures."""
    seen: dict[Hashable, int] = {}
    joined_places = {place for places in settlement.reports if len(places) > 1 for place in places}
    for place, reading in enumerate(readings):
        report = reading.report
        settled_already = place in settlement.duplicates or place in joined_places
        if report["figures_sha256"] is None or settled_already:
            continue
        first = seen.setdefault(tuple(report[column] for column in _SAME_REPORT), place)
        if first != place and readings[first].report["source_file"] != report["source_file"]:
            settlement.duplicates[place] = first
            name = readings[first].report["source_file"]
            settlement.remarks[place] = f"与 {name} 的数全部相同 / the same figures as that file"


def _applied(readings: Sequence[ReportReading], settlement: _Settlement) -> list[ReportReading]:
    """The readings with what was settled, in their order."""
    found: dict[int, ReportReading] = {}
    for places in settlement.reports:
        members = joined([readings[place] for place in places])
        by_file = {one.report_outcome["source_file"]: one for one in members}
        for place in places:
            found[place] = by_file[readings[place].report_outcome["source_file"]]
    for place, reading in enumerate(readings):
        found.setdefault(place, reading)
    for place, remark in settlement.remarks.items():
        outcome = found[place].report_outcome
        if place in settlement.duplicates:
            told = {"outcome": "duplicate", "reason": remark, "advice": _DUPLICATE_ADVICE}
            outcome = {**outcome, **told}
        else:
            outcome = with_remark(outcome, remark)
        found[place] = replace(found[place], report_outcome=outcome)
    # what is kept has the plain id, its duplicates the numbered ones
    order = sorted(found, key=lambda place: (place in settlement.duplicates, place))
    named = with_own_ids([_without_empty_forms(found[place]) for place in order])
    by_place = dict(zip(order, named, strict=True))
    owned = [by_place[place] for place in range(len(readings))]
    for place, original in settlement.duplicates.items():
        kept_id = owned[original].report["report_id"]
        owned[place] = replace(
            owned[place], report={**owned[place].report, "duplicate_of": kept_id}
        )
    return owned


def _without_empty_forms(reading: ReportReading) -> ReportReading:
    """A blank form that turned out to be no part of a report leaves no rows."""
    if reading.report_outcome["outcome"] != "blank_template":
        return reading
    return replace(reading, rows={name: [] for name in reading.rows})


def with_own_ids(readings: Sequence[ReportReading]) -> list[ReportReading]:
    """Report ids made unique: the second report with one id gets -2, the third -3.

    The readings of one report over several files keep one id.
    """
    owner: dict[str, Hashable] = {}
    settled_readings: list[ReportReading] = []
    for place, reading in enumerate(readings):
        report_id = str(reading.report["report_id"])
        unique, number = report_id, 1
        report: Hashable = reading.files or place
        while owner.setdefault(unique, report) != report:
            number += 1
            unique = f"{report_id}-{number}"
        settled_readings.append(reading if number == 1 else _named(reading, unique))
    return settled_readings


def _named(reading: ReportReading, report_id: str) -> ReportReading:
    own = {"report_id": report_id}
    return replace(
        reading,
        report={**reading.report, **own},
        report_outcome={**reading.report_outcome, **own},
        rows={name: [{**row, **own} for row in rows] for name, rows in reading.rows.items()},
    )
