"""What starts the job by itself, and who is told how it ended: schedule, sensors, notices.

All of it is off until a person turns it on in the UI; the seasons are data of the sources.
"""

import hashlib
from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.defs.collecting import FETCHING
from pipelines.defs.fiscal_years import UNKNOWN
from pipelines.defs.folders import Folders
from pipelines.publish.notifying import Notice, notify
from pipelines.stages.seasons import load_seasons, open_fiscal_years
from pipelines.stages.sources import SourceFile

RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"
# Final accounts are published from August to October, some of them months late.
_IN_SEASON = "0 5 * 8-10 *"
_OUT_OF_SEASON = "0 5 * 1-7,11-12 1"
_SECONDS_BETWEEN_LOOKS = 300


def range_tags(years: Sequence[str]) -> dict[str, str]:
    """The tags of one run over all these partitions, which stand in their order."""
    return {RANGE_START: years[0], RANGE_END: years[-1]} if years else {}


def disclosure_season(job: "dg.UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """The schedule: every day in the season, every week else, the years whose season is open."""

    @dg.schedule(
        name="disclosure_season",
        job=job,
        cron_schedule=[_IN_SEASON, _OUT_OF_SEASON],
        execution_timezone="Asia/Shanghai",
        description="Fetches what is missing of every fiscal year whose disclosure season is open "
        "(决算公开季, sources/seasons.yml), reads it and publishes.",
    )
    def schedule(
        context: dg.ScheduleEvaluationContext, folders: Folders
    ) -> Iterator[dg.RunRequest | dg.SkipReason]:
        day = context.scheduled_execution_time.date()
        years = open_fiscal_years(load_seasons(folders.folders), day)
        if not years:
            yield dg.SkipReason(f"没有处于公开季的年度 / no season is open on {day}")
        context.instance.add_dynamic_partitions("fiscal_year", [str(year) for year in years])
        for year in years:
            yield dg.RunRequest(
                run_key=f"{day}-{year}", partition_key=str(year), run_config=FETCHING
            )

    return schedule


def sources_fingerprint(files: Sequence[SourceFile]) -> str:
    """One hash for the files that lie in the sources and what the manifest says of them."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.source_file}\n{file.sha256}\n{file.manifest}\n".encode())
    return digest.hexdigest()


def new_files(job: "dg.UnresolvedAssetJobDefinition") -> dg.SensorDefinition:
    """The sensor: one run over all years when the files in the sources are others than before."""

    @dg.sensor(
        name="new_files",
        job=job,
        minimum_interval_seconds=_SECONDS_BETWEEN_LOOKS,
        description="Reads and publishes when files came into the sources, changed or went "
        "(sources/ 有变化即更新).",
    )
    def sensor(
        context: dg.SensorEvaluationContext, folders: Folders
    ) -> dg.SensorResult | dg.SkipReason:
        files = folders.source_files()
        fingerprint = sources_fingerprint(files)
        if fingerprint == context.cursor:
            return dg.SkipReason("没有变化 / nothing has changed")
        known = list(context.instance.get_dynamic_partitions("fiscal_year"))
        stated = {file.stated("fiscal_year") or UNKNOWN for file in files}
        added = sorted(stated - set(known))
        request = dg.RunRequest(run_key=fingerprint, tags=range_tags([*known, *added]))
        return dg.SensorResult(
            run_requests=[request] if files else [],
            cursor=fingerprint,
            dynamic_partitions_requests=[
                dg.DynamicPartitionsDefinition(name="fiscal_year").build_add_request(added)
            ],
        )

    return sensor


def notices(job: "dg.UnresolvedAssetJobDefinition") -> list[dg.SensorDefinition]:
    """Sensors that tell how a run of the job ended, where somebody is set to be told."""

    @dg.run_failure_sensor(
        name="tell_of_failure",
        monitored_jobs=[job],
        description="Tells of a failed run (失败通知).",
    )
    def tell_of_failure(context: dg.RunFailureSensorContext) -> None:
        _tell(context, Notice(False, "决算仓库更新失败 / refresh failed", _failure(context)))

    @dg.run_status_sensor(
        name="tell_of_success",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[job],
        description="Tells of a run that published (成功通知).",
    )
    def tell_of_success(context: dg.RunStatusSensorContext) -> None:
        text = f"run {context.dagster_run.run_id}"
        _tell(context, Notice(True, "决算仓库已更新 / refreshed", text))

    return [tell_of_failure, tell_of_success]


def _failure(context: dg.RunFailureSensorContext) -> str:
    return f"run {context.dagster_run.run_id}\n{context.failure_event.message}"


def _tell(context: dg.RunStatusSensorContext, notice: Notice) -> None:
    for line in notify(notice):
        context.log.info(line)
