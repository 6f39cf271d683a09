"""manifest.csv: one row a collected file. Read whole, changed under a lock, replaced whole.

Which row a file gets is decided in `landing`.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.collect.problems import CollectingProblem

MANIFEST = "manifest.csv"
COLUMNS = (
    "report_id",
    "agency",
    "region",
    "fiscal_year",
    "kind",
    "url",
    "retrieved_at",
    "sha256",
    "media_type",
    "supersedes",
)
WORKING_FOLDER = ".collecting"
"""Partial files, locks and what servers said of files; may be deleted when nothing runs."""


class ManifestUnreadable(CollectingProblem):
    """The manifest is not the table it should be; nothing is added to it then."""


class Busy(CollectingProblem):
    """Another process does the same."""


@dataclass
class Manifest:
    """The rows in their order, with whatever further columns people added."""

    columns: list[str] = field(default_factory=lambda: list(COLUMNS))
    rows: list[dict[str, str]] = field(default_factory=list)

    def row_of(self, sha256: str) -> dict[str, str] | None:
        """The row of a file with this content."""
        return next((row for row in self.rows if row["sha256"] == sha256), None)

    def latest_of(self, url: str) -> dict[str, str] | None:
        """The last row that came from an address: the version that is current there."""
        return next((row for row in reversed(self.rows) if url and row["url"] == url), None)

    def free_id(self, report_id: str) -> str:
        """The id, or the id with the first number that makes it unique."""
        used = {row["report_id"] for row in self.rows}
        own, number = report_id, 1
        while own in used:
            number += 1
            own = f"{report_id}-{number}"
        return own

    def add(self, row: Mapping[str, str]) -> None:
        """Put a row at the end."""
        self.rows.append({column: row.get(column, "") for column in self.columns})


def read_manifest(sources: Path) -> Manifest:
    """The manifest of a sources folder, empty where there is none; raises ManifestUnreadable."""
    path = sources / MANIFEST
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Manifest()
    except UnicodeDecodeError as error:
        raise ManifestUnreadable(
            f"{path} 不是 UTF-8 / is not UTF-8",
            "用表格软件另存为“CSV UTF-8” / save it again as CSV UTF-8",
        ) from error
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
        rows = list(reader)
    except csv.Error as error:
        raise ManifestUnreadable(f"{path}: {error}", "请核对引号 / look at its quotes") from error
    columns = list(reader.fieldnames or COLUMNS)
    if "sha256" not in columns or len(set(columns)) < len(columns):
        raise ManifestUnreadable(f"{path} 的表头不对 / its heading is not that of a manifest")
    too_long = next((number for number, row in enumerate(rows, 2) if None in row), None)
    if too_long is not None:
        raise ManifestUnreadable(f"{path} 第 {too_long} 行列数太多 / a row with too many cells")
    columns += [column for column in COLUMNS if column not in columns]
    return Manifest(columns, [{c: row.get(c, "") for c in columns} for row in rows])


@contextmanager
def changing(sources: Path) -> Iterator[Manifest]:
    """The manifest, to change: written whole when the block ends without an error.

    Others that want to change it wait meanwhile. Raises ManifestUnreadable.
    """
    with _lock(sources / WORKING_FOLDER / "manifest.lock", waits=True):
        manifest = read_manifest(sources)
        before = [dict(row) for row in manifest.rows]
        yield manifest
        if manifest.rows != before:
            _write(sources / MANIFEST, manifest)


@contextmanager
def alone(sources: Path) -> Iterator[None]:
    """Hold the right to collect into a folder; raises Busy when another process holds it."""
    with _lock(sources / WORKING_FOLDER / "collecting.lock", waits=False):
        yield


@contextmanager
def _lock(path: Path, waits: bool) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Busy(
                "另一个采集正在运行 / another juesuan collect is running",
                "等它结束后再运行 / run this one when it has ended",
            ) from error
        yield


def _write(path: Path, manifest: Manifest) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, manifest.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(manifest.rows)
    # with a byte order mark, because spreadsheet programs take it for a local encoding otherwise
    replace_whole(path, text.getvalue().encode("utf-8-sig"))


def replace_whole(path: Path, content: bytes) -> None:
    """Write a file beside and move it into its place, so that no moment shows half of it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make sure that what was moved into a folder is there after a power failure too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
