"""A published warehouse and its reports -> the folder of pages.

What stands on the pages belongs in accounts and overview, how they look in `assets/`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipelines.explorer.accounts import accounts
from pipelines.explorer.charting_library import library_files
from pipelines.explorer.overview import catalogue, finding_index, overview, quality
from pipelines.explorer.page_pictures import PagePictures
from pipelines.explorer.site_files import SiteFolder, assets
from pipelines.explorer.warehouse_rows import opened

Progress = Callable[[int, int, str], None]
"""Told before each step: how many are done, how many there are, and what comes next."""

_STAMP = "built.json"
_CHANGES = Path("releases") / "CHANGES.md"
_LONGEST_CHANGES = 60_000


@dataclass(frozen=True)
class SiteSummary:
    """What was made; `is_new` is false when the pages were of this warehouse already.

    `pictureless` names the files whose pages could not be drawn, with the reason.
    """

    folder: Path
    accounts: int
    pictures: int
    pictureless: tuple[str, ...]
    size: int
    is_new: bool
    seconds: float


def site_beside(warehouse: Path) -> Path:
    """Where the pages of a warehouse lie when nothing else is said."""
    return warehouse.parent / "site"


def build_site(
    warehouse: Path, folders: Sequence[Path], out: Path, progress: Progress
) -> SiteSummary:
    """Write the pages of a published warehouse into `out`.

    In: the warehouse file, the source folders its reports lie in (for pictures of their pages),
    the folder to write. Out: a summary. Nothing is done when the pages are of this file and this
    version already. Raises FileNotFoundError without a warehouse, ChartingLibraryMissing without
    ECharts, OSError when the folder cannot be written.
    """
    started = time.perf_counter()
    libraries = library_files()
    if not warehouse.is_file():
        with opened(warehouse):  # says what is missing
            pass
    stamp = _stamp_of(warehouse, folders)
    stamp_file = out / _STAMP
    kept = _kept_summary(stamp_file, stamp)
    if kept is not None:
        return SiteSummary(out, *kept, is_new=False, seconds=time.perf_counter() - started)
    stamp_file.unlink(missing_ok=True)
    site = SiteFolder(out)
    pictures = PagePictures(site, folders)
    count = _write_data(warehouse, site, pictures, progress)
    site.write_assets()
    for library in libraries:
        site.write(f"assets/{library.name}", library.read_bytes())
    site.remove_leftovers()
    made = (count, pictures.count, pictures.problems(), site.size())
    stamp_file.write_text(json.dumps({"stamp": stamp, "made": made}, ensure_ascii=False))
    return SiteSummary(out, *made, is_new=True, seconds=time.perf_counter() - started)


def _write_data(
    warehouse: Path, site: SiteFolder, pictures: PagePictures, progress: Progress
) -> int:
    with opened(warehouse) as source:
        index = overview(source)
        total = len(index["accounts"])
        findings = {}
        for done, one in enumerate(accounts(source)):
            progress(done, total, str(one["agency"] or one["id"]))
            one["pictures"] = pictures.of_account(one)
            site.write_data(f"data/accounts/{one['id']}.js", "accounts", one["id"], one)
            findings[one["id"]] = one["findings"]
        changes = warehouse.parent / _CHANGES
        text = changes.read_text(encoding="utf-8") if changes.is_file() else ""
        site.write_data("data/overview.js", "overview", "", index)
        site.write_data("data/catalogue.js", "catalogue", "", catalogue(source))
        site.write_data("data/quality.js", "quality", "", quality(source, text[:_LONGEST_CHANGES]))
        site.write_data("data/findings.js", "findings", "", finding_index(findings))
    return total


def _stamp_of(warehouse: Path, folders: Sequence[Path]) -> str:
    """Differs when the warehouse was replaced, this package changed or other folders are given."""
    digest = hashlib.sha256()
    state = warehouse.stat()
    digest.update(f"{state.st_mtime_ns} {state.st_size} {[str(one) for one in folders]}".encode())
    package = files("pipelines.explorer")
    code = [entry for entry in package.iterdir() if entry.is_file()]
    queries = list((package / "queries").iterdir())
    for entry in sorted([*code, *queries, *assets()], key=lambda one: one.name):
        digest.update(entry.read_bytes())
    return digest.hexdigest()


def _kept_summary(stamp_file: Path, stamp: str) -> tuple[int, int, tuple[str, ...], int] | None:
    try:
        kept = json.loads(stamp_file.read_text(encoding="utf-8"))
        count, pictures, problems, size = kept["made"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (count, pictures, tuple(problems), size) if kept["stamp"] == stamp else None
