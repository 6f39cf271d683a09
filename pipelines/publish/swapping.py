"""Build file -> published file: written beside the target, checked, put in its place at once."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.publish.comparing import Comparison, compare
from pipelines.publish.history import ReleaseFacts, last_release, write_history
from pipelines.publish.locking import alone_with
from pipelines.publish.own_faults import faults_in
from pipelines.publish.releases import (
    Release,
    flush,
    kept_releases,
    next_number,
    prepare_release,
    settle_releases,
)
from pipelines.publish.writing import PublishFailed, write_published

STORAGE_HEADER = 64
"""What bytes 12 to 20 of a DuckDB file say when it is written with STORAGE_VERSION."""


@dataclass(frozen=True)
class Publication:
    """What publishing did: the release that stands now, and how it differs from the one before.

    `is_new` is False when nothing had changed and the file was left as it was; `comparison` is
    None for the first release.
    """

    number: int
    is_new: bool
    comparison: Comparison | None


def publish(build_file: Path, warehouse: Path) -> Publication:
    """Replace `warehouse` by a file that holds the marts and quality tables of `build_file`.

    In: a build file that transform finished; the target, whose folder is created when missing.
    The file is written beside the target, checked, kept as a release and moved over the target
    whole, so open readers keep the old one and a killed run leaves the target as it was.
    Raises PublishFailed when there is no table to publish, a check of our own finds a fault, the
    written file has another storage version, or the target is a folder; Busy when another build
    is publishing; FileNotFoundError without a build file.
    """
    if not build_file.is_file():
        raise FileNotFoundError(f"no build file {build_file}")
    if warehouse.is_dir():
        raise PublishFailed(f"{warehouse} 是文件夹，不是文件 / is a folder, not a file")
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(warehouse)
    with alone_with(warehouse, "publish"):
        settle_releases(warehouse)
        _remove(unfinished)
        try:
            write_published(build_file, unfinished)
            _check_own_faults(unfinished)
            publication = _publication(unfinished, warehouse)
            if publication.is_new:
                _release(unfinished, warehouse, publication)
        finally:
            _remove(unfinished)
        settle_releases(warehouse)
    return publication


def roll_back(warehouse: Path, number: int) -> Release:
    """Put a kept release in the place of the warehouse; later releases are kept.

    Raises PublishFailed when no such release is kept, Busy when a build is publishing.
    """
    with alone_with(warehouse, "roll back"):
        settle_releases(warehouse)
        kept = {release.number: release for release in kept_releases(warehouse)}
        if number not in kept:
            known = "、".join(str(one) for one in kept) or "无 none"
            raise PublishFailed(f"没有发布 {number} / no such release; 现有 kept: {known}")
        unfinished = _unfinished(warehouse)
        _remove(unfinished)
        shutil.copyfile(kept[number].file, unfinished)
        _put_in_place(unfinished, warehouse)
    return kept[number]


def _publication(unfinished: Path, warehouse: Path) -> Publication:
    published = last_release(warehouse) if warehouse.is_file() else None
    comparison = None if published is None else _compared(warehouse, unfinished)
    if published is not None and comparison is not None and comparison.is_same:
        return Publication(published, False, comparison)
    return Publication(next_number(warehouse, published), True, comparison)


def _compared(warehouse: Path, unfinished: Path) -> Comparison | None:
    """None where the tables of an earlier contract cannot be compared."""
    try:
        return compare(warehouse, unfinished)
    except duckdb.Error:
        return None


def _release(unfinished: Path, warehouse: Path, publication: Publication) -> None:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    facts = ReleaseFacts(publication.number, now, publication.comparison)
    has_history = warehouse.is_file() and last_release(warehouse) is not None
    write_history(unfinished, warehouse if has_history else None, facts)
    _check_storage(unfinished)
    flush(unfinished)
    prepare_release(unfinished, warehouse, facts)
    _put_in_place(unfinished, warehouse)


def _put_in_place(unfinished: Path, warehouse: Path) -> None:
    # a log left beside the old file must not be replayed into the new one
    _write_ahead_log(warehouse).unlink(missing_ok=True)
    os.replace(unfinished, warehouse)
    flush(warehouse.parent)


def _check_own_faults(file: Path) -> None:
    faults = {name: rows for name, rows in faults_in(file).items() if rows}
    if faults:
        lines = "\n".join(f"  - {name}: {len(rows)}, {rows[0]}" for name, rows in faults.items())
        raise PublishFailed(f"自检未通过，未发布 / own checks found faults:\n{lines}")


def _check_storage(file: Path) -> None:
    with file.open("rb") as stream:
        header = int.from_bytes(stream.read(20)[12:20], "little")
    if header != STORAGE_HEADER:
        raise PublishFailed(f"storage header is {header}, not {STORAGE_HEADER}")


def _unfinished(warehouse: Path) -> Path:
    return warehouse.with_name(f".{warehouse.name}.unfinished")


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _write_ahead_log(file).unlink(missing_ok=True)


def _write_ahead_log(file: Path) -> Path:
    return file.with_name(file.name + ".wal")
