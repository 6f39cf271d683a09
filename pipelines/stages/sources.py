"""What lies in the sources folders: the files to read, and what the manifest knows of them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_NOT_REPORTS = {".json", ".md"}
MANIFEST = "manifest.csv"
REPORTS = "reports"


@dataclass(frozen=True)
class SourceFile:
    """One collected file; `source_file` is its path relative to the sources folder."""

    path: Path
    source_file: str
    sha256: str
    manifest: tuple[tuple[str, str], ...] = ()

    def stated(self, column: str) -> str | None:
        """What the manifest states in a column, None where it states nothing."""
        return dict(self.manifest).get(column) or None


def find_source_files(folders: Sequence[Path]) -> list[SourceFile]:
    """The files of the folders in the order of their relative paths.

    A folder with a `reports` folder or a manifest is laid out as DESIGN section 3 says, and only
    its reports are taken; any other folder is taken whole. Hidden files, .json and .md are left
    out. Raises FileNotFoundError when a folder does not exist.
    """
    found: list[SourceFile] = []
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"没有这个文件夹 / no such folder: {folder}")
        manifest = _manifest(folder / MANIFEST)
        laid_out = (folder / REPORTS).is_dir()
        root = folder / REPORTS if laid_out else folder
        for path in sorted(root.rglob("*")):
            if not path.is_file() or _left_out(path.relative_to(root)):
                continue
            relative = _readable(path.relative_to(folder).as_posix())
            found.append(source_file(path, relative, manifest))
    return sorted(found, key=lambda source: source.source_file)


def source_file(
    path: Path, name: str | None = None, manifest: dict[str, dict[str, str]] | None = None
) -> SourceFile:
    """One file as a source; without a name it goes by its file name."""
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    row = (manifest or {}).get(digest, {})
    return SourceFile(path, name or path.name, digest, tuple(sorted(row.items())))


def _left_out(relative: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    left_over = relative.name.startswith("~$")
    listed = relative.suffix.lower() in _NOT_REPORTS or relative.name == MANIFEST
    return hidden or left_over or listed


def _readable(name: str) -> str:
    """A path as text; bytes of a file name that are no UTF-8 become replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _manifest(path: Path) -> dict[str, dict[str, str]]:
    """The manifest's rows by the sha256 of their file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["sha256"]: row for row in csv.DictReader(file) if row.get("sha256")}
