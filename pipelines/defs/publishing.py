"""The published warehouse and what is checked on it: group publish."""

from collections.abc import Iterator, Sequence

import dagster as dg
import duckdb

from pipelines.defs.folders import Folders
from pipelines.defs.reading_assets import OWNERS
from pipelines.explorer.building import build_site, site_beside
from pipelines.explorer.charting_library import ChartingLibraryMissing
from pipelines.publish import publish
from pipelines.publish.own_faults import FAULT_CHECKS, faults_in
from pipelines.stages.diagnosing import write_diagnosis

WAREHOUSE = dg.AssetKey("warehouse")


def published_warehouse_of(models: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset of the published file, downstream of every published model."""

    @dg.asset(
        key=WAREHOUSE,
        deps=models,
        group_name="publish",
        owners=OWNERS,
        tags={"step": "publish"},
        kinds={"duckdb"},
        description="The file that BI tools open (发布的数据仓库): schemas marts and quality, "
        "replaced whole, so that open readers keep what they see.",
    )
    def warehouse(folders: Folders) -> dg.MaterializeResult[None]:
        write_diagnosis(folders.build_file)
        publish(folders.build_file, folders.warehouse_file)
        file = folders.warehouse_file
        return dg.MaterializeResult(metadata={"path": str(file), "bytes": file.stat().st_size})

    return warehouse


@dg.asset(
    deps=[WAREHOUSE],
    group_name="publish",
    owners=OWNERS,
    tags={"step": "publish"},
    kinds={"html"},
    description="Pages to look at the warehouse with (网页): explorer and quality, without server "
    "or network. The warehouse stands without them.",
)
def site(folders: Folders) -> dg.MaterializeResult[None]:
    """The pages beside the warehouse; where they could not be made, the metadata say why."""
    file = folders.warehouse_file
    try:
        made = build_site(file, folders.folders, site_beside(file), lambda *_: None)
    except (ChartingLibraryMissing, OSError) as error:
        return dg.MaterializeResult(metadata={"problem": str(error)})
    return dg.MaterializeResult(
        metadata={"path": str(made.folder / "index.html"), "bytes": made.size}
    )


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(check.name, asset=WAREHOUSE, description=check.description)
        for check in FAULT_CHECKS
    ]
    + [
        dg.AssetCheckSpec(
            "every_file_has_an_outcome",
            asset=WAREHOUSE,
            description="No collected file is dropped in silence (每个文件都有结论).",
        )
    ],
    name="check_warehouse",
)
def check_warehouse(folders: Folders) -> Iterator[dg.AssetCheckResult]:
    """Open the published file as a BI tool would and look for faults of our own."""
    for name, faults in faults_in(folders.warehouse_file).items():
        yield _result(name, faults)
    with duckdb.connect(str(folders.warehouse_file), read_only=True) as connection:
        listed = connection.execute("SELECT source_file FROM quality.fct_report_outcome").fetchall()
    found = {(file.source_file,) for file in folders.source_files()}
    yield _result("every_file_has_an_outcome", sorted(found - set(listed)))


def _result(name: str, faults: Sequence[tuple[object, ...]]) -> dg.AssetCheckResult:
    first = "; ".join(str(fault) for fault in faults[:20])
    return dg.AssetCheckResult(
        asset_key=WAREHOUSE,
        check_name=name,
        passed=not faults,
        metadata={"faults": len(faults), "first": first or "–"},
    )


@dg.asset_check(
    asset=WAREHOUSE,
    name="agencies_have_published_again",
    description="Every agency that published the year before has published the newest year too "
    "(上年公开的部门今年也已公开); who is late is listed.",
    blocking=False,
)
def check_coverage(folders: Folders) -> dg.AssetCheckResult:
    """Warn of agencies whose report of the newest year is missing."""
    with duckdb.connect(str(folders.warehouse_file), read_only=True) as connection:
        missing = connection.execute(_MISSING_AGENCIES).fetchall()
    return dg.AssetCheckResult(
        passed=not missing,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "missing": len(missing),
            "first": "; ".join(f"{agency} {year}" for agency, year in missing[:20]) or "–",
        },
    )


_MISSING_AGENCIES = """
SELECT missing.agency_id, missing.fiscal_year
FROM quality.fct_coverage AS missing
INNER JOIN quality.fct_coverage AS before
    ON missing.agency_id = before.agency_id AND missing.fiscal_year = before.fiscal_year + 1
WHERE
    missing.coverage = 'missing' AND before.coverage = 'published'
    AND missing.fiscal_year = (SELECT max(fiscal_year) FROM quality.fct_coverage)
ORDER BY ALL
"""
