"""A file that came, by download or by hand, to its place under reports/ with its manifest row.

The file is there before its row, so a run that is killed between the two leaves a file without a
row, which the next run takes up again; a row without its file never stands in the manifest. No file
is overwritten.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from pipelines.collect.file_names import numbered, safe_name
from pipelines.collect.manifest import Manifest, changing, flush_folder
from pipelines.collect.media_types import MediaType

REPORTS = "reports"
UNKNOWN = "unknown"
_KIND_UNSAID = "report"


@dataclass(frozen=True)
class Origin:
    """What is known of a file besides its content; '' or None where it is not."""

    agency: str = ""
    region: str = ""
    fiscal_year: int | None = None
    kind: str = ""
    url: str = ""
    retrieved_at: str = ""

    @property
    def folder(self) -> Path:
        """Its folder under reports/."""
        year = str(self.fiscal_year) if self.fiscal_year else UNKNOWN
        return Path(year) / (safe_name(self.agency, 120) if self.agency else UNKNOWN)

    @property
    def report_id(self) -> str:
        """The id before it is made unique; '' while agency or year are unknown."""
        if not self.agency or not self.fiscal_year:
            return ""
        return f"{self.agency}-{self.fiscal_year}-{self.kind or _KIND_UNSAID}"


@dataclass(frozen=True)
class Landed:
    """What became of a file.

    new, new_version (of what was at its address before), known (its content is there already),
    restored (its content had a row and no file any more).
    """

    outcome: Literal["new", "new_version", "known", "restored"]
    path: Path
    supersedes: str = ""
    is_older_version: bool = False
    """Its address shows again what a later version had replaced."""


def land(
    sources: Path, content: Path, sha256: str, name: str, media: MediaType, origin: Origin
) -> Landed:
    """Move `content` to its place and write its row; the same content is never kept twice.

    In: the sources folder, the file to be moved (on the same file system), its hash, the safe name
    it was published under. `content` is gone afterwards. Raises ManifestUnreadable and OSError.
    """
    with changing(sources) as manifest:
        row = manifest.row_of(sha256)
        if row is not None:
            return _of_known_content(sources, content, sha256, name, origin, row, manifest)
        path = _kept_once(sources, content, sha256, name, origin)[0]
        before = manifest.latest_of(origin.url)
        replaced = "" if before is None else before["report_id"] or before["sha256"]
        manifest.add(
            {
                "report_id": manifest.free_id(origin.report_id) if origin.report_id else "",
                "agency": origin.agency,
                "region": origin.region,
                "fiscal_year": str(origin.fiscal_year or ""),
                "kind": origin.kind,
                "url": origin.url,
                "retrieved_at": origin.retrieved_at,
                "sha256": sha256,
                "media_type": media.name,
                "supersedes": replaced,
            }
        )
    return Landed("new" if before is None else "new_version", path, replaced)


def _of_known_content(
    sources: Path,
    content: Path,
    sha256: str,
    name: str,
    origin: Origin,
    row: dict[str, str],
    manifest: Manifest,
) -> Landed:
    latest = manifest.latest_of(origin.url)
    is_older = latest is not None and latest is not row and row["url"] == origin.url
    year = row["fiscal_year"]
    stated = Origin(row["agency"], fiscal_year=int(year) if year.isdecimal() else None)
    path, was_there = _kept_once(sources, content, sha256, name, stated)
    return Landed("known" if was_there else "restored", path, is_older_version=is_older)


def _kept_once(
    sources: Path, content: Path, sha256: str, name: str, origin: Origin
) -> tuple[Path, bool]:
    """Where the content lies, and whether it lay there before: put there by hand, or by a run that
    was killed before it wrote the row."""
    reports = sources / REPORTS
    known = file_with_content(reports, sha256, content.stat().st_size)
    if known is not None:
        content.unlink()
        return known, True
    return _placed(content, reports / origin.folder, name), False


def file_with_content(folder: Path, sha256: str, size: int | None = None) -> Path | None:
    """The file below a folder that has this content, and this size where it is known."""
    for path in sorted(folder.rglob("*")):
        is_own = path.is_file() and not path.is_symlink()
        has_size = is_own and size in (None, path.stat().st_size)
        if has_size and content_hash(path) == sha256:
            return path
    return None


def content_hash(path: Path) -> str:
    """The sha256 of a file; raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _placed(content: Path, folder: Path, name: str) -> Path:
    """Move a file into a folder under its name, or its name with a number where it is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    # two names that differ in capitals alone are one on some file systems
    used = {one.name.casefold() for one in folder.iterdir()}
    number = 1
    while True:
        path = folder / numbered(name, number)
        if path.name.casefold() not in used and _moved(content, path):
            flush_folder(folder)
            return path
        number += 1


def _moved(content: Path, path: Path) -> bool:
    """Move a file unless its new name is taken at this very moment."""
    try:
        os.link(content, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        # a file system without hard links
        os.rename(content, path)
        return True
    content.unlink()
    return True
