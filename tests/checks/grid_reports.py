"""The published 2025 reports that are handed over as grids, as reports for the evaluation."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Document, Page
from pipelines.stages.rows import amount_row, table_row
from pipelines.tables.recognising import recognise
from tests.checks.example_reports import ExampleReport
from tests.golden.test_published_figures import TITLES, captioned


def yichuan(reports: Path) -> ExampleReport:
    """Nine tables as rows, each a page of its own."""
    content = json.loads(
        (reports / "grids" / "sh-putuo-yichuan-2025-final.json").read_text("utf-8")
    )
    pages = [
        captioned(rows, key, content["pages"][key][0]) for key, rows in content["tables"].items()
    ]
    return _report("yichuan", pages)


def shengtaiju(reports: Path) -> ExampleReport:
    """Grids page by page, titles over the first page of each table."""
    source = reports / "grids" / "sh-putuo-shengtaiju-2025-final.page_tables.json"
    page_tables = json.loads(source.read_text("utf-8"))["page_tables"]
    first_pages = dict(zip((7, 8, 10, 12, 14, 15, 17, 18, 19), TITLES, strict=True))
    pages = [
        captioned(rows, first_pages.get(int(page)), int(page))
        for page, tables in page_tables.items()
        for rows in tables
    ]
    return _report("shengtaiju", pages)


def _report(name: str, pages: list[Page]) -> ExampleReport:
    found = recognise(Document("grid", tuple(pages)), load_catalogue())
    report = ExampleReport(
        name,
        {
            "report_id": name,
            "source_file": name,
            "sha256": name,
            "agency": name,
            "agency_normalised": name,
            "fiscal_year": 2025,
            "kind": "final_accounts",
            "reporting_scope": "department",
            "figures_sha256": name,
        },
    )
    for number, table in enumerate(found.tables, start=1):
        report.add("reported_table", table_row(number, table))
        for amount in table.amounts:
            row = amount_row(table.form_code, number, amount)
            report.add("reported_amount", {**row, "reader": "grid"})
    return report
