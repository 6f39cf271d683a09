"""The collected files of a fiscal year: fetched where a run asks for it, else as they lie there."""

import dagster as dg

from pipelines.collect.collecting import collect
from pipelines.collect.fetching import Fetcher
from pipelines.defs.fiscal_years import FISCAL_YEARS, UNKNOWN
from pipelines.defs.folders import Folders

COLLECTED = dg.AssetKey("collected_reports")
FETCHING = {"ops": {"collected_reports": {"config": {"fetch": True}}}}
"""Run configuration of a run that fetches what is missing."""


class Collecting(dg.Config):
    """Whether a run asks the publishers; else it takes the files that are there."""

    fetch: bool = False


@dg.asset(
    key=COLLECTED,
    group_name="collect",
    owners=["team:data"],
    tags={"step": "collect"},
    kinds={"web"},
    partitions_def=FISCAL_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    retry_policy=dg.RetryPolicy(max_retries=2, delay=60, backoff=dg.Backoff.EXPONENTIAL),
    description="The reports of a fiscal year that publishers announce (采集公开的决算报告): only "
    "what is missing or changed is fetched, from the places in sources/publishers.yml.",
)
def collected_reports(
    context: dg.AssetExecutionContext, config: Collecting, folders: Folders
) -> dg.MaterializeResult[None]:
    """Fetch what is missing of the years; a publisher that is down costs only its own files."""
    new, failures, unlisted = 0, [], []
    years = [int(key) for key in context.partition_keys if key != UNKNOWN]
    for folder, publishers in folders.publishers():
        for year in years if config.fetch else []:
            results = collect(folder, publishers, year, Fetcher(), context.log.info)
            new += sum(len(one.new) + len(one.new_versions) for one in results)
            unlisted += [file for one in results for file in one.unlisted]
            failures += [line for one in results for line in one.failures]
    for line in failures:
        context.log.warning(line)
    for file in unlisted:
        context.log.warning(f"不再列出，文件保留 / no longer listed, the file is kept: {file}")
    return dg.MaterializeResult(
        metadata={
            "new": new,
            "unlisted": len(unlisted),
            "failures": len(failures),
            "first": "; ".join(failures[:20]) or "–",
        }
    )
