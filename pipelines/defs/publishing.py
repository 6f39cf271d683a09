"""The published warehouse and what is checked on it: group publish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import dagster as dg
import duckdb

from pipelines.defs.folders import Folders
from pipelines.defs.reading_assets import OWNERS
from pipelines.publish import publish
from pipelines.stages.diagnosing import write_diagnosis

WAREHOUSE = dg.AssetKey("warehouse")


@dataclass(frozen=True)
class Faults:
    """A check as SQL that returns the faulty rows; none is right."""

    name: str
    description: str
    sql: str


CHECKS = (
    Faults(
        "every_figure_has_a_unit_and_an_amount",
        "A number carries its unit and its amount in yuan (每个数字都有单位和金额).",
        "SELECT source_file, page, amount_text FROM marts.fct_reported_amount "
        "WHERE amount_state = 'number' AND (unit IS NULL OR amount_yuan IS NULL)",
    ),
    Faults(
        "no_cell_is_counted_twice",
        "A printed cell gives one row of fct_reported_amount (一格只入库一次).",
        "SELECT report_id, page, sheet, table_row, table_column, count(*) "
        "FROM marts.fct_reported_amount GROUP BY ALL HAVING count(*) > 1",
    ),
    Faults(
        "outcomes_count_the_figures",
        "The figures that a file's outcome counts are in fct_reported_amount (结果与明细一致).",
        "SELECT o.report_id, o.figures, count(a.report_id) FROM quality.fct_report_outcome o "
        "LEFT JOIN marts.fct_reported_amount a "
        "ON a.report_id = o.report_id AND a.amount_state = 'number' "
        "GROUP BY ALL HAVING o.figures <> count(a.report_id)",
    ),
    Faults(
        "outcomes_count_the_unplaced_cells",
        "The unplaced cells that a file's outcome counts are listed (未归表数字齐全).",
        "SELECT o.report_id, o.unplaced, count(u.report_id) FROM quality.fct_report_outcome o "
        "LEFT JOIN quality.fct_unplaced_cell u ON u.report_id = o.report_id "
        "GROUP BY ALL HAVING o.unplaced <> count(u.report_id)",
    ),
)


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


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(check.name, asset=WAREHOUSE, description=check.description)
        for check in CHECKS
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
    with duckdb.connect(str(folders.warehouse_file), read_only=True) as connection:
        for check in CHECKS:
            yield _result(check.name, connection.execute(check.sql).fetchall())
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
