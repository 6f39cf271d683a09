"""What unpacking gives: members with their content, and what was refused and why."""

from __future__ import annotations

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
