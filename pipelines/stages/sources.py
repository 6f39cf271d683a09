"""What lies in the sources folders: the files to read, and what the manifest knows of them.

Archives are looked into here, each in a worker; what they hold are files like any others.
"""

from __future__ import annotations

import csv
import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipelines.collect.members import BROKEN_ADVICE, UNPACK_ADVICE, Refusal, Unpacked
from pipelines.collect.naming import MANIFEST, is_left_out, readable, unique
from pipelines.collect.unpacking import content_hash, unpack
from pipelines.stages.isolating import LIMITS, Allow, Died, Limits, each_in_worker
from pipelines.stages.refusing import refusal_of_death

REPORTS = "reports"
_LONGEST_SIGNATURE = 512
_ARCHIVE_OPENINGS = (b"PK", b"Rar!", b"7z", b"\x1f\x8b", b"BZh", b"\xfd7z", b"MSCF", b"\x28\xb5")
_TAR_MARK = b"ustar"
_OF_EVERY_MEMBER = ("url", "retrieved_at", "unlisted_since")


@dataclass(frozen=True)
class SourceFile:
    """One collected file; `source_file` is its path relative to the sources folder.

    A member of an archive has the archive's path before its own. `refusal` tells of a file that
    no reader is to open what became of it.
    """

    path: Path
    source_file: str
    sha256: str
    manifest: tuple[tuple[str, str], ...] = ()
    refusal: Refusal | None = None

    def stated(self, column: str) -> str | None:
        """What the manifest states in a column, None where it states nothing."""
        return dict(self.manifest).get(column) or None


def find_source_files(
    folders: Sequence[Path], unpacked: Path | None = None, limits: Limits = LIMITS
) -> list[SourceFile]:
    """The files of the folders in the order of their relative paths, archives unpacked.

    A folder with a `reports` folder or a manifest is laid out as sources/README.md says, and only
    its reports are taken; any other folder is taken whole. Hidden files, .json and .md are left
    out. What is no regular file has a refusal; links to files are followed, links to folders not.
    `unpacked` keeps the members of archives, by default until the program ends.
    Raises FileNotFoundError when a folder does not exist.
    """
    found: list[SourceFile] = []
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"没有这个文件夹 / no such folder: {folder}")
        manifest = _manifest(folder / MANIFEST)
        laid_out = (folder / REPORTS).is_dir()
        root = folder / REPORTS if laid_out else folder
        used: set[str] = set()
        files = [
            source_file(path, unique(readable(path.relative_to(folder).as_posix()), used), manifest)
            for path in sorted(root.rglob("*"))
            if not _is_plain_folder(path) and not is_left_out(path.relative_to(root).parts)
        ]
        found += with_members(files, manifest, unpacked, limits)
    return sorted(found, key=lambda source: source.source_file)


def given_files(paths: Sequence[Path], unpacked: Path | None = None) -> list[SourceFile]:
    """Files that a person names, archives unpacked; each goes by the path it was given."""
    return with_members(
        [source_file(path, readable(path.as_posix())) for path in paths], {}, unpacked
    )


def source_file(
    path: Path, name: str | None = None, manifest: Mapping[str, dict[str, str]] | None = None
) -> SourceFile:
    """One file as a source; without a name it goes by its file name."""
    told = name or readable(path.name)
    refusal = _refusal_of_special(path)
    digest = ""
    if refusal is None:
        try:
            digest = content_hash(path)
        except OSError:
            digest = ""
    row = (manifest or {}).get(digest, {})
    return SourceFile(path, told, digest, tuple(sorted(row.items())), refusal)


def with_members(
    files: Sequence[SourceFile],
    manifest: Mapping[str, dict[str, str]],
    unpacked: Path | None = None,
    limits: Limits = LIMITS,
) -> list[SourceFile]:
    """The files with every archive replaced by what it holds, and by what it refused to give.

    What the manifest states of an archive holds for its member where there is one; of several
    members the archive's row can only tell where they came from. A row of the member's own wins.
    """
    folder = unpacked or _folder_of_this_run()
    suspects = [number for number, file in enumerate(files) if _may_be_archive(file)]
    looks = each_in_worker(_look, [(files[number], folder) for number in suspects], limits=limits)
    inside = dict(zip(suspects, looks, strict=True))
    found: list[SourceFile] = []
    for number, file in enumerate(files):
        look = inside.get(number)
        if isinstance(look, Died):
            found.append(replace(file, refusal=refusal_of_death(look, limits)))
        elif look is None or look.value is None:
            found.append(file)
        elif isinstance(look.value, Refusal):
            found.append(replace(file, refusal=look.value))
        else:
            found += _inside(file, look.value, manifest)
    return found


def _look(given: tuple[SourceFile, Path], allow: Allow) -> Unpacked | Refusal | None:
    file, folder = given
    try:
        return unpack(file.path, file.path.name, folder)
    except OSError as error:
        reason = (
            f"压缩包无法解压到磁盘 / the archive cannot be unpacked to the disk: {error.strerror}"
        )
        return Refusal("unreadable", reason, UNPACK_ADVICE)


def _inside(
    archive: SourceFile, unpacked: Unpacked, manifest: Mapping[str, dict[str, str]]
) -> list[SourceFile]:
    stated = dict(archive.manifest)
    if len(unpacked.members) != 1:
        stated = {column: stated[column] for column in _OF_EVERY_MEMBER if column in stated}
    members = [
        SourceFile(
            member.file,
            f"{archive.source_file}/{member.name}",
            member.sha256,
            tuple(sorted(manifest.get(member.sha256, stated).items())),
        )
        for member in unpacked.members
    ]
    refused = [
        replace(archive, refusal=refusal)
        if not refusal.name
        else SourceFile(archive.path, f"{archive.source_file}/{refusal.name}", "", refusal=refusal)
        for refusal in unpacked.refusals
    ]
    return [*members, *refused]


def _may_be_archive(file: SourceFile) -> bool:
    """Whether the first bytes are those of an archive; only those are looked into."""
    if file.refusal is not None:
        return False
    try:
        with file.path.open("rb") as opened:
            opening = opened.read(_LONGEST_SIGNATURE)
    except OSError:
        return False
    return opening.startswith(_ARCHIVE_OPENINGS) or _TAR_MARK in opening[257:]


def _is_plain_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _refusal_of_special(path: Path) -> Refusal | None:
    """Why a path is not opened at all: opening a pipe would wait for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.is_symlink():
            return None
        return Refusal(
            "unreadable", "链接所指的文件不存在 / a link to a file that is missing", BROKEN_ADVICE
        )
    except OSError:
        return None
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        reason = "文件夹或指向文件夹的链接 / a folder, or a link to one, is not followed"
        return Refusal("unreadable", reason, "给出其中的文件 / name the files in it")
    return Refusal(
        "not_a_report",
        "管道、套接字或设备，不是文件 / a pipe, socket or device, not a file",
        "移出 / remove it",
    )


@cache
def _folder_of_this_run() -> Path:
    return Path(_kept_until_exit().name)


@cache
def _kept_until_exit() -> tempfile.TemporaryDirectory[str]:
    # its finalizer removes the folder when the program ends
    return tempfile.TemporaryDirectory(prefix=f"juesuan-{os.getpid()}-")


def _manifest(path: Path) -> dict[str, dict[str, str]]:
    """The manifest's rows by the sha256 of their file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["sha256"]: row for row in csv.DictReader(file) if row.get("sha256")}
