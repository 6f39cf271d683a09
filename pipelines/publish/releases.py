"""Releases of the warehouse kept by number beside it: releases/0012/ with file, changes, exports
and sums.

A release is prepared in a hidden folder, and gets its number's name once its file is published;
so a folder with a number was published, whatever happened in between.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipelines.publish.changes import changes_in_words
from pipelines.publish.exports import write_exports
from pipelines.publish.history import ReleaseFacts, last_release

RELEASES = "releases"
CHANGES = "CHANGES.md"
EXPORTS = "exports"
SUMS = "SHA256SUMS"
_NUMBERED = re.compile(r"\d{4,}")
_PREPARED = re.compile(r"\.(\d{4,})\.unfinished")


@dataclass(frozen=True)
class Release:
    """A kept release: its number and its folder; the file in it is named as the warehouse is."""

    number: int
    folder: Path
    file: Path


def kept_releases(warehouse: Path) -> list[Release]:
    """The releases beside a warehouse, by number."""
    folder = warehouse.parent / RELEASES
    if not folder.is_dir():
        return []
    found = [
        Release(int(entry.name), entry, entry / warehouse.name)
        for entry in folder.iterdir()
        if _NUMBERED.fullmatch(entry.name) and (entry / warehouse.name).is_file()
    ]
    return sorted(found, key=lambda release: release.number)


def next_number(warehouse: Path, published: int | None) -> int:
    """One more than every number that was ever given."""
    kept = [release.number for release in kept_releases(warehouse)]
    return 1 + max([*kept, published or 0])


def prepare_release(file: Path, warehouse: Path, facts: ReleaseFacts) -> Path:
    """The hidden folder of a release to come: a copy of its file, changes, exports and sums."""
    folder = warehouse.parent / RELEASES / f".{facts.number:04d}.unfinished"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(file, folder / warehouse.name)
    moment = facts.published_at.strftime("%Y-%m-%d %H:%M UTC")
    heading = f"## 发布 release {facts.number}（{moment}）"
    lines = _lines_of(facts)
    (folder / CHANGES).write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    exports = write_exports(folder / warehouse.name, folder / EXPORTS, facts.number)
    names = [warehouse.name, CHANGES, *(file.relative_to(folder).as_posix() for file in exports)]
    sums = [f"{_sha256(folder / name)}  {name}" for name in names]
    (folder / SUMS).write_text("\n".join([*sums, ""]), encoding="utf-8")
    for name in (*names, SUMS):
        flush(folder / name)
    return folder


def _lines_of(facts: ReleaseFacts) -> list[str]:
    if facts.comparison is not None:
        return changes_in_words(facts.comparison)
    if facts.number == 1:
        return ["", "首次发布 / the first release"]
    return ["", "前一发布的表不同，无法逐项比较 / the release before cannot be compared with"]


def settle_releases(warehouse: Path) -> None:
    """Finish what a killed run left: a prepared release that was published gets its name, any
    other is removed. The list of all changes is written anew, the newest first."""
    folder = warehouse.parent / RELEASES
    if not folder.is_dir():
        return
    published = last_release(warehouse) if warehouse.is_file() else None
    for entry in list(folder.iterdir()):
        match = _PREPARED.fullmatch(entry.name)
        if match is None:
            continue
        settled = folder / match[1]
        if int(match[1]) == published and not settled.exists():
            os.replace(entry, settled)
        else:
            shutil.rmtree(entry)
    entries = [
        (release.folder / CHANGES).read_text(encoding="utf-8")
        for release in reversed(kept_releases(warehouse))
    ]
    unfinished = folder / f".{CHANGES}.unfinished"
    unfinished.write_text("\n".join(["# 发布记录 / Changes", "", *entries]), encoding="utf-8")
    os.replace(unfinished, folder / CHANGES)
    flush(folder)


def flush(path: Path) -> None:
    """Have a file or folder written to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
