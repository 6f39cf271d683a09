"""Archives of every kind give their members; what cannot be taken is refused with its reason."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.collect.intake import PackingLimits
from pipelines.collect.members import Unpacked
from pipelines.collect.unpacking import unpack
from tests.collect.archive_files import (
    encrypted_rar,
    encrypted_zip,
    rar_of,
    seven_zip_of,
    tar_of,
    tar_with_specials,
    zip_of,
    zip_with_mode,
    zip_with_raw_name,
)

TWO = {"甲局/决算.txt": "甲".encode(), "乙局/决算.txt": "乙".encode()}
MIB = 1 << 20


def unpacked(
    content: bytes, folder: Path, name: str = "a.zip", limits: PackingLimits | None = None
) -> Unpacked:
    archive = folder / name
    archive.write_bytes(content)
    found = unpack(archive, name, folder / "kept", limits or PackingLimits())
    assert found is not None
    assert archive.read_bytes() == content
    for member in found.members:
        assert member.file.is_relative_to(folder / "kept")
    return found


def contents(found: Unpacked) -> dict[str, bytes]:
    return {member.name: member.file.read_bytes() for member in found.members}


def refused(found: Unpacked) -> dict[str, tuple[str, str]]:
    assert all(refusal.reason and refusal.advice for refusal in found.refusals)
    return {refusal.name: (refusal.outcome, refusal.reason) for refusal in found.refusals}


@pytest.mark.parametrize(
    "content",
    [
        zip_of(TWO),
        tar_of(TWO),
        tar_of(TWO, "w:gz"),
        tar_of(TWO, "w:bz2"),
        tar_of(TWO, "w:xz"),
        seven_zip_of(TWO),
        rar_of(TWO),
    ],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "7z", "rar"],
)
def test_every_kind_gives_its_members_whatever_its_suffix(content: bytes, tmp_path: Path) -> None:
    found = unpacked(content, tmp_path, "报告.pdf")
    assert contents(found) == TWO
    assert found.refusals == ()


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("决算.txt.gz", gzip.compress(b"figures")),
        ("决算.txt.bz2", bz2.compress(b"figures")),
        ("决算.txt.xz", lzma.compress(b"figures")),
    ],
    ids=["gz", "bz2", "xz"],
)
def test_one_compressed_file_goes_by_its_own_name(name: str, packed: bytes, tmp_path: Path) -> None:
    assert contents(unpacked(packed, tmp_path, name)) == {"决算.txt": b"figures"}


def test_names_of_chinese_windows(tmp_path: Path) -> None:
    raw = "某某市某某局2022年度部门决算.txt".encode("gb18030")
    found = unpacked(zip_with_raw_name(raw, b"1"), tmp_path)
    assert contents(found) == {"某某市某某局2022年度部门决算.txt": b"1"}
    # the second byte of 乗 is a backslash in this encoding, and no separator
    raw = "乗.txt".encode("gb18030")
    assert b"\\" in raw
    assert contents(unpacked(zip_with_raw_name(raw, b"2"), tmp_path)) == {"乗.txt": b"2"}


def test_a_document_of_an_office_program_is_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}))
    assert unpack(file, "a.zip", tmp_path / "kept") is None
    file.write_text("BZh is how this text begins", "utf-8")
    assert unpack(file, "a.zip", tmp_path / "kept") is None


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/etc/cron.d/x", "C:\\Windows\\x.txt", "a/../../b", "..\\x.txt"]
)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*"))
    for content in (zip_of({name: b"1", "ok.txt": b"2"}), tar_of({name: b"1", "ok.txt": b"2"})):
        found = unpacked(content, tmp_path)
        assert contents(found) == {"ok.txt": b"2"}
        ((told, (outcome, reason)),) = refused(found).items()
        assert outcome == "quarantined"
        assert "leads out" in reason
        assert ".." not in told.split("/")
    new = set(tmp_path.parent.rglob("*")) - before
    assert all(path.is_relative_to(tmp_path / "kept") or path.name == "a.zip" for path in new)


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    (refusal,) = unpacked(tar_with_specials(), tmp_path).refusals
    assert (refusal.name, refusal.outcome) == ("", "quarantined")
    assert "a link, not a file" in refusal.reason
    assert "a device or pipe" in refusal.reason
    linked = zip_with_mode("passwd.txt", stat.S_IFLNK | 0o777, b"/etc/passwd")
    (refusal,) = unpacked(linked, tmp_path).refusals
    assert "a link, not a file" in refusal.reason


@pytest.mark.parametrize(
    "content",
    [
        encrypted_zip("a.txt", b"secret"),
        seven_zip_of({"a.txt": b"secret"}, password="1234"),
        encrypted_rar("a.txt", b"secret"),
    ],
    ids=["zip", "7z", "rar"],
)
def test_an_encrypted_archive_is_unreadable_with_advice(content: bytes, tmp_path: Path) -> None:
    found = unpacked(content, tmp_path)
    assert found.members == ()
    (refusal,) = found.refusals
    assert (refusal.name, refusal.outcome) == ("", "unreadable")
    assert "encrypted" in refusal.reason
    assert "without a password" in refusal.advice


def test_a_packed_rar_without_a_program_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (refusal,) = unpacked(rar_of({"a.txt": b"packed"}, method=0x33), tmp_path).refusals
    assert refusal.outcome == "not_yet_supported"
    assert "unrar" in refusal.advice


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (zip_of({}), "not_a_report"),
        (zip_of({"__MACOSX/._a.txt": b"1", ".DS_Store": b"2", "Thumbs.db": b"3"}), "not_a_report"),
        (zip_of(TWO)[:-30], "unreadable"),
        (seven_zip_of(TWO)[:-20], "unreadable"),
        (gzip.compress(b"figures" * 99)[:-20], "unreadable"),
        (tar_of(TWO, "w:gz")[:60], "unreadable"),
        (b"Rar!\x1a\x07\x00 nothing follows", "unreadable"),
        (b"MSCF\x00\x00\x00\x00", "not_yet_supported"),
    ],
    ids=range(8),  # the bytes hold the time they were packed
)
def test_an_archive_without_members_says_why(content: bytes, outcome: str, tmp_path: Path) -> None:
    found = unpacked(content, tmp_path)
    assert found.members == ()
    assert {name: word for name, (word, _) in refused(found).items()} == {"": outcome}


def test_one_broken_member_costs_itself(tmp_path: Path) -> None:
    content = bytearray(zip_of({"a.txt": b"first" * 50, "b.txt": b"second" * 50}))
    start = content.index(b"a.txt") + len("a.txt")
    content[start + 4] ^= 0xFF
    found = unpacked(bytes(content), tmp_path)
    assert contents(found) == {"b.txt": b"second" * 50}
    assert {name: word for name, (word, _) in refused(found).items()} == {"a.txt": "unreadable"}


def test_a_directory_that_points_before_the_file_is_broken(tmp_path: Path) -> None:
    content = bytearray(zip_of({"a.txt": b"first", "b.txt": b"second"}))
    end = content.rindex(b"PK\x05\x06")
    start = int.from_bytes(content[end + 16 : end + 20], "little")
    content[end + 16 : end + 20] = (start + 1000).to_bytes(4, "little")
    found = unpacked(bytes(content), tmp_path)
    assert found.members == ()
    assert {word for word, _ in refused(found).values()} == {"unreadable"}


@pytest.mark.parametrize("pack", [tar_of, rar_of])
def test_what_follows_a_broken_header_is_not_lost_in_silence(pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = bytearray(pack({"a.txt": b"first", "b.txt": b"second"}))
    content[content.index(b"b.txt")] ^= 0xFF
    found = unpacked(bytes(content), tmp_path)
    assert contents(found) == {"a.txt": b"first"}
    assert {name: word for name, (word, _) in refused(found).items()} == {"": "unreadable"}


def nested(depth: int) -> bytes:
    content = zip_of({"决算.txt": b"figures"})
    for number in range(depth - 1):
        content = zip_of({f"{number}.zip": content})
    return content


def test_archives_within_archives_to_a_depth_of_three(tmp_path: Path) -> None:
    assert contents(unpacked(nested(3), tmp_path)) == {"1.zip/0.zip/决算.txt": b"figures"}
    (refusal,) = unpacked(nested(4), tmp_path).refusals
    assert refusal.outcome == "quarantined"
    assert "more than 3 deep" in refusal.reason
    beside = zip_of({"more.zip": nested(3), "a.txt": b"read"})
    found = unpacked(beside, tmp_path)
    assert contents(found) == {"a.txt": b"read"}
    assert list(refused(found)) == ["more.zip"]


@pytest.mark.parametrize("pack", [zip_of, seven_zip_of, lambda members: tar_of(members, "w:xz")])
def test_a_bomb_stops_at_the_limit_and_what_came_before_is_kept(pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    limits = PackingLimits(unpacked_bytes=8 * MIB, ratio=20, bytes_before_ratio=MIB)
    content = pack({"a.txt": b"read", "b.txt": bytes(6 * MIB), "c.txt": b"never"})
    found = unpacked(content, tmp_path, limits=limits)
    assert contents(found)["a.txt"] == b"read"
    assert "b.txt" not in contents(found)
    ((name, (outcome, reason)),) = [
        item for item in refused(found).items() if item[0] in ("", "b.txt")
    ]
    assert (name, outcome) == ("", "quarantined")
    assert "1 MiB unpacked, perhaps a bomb" in reason
    kept = sum(file.stat().st_size for file in (tmp_path / "kept").rglob("*") if file.is_file())
    assert kept < MIB


def test_a_bomb_within_an_archive_counts_against_the_outer_one(tmp_path: Path) -> None:
    limits = PackingLimits(ratio=20, bytes_before_ratio=MIB)
    bomb = zip_of({f"{number}.txt": bytes(MIB) for number in range(4)})
    found = unpacked(zip_of({"bomb.zip": bomb, "a.txt": b"read"}), tmp_path, limits=limits)
    assert "bomb.zip" in refused(found)
    assert refused(found)["bomb.zip"][0] == "quarantined"
    assert sum(member.file.stat().st_size for member in found.members) <= MIB


def test_an_archive_of_too_many_members(tmp_path: Path) -> None:
    content = zip_of({f"{number}.txt": str(number).encode() for number in range(9)})
    found = unpacked(content, tmp_path, limits=PackingLimits(members=5))
    assert len(found.members) == 5
    assert refused(found)[""][0] == "quarantined"
    assert "more than 5 members" in refused(found)[""][1]


def test_members_with_one_name_are_told_apart(tmp_path: Path) -> None:
    found = unpacked(zip_of({"a\x01.txt": b"1", "a\x02.txt": b"2"}), tmp_path)
    assert [member.name for member in found.members] == ["a\ufffd.txt", "a\ufffd.txt (2)"]


def test_what_was_unpacked_is_kept_and_a_damaged_folder_is_made_anew(tmp_path: Path) -> None:
    content = zip_of(TWO)
    first = unpacked(content, tmp_path)
    written = first.members[0].file.stat().st_mtime_ns
    again = unpacked(content, tmp_path)
    assert again == first
    assert again.members[0].file.stat().st_mtime_ns == written
    first.members[0].file.unlink()
    assert contents(unpacked(content, tmp_path)) == TWO


def test_what_an_ended_process_left_behind_is_taken_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for owner in (ended.pid, os.getpid()):
        (tmp_path / "kept" / f"unpacking-{owner}-x").mkdir(parents=True)
    unpacked(zip_of(TWO), tmp_path)
    left = [path.name for path in (tmp_path / "kept").glob("unpacking-*")]
    assert left == [f"unpacking-{os.getpid()}-x"]
