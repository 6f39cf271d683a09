"""Every figure of published reports, against goldens made from the pages without this reader.

The goldens of the texts and grids were cut out by hand-given positions, that of the PDF through
another PDF engine, and all were compared with the pages by eye.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.document import Document, Page, TextLine
from pipelines.document.model import grid_of_rows
from pipelines.readers.opening import open_document
from pipelines.tables.model import Recognition, ReportedAmount
from pipelines.tables.recognising import recognise

GOLDEN = Path(__file__).parent
TITLES = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "财政拨款“三公”经费支出决算表",
    "T8": "政府性基金预算财政拨款收入支出决算表",
    "T9": "国有资本经营预算财政拨款收入支出决算表",
}
Printed = tuple[str, str, str, str, str, str, str]


def golden(name: str) -> Counter[Printed]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return Counter(tuple(row.values()) for row in csv.DictReader(file))  # type: ignore[misc]


def printed(recognition: Recognition) -> Counter[Printed]:
    return Counter(
        (
            table.form_code,
            amount.block,
            amount.row_code or "",
            amount.row_label,
            amount.measure,
            amount.basis,
            amount.amount_text or "",
        )
        for table in recognition.tables
        for amount in table.amounts
    )


def all_amounts(recognition: Recognition) -> list[ReportedAmount]:
    return [amount for table in recognition.tables for amount in table.amounts]


def captioned(rows: Iterable[list[str]], key: str | None, page: int) -> Page:
    captions = (TextLine(TITLES[key]), TextLine("单位：万元")) if key else ()
    return Page((*captions, grid_of_rows(list(rows))), number=page)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (
            "seeds/yiyang-smart-city-center-2020-final-accounts.txt",
            "yiyang-smart-city-center-2020.csv",
        ),
        (
            "seeds/qingshan-big-data-center-2020-final-accounts.txt",
            "qingshan-big-data-center-2020.csv",
        ),
    ],
)
def test_every_cell_of_the_nine_tables_in_converted_text(
    reports: Path, source: str, name: str
) -> None:
    found = recognise(open_document(reports / source), load_catalogue())
    assert printed(found) == golden(name)
    assert [table.table_no for table in found.tables] == list(range(1, 10))
    in_forms = {table.title for table in found.tables}
    assert not [cell for cell in found.unplaced if cell.table_title in in_forms]


def test_every_figure_of_the_2024_pdf(reports: Path) -> None:
    (source,) = (reports / "pdf").glob("*2024*年度部门决算.pdf")
    found = recognise(open_document(source), load_catalogue())
    assert found.unplaced == ()
    forms_with_labels = {
        "income_expenditure_summary",
        "appropriation_summary",
        "three_public_expenses",
    }
    numbers = Counter(
        {
            (form, block, code, label if form in forms_with_labels else "", *rest): count
            for (form, block, code, label, *rest), count in printed(found).items()
            if rest[-1]
        }
    )
    assert numbers == golden("putuo-guihua-2024-numbers.csv")


def test_addresses_in_the_2024_pdf(reports: Path) -> None:
    """Page 15 of the PDF prints the total of the general budget in its fourth row."""
    (source,) = (reports / "pdf").glob("*2024*年度部门决算.pdf")
    found = recognise(open_document(source), load_catalogue())
    (total,) = (
        amount
        for table in found.tables
        if table.form_code == "general_budget_expenditure"
        for amount in table.amounts
        if amount.row_role == "total" and amount.measure == "basic"
    )
    assert (total.amount_text, total.address.page) == ("5364.75", 15)
    assert (total.address.row, total.address.column) == (4, 4)
    box = total.address.box
    # another PDF engine finds the word between (371.4, 152.2) and (408.2, 162.8) points
    assert box is not None and box.x0 < 371.4 and box.y0 < 152.2
    assert box.x1 > 408.2 and box.y1 > 162.8


def test_every_cell_of_the_yichuan_grids(reports: Path) -> None:
    content = json.loads(
        (reports / "grids" / "sh-putuo-yichuan-2025-final.json").read_text("utf-8")
    )
    pages = [
        captioned(rows, key, content["pages"][key][0]) for key, rows in content["tables"].items()
    ]
    found = recognise(Document("grid", tuple(pages)), load_catalogue())
    assert printed(found) == golden("putuo-yichuan-2025.csv")
    assert found.unplaced == ()


def test_every_cell_of_the_shengtaiju_grids(reports: Path) -> None:
    """Pages 9 and 11 draw three code columns as one: 11 columns become 9, 10 become 8."""
    source = reports / "grids" / "sh-putuo-shengtaiju-2025-final.page_tables.json"
    page_tables = json.loads(source.read_text("utf-8"))["page_tables"]
    first_pages = dict(zip((7, 8, 10, 12, 14, 15, 17, 18, 19), TITLES, strict=True))
    pages = [
        captioned(rows, first_pages.get(int(page)), int(page))
        for page, tables in page_tables.items()
        for rows in tables
    ]
    found = recognise(Document("grid", tuple(pages)), load_catalogue())
    assert printed(found) == golden("putuo-shengtaiju-2025.csv")
    assert found.unplaced == ()


def test_a_code_with_deeper_codes_is_a_subtotal(reports: Path) -> None:
    source = reports / "seeds" / "yiyang-smart-city-center-2020-final-accounts.txt"
    found = recognise(open_document(source), load_catalogue())
    roles = {
        (amount.row_code, amount.row_role)
        for amount in all_amounts(found)
        if amount.row_code in ("201", "20103", "2010350", "301", "30101")
    }
    assert roles == {
        ("201", "subtotal"),
        ("20103", "subtotal"),
        ("2010350", "leaf"),
        ("301", "subtotal"),
        ("30101", "leaf"),
    }
