"""The manifest as people leave it, and as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.collect.manifest import (
    COLUMNS,
    ManifestUnreadable,
    changing,
    read_manifest,
)

HEAD = "report_id,agency,region,fiscal_year,kind,url,retrieved_at,sha256,media_type"


def written(folder: Path, text: str, encoding: str = "utf-8") -> bytes:
    (folder / "manifest.csv").write_bytes(text.encode(encoding))
    return text.encode(encoding)


def test_without_a_manifest_there_are_no_rows(tmp_path: Path) -> None:
    assert read_manifest(tmp_path).rows == []
    assert read_manifest(tmp_path).columns == list(COLUMNS)


def test_rows_columns_and_order_of_people_stay(tmp_path: Path) -> None:
    written(tmp_path, f"{HEAD},备注\nb,乙局,,2020,,,,bb,,手工\na,甲局,,2021,,,,aa,,\n")
    with changing(tmp_path) as manifest:
        manifest.add({"report_id": "c", "sha256": "cc", "agency": "丙局，一科", "supersedes": "a"})
    lines = (tmp_path / "manifest.csv").read_bytes().decode("utf-8-sig").split("\n")
    assert lines == [
        f"{HEAD},备注,supersedes",
        "b,乙局,,2020,,,,bb,,手工,",
        "a,甲局,,2021,,,,aa,,,",
        "c,丙局，一科,,,,,,cc,,,a",
        "",
    ]


def test_looking_at_it_does_not_write_it(tmp_path: Path) -> None:
    before = written(tmp_path, f"{HEAD}\na,甲局,,2020,,,,aa,\n")
    with changing(tmp_path) as manifest:
        assert manifest.row_of("aa") == manifest.rows[0]
    assert (tmp_path / "manifest.csv").read_bytes() == before


def test_who_reads_it_meanwhile_reads_the_whole_old_one(tmp_path: Path) -> None:
    before = written(tmp_path, f"{HEAD}\na,甲局,,2020,,,,aa,\n")
    with (tmp_path / "manifest.csv").open("rb") as reader:
        with changing(tmp_path) as manifest:
            manifest.add({"sha256": "bb"})
        assert reader.read() == before


def test_an_error_in_between_leaves_it_as_it_was(tmp_path: Path) -> None:
    before = written(tmp_path, f"{HEAD}\na,甲局,,2020,,,,aa,\n")
    with pytest.raises(ZeroDivisionError), changing(tmp_path) as manifest:
        manifest.add({"sha256": "bb"})
        raise ZeroDivisionError
    assert (tmp_path / "manifest.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "encoding", "reason"),
    [
        (f"{HEAD}\na,甲局,,2020,,,,aa,\n", "gbk", "is not UTF-8"),
        ("name,year\na,2020\n", "utf-8", "its heading"),
        (f"{HEAD},url\na,,,,,,,aa,,\n", "utf-8", "its heading"),
        (f"{HEAD}\na,b,c,d,e,f,g,h,i,j,k\n", "utf-8", "第 2 行"),
        (f'{HEAD}\na,"b,c\n', "utf-8", "look at its quotes"),
    ],
)
def test_what_is_no_manifest_is_not_written_over(
    tmp_path: Path, text: str, encoding: str, reason: str
) -> None:
    before = written(tmp_path, text, encoding)
    with pytest.raises(ManifestUnreadable, match=reason), changing(tmp_path) as manifest:
        manifest.add({"sha256": "bb"})
    assert (tmp_path / "manifest.csv").read_bytes() == before


def test_numbers_make_an_id_unique(tmp_path: Path) -> None:
    written(tmp_path, "report_id,sha256\nx,1\nx-2,2\n")
    manifest = read_manifest(tmp_path)
    assert (manifest.free_id("x"), manifest.free_id("y")) == ("x-3", "y")
