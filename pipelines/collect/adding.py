"""Files that come by hand: copied, never moved, to where collected files lie, with a manifest row.

The files are not read; what they say of themselves is found out when the warehouse is built.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.collect.file_names import safe_name
from pipelines.collect.landing import Landed, Origin, content_hash, land
from pipelines.collect.manifest import WORKING_FOLDER, ManifestUnreadable, read_manifest
from pipelines.collect.media_types import media_type
from pipelines.collect.problems import CollectingProblem, Refused

# left out when a sources folder is read, so a report of such a name would be lost silently
_NEVER_READ = (".json", ".md")


@dataclass(frozen=True)
class Added:
    """What became of one file: where it is now, or why it was not taken."""

    file: Path
    landed: Landed | None = None
    refusal: str = ""


def add_files(sources: Path, files: Sequence[Path], origin: Origin) -> list[Added]:
    """Take files into a sources folder; the originals stay as they are.

    What `origin` does not state is left open in the manifest. Raises ManifestUnreadable.
    """
    return [_added(sources, file, origin) for file in files]


def _added(sources: Path, file: Path, origin: Origin) -> Added:
    try:
        return Added(file, _landed(sources, file, origin))
    except ManifestUnreadable:
        raise
    except CollectingProblem as problem:
        return Added(file, refusal=str(problem))
    except OSError as error:
        return Added(file, refusal=f"读不了或写不了 / cannot be read or written: {error}")


def _landed(sources: Path, file: Path, origin: Origin) -> Landed:
    if file.is_dir():
        raise Refused("是文件夹 / a folder", "请逐个给出文件 / name the files in it")
    if not file.is_file():
        raise Refused("没有这个文件 / no such file" if not file.exists() else "不是文件 / no file")
    if file.suffix.lower() in _NEVER_READ:
        raise Refused(f"{file.suffix} 不会被当作报告读取 / such files are never read as reports")
    if not file.stat().st_size:
        raise Refused("文件为空 / the file is empty")
    working = sources / WORKING_FOLDER
    working.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="adding-", dir=working) as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(file, copy)
        digest = content_hash(copy)
        row = read_manifest(sources).row_of(digest)
        landed = land(sources, copy, digest, safe_name(file.name), media_type(copy), origin)
    if landed.outcome == "known" and row is not None:
        named = row["report_id"] or row["url"] or "—"
        raise Refused(
            f"已经收过同样内容的文件 / the same content is there already: {landed.path} "
            f"({named}, sha256 {digest})"
        )
    return landed
