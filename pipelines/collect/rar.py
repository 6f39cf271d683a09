"""Archives in .rar, through rarfile: it reads the directory itself, and packed members through
unrar, unar, 7z or bsdtar when one of them is installed."""

from __future__ import annotations

from pathlib import Path

import rarfile

from pipelines.collect.intake import Intake, MemberKind
from pipelines.collect.members import PASSWORD_ADVICE, UNPACK_ADVICE, CannotUnpack, not_unpacked

_TOOL_ADVICE = (
    "安装 unrar、unar、7z 或 bsdtar 之一，或自行解压后逐个放入 / install unrar, unar, 7z or "
    "bsdtar, or unpack it yourself and add the files one by one"
)


def take_rar(path: Path, within: str, intake: Intake) -> None:
    """Hand every member to the intake; raises CannotUnpack when the archive cannot be opened."""
    try:
        # names without Unicode are those of Chinese Windows
        with rarfile.RarFile(path, charset="gb18030") as archive:
            if archive.needs_password() and not archive.infolist():
                raise rarfile.PasswordRequired("its list of members")
            for info in archive.infolist():
                _take(archive, info, within, intake)
        # a broken header was taken for the end; asked strictly, rarfile tells
        rarfile.RarFile(path, errors="strict").close()
    except rarfile.PasswordRequired as error:
        raise CannotUnpack("unreadable", "已加密 / it is encrypted", PASSWORD_ADVICE) from error
    except rarfile.NeedFirstVolume as error:
        reason = "分卷压缩包的后续卷 / a later volume of an archive in several"
        raise CannotUnpack("unreadable", reason, UNPACK_ADVICE) from error
    except rarfile.Error as error:
        raise not_unpacked(error) from error


def _take(archive: rarfile.RarFile, info: rarfile.RarInfo, within: str, intake: Intake) -> None:
    told = intake.admit(
        info.filename, _kind(info), within, is_encrypted=bool(info.needs_password())
    )
    if told is None:
        return
    try:
        with archive.open(info) as member:
            intake.copy(told, member)
    except rarfile.RarCannotExec:
        reason = "RAR 压缩包，缺少解压程序 / a RAR archive, and no program to unpack it"
        intake.refuse(told, CannotUnpack("not_yet_supported", reason, _TOOL_ADVICE))
    except rarfile.PasswordRequired:
        intake.refuse(told, CannotUnpack("unreadable", "已加密 / it is encrypted", PASSWORD_ADVICE))
    except rarfile.Error as error:
        intake.refuse(told, not_unpacked(error))


def _kind(info: rarfile.RarInfo) -> MemberKind:
    if info.is_dir():
        return "folder"
    if info.is_symlink():
        return "link"
    return "file" if info.is_file() else "special"
