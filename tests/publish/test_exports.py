"""What each release gives to take away: tables as files, the workbook, what describes them."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet
import pytest

from pipelines.publish import publish
from pipelines.publish.describing import described_tables
from pipelines.publish.exports import EXPORTED_SCHEMAS
from pipelines.publish.table_files import write_csv
from pipelines.typeset.data_workbook import SheetOfRows, write_data_workbook

DANGEROUS = '=HYPERLINK("http://a.example","行政运行")'


@pytest.fixture(scope="module")
def release(build_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose build file carries cells that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("exports")
    changed = folder / "build.duckdb"
    shutil.copyfile(build_file, changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute(
            "update marts.fct_expenditure_by_function set function_name = ? "
            "where function_code = '2120801'",
            [DANGEROUS],
        )
        connection.execute(
            "update marts.fct_reported_amount set amount_text = '-1,234.50', row_label = '@甲' "
            "where row_code = '2120801' and form_code = 'government_fund' and measure = 'project'"
        )
    publish(changed, folder / "out" / "juesuan.duckdb")
    return folder / "out" / "releases" / "0001"


@pytest.fixture(scope="module")
def published(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(release / "juesuan.duckdb"), read_only=True) as connection:
        yield connection


def csv_rows(release: Path, table: str) -> list[dict[str, str]]:
    content = (release / "exports" / "csv" / f"{table}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_every_table_is_there_in_both_formats_with_its_rows(
    release: Path, published: duckdb.DuckDBPyConnection
) -> None:
    tables = published.execute(
        "select distinct schema_name, table_name from meta.data_dictionary "
        "where list_contains(?, schema_name)",
        [list(EXPORTED_SCHEMAS)],
    ).fetchall()
    folder = release / "exports"
    names = {table for _, table in tables}
    assert {file.stem for file in (folder / "csv").iterdir()} == names
    assert {file.stem for file in (folder / "parquet").iterdir()} == names
    for schema, table in tables:
        ((count,),) = published.execute(f'select count(*) from {schema}."{table}"').fetchall()
        assert (
            pyarrow.parquet.read_metadata(folder / "parquet" / f"{table}.parquet").num_rows == count
        )
        assert duckdb.sql(
            f"select count(*) from read_csv('{folder}/csv/{table}.csv', all_varchar = true)"
        ).fetchall() == [(count,)]


def test_amounts_stay_exact(release: Path) -> None:
    file = release / "exports" / "parquet" / "fct_expenditure_by_function.parquet"
    assert str(pyarrow.parquet.read_schema(file).field("amount_yuan").type) == "decimal128(24, 4)"
    rows = csv_rows(release, "fct_expenditure_by_function")
    amounts = {row["amount_yuan"] for row in rows if row["function_code"] == "2010301"}
    assert "800000.0000" in amounts and "-100.0000" in amounts


def test_text_that_a_spreadsheet_would_run_is_made_safe(release: Path) -> None:
    (named,) = {
        row["function_name"]
        for row in csv_rows(release, "fct_expenditure_by_function")
        if row["function_code"] == "2120801"
    }
    assert named == "'" + DANGEROUS
    (printed,) = [
        row for row in csv_rows(release, "fct_reported_amount") if row["row_label"].endswith("@甲")
    ]
    # a figure with a sign is a figure
    assert printed["row_label"] == "'@甲" and printed["amount_text"] == "-1,234.50"


@pytest.mark.parametrize(
    ("printed", "safe"),
    [
        ("=1+1", "'=1+1"), ("＝1+1", "'＝1+1"), ("@sum", "'@sum"), ("-其中", "'-其中"),
        ("+86 10", "'+86 10"), ("-", "-"), ("－", "－"), ("-5", "-5"), ("-1,234.50", "-1,234.50"),
        ("+3.2%", "+3.2%"), ("甲=乙", "甲=乙"), ("a,\"b\"", "a,\"b\""),
    ],
)  # fmt: skip
def test_what_begins_like_a_formula(printed: str, safe: str, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create table marts.one (said varchar)")
        connection.execute("insert into marts.one values (?)", [printed])
        (table,) = described_tables(connection, "memory", ["marts"])
        file = write_csv(connection, table, tmp_path)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [["said"], [safe]]


def test_the_workbook_has_amounts_as_numbers_and_codes_as_text(
    release: Path, published: duckdb.DuckDBPyConnection
) -> None:
    workbook = openpyxl.load_workbook(release / "exports" / "juesuan.xlsx", read_only=True)
    contents = workbook["目录"]
    listed = [row[0] for row in contents.iter_rows(min_row=4, values_only=True)]
    assert listed == workbook.sheetnames[1:] and len(listed) > 40
    rows = list(workbook["支出明细宽表"].iter_rows())
    header = [cell.value for cell in rows[0]]
    code, name, amount = (header.index(title) for title in ("项级编码", "项级名称", "金额_元"))
    by_code = {(row[code].value, row[name].value): row for row in rows[1:]}
    row = by_code[("2120801", DANGEROUS)]
    assert row[name].data_type in ("s", "inlineStr") and row[code].data_type != "n"
    assert row[amount].data_type == "n" and row[amount].value == 100000
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.data_type == "f"
    ]
    assert formulas == []


def test_a_long_sheet_has_every_row_once(tmp_path: Path) -> None:
    rows = [[number] for number in range(120)]
    sheet = SheetOfRows("数", "numbers", "", ["序号"], frozenset(), 120, iter(rows))
    write_data_workbook(tmp_path / "long.xlsx", "长", [sheet])
    workbook = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert [row[0].value for row in workbook["数"].iter_rows(min_row=2)] == list(range(120))


def test_a_table_too_long_for_a_sheet_is_not_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.typeset.data_workbook.ROWS_OF_A_SHEET", 3)
    sheets = [
        SheetOfRows(title, title, "", ["序号"], frozenset(), count, iter([[1]] * count))
        for title, count in (("三行", 3), ("四行", 4))
    ]
    write_data_workbook(tmp_path / "two.xlsx", "两表", sheets)
    workbook = openpyxl.load_workbook(tmp_path / "two.xlsx")
    assert workbook.sheetnames == ["目录", "三行"]
    told = {row[0].value: (row[2].value, row[3].value) for row in workbook["目录"].iter_rows(4)}
    assert told["三行"] == (3, None)
    assert told["四行"][0] == 4
    assert "不在本文件" in told["四行"][1] and "see csv" in told["四行"][1]


def test_what_excel_cannot_hold_in_a_cell_is_text(tmp_path: Path) -> None:
    rows = [[Decimal("1234567890123456.7"), "第\x01一"], [Decimal("-1.5"), "=1+1"]]
    sheet = SheetOfRows("数", "numbers", "", ["金额", "名称"], frozenset({0}), 2, iter(rows))
    write_data_workbook(tmp_path / "two.xlsx", "数", [sheet])
    workbook = openpyxl.load_workbook(tmp_path / "two.xlsx")
    found = [[cell.value for cell in row] for row in workbook["数"].iter_rows(min_row=2)]
    # more digits than Excel keeps: text, so that none changes
    assert found == [["1234567890123456.7", "第一"], [-1.5, "=1+1"]]


def test_the_data_package_describes_every_csv_file(release: Path) -> None:
    folder = release / "exports"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in package["resources"]} == {
        f"csv/{file.name}" for file in (folder / "csv").iterdir()
    }
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        header = content.decode("utf-8-sig").splitlines()[0].split(",")
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["title"] and field["description"] for field in fields)
        assert resource["schema"].get("primaryKey") or resource["name"] in (
            "fct_run", "fct_release_outcome", "fct_release_verdict", "data_dictionary", "metrics",
        )  # fmt: skip
    (spending,) = [one for one in package["resources"] if one["name"] == "wide_expenditure"]
    fiscal = {one["name"]: one.get("columnType") for one in spending["schema"]["fields"]}
    assert fiscal["fiscal_year"] == "date:fiscal-year" and fiscal["amount_yuan"] == "value"
    assert fiscal["section_code"] == "functional-classification:generic:level2:code"


def test_every_reference_of_the_data_package_holds(release: Path) -> None:
    folder = release / "exports"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    checked = 0
    for resource in package["resources"]:
        rows = csv_rows(release, resource["name"])
        for reference in resource["schema"].get("foreignKeys", []):
            (column,) = reference["fields"]
            there = {row[column] for row in csv_rows(release, reference["reference"]["resource"])}
            assert {row[column] for row in rows} - {""} <= there, (resource["name"], column)
            checked += 1
    assert checked > 30


def test_the_data_package_validates_with_frictionless(release: Path) -> None:
    """On demand: where the package frictionless is installed beside the project's own."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(release / "exports" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]


def test_the_dictionary_page_has_every_column_and_needs_no_network(
    release: Path, published: duckdb.DuckDBPyConnection
) -> None:
    page = (release / "exports" / "data_dictionary.html").read_text("utf-8")
    columns = published.execute(
        "select schema_name, table_name, column_name from meta.data_dictionary "
        "where schema_name <> 'zh'"
    ).fetchall()
    sections = {part.split('"', 1)[0]: part for part in page.split('<h2 id="')[1:]}
    missing = [
        (schema, table, column)
        for schema, table, column in columns
        if f"<code>{column}</code>" not in sections[f"{schema}.{table}"]
    ]
    assert len(columns) > 500 and missing == []
    assert "http" not in page.split("<nav")[0] and "<script" not in page


def test_the_sums_cover_every_file_of_the_release(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    files = {
        file.relative_to(release).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in release.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert sums == files
