"""Which collected files their publisher still lists, kept in the manifest as `unlisted_since`.

A file that is listed no more stays where it is, and its figures stay published: that a publisher
took a report away is something to know, and no reason to forget what it printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from pipelines.collect.manifest import Manifest, changing
from pipelines.collect.seen import SeenFile

UNLISTED_SINCE = "unlisted_since"


def note_listed(
    sources: Path,
    seen: Mapping[str, SeenFile],
    listed: Collection[str],
    elsewhere: Collection[str],
    moment: str,
) -> tuple[list[SeenFile], list[SeenFile]]:
    """Write down which files are listed no more since `moment`, and which are listed again.

    In: the files that came from a publisher for a fiscal year by their addresses; every address
    that it lists now, read to the end; the hashes of what came from other publishers too. Content
    that is listed at another address, or that another publisher has, counts as listed. Returns the
    files that turned: those that went from the list, and those that came back.
    Raises ManifestUnreadable.
    """
    here = {file.sha256 for address, file in seen.items() if address in listed}
    here.update(elsewhere)
    gone: list[SeenFile] = []
    back: list[SeenFile] = []
    with changing(sources) as manifest:
        for file in {one.sha256: one for one in seen.values()}.values():
            row = manifest.row_of(file.sha256)
            if row is None:
                continue
            is_marked = bool(row.get(UNLISTED_SINCE))
            if file.sha256 in here and is_marked:
                row[UNLISTED_SINCE] = ""
                back.append(file)
            elif file.sha256 not in here and not is_marked:
                _mark(manifest, row, moment)
                gone.append(file)
    return gone, back


def _mark(manifest: Manifest, row: dict[str, str], moment: str) -> None:
    """Write the moment into a row; the manifest gets the column when the first file needs it."""
    if UNLISTED_SINCE not in manifest.columns:
        manifest.columns.append(UNLISTED_SINCE)
        for other in manifest.rows:
            other[UNLISTED_SINCE] = ""
    row[UNLISTED_SINCE] = moment
