"""An archive of reports unpacked into a folder of our own, archives inside it too.

The folder is named by the archive's content and kept, so an archive is unpacked once. Originals are
only read. Run it in a worker: what it opens may be hostile.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import asdict
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from pipelines.collect.containers import ArchiveKind, Container, archive_kind, open_container
from pipelines.collect.intake import PACKING_LIMITS, Intake, PackingLimits
from pipelines.collect.members import (
    UNPACK_ADVICE,
    CannotUnpack,
    Member,
    Refusal,
    Unpacked,
)

_DEEPEST = 3
_MOST_REASONS = 5
_INDEX = "index.json"
_SCRATCH = "unpacking-"


def content_hash(path: Path) -> str:
    """The sha256 of a file's content; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def unpack(
    path: Path, name: str, folder: Path, limits: PackingLimits = PACKING_LIMITS
) -> Unpacked | None:
    """The members of an archive, None when the file is no archive.

    In: the archive, the name it goes by, and the folder that keeps what was unpacked. Out: the
    members in the archive's order, each a file in that folder named by its sha256, and what was
    refused. Archives inside archives are unpacked to a depth of three.
    Raises OSError when the archive cannot be read or the folder not written.
    """
    kind = archive_kind(path)
    if kind is None:
        return None
    own = folder / f"{content_hash(path)}-{_code_hash()}"
    kept = _kept(own)
    if kept is not None:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder)
    prefix = f"{_SCRATCH}{os.getpid()}-"
    with tempfile.TemporaryDirectory(dir=folder, prefix=prefix) as scratch:
        intake = Intake(Path(scratch), path.stat().st_size, limits)
        _take(Container(path, kind, name, ""), 1, intake)
        found = Unpacked(tuple(intake.members), tuple(intake.refusals))
        if any(refusal.outcome == "not_yet_supported" for refusal in found.refusals):
            # a program installed tomorrow may unpack it
            own = folder / f"{own.name}-unsupported"
            shutil.rmtree(own, ignore_errors=True)
        _keep(found, Path(scratch), own)
    return Unpacked(tuple(_placed(member, own) for member in found.members), found.refusals)


def _take(container: Container, depth: int, intake: Intake) -> None:
    """One archive: its members, those of the archives among them, and what became of it."""
    members, refusals = len(intake.members), len(intake.refusals)
    try:
        open_container(container, intake)
    except CannotUnpack as problem:
        intake.refuse(container.within, problem)
    received = intake.members[members:]
    del intake.members[members:]
    for member in received:
        kind = archive_kind(member.file)
        if kind is None:
            intake.members.append(member)
        elif depth == _DEEPEST:
            intake.refuse(member.name, _too_deep())
        else:
            _take(_inner(member, kind), depth + 1, intake)
    if len(intake.members) == members:
        _tell_that_nothing_came(container.within, refusals, intake)


def _inner(member: Member, kind: ArchiveKind) -> Container:
    return Container(member.file, kind, PurePosixPath(member.name).name, member.name)


def _too_deep() -> CannotUnpack:
    return CannotUnpack(
        "quarantined",
        f"压缩包套压缩包超过 {_DEEPEST} 层 / archives within archives, more than {_DEEPEST} deep",
        UNPACK_ADVICE,
    )


def _tell_that_nothing_came(within: str, first: int, intake: Intake) -> None:
    """One refusal for an archive without any member, in place of those of its members."""
    refused = intake.refusals[first:]
    del intake.refusals[first:]
    if not refused:
        intake.refuse(
            within,
            CannotUnpack(
                "not_a_report",
                "压缩包里没有文件 / an archive without any file",
                "移出该文件 / remove it",
            ),
        )
        return
    reasons = list(dict.fromkeys(refusal.reason for refusal in refused))
    more = "；…" if len(reasons) > _MOST_REASONS else ""
    worst = refused[0]
    told = CannotUnpack(worst.outcome, "；".join(reasons[:_MOST_REASONS]) + more, worst.advice)
    intake.refuse(within, told)


def _remove_abandoned(folder: Path) -> None:
    """Take away what processes left that were ended while they unpacked."""
    for scratch in folder.glob(f"{_SCRATCH}*"):
        owner = scratch.name.split("-")[1]
        if owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(scratch, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _keep(found: Unpacked, scratch: Path, own: Path) -> None:
    """Move what was unpacked to its own folder at one stroke, with a list of it."""
    index = {
        "members": [{"name": one.name, "sha256": one.sha256} for one in found.members],
        "refusals": [asdict(refusal) for refusal in found.refusals],
    }
    finished = scratch.with_suffix(".finished")
    finished.mkdir()
    for digest in {member.sha256 for member in found.members}:
        (scratch / digest).rename(finished / digest)
    (finished / _INDEX).write_text(json.dumps(index, ensure_ascii=False), "utf-8")
    try:
        finished.rename(own)
    except OSError:
        # another run has just put the same there
        if _kept(own) is None:
            raise
        shutil.rmtree(finished)


def _kept(own: Path) -> Unpacked | None:
    """What was unpacked before; None when there is nothing or it is not whole."""
    try:
        index = json.loads((own / _INDEX).read_text("utf-8"))
        members = tuple(_placed(Member(file=own, **one), own) for one in index["members"])
        refusals = tuple(Refusal(**one) for one in index["refusals"])
    except (OSError, ValueError, KeyError, TypeError):
        members, refusals, is_whole = (), (), False
    else:
        is_whole = all(one.file.is_file() for one in members)
    if not is_whole:
        shutil.rmtree(own, ignore_errors=True)
    return Unpacked(members, refusals) if is_whole else None


def _placed(member: Member, own: Path) -> Member:
    return Member(member.name, member.sha256, own / member.sha256)


@cache
def _code_hash() -> str:
    digest = sha256()
    for library in ("py7zr", "rarfile"):
        digest.update(f"{library}={version(library)}".encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
