"""The raw tables of a build file -> its marts, by one dbt run in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipelines.stages.dbt_project import find_dbt_project

BUILD_FILE_VARIABLE = "JUESUAN_BUILD_FILE"

_FAILED_STATUSES = frozenset({"error", "fail", "runtime error", "partial success"})


@dataclass(frozen=True)
class TransformResult:
    """What one dbt run did; `warnings` says which tests warned and on how many rows."""

    models: int
    tests: int
    unit_tests: int
    warnings: tuple[str, ...]


class TransformFailed(Exception):
    """dbt could not build the marts, or a test of severity error failed.

    `problems` has one readable line per model or test; `str()` gives them all.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(
            "数据模型未通过，未发布任何内容 / the marts did not pass, nothing was published:\n"
            + lines
        )


class _Outcome(Protocol):
    """The part of dbt's result of one node that is read here."""

    node: Any
    status: Any
    message: str | None
    failures: int | None


def transform(build_file: Path, *, unit_tests: bool = False) -> TransformResult:
    """Build and test all models over the raw tables of `build_file`, in place.

    In: a build file that write_raw filled; `unit_tests` also runs dbt's unit tests, which try the
    SQL and not the data. Out: counts of what ran and the warnings, which are mistakes of the
    publishers and never block. Afterwards no connection to the file is open.
    Raises TransformFailed when a model or a test of severity error fails, FileNotFoundError when
    the build file or the dbt project is missing.
    """
    if not build_file.is_file():
        raise FileNotFoundError(f"no build file {build_file}")
    project = find_dbt_project()
    outcomes = _run_dbt(build_file.resolve(), project, unit_tests)
    problems = [_described(one) for one in outcomes if str(one.status) in _FAILED_STATUSES]
    if problems:
        raise TransformFailed(problems)
    kinds = [str(one.node.resource_type) for one in outcomes]
    return TransformResult(
        models=kinds.count("model"),
        tests=kinds.count("test"),
        unit_tests=kinds.count("unit_test"),
        warnings=tuple(_described(one) for one in outcomes if str(one.status) == "warn"),
    )


def _run_dbt(build_file: Path, project: Path, unit_tests: bool) -> Sequence[_Outcome]:
    from dbt.cli.main import dbtRunner  # seconds to import, so only when needed

    arguments = ["build", "--project-dir", str(project), "--profiles-dir", str(project)]
    # what dbt parsed is kept beside the build file: the next build parses only what changed
    parsed = build_file.parent / "dbt"
    arguments += ["--target-path", str(parsed), "--log-path", str(parsed / "logs")]
    arguments += ["--quiet", "--log-level", "none", "--log-level-file", "none"]
    arguments += ["--no-use-colors", "--no-send-anonymous-usage-stats", "--no-write-json"]
    arguments += ["--partial-parse", "--no-version-check"]
    if not unit_tests:
        arguments += ["--exclude-resource-type", "unit_test"]
    with _environment(**{BUILD_FILE_VARIABLE: str(build_file)}):
        try:
            finished = dbtRunner().invoke(arguments)
        finally:
            _close_connections()
    # without node results dbt stopped before the first model: a parse or connection failure
    results = getattr(finished.result, "results", None)
    if results is None:
        raise TransformFailed([f"dbt: {finished.exception or 'no result'}"])
    outcomes: Sequence[_Outcome] = results
    if not finished.success and not any(str(one.status) in _FAILED_STATUSES for one in outcomes):
        raise TransformFailed([f"dbt: {finished.exception or 'failed without a failing node'}"])
    return outcomes


def _close_connections() -> None:
    """dbt-duckdb keeps its file open in this process, which would block publishing."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    untyped_manager: Any = DuckDBConnectionManager
    untyped_manager.close_all_connections()


def _described(outcome: _Outcome) -> str:
    kind = {"model": "模型 model", "test": "检验 test", "unit_test": "单元测试 unit test"}.get(
        str(outcome.node.resource_type), str(outcome.node.resource_type)
    )
    rows = f"，{outcome.failures} 行 rows" if outcome.failures else ""
    message = " ".join((outcome.message or "").split())
    return f"{kind} {outcome.node.name}{rows}：{message}"


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
