"""From the collected files to the raw tables: groups collect and extract."""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from pipelines.defs.collecting import COLLECTED
from pipelines.defs.fiscal_years import (
    FISCAL_YEARS,
    readings_by_fiscal_year,
    readings_of,
    register,
)
from pipelines.defs.folders import Folders

OWNERS = ["team:data"]
SOURCE_FILES = dg.AssetKey("source_files")

_PER_YEAR = {
    "report": "Reports of the year, as the manifest or the report itself names them (报告).",
    "report_outcome": "What became of every file of the year, with its reason (读取结果).",
    "reported_table": "Recognised tables of the year's reports (识别出的表).",
    "reported_amount": "Printed figures of the year, each with its cell address (报表数字).",
    "reported_quantity": "Printed figures of tables that are no money (非金额数字).",
    "evaluation": "Self-evaluation tables of the year's reports (绩效自评表).",
    "evaluation_fund": "Rows of money of the self-evaluations (自评资金).",
    "evaluation_indicator": "Indicators of the self-evaluations (自评指标).",
    "narrative_claim": "Figures of the running text, each with its sentence (叙述中的数字).",
    "narrative_statement": "Comparisons said in words (叙述中的文字比较).",
    "table_line": "Lines above and below the tables, as printed (表上表下的文字).",
    "project": "Names of projects as the reports print them (项目名称).",
    "unplaced_cell": "Figures that nothing claimed (未归表数字).",
}
_FROM_CATALOGUE = {
    "form": "The official forms of the catalogue (决算表目录).",
    "function_code": "Functional classification of expenditure (支出功能分类科目).",
    "economic_code": "Economic classification of expenditure (支出经济分类科目).",
    "english_name": "English names of codes (科目英文名).",
    "cofog_division": "COFOG divisions of functional codes (COFOG 对应).",
    "fund": "Funds (资金).",
    "disclosure_matter": "Matters that the official template asks for in words (应说明事项).",
    "claim_cell": "Cells that figures of the running text name (叙述所指的单元格).",
    "share_whole": "Wholes that shares of the running text are taken of (占比所指的整体).",
    "phrase": "Words of a text that tell something (有所指的用语).",
    "told_rate": "Rates that texts tell with both of their figures (叙述中连同分子分母的比率).",
    "grade_band": "Grades of an evaluation and their points (绩效等级与分数段).",
    "form_item": "Items that rows of a form state (表中各行所属事项).",
    "claim_item": "Items that subjects of the running text feed (叙述对象对应事项).",
    "identity": "Accounting identities (勾稽关系).",
    "identity_term": "Terms of the linear identities (勾稽关系各项).",
    "ruling": "Human decisions about single reports (人工裁定).",
}


def raw_key(table: str) -> dg.AssetKey:
    """Key of a raw table, the same that the dbt sources have."""
    return dg.AssetKey(["raw", table])


@dg.asset(
    key=SOURCE_FILES,
    deps=[dg.AssetDep(COLLECTED, partition_mapping=dg.AllPartitionMapping())],
    group_name="collect",
    owners=OWNERS,
    tags={"step": "collect"},
    kinds={"file"},
    description="The collected report files (公开的决算报告), found in the sources folders. "
    "Makes the partitions: one a fiscal year, `unknown` where neither manifest nor report says. "
    "Materialise it once on a new machine before the first run of a year.",
)
def source_files(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult[None]:
    """List the files and register their fiscal years."""
    years = readings_by_fiscal_year(folders)
    register(context.instance, years)
    files = folders.source_files()
    listed = {"files": len(files), "fiscal_years": ", ".join(sorted(years))}
    return dg.MaterializeResult(metadata={key: str(value) for key, value in listed.items()})


@dg.multi_asset(
    name="read_reports",
    specs=[
        dg.AssetSpec(
            raw_key(table),
            deps=[SOURCE_FILES],
            group_name="extract",
            owners=OWNERS,
            tags={"step": "extract"},
            kinds={"python"},
            description=description,
            partitions_def=FISCAL_YEARS,
        )
        for table, description in _PER_YEAR.items()
    ],
    backfill_policy=dg.BackfillPolicy.single_run(),
)
def read_reports(
    context: dg.AssetExecutionContext, folders: Folders
) -> Iterator[dg.MaterializeResult[None]]:
    """Read the year's files; a file that was read before is taken from the kept readings."""
    readings = readings_of(folders, context.partition_keys)
    outcomes = Counter(str(reading.report_outcome["outcome"]) for reading in readings)
    rows = {
        table: sum(len(reading.rows[table]) for reading in readings)
        for table in _PER_YEAR
        if table not in ("report", "report_outcome")
    }
    rows["report"] = len({reading.report["report_id"] for reading in readings})
    rows["report_outcome"] = len(readings)
    for table, count in rows.items():
        yield dg.MaterializeResult(
            asset_key=raw_key(table),
            metadata={"dagster/row_count": count, "outcomes": dict(outcomes)},
        )


catalogue_tables = [
    dg.AssetSpec(
        raw_key(table),
        group_name="extract",
        owners=OWNERS,
        tags={"step": "extract"},
        kinds={"yaml" if table == "form" else "csv"},
        description=f"{description} Part of the package pipelines/catalogue, not of a run.",
    )
    for table, description in _FROM_CATALOGUE.items()
]
