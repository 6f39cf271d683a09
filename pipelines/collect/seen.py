"""What servers said of files that were collected, so that unchanged files are not fetched again.

Only a convenience: without it every file is fetched once more and found to be known.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.collect.downloading import Validators
from pipelines.collect.manifest import WORKING_FOLDER, replace_whole

_FILE = "seen.json"


@dataclass(frozen=True)
class SeenFile:
    """A file as it was last fetched; `file` is its path relative to the sources folder."""

    sha256: str
    file: str
    publisher: str
    fiscal_year: int
    title: str
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators | None:
        """What to ask the server with, None where it said nothing that can be asked with."""
        found = Validators(self.etag, self.last_modified)
        return found if self.etag or self.last_modified else None


class SeenFiles:
    """The files by their addresses, kept in the working folder of the sources."""

    def __init__(self, sources: Path) -> None:
        self._path = sources / WORKING_FOLDER / _FILE
        self._files = _read(self._path)

    def at(self, address: str) -> SeenFile | None:
        """What was last fetched from an address."""
        return self._files.get(address)

    def keep(self, address: str, file: SeenFile) -> None:
        """Remember a file that has landed."""
        self._files[address] = file
        content = {one: asdict(seen) for one, seen in sorted(self._files.items())}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        replace_whole(self._path, text.encode("utf-8", "replace"))

    def of_publisher(self, publisher: str, fiscal_year: int) -> dict[str, SeenFile]:
        """The files that came from a publisher for a fiscal year."""
        return {
            address: seen
            for address, seen in self._files.items()
            if (seen.publisher, seen.fiscal_year) == (publisher, fiscal_year)
        }

    def contents_of_others(self, publisher: str) -> set[str]:
        """The hashes of the files that came from other publishers too."""
        return {seen.sha256 for seen in self._files.values() if seen.publisher != publisher}


def _read(path: Path) -> dict[str, SeenFile]:
    try:
        content = json.loads(path.read_text("utf-8"))
        return {address: SeenFile(**seen) for address, seen in content.items()}
    # none yet, or written by another version, or by hand: the files are asked for anew
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
