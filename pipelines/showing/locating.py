"""Where the file of a figure lies: from the address that the warehouse gives to a path.

A member of an archive goes by the archive's path and its own (`a.zip/b.pdf`) and is unpacked when
it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from pipelines.collect.unpacking import content_hash
from pipelines.showing.problems import CannotShow
from pipelines.stages.sources import find_source_files, source_file, with_members


def file_of(folders: Sequence[Path], name: str, sha256: str | None = None) -> Path:
    """The file that a `source_file` of the warehouse names, looked for in the sources folders.

    Raises CannotShow where it is not there, or where `sha256` tells that it has changed since.
    """
    found = next((path for folder in folders if (path := _in_folder(folder, name))), None)
    if found is None:
        looked = "、".join(str(folder) for folder in folders)
        raise CannotShow(
            f"在 {looked} 里找不到 / not found there: {name}",
            "用 --sources 指明报告所在的文件夹 / name the folder of the reports with --sources",
        )
    if sha256 and content_hash(found) != sha256:
        raise CannotShow(
            f"文件在入库之后变了 / the file has changed since it was read: {name}",
            "重新运行 juesuan build / run juesuan build again",
        )
    return found


def _in_folder(folder: Path, name: str) -> Path | None:
    direct = folder / name
    if direct.is_file():
        return direct
    if not folder.is_dir():
        return None
    for parent in PurePosixPath(name).parents:
        archive = folder / parent
        if parent.name and archive.is_file():
            inside = with_members([source_file(archive, parent.as_posix())], {})
            return next((one.path for one in inside if one.source_file == name), None)
    # a name that the file system holds in another spelling
    known = find_source_files([folder])
    return next((one.path for one in known if one.source_file == name), None)
