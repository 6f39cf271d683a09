"""Which files are found, what the manifest says of members, and what is never opened."""

from __future__ import annotations

import os
import socket
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from pipelines.stages.frames import to_frames
from pipelines.stages.raw_tables import fill_raw
from pipelines.stages.reading_each import read_each
from pipelines.stages.sources import SourceFile, find_source_files, given_files
from tests.collect.archive_files import encrypted_zip, zip_of

REPORT = """{agency}2022年度部门决算
一般公共预算财政拨款支出决算表
部门：{agency}\t\t\t\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t{total}\t1.00\t2.00
"""
HEADER = "report_id,agency,region,fiscal_year,kind,url,retrieved_at,sha256,media_type\n"


def report(agency: str, total: str = "3.00") -> bytes:
    return REPORT.format(agency=agency, total=total).encode()


def names(sources: list[SourceFile]) -> list[str]:
    return [source.source_file for source in sources]


def outcome_words(sources: list[SourceFile]) -> dict[str, str]:
    return {
        reading.report_outcome["source_file"]: reading.report_outcome["outcome"]
        for file in read_each(sources)
        for reading in file.readings
    }


def test_members_are_files_of_their_own_beside_others(tmp_path: Path) -> None:
    packed = zip_of(
        {"乙.txt": report("乙市乙局"), "内.zip": zip_of({"丙.txt": report("丙县丙局")})}
    )
    (tmp_path / "b.zip").write_bytes(packed)
    (tmp_path / "a.txt").write_bytes(report("甲市甲局"))
    sources = find_source_files([tmp_path], tmp_path / ".cache")
    assert names(sources) == ["a.txt", "b.zip/乙.txt", "b.zip/内.zip/丙.txt"]
    assert sources[1].sha256 == sha256(report("乙市乙局")).hexdigest()
    assert set(outcome_words(sources).values()) == {"read"}
    assert (tmp_path / "b.zip").read_bytes() == packed
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "a.txt", "b.zip"]


def test_what_an_archive_refused_has_a_row_of_its_own(tmp_path: Path) -> None:
    packed = zip_of({"a.txt": report("甲市甲局"), "../out.txt": b"x"})
    (tmp_path / "some.zip").write_bytes(packed)
    (tmp_path / "locked.zip").write_bytes(encrypted_zip("a.txt", b"x"))
    (tmp_path / "empty.zip").write_bytes(zip_of({}))
    assert outcome_words(find_source_files([tmp_path])) == {
        "empty.zip": "not_a_report",
        "locked.zip": "unreadable",
        "some.zip/a.txt": "read",
        "some.zip/out.txt": "quarantined",
    }


def stated(tmp_path: Path, content: bytes, name: str) -> list[SourceFile]:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / name).write_bytes(content)
    row = f"own-id,丁市丁局,,2021,final_accounts,page,2022-09-01,{sha256(content).hexdigest()},\n"
    own = f"a-id,甲市甲局,,2022,,,,{sha256(report('甲市甲局', '4.00')).hexdigest()},\n"
    (tmp_path / "manifest.csv").write_text(HEADER + row + own, "utf-8")
    return find_source_files([tmp_path])


def test_the_row_of_an_archive_holds_for_its_only_member(tmp_path: Path) -> None:
    (source,) = stated(tmp_path, zip_of({"a.txt": report("甲市甲局")}), "a.zip")
    assert source.source_file == "reports/a.zip/a.txt"
    assert source.stated("agency") == "丁市丁局"
    assert source.stated("report_id") == "own-id"


def test_the_row_of_an_archive_of_several_tells_only_where_they_came_from(tmp_path: Path) -> None:
    members = {"a.txt": report("甲市甲局", "4.00"), "b.txt": report("乙市乙局")}
    first, second = stated(tmp_path, zip_of(members), "a.zip")
    assert (second.stated("agency"), second.stated("fiscal_year")) == (None, None)
    assert (second.stated("url"), second.stated("retrieved_at")) == ("page", "2022-09-01")
    # a member with a row of its own goes by that
    assert (first.stated("report_id"), first.stated("url")) == ("a-id", None)


def test_pipes_sockets_and_links_are_told_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(report("甲市甲局"))
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    (tmp_path / "lost.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "linked.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "round").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.pdf"))
        found = outcome_words(find_source_files([tmp_path]))
    assert found == {
        "a.txt": "read",
        "device.pdf": "not_a_report",
        "linked.txt": "read",
        "lost.pdf": "unreadable",
        "pipe.pdf": "not_a_report",
        "round": "unreadable",
        "socket.pdf": "not_a_report",
    }


def test_files_named_by_hand(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.zip").write_bytes(zip_of({"a.txt": report("甲市甲局")}))
    sources = given_files([tmp_path, tmp_path / "pipe", tmp_path / "absent", tmp_path / "a.zip"])
    assert list(outcome_words(sources).values()) == [
        "unreadable",
        "not_a_report",
        "unreadable",
        "read",
    ]
    assert sources[-1].source_file == f"{tmp_path.as_posix()}/a.zip/a.txt"


def test_left_over_files_of_systems_are_passed_over(tmp_path: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$a.docx", "notes.md", "a.JSON"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.txt").write_bytes(b"x")
    assert find_source_files([tmp_path]) == []


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"a\nb.txt", "a\ufffdb.txt"),
        ("决算.txt".encode("gb18030"), None),
        (("长" * 83 + ".txt").encode(), "长" * 83 + ".txt"),
        ("fdp.\u202etxt".encode(), "fdp.\ufffdtxt"),
    ],
    ids=["line break", "GB18030", "253 bytes", "reversing mark"],
)
def test_odd_file_names_reach_the_warehouse(raw: bytes, told: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with open(os.path.join(os.fsencode(folder), raw), "wb") as file:
        file.write(report("甲市甲局"))
    (source,) = find_source_files([folder])
    assert source.source_file.isprintable()
    assert told in (None, source.source_file)
    readings = [reading for result in read_each([source]) for reading in result.readings]
    with duckdb.connect() as connection:
        fill_raw(connection, [to_frames(readings)])
        stored = connection.execute(
            "SELECT outcome, source_file FROM raw.report_outcome"
        ).fetchall()
    assert stored == [("read", source.source_file)]


def test_names_that_look_the_same_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a\x01.txt").write_bytes(report("甲市甲局"))
    (tmp_path / "a\x02.txt").write_bytes(report("乙市乙局"))
    assert names(find_source_files([tmp_path])) == ["a\ufffd.txt", "a\ufffd.txt (2)"]


def test_a_file_that_the_system_does_not_give_is_unreadable(tmp_path: Path) -> None:
    # a regular file whose first byte cannot be read, by whatever user
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    (result,) = read_each(find_source_files([tmp_path]))
    outcome = result.readings[0].report_outcome
    assert outcome["outcome"] == "unreadable"
    assert "the file cannot be opened" in outcome["reason"]
