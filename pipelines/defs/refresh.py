"""The job `refresh` over every fiscal year, in this process: `python -m pipelines.defs.refresh`."""

from __future__ import annotations

import re
import sys

import dagster as dg

from pipelines.defs.assembling import JOB, build_definitions
from pipelines.defs.automation import range_tags
from pipelines.defs.collecting import FETCHING
from pipelines.defs.fiscal_years import readings_by_fiscal_year, register
from pipelines.defs.folders import Folders, default_folders

WRONG_USAGE = 64
_QUIET = {"loggers": {"console": {"config": {"log_level": "WARNING"}}}}


def refresh(
    folders: Folders, instance: dg.DagsterInstance, fiscal_year: str | None = None
) -> dg.ExecuteInProcessResult:
    """Run the job once; the result says whether it succeeded.

    With a fiscal year it does what the schedule does: what is missing of that year is fetched.
    Without one it runs over all fiscal years of the files that are there.
    """
    if fiscal_year is None:
        register(instance, readings_by_fiscal_year(folders))
        years = list(instance.get_dynamic_partitions("fiscal_year"))
        config = {}
    else:
        years = [fiscal_year]
        instance.add_dynamic_partitions("fiscal_year", years)
        config = FETCHING
    job = build_definitions(folders).resolve_job_def(JOB)
    return job.execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config={**_QUIET, **config},
        tags=range_tags(years),
    )


def main() -> int:
    """The fiscal year as the first argument, if any. Exit code 0 when the warehouse stands, 1 when
    nothing was published, 64 for something that is no year."""
    folders = default_folders()
    stated = sys.argv[1] if len(sys.argv) > 1 else ""
    if stated and not re.fullmatch(r"20\d{2}", stated):
        print(f"不是年度 / no fiscal year: {stated}", file=sys.stderr)
        return WRONG_USAGE
    with dg.DagsterInstance.get() as instance:
        result = refresh(folders, instance, stated or None)
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    for check in failed:
        print(f"{check.severity.value}: {check.asset_key.to_user_string()} {check.check_name}")
    print(f"{'published' if result.success else 'NOTHING PUBLISHED'}: {folders.warehouse}")
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main())
