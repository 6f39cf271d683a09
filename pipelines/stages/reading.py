"""One file to its readings: facts, figures, what was left over, and how it came out.

A reading holds the rows of the raw tables for one report. `read_file` raises nothing but
MemoryError: one bad file costs itself.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipelines.catalogue.loading import load_catalogue, load_narrative_grammar
from pipelines.catalogue.model import Catalogue
from pipelines.collect.naming import MANIFEST
from pipelines.document import Document
from pipelines.document.storable import storable, storable_text
from pipelines.readers.ocr_extra import READER
from pipelines.readers.opening import open_document
from pipelines.readers.problems import ReadingProblem, UnreadableFile
from pipelines.stages.agency_facts import AgencyFacts, agency_facts
from pipelines.stages.contents import Contents, read_contents
from pipelines.stages.fingerprint import figures_hash
from pipelines.stages.outcome_rows import LOADED
from pipelines.stages.outcomes import Outcome, outcome_of
from pipelines.stages.projects import project_key
from pipelines.stages.readings import ReportReading, Row
from pipelines.stages.recognised_rows import (
    recognised_cells,
    recognised_row,
    with_doubtful_claims,
)
from pipelines.stages.regions import region_at_start
from pipelines.stages.report_facts import ReportFacts, report_facts, revision_word
from pipelines.stages.rows import (
    amount_row,
    claim_row,
    evaluation_row,
    fund_row,
    indicator_row,
    quantity_row,
    statement_row,
    table_row,
    unplaced_cell_row,
    unplaced_figure_row,
)
from pipelines.stages.sources import SourceFile
from pipelines.stages.splitting import split_reports
from pipelines.stages.table_lines import table_line_rows
from pipelines.tables.evaluation.model import Evaluation
from pipelines.tables.model import Recognition
from pipelines.text.normalising import comparable

AGENCY_NAME = "agency name"
BASE_DATA = "base_data"
"""The layout of 基础数据表: figures beside an evaluation, no evaluation of their own."""


@dataclass(frozen=True)
class _ReadReport:
    """One report of a file, read and judged."""

    document: Document
    contents: Contents
    facts: ReportFacts
    outcome: Outcome
    stated_id: str | None
    """The report_id of the manifest; of a file with several reports it can name none."""


def read_file(source: SourceFile) -> list[ReportReading]:
    """The reports of a file, at least one. Every failure becomes an outcome in words.

    Raises MemoryError, for a limit on memory is the worker's and not the file's.
    """
    started = time.perf_counter()
    catalogue = load_catalogue()
    try:
        reports = _reports_of(source, catalogue)
    except ReadingProblem as problem:
        if _is_of_memory(problem):
            raise MemoryError from problem
        word = "unreadable" if isinstance(problem, UnreadableFile) else "not_yet_supported"
        reports = [_failed(source, Outcome(word, problem.reason, problem.advice))]
    except MemoryError:
        raise
    # A mistake of ours on one file must not stop the others; it is published as quarantined.
    except Exception as error:
        outcome = Outcome(
            "quarantined",
            f"程序出错 / our own fault: {type(error).__name__}: {error}",
            "请报告此文件 / please report this file",
        )
        reports = [_failed(source, outcome)]
    seconds = round((time.perf_counter() - started) / len(reports), 3)
    return [_reading(source, report, seconds, catalogue) for report in reports]


def _is_of_memory(problem: ReadingProblem) -> bool:
    """Whether memory ran out, whatever the libraries in between made of it."""
    error: BaseException | None = problem
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reports_of(source: SourceFile, catalogue: Catalogue) -> list[_ReadReport]:
    refusal = source.refusal
    if refusal is not None:
        return [_failed(source, Outcome(refusal.outcome, refusal.reason, refusal.advice))]
    parts = split_reports(storable(open_document(source.path)), catalogue)
    alone = len(parts) == 1
    settled = [_settled(part, source, alone, catalogue) for part in parts]
    return [_read(part, source, alone, catalogue) for part in settled]


def _settled(document: Document, source: SourceFile, alone: bool, catalogue: Catalogue) -> Document:
    """The document with what is doubtful on its recognised pages decided or made illegible."""
    if all(page.reader != READER for page in document.pages):
        return document
    # it brings the database along, at half a second a process; and it reads a document through here
    from pipelines.stages.scan_settling import settled

    return settled(
        document,
        lambda one: _reading(source, _read(one, source, alone, catalogue), 0.0, catalogue),
    )


def _read(document: Document, source: SourceFile, alone: bool, catalogue: Catalogue) -> _ReadReport:
    contents = with_doubtful_claims(read_contents(document, catalogue), document)
    found = report_facts(document, contents.recognition, catalogue)
    if found.kind is None and contents.evaluations:
        found = replace(found, kind="self_evaluation")
    facts = _with_manifest(found, source, alone)
    outcome = outcome_of(document, contents, facts, catalogue)
    stated_id = source.stated("report_id") if alone else None
    return _ReadReport(document, _kept(contents, facts, outcome), facts, outcome, stated_id)


def _kept(contents: Contents, facts: ReportFacts, outcome: Outcome) -> Contents:
    """What is published of a report: of one that is not loaded only what was lost with it.

    Empty forms of a known agency and year may be those of a report whose other forms lie in other
    files; they are kept until that is known.
    """
    nothing = Contents(Recognition((), (), ()))
    is_known = facts.agency is not None and facts.fiscal_year is not None
    if outcome.outcome == "blank_template" and is_known and facts.kind == "final_accounts":
        return replace(nothing, recognition=contents.recognition)
    if outcome.outcome in LOADED:
        return contents
    if outcome.outcome == "blank_template" or facts.kind not in (
        "final_accounts",
        "self_evaluation",
    ):
        return nothing
    return replace(
        nothing,
        recognition=replace(contents.recognition, tables=()),
        unplaced_in_evaluations=contents.unplaced_in_evaluations,
    )


def _failed(source: SourceFile, outcome: Outcome) -> _ReadReport:
    nothing = ReportFacts()
    return _ReadReport(
        Document(""),
        Contents(Recognition((), (), ())),
        _with_manifest(nothing, source, alone=True),
        outcome,
        source.stated("report_id"),
    )


def _with_manifest(facts: ReportFacts, source: SourceFile, alone: bool) -> ReportFacts:
    """The facts with what the manifest states in place of what was found.

    A fiscal year that is no year of four digits is not believed. Of a file with several reports
    the manifest cannot name the agencies.
    """
    stated_agency, stated_year = source.stated("agency"), source.stated("fiscal_year")
    if stated_agency and alone:
        facts = replace(facts, agency=stated_agency, agency_found_in=MANIFEST)
    if stated_year and re.fullmatch(r"20\d{2}", stated_year):
        facts = replace(facts, fiscal_year=int(stated_year), fiscal_year_found_in=MANIFEST)
    return replace(facts, kind=source.stated("kind") or facts.kind)


def _reading(
    source: SourceFile, read: _ReadReport, seconds: float, catalogue: Catalogue
) -> ReportReading:
    report_id = read.stated_id or _report_id(source, read.facts)
    own = {"report_id": report_id, "source_file": source.source_file}
    rows = _rows(read, catalogue)
    report = {**own, **_report_columns(source, read, rows, catalogue)}
    outcome = {
        "source_file": source.source_file,
        "sha256": source.sha256,
        "report_id": report_id,
        "outcome": read.outcome.outcome,
        "reason": storable_text(read.outcome.reason),
        "advice": read.outcome.advice,
        "reader": read.document.reader or None,
        "pages": len(read.document.pages),
        "figures": sum(row["amount_state"] == "number" for row in rows["reported_amount"]),
        "unplaced": len(rows["unplaced_cell"]),
        "seconds": seconds,
        "quantities": sum(row["value_state"] == "number" for row in rows["reported_quantity"]),
        "claims": len(rows["narrative_claim"]),
    }
    return ReportReading(
        report,
        outcome,
        {name: [{**own, **row} for row in found] for name, found in rows.items()},
        read.outcome.is_doubtful,
        read.stated_id,
    )


def _report_columns(
    source: SourceFile, read: _ReadReport, rows: dict[str, list[Row]], catalogue: Catalogue
) -> Row:
    facts = read.facts
    said = (
        agency_facts(read.document.passages(), facts.agency, catalogue.agency_words)
        if read.outcome.outcome in LOADED
        else AgencyFacts()
    )
    stated_region = source.stated("region")
    named_in = stated_region or facts.agency
    region = region_at_start(named_in, catalogue.regions) if named_in else None
    found_in = MANIFEST if stated_region else AGENCY_NAME if region else None
    return {
        "sha256": source.sha256,
        "agency": facts.agency,
        "agency_normalised": comparable(facts.agency) if facts.agency else None,
        "agency_found_in": facts.agency_found_in,
        "agency_kind": said.kind,
        "agency_kind_found_in": said.kind_found_in,
        "supervising_agency": said.supervising_agency,
        "region": stated_region or (region.name if region else None),
        "region_found_in": found_in,
        "province": region.province if region else None,
        "province_code": region.province_code if region else None,
        "prefecture": region.prefecture if region else None,
        "county": region.county if region else None,
        "fiscal_year": facts.fiscal_year,
        "fiscal_year_found_in": facts.fiscal_year_found_in,
        "kind": facts.kind or "other",
        "reporting_scope": facts.reporting_scope,
        "url": source.stated("url"),
        "retrieved_at": source.stated("retrieved_at"),
        "unlisted_since": source.stated("unlisted_since"),
        "figures_sha256": figures_hash(rows),
        "supersedes": source.stated("supersedes"),
        "revision_word": facts.revision_word or _revision_word(source, catalogue),
        "duplicate_of": None,
    }


def _revision_word(source: SourceFile, catalogue: Catalogue) -> str | None:
    """The word in the file's name that says that it replaces an earlier publication."""
    return revision_word(PurePosixPath(source.source_file).stem, catalogue.report_kinds)


def _report_id(source: SourceFile, facts: ReportFacts) -> str:
    name = facts.agency or PurePosixPath(source.source_file).stem
    return f"{name}-{facts.fiscal_year or 'unknown'}-{facts.kind or 'other'}"


def _rows(read: _ReadReport, catalogue: Catalogue) -> dict[str, list[Row]]:
    contents, document = read.contents, read.document
    recognised = recognised_cells(document)
    numbered = contents.numbered()
    evaluations = [
        (number, one)
        for number, one in numbered
        if isinstance(one, Evaluation) and one.layout != BASE_DATA
    ]
    tables = [(number, one) for number, one in numbered if not isinstance(one, Evaluation)]
    narrative = contents.narrative
    rows: dict[str, list[Row]] = {
        "reported_table": [table_row(number, table) for number, table in tables],
        "table_line": [
            row for number, table in tables for row in table_line_rows(number, table, catalogue)
        ],
        "reported_amount": [
            recognised_row(
                amount_row(one.form_code, number, amount), "amount_text", document, recognised
            )
            for number, one in numbered
            for amount in one.amounts
        ],
        "reported_quantity": [
            recognised_row(
                quantity_row(one.form_code, number, quantity), "value_text", document, recognised
            )
            for number, one in numbered
            for quantity in one.quantities
        ],
        "evaluation": [
            {**row, "reader": document.reader_of(row["page"])}
            for row in (evaluation_row(number, one) for number, one in evaluations)
        ],
        "evaluation_fund": [
            fund_row(number, fund) for number, one in evaluations for fund in one.funds
        ],
        "evaluation_indicator": [
            indicator_row(number, indicator)
            for number, one in evaluations
            for indicator in one.indicators
        ],
        "narrative_claim": [
            claim_row(number, claim) for number, claim in enumerate(narrative.claims, start=1)
        ],
        "narrative_statement": [
            statement_row(number, one) for number, one in enumerate(narrative.statements, start=1)
        ],
        "unplaced_cell": [
            {"unplaced_no": number, **row}
            for number, row in enumerate(_unplaced_rows(contents), start=1)
        ],
    }
    rows["project"] = _project_rows(read.facts, rows, catalogue)
    return rows


def _unplaced_rows(contents: Contents) -> list[Row]:
    return [
        *(unplaced_cell_row(cell) for cell in contents.unplaced_cells),
        *(
            unplaced_figure_row(figure, load_narrative_grammar().reasons)
            for figure in contents.narrative.unplaced
        ),
    ]


def _project_rows(
    facts: ReportFacts, rows: dict[str, list[Row]], catalogue: Catalogue
) -> list[Row]:
    """Every project that the report names in a table or in its text."""
    names = {row["project_name"] for row in rows["evaluation"] if row["project_name"]}
    names |= {
        row["row_label"]
        for row in rows["reported_amount"]
        if row["form_code"] == "project_expenditure_status" and row["row_role"] == "leaf"
    }
    names |= {
        row["subject_label"]
        for row in rows["narrative_claim"]
        if row["subject"] == "project_item" and row["subject_label"]
    }
    region = region_at_start(facts.agency, catalogue.regions) if facts.agency else None
    return [
        {"project_name": name, "project_key": project_key(name, region, catalogue.project_names)}
        for name in sorted(names)
    ]
