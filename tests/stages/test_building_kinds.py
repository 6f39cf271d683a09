"""A folder with a report in pieces, a second format, a correction and papers that are no accounts,
from the files to the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from pipelines.stages.building import build
from pipelines.typeset.figures import Figure, FigureRow, FormFigures, ReportFigures
from pipelines.typeset.layouts import load_layout
from pipelines.typeset.typesetting import typeset
from tests.stages.small_files import (
    AGENCY,
    expenditure,
    narrative,
    sources,
    state_capital,
    summary,
)

LIBRARY = "甲州市图书馆"
HARBOUR_ID = f"{AGENCY}-2022-final_accounts"
LIBRARY_ID = f"{LIBRARY}-2022-final_accounts"


def expenditure_pdf() -> bytes:
    """The figures of `expenditure()` in another format."""
    cells = [
        (None, "合计", "95.00", "60.00", "35.00"),
        ("214", "交通运输支出", "95.00", "60.00", "35.00"),
        ("21401", "公路水路运输", "95.00", "60.00", "35.00"),
        ("2140101", "行政运行", "60.00", "60.00", ""),
        ("2140136", "水路运输管理支出", "35.00", "", "35.00"),
    ]
    measures = ("total", "basic", "project")
    rows = tuple(
        FigureRow(
            "",
            code,
            label,
            tuple(Figure(*figure) for figure in zip(measures, ["outturn"] * 3, texts, strict=True)),
        )
        for code, label, *texts in cells
    )
    report = ReportFigures(AGENCY, 2022, "wan", (FormFigures("expenditure", rows),))
    return typeset(report, load_layout("ministry"), "pdf")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "in").mkdir()
    files: dict[str, str | bytes] = {
        "1.txt": summary(),
        "2.txt": expenditure(),
        "3.txt": state_capital(),
        "4.txt": narrative(),
        "5.pdf": expenditure_pdf(),
        "图书馆.txt": expenditure(LIBRARY),
        "图书馆（更正）.txt": expenditure(LIBRARY, total="96.00", project="36.00"),
        "空表.txt": "XX单位2022年度部门决算\n" + state_capital("XX单位"),
        "财政.txt": "甲州市2022年财政决算报告\n全市收入100.00亿元。\n",
        "预算.txt": f"{AGENCY}2023年部门预算公开\n2023年收入预算10.00万元。\n",
    }
    sources(folder / "in", files)
    target = folder / "out" / "juesuan.duckdb"
    summary_of_build = build([folder / "in"], target, lambda done, total, name: None)
    assert summary_of_build.reports == 3
    with duckdb.connect(str(target), read_only=True) as connection:
        yield connection


def test_every_report_has_one_row(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT report_id, source_file, source_files, is_current, supersedes, duplicate_of, "
        "feeds_marts FROM marts.dim_report WHERE kind = 'final_accounts' ORDER BY source_file"
    ).fetchall()
    parts = ["1.txt", "2.txt", "3.txt", "4.txt"]
    corrected = "图书馆（更正）.txt"
    assert rows == [
        (HARBOUR_ID, "1.txt", parts, True, None, None, True),
        (f"{HARBOUR_ID}-2", "5.pdf", ["5.pdf"], False, None, HARBOUR_ID, False),
        (LIBRARY_ID, "图书馆.txt", ["图书馆.txt"], False, None, None, False),
        (f"{LIBRARY_ID}-2", corrected, [corrected], True, LIBRARY_ID, None, True),
    ]


def test_every_file_has_its_outcome(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT source_file, report_id, outcome FROM quality.fct_report_outcome "
        "ORDER BY source_file"
    ).fetchall()
    assert [row[:1] + row[2:] for row in rows] == [
        ("1.txt", "read"),
        ("2.txt", "read"),
        ("3.txt", "read"),
        ("4.txt", "read"),
        ("5.pdf", "duplicate"),
        ("图书馆.txt", "read"),
        ("图书馆（更正）.txt", "read"),
        ("空表.txt", "blank_template"),
        ("财政.txt", "other_report"),
        ("预算.txt", "budget"),
    ]
    assert {report_id for _, report_id, _ in rows[:4]} == {HARBOUR_ID}


def test_nothing_is_counted_twice(warehouse: duckdb.DuckDBPyConnection) -> None:
    spent = warehouse.execute(
        "SELECT agency_id, CAST(sum(amount_yuan) AS DECIMAL(24, 4)) "
        "FROM marts.fct_expenditure_by_function GROUP BY ALL ORDER BY 1"
    ).fetchall()
    assert dict(spent) == {AGENCY: Decimal(950000), LIBRARY: Decimal(960000)}
    balances = warehouse.execute(
        "SELECT agency_id, opening_amount_yuan, closing_amount_yuan FROM marts.fct_balance"
    ).fetchall()
    assert balances == [(AGENCY, Decimal(50000), Decimal(100000))]


def test_every_figure_keeps_its_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT table_no, form_code, source_file, "
        "count(*) FILTER (WHERE amount_state = 'number') "
        f"FROM marts.fct_reported_amount WHERE report_id = '{HARBOUR_ID}' GROUP BY ALL ORDER BY 1"
    ).fetchall()
    assert rows == [
        (1, "income_expenditure_summary", "1.txt", 8),
        (2, "expenditure", "2.txt", 13),
        (3, "state_capital", "3.txt", 0),
    ]


def test_identities_hold_between_the_files(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT identity_id, verdict, expected, found, cells FROM quality.fct_identity_verdict "
        f"WHERE report_id = '{HARBOUR_ID}' AND identity_id = 'x.t1_t3.total'"
    ).fetchall()
    ((_, verdict, expected, found, cells),) = rows
    assert (verdict, expected, found) == ("exact", "95.00", "95.00")
    assert sorted(cell.startswith("2.txt ") for cell in cells) == [False, True]
    violated = warehouse.execute(
        "SELECT identity_id FROM quality.fct_identity_verdict "
        f"WHERE report_id = '{HARBOUR_ID}' AND verdict = 'violation'"
    ).fetchall()
    assert violated == []
