"""Files of the site: written only where their content differs, leftovers removed.

Data are scripts, not JSON: a page opened from a folder may load a script, but may not fetch.
"""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines.explorer.pages import pages


class SiteFolder:
    """The folder of a site while it is written; knows every file that belongs to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self._belonging: set[Path] = set()

    def write(self, name: str, content: bytes) -> None:
        """The file `name` (with / between folders) with this content."""
        path = self.keep(name)
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
        self.written += 1

    def keep(self, name: str) -> Path:
        """The path of a file that belongs to the site, whoever writes it."""
        path = self.folder / name
        self._belonging.add(path)
        return path

    def write_data(self, name: str, kind: str, key: str, content: Any) -> None:
        """A data script that hands `content` to the page under `kind` and `key`."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        # both end a line in older JavaScript, though not in JSON
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        self.write(name, f"JUESUAN.receive({json.dumps([kind, key])},{text});\n".encode())

    def write_assets(self) -> None:
        """Pages, styles and scripts of this package."""
        for name, content in pages():
            self.write(name, content)
        for entry in sorted(assets(), key=lambda one: one.name):
            self.write(f"assets/{entry.name}", entry.read_bytes())

    def remove_leftovers(self) -> None:
        """Remove what an earlier run wrote and this one did not, in the site's own folders."""
        for part in ("data", "pages", "assets"):
            for path in sorted((self.folder / part).rglob("*"), reverse=True):
                if path.is_file() and path not in self._belonging:
                    path.unlink()
                elif path.is_dir() and not any(path.iterdir()):
                    path.rmdir()

    def size(self) -> int:
        """Bytes of all files of the site."""
        return sum(path.stat().st_size for path in self._belonging if path.is_file())


def assets() -> list[Any]:
    """The files of `assets/`."""
    return [
        entry for entry in (files("pipelines.explorer") / "assets").iterdir() if entry.is_file()
    ]
