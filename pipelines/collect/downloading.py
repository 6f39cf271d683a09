"""One file to a partial file beside the reports: only when it changed, going on where it stopped.

Where it lands and what is written about it belongs to `landing`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from pipelines.collect.connecting import Answer, Deadline
from pipelines.collect.fetching import Fetcher, unexpected
from pipelines.collect.problems import Refused, Temporary

_CONTENT_RANGE = re.compile(r"bytes\s+(?P<first>\d{1,18})-\d+/(?:\d+|\*)")


@dataclass(frozen=True)
class Validators:
    """By what a server tells that a file is still the same."""

    etag: str = ""
    last_modified: str = ""

    @property
    def to_resume(self) -> str:
        """What an If-Range may hold: a strong etag, else the date (RFC 9110, 13.1.5)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True)
class Downloaded:
    """A whole file, still under the name of its partial file."""

    path: Path
    sha256: str
    disposition: str
    validators: Validators


def download(
    fetcher: Fetcher, address: str, folder: Path, known: Validators | None = None
) -> Downloaded | None:
    """Fetch a file into `folder`; None when it is still the one known by its validators.

    A partial file left by an earlier run is completed where the server proves that it is part of
    the same file. Raises CollectingProblem; the partial file stays then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partial = _Partial(folder / f"{sha256(address.encode()).hexdigest()[:32]}.part")
    deadline = Deadline(fetcher.limits.file, fetcher.clock)
    return fetcher.persistently(
        lambda: _attempt(fetcher, address, partial, known, deadline), deadline
    )


def _attempt(
    fetcher: Fetcher,
    address: str,
    partial: _Partial,
    known: Validators | None,
    deadline: Deadline,
) -> Downloaded | None:
    have = partial.size_to_resume()
    asked = _conditions(partial.validators, have, known)
    with fetcher.opened(address, asked, deadline) as (answer, _):
        if answer.status == 304 and known is not None and not have:
            return None
        if answer.status in (206, 416) and not _continues(answer, have, partial.validators):
            partial.drop()
            raise Temporary("服务器没有从断点续传 / the server did not go on where it was asked to")
        if answer.status not in (200, 206):
            raise unexpected(answer, fetcher.clock)
        validators = Validators(
            answer.headers.get("ETag", "").strip(), answer.headers.get("Last-Modified", "").strip()
        )
        start = have if answer.status == 206 else 0
        is_encoded = bool(answer.headers.get("Content-Encoding"))
        room = fetcher.limits.file_bytes - start
        if room <= 0:
            partial.drop()
            raise Refused("文件太大 / the file is too large")
        partial.begin(start, Validators() if is_encoded else validators)
        partial.write(answer.pieces(room), start)
        disposition = answer.headers.get("Content-Disposition", "")
    return Downloaded(partial.path, partial.finish(), disposition, validators)


def _conditions(partial: Validators, have: int, known: Validators | None) -> Mapping[str, str]:
    if have:
        return {"Range": f"bytes={have}-", "If-Range": partial.to_resume}
    if known is None:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _continues(answer: Answer, have: int, partial: Validators) -> bool:
    match = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    etag = answer.headers.get("ETag", "").strip()
    return (
        answer.status == 206
        and have > 0
        and match is not None
        and int(match["first"]) == have
        and not answer.headers.get("Content-Encoding")
        and etag in ("", partial.etag)
    )


class _Partial:
    """A file that is being fetched, and beside it what tells whether its rest fits to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._note = path.with_suffix(".json")

    @property
    def validators(self) -> Validators:
        try:
            return Validators(**json.loads(self._note.read_text("utf-8")))
        # no note, or one that was cut off when the machine stopped
        except (OSError, ValueError, TypeError):
            return Validators()

    def size_to_resume(self) -> int:
        if not self.validators.to_resume:
            return 0
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def begin(self, start: int, validators: Validators) -> None:
        """Make ready for what comes; the old content must be gone before its note is replaced."""
        if not start:
            self.drop()
            self.path.touch()
            self._note.write_text(json.dumps(asdict(validators)), "utf-8")

    def write(self, pieces: Iterable[bytes], start: int) -> None:
        """Write what comes at its place; what came stays when the connection breaks."""
        with self.path.open("r+b") as file:
            file.seek(start)
            file.truncate()
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def finish(self) -> str:
        """The hash of the whole file; it is no partial one any more."""
        self._note.unlink(missing_ok=True)
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
