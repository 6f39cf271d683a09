"""Tables of basic expenditure, projects and procurement; the figures were read from the text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.catalogue.loading import load_catalogue
from pipelines.readers.opening import open_document
from pipelines.tables.model import RecognisedTable, Recognition
from pipelines.tables.recognising import recognise, recognise_items
from pipelines.tables.streaming import stream
from tests.shared_reports import shared_reports

SEED = "seeds/changsha-data-bureau-2020-self-evaluation.txt"
Printed = tuple[str, str, str, tuple[str, str, str, str]]

BASIC_OF_THE_BUREAU: list[Printed] = [
    ("", "工资福利支出", "leaf", ("532.63", "516.09", "16.54", "96.90%")),
    ("", "商品和服务支出", "leaf", ("59.93", "58.77", "1.16", "98.07%")),
    (
        "of_which",
        "其中：公务用车购置及运行维护费",
        "leaf",
        ("24.50", "23.52", "0.98", "96.00%"),
    ),
    ("of_which", "公务接待", "leaf", ("1.00", "0.97", "0.03", "96.88%")),
    ("of_which", "因公出国（境）费", "leaf", ("-", "-", "-", "")),
    ("", "对个人和家庭的补助", "leaf", ("-", "-", "-", "")),
    ("", "小计", "total", ("592.56", "574.86", "17.70", "97.01%")),
]
PROJECTS_OF_THE_BUREAU = [
    ("456.00", "456.00", "-", "100.00%"),
    ("262.95", "262.95", "-", "100.00%"),
    ("92.50", "92.50", "-", "100.00%"),
    ("29.58", "29.58", "-", "100.00%"),
    ("19.00", "19.00", "-", "100.00%"),
    ("3.00", "2.95", "0.05", "98.49%"),
    ("7.50", "7.50", "-", "100.00%"),
    ("870.53", "870.48", "0.05", "99.99%"),
]
BASIC_OF_THE_CENTRE: list[Printed] = [
    ("", "工资福利支出", "leaf", ("1,120.35", "1,051.21", "69.13", "93.83%")),
    ("", "商品和服务支出", "leaf", ("167.82", "163.92", "3.90", "97.68%")),
    ("of_which", "其中：公务用车", "leaf", ("6.00", "6.00", "-", "99.99%")),
    ("of_which", "公务接待", "leaf", ("1.00", "0.20", "0.8", "20.03%")),
    ("of_which", "公务出国", "leaf", ("3.00", "-", "3", "0.00%")),
    ("", "对个人和家庭的补助", "leaf", ("151.73", "142.13", "9.60", "93.67%")),
    ("", "小计", "total", ("1,439.90", "1,357.27", "82.64", "94.26%")),
]
PROJECTS_OF_THE_CENTRE = [
    ("18,160.82", "18,160.82", "-", "100.00%"),
    ("3,008.25", "3,008.25", "-", "100.00%"),
    ("2,710.39", "2,710.39", "-", "100.00%"),
    ("465.02", "465.02", "-", "100.00%"),
    ("400.00", "395.48", "4.52", "98.87%"),
    ("388.81", "360.21", "28.60", "92.64%"),
    ("264.08", "243.02", "21.06", "92.03%"),
    ("148.30", "148.30", "-", "100.00%"),
    ("129.86", "129.86", "-", "100.00%"),
    ("82.53", "82.50", "0.03", "99.96%"),
    ("66.87", "66.87", "-", "100.00%"),
    ("29.79", "29.79", "-", "100.00%"),
    ("29.83", "29.83", "-", "100.00%"),
    ("20.00", "20.00", "-", "100.00%"),
    ("12.28", "10.82", "1.46", "88.14%"),
    ("3.50", "3.50", "-", "100.00%"),
    ("3.00", "3.00", "-", "100.00%"),
    ("2.70", "2.70", "-", "100.00%"),
    ("2.38", "2.36", "0.02", "99.08%"),
    ("25,928.40", "25,872.71", "55.69", "99.79%"),
]


def rows_of(table: RecognisedTable) -> list[Printed]:
    """Block, label, role and the four printed figures of every row."""
    measures = [(a.measure, a.basis) for a in table.amounts[:3]]
    assert measures == [
        ("budget", "budget_unstated"),
        ("outturn", "outturn"),
        ("balance", "closing"),
    ]
    rows: list[Printed] = []
    for index, rate in enumerate(table.quantities):
        amounts = table.amounts[index * 3 : index * 3 + 3]
        assert {(a.row_label, a.address.row) for a in amounts} == {
            (rate.row_label, rate.address.row)
        }
        first, second, third = (amount.amount_text or "" for amount in amounts)
        texts = (first, second, third, rate.value_text or "")
        rows.append((rate.block, rate.row_label, rate.row_role, texts))
    return rows


@pytest.fixture(scope="module")
def seed() -> Recognition:
    return recognise(open_document(shared_reports() / SEED), load_catalogue())


def test_the_tables_of_both_reports_in_their_order(seed: Recognition) -> None:
    assert [(table.form_code, table.unit) for table in seed.tables] == [
        ("procurement_summary", "wan"),
        ("basic_expenditure_status", "wan"),
        ("project_expenditure_status", "wan"),
        ("basic_expenditure_status", "wan"),
        ("project_expenditure_status", "wan"),
    ]
    assert seed.unplaced == ()
    assert not any(table.is_official for table in seed.tables)


def test_every_cell_of_the_basic_expenditure(seed: Recognition) -> None:
    assert rows_of(seed.tables[1]) == BASIC_OF_THE_BUREAU
    assert rows_of(seed.tables[3]) == BASIC_OF_THE_CENTRE


def test_every_cell_of_the_projects(seed: Recognition) -> None:
    for table, expected in (
        (seed.tables[2], PROJECTS_OF_THE_BUREAU),
        (seed.tables[4], PROJECTS_OF_THE_CENTRE),
    ):
        rows = rows_of(table)
        assert [texts for _, _, _, texts in rows] == expected
        assert [role for _, _, role, _ in rows] == ["leaf"] * (len(expected) - 1) + ["total"]
        assert {block for block, _, _, _ in rows} == {""}
    labels = [label for _, label, _, _ in rows_of(seed.tables[4])]
    assert labels[7] == "“我的长沙”APP项目"
    assert labels[10] == "2018社会综合治税信息平台拓展项目"
    assert labels[18:] == ["电子政务建设保障经费", "小计"]


def test_every_cell_of_the_procurement_table_without_title_and_unit(seed: Recognition) -> None:
    table = seed.tables[0]
    assert [(a.block, a.row_role, a.amount_text, a.address.row) for a in table.amounts] == [
        ("goods", "leaf", "4.24", 30),
        ("goods", "leaf", "17.68", 31),
        ("goods", "subtotal", "21.92", 32),
        ("services", "leaf", "211.95", 33),
        ("services", "leaf", "216.00", 34),
        ("services", "subtotal", "427.95", 35),
        ("", "total", "449.87", 36),
    ]
    assert table.amounts[6].amount_yuan == Decimal("4498700")
    assert len(table.remarks) == 1


def test_figures_keep_their_state_place_and_decimals(seed: Recognition) -> None:
    amounts, rates = seed.tables[3].amounts, seed.tables[3].quantities
    assert (amounts[11].amount_text, amounts[11].shown_decimals) == ("0.8", 1)
    assert (amounts[13].amount_state, amounts[13].amount_yuan) == ("dash", None)
    assert (amounts[14].amount_text, amounts[14].shown_decimals) == ("3", 0)
    assert (rates[4].value, rates[4].shown_decimals, rates[4].unit) == (0, 2, "percent")
    assert (rates[5].address.row, rates[5].address.column, rates[5].row_no) == (238, 6, 6)
    blank = seed.tables[1].quantities[4]
    assert (blank.value_state, blank.value, blank.value_text) == ("blank", None, None)


def test_running_text_is_no_line_of_a_table(reports: Path) -> None:
    catalogue = load_catalogue()
    items = list(stream(open_document(reports / SEED), catalogue))
    found = recognise_items(items, catalogue)
    texts = [items[place].text for place in sorted(found.table_lines)]  # type: ignore[union-attr]
    assert texts == [
        "表一：基本支出情况表（单位：万元）",
        "表二：项目支出情况表（单位：万元）",
        "表一：基本支出情况表（单位：万元）",
        "表二：项目支出情况表（单位：万元）",
    ]
