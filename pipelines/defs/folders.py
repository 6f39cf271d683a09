"""Where the sources lie, where the warehouse goes, and where work in progress is kept."""

from __future__ import annotations

import os
from pathlib import Path

from dagster import ConfigurableResource

from pipelines.collect.publishers import PUBLISHERS, Publisher, load_publishers
from pipelines.stages.building import read_sources
from pipelines.stages.readings import ReportReading
from pipelines.stages.rulings import load_rulings
from pipelines.stages.sources import SourceFile, find_source_files


class Folders(ConfigurableResource):  # type: ignore[type-arg]
    """The same places that `juesuan build` uses, so that both share the readings they keep."""

    sources: list[str]
    warehouse: str

    @property
    def warehouse_file(self) -> Path:
        return Path(self.warehouse)

    @property
    def folders(self) -> list[Path]:
        """The sources folders."""
        return [Path(folder) for folder in self.sources]

    def publishers(self) -> list[tuple[Path, tuple[Publisher, ...]]]:
        """Each sources folder that lists publishers, with them; raises PublishersUnreadable."""
        listed = [folder for folder in self.folders if (folder / PUBLISHERS).is_file()]
        return [(folder, load_publishers(folder)) for folder in listed]

    @property
    def build_file(self) -> Path:
        """The models are built into this file; publishing copies them out of it."""
        return self._cache / "refresh.duckdb"

    @property
    def _cache(self) -> Path:
        return self.warehouse_file.parent / ".cache"

    def source_files(self) -> list[SourceFile]:
        """Every collected file; raises FileNotFoundError for a missing folder."""
        return find_source_files(self.folders, self._cache / "unpacked")

    def rulings(self) -> list[dict[str, str | None]]:
        """The human decisions kept beside the sources; a file that cannot be read is left out."""
        return load_rulings(self.folders)[0]

    def readings(self, files: list[SourceFile]) -> list[ReportReading]:
        """The readings of the files; a file that was read before is not read again."""
        readings, _ = read_sources(files, self._cache / "readings", lambda *_: None)
        return readings


def default_folders() -> Folders:
    """From JUESUAN_SOURCES and JUESUAN_WAREHOUSE, else the folders of the project."""
    return Folders(
        sources=[os.environ.get("JUESUAN_SOURCES", "sources")],
        warehouse=os.environ.get("JUESUAN_WAREHOUSE", "warehouse/juesuan.duckdb"),
    )
