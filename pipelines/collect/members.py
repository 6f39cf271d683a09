"""What unpacking gives: members with their content, and what was refused and why."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Refusal:
    """A file, or a member of an archive, that is not handed to the readers.

    `outcome` is a word of quality.fct_report_outcome; `name` is the member's path in its archive,
    '' for the archive itself.
    """

    outcome: str
    reason: str
    advice: str
    name: str = ""


@dataclass(frozen=True)
class Member:
    """One file of an archive: its path in there, and where its content lies now."""

    name: str
    sha256: str
    file: Path


@dataclass(frozen=True)
class Unpacked:
    """What an archive gave; an archive that gave no member has a refusal of its own."""

    members: tuple[Member, ...]
    refusals: tuple[Refusal, ...]


BROKEN_ADVICE = "重新下载该文件 / download the file again"
PASSWORD_ADVICE = (
    "去除密码后重新打包，或解压后逐个放入 / pack it again without a password, or unpack it and add "
    "the files one by one"
)
UNPACK_ADVICE = "自行解压后把文件逐个放入 / unpack it yourself and add the files one by one"


class CannotUnpack(Exception):
    """An archive, or one member of it, that cannot be taken further, in words."""

    def __init__(self, outcome: str, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.outcome, self.reason, self.advice = outcome, reason, advice


class LimitReached(CannotUnpack):
    """An archive that holds more than any collection of reports does; the rest stays packed."""

    def __init__(self, reason: str) -> None:
        super().__init__("quarantined", reason, UNPACK_ADVICE)


def not_unpacked(error: Exception) -> CannotUnpack:
    """The words for what a library cannot unpack: broken, or packed in a way it lacks.

    Raises the error itself when it is the disk that fails.
    """
    # zipfile seeks to wherever a broken archive says, which the system calls an invalid argument
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        raise error
    told = f"{type(error).__name__}: {error}"
    if isinstance(error, NotImplementedError):
        reason = f"压缩方法不支持 / a packing method that is not supported: {told}"
        return CannotUnpack("not_yet_supported", reason, UNPACK_ADVICE)
    reason = f"压缩包损坏 / the archive is broken: {told}"
    return CannotUnpack("unreadable", reason, BROKEN_ADVICE)
