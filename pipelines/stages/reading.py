"""One file to one reading: its facts, its amounts, what was left over, and how it came out.

A reading holds the rows of the raw tables. `read_file` never raises: one bad file costs itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import CellAddress, Document
from pipelines.readers.opening import open_document
from pipelines.readers.problems import ReadingProblem, UnreadableFile
from pipelines.stages.outcomes import Outcome, outcome_of
from pipelines.stages.report_facts import ReportFacts, report_facts
from pipelines.stages.sources import MANIFEST, SourceFile
from pipelines.tables.model import RecognisedTable, Recognition, ReportedAmount, UnplacedCell
from pipelines.tables.recognising import recognise

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ReportReading:
    """The rows that one report of one file gives, by raw table."""

    report: Row
    report_outcome: Row
    reported_table: Sequence[Row]
    reported_amount: Sequence[Row]
    unplaced_cell: Sequence[Row]


def read_file(source: SourceFile) -> list[ReportReading]:
    """The reports of a file, one today. Every failure becomes an outcome in words."""
    started = time.perf_counter()
    catalogue = load_catalogue()
    document = Document("")
    recognition = Recognition((), (), ())
    facts = ReportFacts(None, None, None, None, None, None, False)
    try:
        document = open_document(source.path)
        recognition = recognise(document, catalogue)
        facts = _with_manifest(report_facts(document, recognition, catalogue), source)
        outcome = outcome_of(document, recognition, facts, catalogue)
    except ReadingProblem as problem:
        word = "unreadable" if isinstance(problem, UnreadableFile) else "not_yet_supported"
        outcome = Outcome(word, problem.reason, problem.advice)
    # A mistake of ours on one file must not stop the others; it is published as quarantined.
    except Exception as error:
        document, recognition = Document(document.reader), Recognition((), (), ())
        outcome = Outcome(
            "quarantined",
            f"程序出错 / our own fault: {type(error).__name__}: {error}",
            "请报告此文件 / please report this file",
        )
    if outcome.outcome not in ("read", "partly_read"):
        lost = recognition.unplaced if facts.kind == "final_accounts" else ()
        recognition = Recognition((), lost if outcome.outcome != "blank_template" else (), ())
    return [_reading(source, document, recognition, facts, outcome, started)]


def _with_manifest(facts: ReportFacts, source: SourceFile) -> ReportFacts:
    """The facts with what the manifest states in place of what was found.

    A fiscal year that is no year of four digits is not believed.
    """
    stated_agency, stated_year = source.stated("agency"), source.stated("fiscal_year")
    if stated_agency:
        facts = replace(facts, agency=stated_agency, agency_found_in=MANIFEST)
    if stated_year and re.fullmatch(r"20\d{2}", stated_year):
        facts = replace(facts, fiscal_year=int(stated_year), fiscal_year_found_in=MANIFEST)
    return replace(facts, kind=source.stated("kind") or facts.kind)


def _reading(
    source: SourceFile,
    document: Document,
    recognition: Recognition,
    facts: ReportFacts,
    outcome: Outcome,
    started: float,
) -> ReportReading:
    kind = facts.kind or "other"
    report_id = source.stated("report_id") or _report_id(
        source, facts.agency, facts.fiscal_year, kind
    )
    amounts = [
        _amount_row(report_id, source, document.reader, table, amount)
        for table in recognition.tables
        for amount in table.amounts
    ]
    report = {
        "report_id": report_id,
        "source_file": source.source_file,
        "sha256": source.sha256,
        "agency": facts.agency,
        "agency_found_in": facts.agency_found_in,
        "region": source.stated("region"),
        "fiscal_year": facts.fiscal_year,
        "fiscal_year_found_in": facts.fiscal_year_found_in,
        "kind": kind,
        "reporting_scope": facts.reporting_scope,
        "url": source.stated("url"),
        "retrieved_at": source.stated("retrieved_at"),
        "figures_sha256": _figures_hash(amounts),
        "supersedes": source.stated("supersedes"),
    }
    outcome_row = {
        "source_file": source.source_file,
        "sha256": source.sha256,
        "report_id": report_id,
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "advice": outcome.advice,
        "reader": document.reader or None,
        "pages": len(document.pages),
        "figures": sum(1 for row in amounts if row["amount_state"] == "number"),
        "unplaced": len(recognition.unplaced),
        "seconds": round(time.perf_counter() - started, 3),
    }
    return ReportReading(
        report,
        outcome_row,
        [_table_row(report_id, source, table) for table in recognition.tables],
        amounts,
        [_unplaced_row(report_id, source, cell) for cell in recognition.unplaced],
    )


def _report_id(source: SourceFile, agency: str | None, fiscal_year: int | None, kind: str) -> str:
    name = agency or PurePosixPath(source.source_file).stem
    return f"{name}-{fiscal_year or 'unknown'}-{kind}"


def _address_columns(address: CellAddress) -> dict[str, Any]:
    box = address.box
    return {
        "page": address.page,
        "sheet": address.sheet,
        "table_row": address.row,
        "table_column": address.column,
        "x0": round(box.x0, 2) if box else None,
        "y0": round(box.y0, 2) if box else None,
        "x1": round(box.x1, 2) if box else None,
        "y1": round(box.y1, 2) if box else None,
    }


def _amount_row(
    report_id: str,
    source: SourceFile,
    reader: str,
    table: RecognisedTable,
    amount: ReportedAmount,
) -> dict[str, Any]:
    yuan = amount.amount_yuan
    return {
        "report_id": report_id,
        "source_file": source.source_file,
        "form_code": table.form_code,
        "table_no": table.table_no,
        "block": amount.block,
        "row_code": amount.row_code,
        "row_label": amount.row_label,
        "measure": amount.measure,
        "measure_label": amount.measure_label,
        "basis": amount.basis,
        "amount_yuan": None if yuan is None else yuan.quantize(Decimal("0.0001")),
        "amount_text": amount.amount_text,
        "unit": amount.unit,
        "shown_decimals": amount.shown_decimals,
        "amount_state": amount.amount_state,
        "row_role": amount.row_role,
        **_address_columns(amount.address),
        "reader": reader,
    }


def _unplaced_row(report_id: str, source: SourceFile, cell: UnplacedCell) -> dict[str, Any]:
    return {
        "report_id": report_id,
        "source_file": source.source_file,
        **_address_columns(cell.address),
        "cell_text": cell.text,
        "reason": cell.reason,
        "table_title": cell.table_title,
    }


def _table_row(report_id: str, source: SourceFile, table: RecognisedTable) -> dict[str, Any]:
    pages = [page for page in table.pages if page is not None]
    return {
        "report_id": report_id,
        "source_file": source.source_file,
        "table_no": table.table_no,
        "form_code": table.form_code,
        "title": table.title,
        "layout": table.layout,
        "unit": table.unit,
        "first_page": min(pages) if pages else None,
        "last_page": max(pages) if pages else None,
        "budget_basis": table.budget_basis,
        "is_empty": table.is_empty,
        "empty_note": table.empty_note,
    }


def _figures_hash(amounts: Sequence[Row]) -> str | None:
    """One hash for the same figures, wherever and in whatever format they are printed."""
    lines = sorted(
        "|".join(
            str(row[column])
            for column in ("form_code", "block", "row_code", "row_label", "measure", "basis")
        )
        + f"|{row['amount_yuan']}"
        for row in amounts
        if row["amount_state"] == "number"
    )
    return sha256("\n".join(lines).encode()).hexdigest() if lines else None
