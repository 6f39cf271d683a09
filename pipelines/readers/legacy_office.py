"""Office files of kinds without a reader of their own: LibreOffice makes .docx or .xlsx of them.

LibreOffice is no part of the project; where it is not installed such a file is listed as not yet
supported. Every conversion has a folder and a profile of its own, so several can run at a time and
nobody's own LibreOffice is touched. Macros, links and active content are switched off.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipelines.document import Document
from pipelines.readers.problems import UnreadableFile, UnsupportedFile

Family = Literal["text", "sheets"]

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS_ALLOWED = 120
_TARGETS: Mapping[Family, str] = {"text": "docx", "sheets": "xlsx"}
_COMPONENTS: Mapping[Family, str] = {"text": "libreoffice-writer", "sheets": "libreoffice-calc"}
_OPTIONS = (
    "--headless",
    "--invisible",
    "--norestore",
    "--nologo",
    "--nodefault",
    "--nolockcheck",
    "--nofirststartwizard",
)
# Settings by their paths in the program's registry; "never" is 1 in Calc and 0 in Writer.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


@dataclass(frozen=True)
class LegacyKind:
    """A kind of office file: its name for people, its suffix, and what is to be made of it.

    `suffix` tells LibreOffice what the content was found to be, whatever the file is called.
    """

    name: str
    suffix: str
    family: Family


def read_through_libreoffice(content: bytes, kind: LegacyKind) -> Document:
    """The Document of a legacy office file; its reader names LibreOffice and our own.

    Raises UnsupportedFile where LibreOffice is not installed, UnreadableFile when it cannot open
    the file or needs too long, and whatever our own reader raises.
    """
    program = libreoffice()
    if program is None:
        raise UnsupportedFile(
            f"{kind.name}，需要 LibreOffice / it needs LibreOffice, which is not installed",
            f"安装 {_COMPONENTS[kind.family]}，或另存为 {_TARGETS[kind.family]} / "
            f"install {_COMPONENTS[kind.family]}, or save it as {_TARGETS[kind.family]}",
        )
    document = _read(_converted(program, content, kind), kind.family)
    return replace(document, reader=f"libreoffice+{document.reader}")


def libreoffice() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def _read(content: bytes, family: Family) -> Document:
    if family == "text":
        from pipelines.readers.docx import read_docx

        return read_docx(content)
    from pipelines.readers.xlsx import read_xlsx

    return read_xlsx(content)


def _converted(program: str, content: bytes, kind: LegacyKind) -> bytes:
    target = _TARGETS[kind.family]
    with tempfile.TemporaryDirectory(
        prefix="juesuan-office-", ignore_cleanup_errors=True
    ) as folder:
        source = Path(folder) / f"source.{kind.suffix}"
        source.write_bytes(content)
        profile = Path(folder) / "profile"
        _write_settings(profile)
        said = _run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                *_OPTIONS,
                "--convert-to",
                target,
                "--outdir",
                str(Path(folder) / "converted"),
                str(source),
            ],
            Path(folder),
            kind,
        )
        converted = Path(folder) / "converted" / f"source.{target}"
        if not converted.is_file():
            raise UnreadableFile(
                f"{kind.name}，LibreOffice 打不开 / LibreOffice cannot open it: {said}",
                "检查是否加密或损坏，另存后再放入 / see whether it is encrypted or broken, "
                f"and save it as {target}",
            )
        return converted.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        "utf-8",
    )


def _run(command: list[str], folder: Path, kind: LegacyKind) -> str:
    """Run LibreOffice in a session of its own, so that its children end with it; what it said.

    Its home is the folder of this conversion: fonts and caches of nobody are read or written.
    """
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS_ALLOWED)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"{kind.name}，LibreOffice 转换超过 {_SECONDS_ALLOWED} 秒 / it took too long",
                "用办公软件打开后另存 / open it in an office program and save it again",
            ) from error
        finally:
            _end(process)
    lines = [line for line in said.splitlines() if "javaldx" not in line]
    return lines[-1].replace(str(folder), "").strip() if lines else f"exit {process.returncode}"


def _end(process: subprocess.Popen[str]) -> None:
    """End what is left of the conversion, the children of a wrapper script too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
