"""Raw tables keep every digit and refuse what DuckDB would round in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.stages.raw_schema import RAW_TABLES
from pipelines.stages.raw_tables import write_raw
from tests.dbt.raw_frames import RawReport, raw_frames


def frames_with(amount: pl.Series) -> dict[str, pl.DataFrame]:
    report = RawReport("bing-2021")
    report.add("income", "合计", "total", "1.00", role="total")
    frames = raw_frames([report])
    frames["reported_amount"] = frames["reported_amount"].with_columns(amount)
    return frames


def test_types_and_digits_arrive_exactly(tmp_path: Path) -> None:
    amount = Decimal("99999999999999999999.9999")
    frames = frames_with(pl.Series("amount_yuan", [amount], pl.Decimal(24, 4)))
    # columns may come in any order
    frames["reported_amount"] = frames["reported_amount"].select(
        list(reversed(frames["reported_amount"].columns))
    )
    build_file = tmp_path / "new" / "build.duckdb"
    write_raw([frames], build_file)
    with duckdb.connect(str(build_file), read_only=True) as connection:
        assert connection.execute("select amount_yuan from raw.reported_amount").fetchall() == [
            (amount,)
        ]
        found = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() "
            "where schema_name = 'raw' order by table_name, column_index"
        ).fetchall()
    declared = [
        (table, column, kind)
        for table in sorted(RAW_TABLES)
        for column, kind in RAW_TABLES[table].items()
    ]
    assert found == declared
    assert int.from_bytes(build_file.read_bytes()[12:20], "little") == 64


@pytest.mark.parametrize(
    "amount",
    [
        pl.Series("amount_yuan", [0.1], pl.Float64),
        pl.Series("amount_yuan", [Decimal("0.00001")], pl.Decimal(24, 5)),
        pl.Series("amount_yuan", ["1.00"], pl.String),
    ],
)
def test_amounts_that_could_lose_digits_are_refused(tmp_path: Path, amount: pl.Series) -> None:
    with pytest.raises(TypeError, match=r"reported_amount\.amount_yuan"):
        write_raw([frames_with(amount)], tmp_path / "build.duckdb")
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == []


def test_parts_are_written_one_after_the_other(tmp_path: Path) -> None:
    parts = [frames_with(pl.Series("amount_yuan", [Decimal(yuan)])) for yuan in ("1.05", "2.1")]
    write_raw(parts, tmp_path / "build.duckdb")
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        found = connection.execute("SELECT amount_yuan FROM raw.reported_amount").fetchall()
    assert found == [(Decimal("1.05"),), (Decimal("2.1"),)]


def test_missing_and_unknown_tables_and_columns_are_refused(tmp_path: Path) -> None:
    frames = raw_frames([])
    form = frames.pop("form")
    with pytest.raises(ValueError, match=r"missing \['form'\]"):
        write_raw([frames], tmp_path / "build.duckdb")
    with pytest.raises(ValueError, match=r"unknown \['stray'\]"):
        write_raw([frames | {"form": form, "stray": form}], tmp_path / "build.duckdb")
    with pytest.raises(ValueError, match=r"raw\.form: missing columns \['title_zh'\]"):
        write_raw([frames | {"form": form.drop("title_zh")}], tmp_path / "build.duckdb")
