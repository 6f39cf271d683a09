"""The job `refresh` over every fiscal year, in this process: `python -m pipelines.defs.refresh`."""

from __future__ import annotations

import sys

import dagster as dg

from pipelines.defs.assembling import JOB, build_definitions
from pipelines.defs.fiscal_years import readings_by_fiscal_year, register
from pipelines.defs.folders import Folders, default_folders

_RANGE_START = "dagster/asset_partition_range_start"
_RANGE_END = "dagster/asset_partition_range_end"
_QUIET = {"loggers": {"console": {"config": {"log_level": "WARNING"}}}}


def refresh(folders: Folders, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    """Run the job once over all fiscal years found; the result says whether it succeeded."""
    register(instance, readings_by_fiscal_year(folders))
    years = instance.get_dynamic_partitions("fiscal_year")
    job = build_definitions(folders).resolve_job_def(JOB)
    return job.execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config=_QUIET,
        tags={_RANGE_START: years[0], _RANGE_END: years[-1]} if years else {},
    )


def main() -> int:
    """Exit code 0 when the warehouse was published, else 1."""
    folders = default_folders()
    with dg.DagsterInstance.get() as instance:
        result = refresh(folders, instance)
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    for check in failed:
        print(f"{check.severity.value}: {check.asset_key.to_user_string()} {check.check_name}")
    print(f"{'published' if result.success else 'NOTHING PUBLISHED'}: {folders.warehouse}")
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main())
