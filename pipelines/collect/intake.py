"""Takes the members of an archive one by one, judges their names, and counts what they unpack to.

The content goes to files named by its sha256; a member's own name never becomes a path. How the
kinds of archives are opened belongs to `containers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from pipelines.collect.members import (
    PASSWORD_ADVICE,
    UNPACK_ADVICE,
    CannotUnpack,
    LimitReached,
    Member,
    Refusal,
)
from pipelines.collect.naming import is_left_out, leads_out, member_parts, told, unique

MemberKind = Literal["file", "folder", "link", "special"]
CHUNK = 1 << 20


@dataclass(frozen=True)
class PackingLimits:
    """How much one archive, with all archives inside it, may unpack to.

    A year of a province's reports is some thousand files and less than 4 GiB. Blank spreadsheets
    pack 50 to 1; nothing that is published packs 200 to 1 beyond 64 MiB.
    """

    members: int = 10_000
    unpacked_bytes: int = 4 * 2**30
    ratio: int = 200
    bytes_before_ratio: int = 64 * 2**20


PACKING_LIMITS = PackingLimits()


class Writing:
    """A member that is being written; every piece is counted before it is kept."""

    def __init__(self, target: BinaryIO, intake: Intake) -> None:
        self._target, self._intake, self._digest = target, intake, sha256()

    def write(self, piece: bytes) -> None:
        """Keep a piece of the member's content; raises LimitReached."""
        self._intake.count(len(piece))
        self._digest.update(piece)
        self._target.write(piece)

    @property
    def sha256(self) -> str:
        """The hash of what was written so far."""
        return self._digest.hexdigest()


class Intake:
    """The members and refusals of one archive and of those inside it, within one limit."""

    def __init__(self, folder: Path, packed_bytes: int, limits: PackingLimits) -> None:
        self.members: list[Member] = []
        self.refusals: list[Refusal] = []
        self._folder, self._limits = folder, limits
        self._most_bytes = min(
            limits.unpacked_bytes, max(limits.bytes_before_ratio, limits.ratio * packed_bytes)
        )
        self._entries = self._bytes = self._stream_bytes = self._begun = 0
        self._used: set[str] = set()

    def count(self, size: int) -> None:
        """Count unpacked bytes; raises LimitReached when they are too many."""
        self._bytes += size
        self._hold(self._bytes)

    def count_stream(self, size: int) -> None:
        """Count bytes of a stream that members are cut from; raises as `count` does."""
        self._stream_bytes += size
        self._hold(self._stream_bytes)

    def _hold(self, size: int) -> None:
        if size > self._most_bytes:
            raise LimitReached(
                f"解压后超过 {self._most_bytes >> 20} MiB，可能是压缩炸弹，其余没有解压 / "
                f"more than {self._most_bytes >> 20} MiB unpacked, perhaps a bomb; the rest is "
                "not read"
            )

    def admit(
        self, name: str, kind: MemberKind, within: str, *, is_encrypted: bool = False
    ) -> str | None:
        """The path to tell of a member that is to be unpacked, None for one that is not.

        Folders and left-over files of systems are passed over; links, devices, encrypted members
        and names that lead out are refused with a reason. `within` is the path of the archive
        inside the outermost one, '' for that one. Raises LimitReached.
        """
        self._entries += 1
        if self._entries > self._limits.members:
            raise LimitReached(
                f"超过 {self._limits.members} 个文件，其余没有解压 / more than "
                f"{self._limits.members} members; the rest is not read"
            )
        parts = member_parts(name)
        if kind == "folder" or not parts or is_left_out([part for part in parts if part != ".."]):
            return None
        path = unique("/".join([within, told(parts)]) if within else told(parts), self._used)
        if leads_out(name):
            shown = "/".join(parts)
            self.refuse(path, _refused(f"路径越出压缩包 / its path leads out: {shown}"))
        elif kind == "link":
            self.refuse(path, _refused("链接，不是文件 / a link, not a file"))
        elif kind == "special":
            self.refuse(path, _refused("设备或管道，不是文件 / a device or pipe, not a file"))
        elif is_encrypted:
            self.refuse(
                path, CannotUnpack("unreadable", "已加密 / it is encrypted", PASSWORD_ADVICE)
            )
        else:
            return path
        return None

    def refuse(self, path: str, problem: CannotUnpack) -> None:
        """Note that a member, or the archive at this path, goes no further."""
        self.refusals.append(Refusal(problem.outcome, problem.reason, problem.advice, path))

    @contextmanager
    def receiving(self, path: str) -> Iterator[Writing]:
        """Write one member; it counts as received only when the block ends without an error."""
        self._begun += 1
        # a name of its own: a writer that was given up may still hold the file before
        unfinished = self._folder / f"unfinished-{self._begun}"
        with unfinished.open("wb") as target:
            writing = Writing(target, self)
            yield writing
        file = unfinished.rename(self._folder / writing.sha256)
        self.members.append(Member(path, writing.sha256, file))

    def copy(self, path: str, source: BinaryIO) -> None:
        """Receive a member from an open file."""
        with self.receiving(path) as writing:
            while piece := source.read(CHUNK):
                writing.write(piece)


def _refused(reason: str) -> CannotUnpack:
    return CannotUnpack("quarantined", reason, UNPACK_ADVICE)
