"""Everything that Dagster knows of this project."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipelines.defs.automation import disclosure_season, new_files, notices
from pipelines.defs.collecting import collected_reports
from pipelines.defs.dbt_manifest import prepared_manifest
from pipelines.defs.fiscal_years import FISCAL_YEARS
from pipelines.defs.folders import Folders, default_folders
from pipelines.defs.identity_checks import identity_checks
from pipelines.defs.publishing import (
    check_coverage,
    check_warehouse,
    published_warehouse_of,
    site,
)
from pipelines.defs.reading_assets import catalogue_tables, read_reports, source_files
from pipelines.defs.warehouse_models import models_of

JOB = "refresh"
_PUBLISHED_GROUPS = {"marts", "quality"}


def build_definitions(folders: Folders) -> dg.Definitions:
    """Assets, checks and the job `refresh` over the given folders."""
    models = models_of(prepared_manifest(Path(folders.warehouse).parent / ".cache"))
    published = [spec.key for spec in models.specs if spec.group_name in _PUBLISHED_GROUPS]
    refresh = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        partitions_def=FISCAL_YEARS,
        executor_def=dg.in_process_executor,
        tags={"team": "data"},
        description="Everything: read the chosen fiscal years, build the marts over all years, "
        "publish the warehouse (完整运行).",
    )
    return dg.Definitions(
        assets=[
            collected_reports,
            source_files,
            read_reports,
            *catalogue_tables,
            models,
            published_warehouse_of(published),
            site,
        ],
        asset_checks=[check_warehouse, check_coverage, *identity_checks()],
        jobs=[refresh],
        schedules=[disclosure_season(refresh)],
        sensors=[new_files(refresh), *notices(refresh)],
        resources={"folders": folders},
        executor=dg.in_process_executor,
    )


def default_definitions() -> dg.Definitions:
    """The definitions over the folders that the environment names."""
    return build_definitions(default_folders())
