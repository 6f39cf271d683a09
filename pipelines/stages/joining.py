"""One report over several files: the rows of its files put together under one report_id.

Which files make one report is decided in settling; only what joining does to rows and outcomes
belongs here. Every figure keeps its own file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.catalogue.loading import load_catalogue
from pipelines.catalogue.model import Catalogue
from pipelines.stages.fingerprint import figures_hash
from pipelines.stages.outcome_rows import absent_forms, without_phrase
from pipelines.stages.readings import ReportReading, Row
from pipelines.text.normalising import comparable

_AFTER_ALL_FORMS = 10_000
# Numbers that count through a report; those of single rows count inside their table.
_RUNNING_NUMBERS = {"table_no", "claim_no", "statement_no", "sentence_no"}
_SHARED_FACTS = (
    "agency_kind",
    "supervising_agency",
    "region",
    "province",
    "province_code",
    "prefecture",
    "county",
    "reporting_scope",
    "url",
    "supersedes",
    "revision_word",
)


def joined(files: Sequence[ReportReading]) -> list[ReportReading]:
    """The readings of the files of one report, as one report.

    They come in the order of the forms they hold (file names decide among equals), files without
    a form last. Numbers of tables and claims run on through the files in that order, all have the
    same report row, and their outcomes speak of the report as a whole.
    """
    if len(files) == 1:
        return list(files)
    catalogue = load_catalogue()
    ordered = sorted(files, key=lambda reading: _place(reading, catalogue))
    report = _report_row(ordered)
    present = {row["form_code"] for one in ordered for row in one.rows["reported_table"]}
    parts: list[ReportReading] = []
    for reading in ordered:
        rows = _renumbered(reading, parts)
        rows["project"] = _not_named_before(rows["project"], parts)
        outcome = _outcome(reading, ordered, present, catalogue)
        own = {"report_id": report["report_id"]}
        parts.append(
            replace(
                reading,
                report=report,
                report_outcome={**outcome, **own},
                rows={name: [{**row, **own} for row in some] for name, some in rows.items()},
            )
        )
    combined = {name: [row for part in parts for row in part.rows[name]] for name in parts[0].rows}
    whole = {**report, "figures_sha256": figures_hash(combined)}
    names = tuple(str(one.report["source_file"]) for one in ordered)
    return [replace(part, report=whole, files=names) for part in parts]


def _place(reading: ReportReading, catalogue: Catalogue) -> tuple[int, str]:
    codes = {row["form_code"] for row in reading.rows["reported_table"]}
    orders = (form.display_order for form in catalogue.forms if form.form_code in codes)
    return min(orders, default=_AFTER_ALL_FORMS), str(reading.report["source_file"])


def _report_row(ordered: Sequence[ReportReading]) -> Row:
    """The row of the report: that of its first file, with what only another file says."""
    row = dict(ordered[0].report)
    for column in _SHARED_FACTS:
        row[column] = next(
            (one.report[column] for one in ordered if one.report[column] is not None), None
        )
        found_in = f"{column}_found_in"
        if found_in in row:
            row[found_in] = next(
                (one.report[found_in] for one in ordered if one.report[column] is not None), None
            )
    row["agency_kind_found_in"] = next(
        (one.report["agency_kind_found_in"] for one in ordered if one.report["agency_kind"]), None
    )
    for column in ("agency", "fiscal_year"):
        first = next((one.report for one in ordered if one.report[column] is not None), row)
        row |= {name: first[name] for name in (column, f"{column}_found_in")}
    row["agency_normalised"] = comparable(row["agency"]) if row["agency"] else None
    row["retrieved_at"] = max(
        (one.report["retrieved_at"] for one in ordered if one.report["retrieved_at"]), default=None
    )
    # a report is listed as long as one of its files is
    unlisted = [one.report["unlisted_since"] for one in ordered]
    row["unlisted_since"] = max(unlisted) if all(unlisted) else None
    row["report_id"] = next(
        (one.stated_id for one in ordered if one.stated_id), ordered[0].report["report_id"]
    )
    return row


def _renumbered(reading: ReportReading, before: Sequence[ReportReading]) -> dict[str, list[Row]]:
    """The rows of a file with numbers that go on after those of the files before it."""
    offsets = {
        number: max((row[number] for part in before for row in _numbered(part, number)), default=0)
        for number in _RUNNING_NUMBERS
    }
    return {name: [_shifted(row, offsets) for row in rows] for name, rows in reading.rows.items()}


def _shifted(row: Row, offsets: Mapping[str, int]) -> Row:
    return {**row, **{name: row[name] + offset for name, offset in offsets.items() if name in row}}


def _numbered(reading: ReportReading, number: str) -> Iterable[Row]:
    return (row for rows in reading.rows.values() for row in rows if number in row)


def _not_named_before(projects: Sequence[Row], before: Sequence[ReportReading]) -> list[Row]:
    names = {row["project_name"] for part in before for row in part.rows["project"]}
    return [row for row in projects if row["project_name"] not in names]


def _outcome(
    reading: ReportReading,
    files: Sequence[ReportReading],
    present: set[str],
    catalogue: Catalogue,
) -> Row:
    """The outcome of one file of a report: what is absent is absent from all files."""
    own = reading.report_outcome
    others = "、".join(
        str(other.report_outcome["source_file"]) for other in files if other is not reading
    )
    together = f"与 {others} 合为一份报告 / one report with them"
    if own["outcome"] in ("blank_template", "not_yet_supported"):
        reason = "这一部分没有数 / this part holds no figures"
    else:
        of_file = {row["form_code"] for row in reading.rows["reported_table"]}
        reason = without_phrase(str(own["reason"]), absent_forms(of_file, catalogue))
    absent = absent_forms(present, catalogue)
    doubtful = reading.is_doubtful or not present
    return {
        **own,
        "outcome": "partly_read" if doubtful else "read",
        "reason": "；".join(part for part in (reason, absent, together) if part),
        "advice": own["advice"] if doubtful else "",
    }
