"""Addresses are taken apart as the models write them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment

from pipelines.showing.cell_addresses import Place, place_in_words, place_of

MACROS = Path(__file__).resolve().parents[2] / "dbt" / "macros" / "words_for_readers.sql"


@pytest.mark.parametrize(
    ("page", "sheet", "row", "column"),
    [
        (5, None, 12, 3),
        (5, None, None, None),
        (None, "Z01 收入支出决算总表", 12, 3),
        (None, "表 R1C1", 7, 30),
        (None, None, 120, 3),
        (None, None, 120, None),
    ],
)
def test_what_the_macro_writes_is_read_back(
    page: int | None, sheet: str | None, row: int | None, column: int | None
) -> None:
    macros = Environment().from_string(MACROS.read_text("utf-8")).module
    written = macros.cell_address("$1", "$2", "$3", "$4")  # type: ignore[attr-defined]
    with duckdb.connect() as connection:
        ((address,),) = connection.execute(
            f"SELECT {written.replace('$1', '$1::INT').replace('$3', '$3::INT')}",
            [page, sheet, row, column],
        ).fetchall()
    assert place_of(address) == Place(page, sheet, row, column)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("p.24 第 98 句", Place(page=24, sentence=98)),
        ("第 60 句", Place(sentence=60)),
        ("第 60 行", Place(sentence=60)),
        ("上年 p.3 R4C5", Place(3, None, 4, 5, relation="prior")),
        ("单位 行 7 第 2 格", Place(None, None, 7, 2, relation="units")),
        ("说明 2.docx 第 9 句", Place(sentence=9, file_name="说明 2.docx")),
        ("上年 表.xlsx 表 一 R1C2", Place(None, "一", 1, 2, relation="prior", file_name="表.xlsx")),
    ],
)
def test_sentences_other_files_and_other_reports(address: str, place: Place) -> None:
    assert place_of(address, ["说明 2.docx", "2.docx", "表.xlsx"]) == place


@pytest.mark.parametrize("address", ["", "nowhere", "p.x", "p.3 R4"])
def test_what_is_no_address_is_none(address: str) -> None:
    assert place_of(address) is None


def test_a_place_in_words() -> None:
    assert place_in_words(Place(3, None, 4, 5, relation="prior")) == (
        "上年报告 第 3 页 第 4 行 第 5 列",
        "last year's report, page 3, row 4, column 5",
    )
