"""One partition a fiscal year: the manifest's, else the one the report states, else `unknown`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from dagster import DagsterInstance, DynamicPartitionsDefinition

from pipelines.defs.folders import Folders
from pipelines.stages.readings import ReportReading
from pipelines.stages.sources import SourceFile

UNKNOWN = "unknown"
FISCAL_YEARS = DynamicPartitionsDefinition(name="fiscal_year")


def readings_by_fiscal_year(folders: Folders) -> dict[str, list[ReportReading]]:
    """The readings of every year. Files whose year the manifest states are told apart unread, but
    the others must be read to know it; readings are kept, so nothing is read twice."""
    found: defaultdict[str, list[ReportReading]] = defaultdict(list)
    for reading in folders.readings(folders.source_files()):
        found[str(reading.report["fiscal_year"] or UNKNOWN)].append(reading)
    return dict(found)


def readings_of(folders: Folders, years: Collection[str]) -> list[ReportReading]:
    """The readings of some years; files that the manifest places in other years stay unread."""
    files = [file for file in folders.source_files() if _may_be_of(file, years)]
    return [
        reading
        for reading in folders.readings(files)
        if str(reading.report["fiscal_year"] or UNKNOWN) in years
    ]


def register(instance: DagsterInstance, years: Collection[str]) -> None:
    """Add these years to the partitions of the instance, in their order.

    None is ever taken away: a season opens before anybody publishes, and a run that waits for
    another names its years; without their partitions both would fail.
    """
    known = instance.get_dynamic_partitions("fiscal_year")
    instance.add_dynamic_partitions("fiscal_year", sorted(set(years) - set(known)))


def _may_be_of(file: SourceFile, years: Collection[str]) -> bool:
    stated = file.stated("fiscal_year")
    return stated is None or stated in years
