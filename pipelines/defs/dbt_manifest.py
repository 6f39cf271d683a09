"""The manifest of the dbt project, which names its models and tests to Dagster."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.stages.dbt_project import find_dbt_project
from pipelines.stages.transforming import BUILD_FILE_VARIABLE

_READ_BY_DBT = {".sql", ".yml", ".yaml", ".csv", ".md"}


def prepared_manifest(cache_folder: Path) -> Mapping[str, Any]:
    """The manifest of the dbt project, parsed anew only when a file of the project changed.

    In: the folder that keeps it between loads. Out: the manifest as dbt writes it.
    Raises RuntimeError with dbt's own words when the project does not parse.
    """
    project = find_dbt_project()
    # dbt takes a relative path from its own project folder
    kept = cache_folder.resolve() / "dbt" / f"manifest-{_fingerprint(project)}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _parse(project, kept)
    manifest: Mapping[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return manifest


def _fingerprint(project: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(project.rglob("*")):
        if file.suffix in _READ_BY_DBT and file.is_file():
            digest.update(f"{file.relative_to(project)}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _parse(project: Path, kept: Path) -> None:
    from dbt.cli.main import dbtRunner  # seconds to import, and seldom needed

    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        # the profile names a build file; parsing never opens it
        os.environ.setdefault(BUILD_FILE_VARIABLE, str(Path(scratch) / "never-opened.duckdb"))
        finished = dbtRunner().invoke(
            [
                *("parse", "--project-dir", str(project), "--profiles-dir", str(project)),
                *("--target-path", scratch, "--log-path", scratch, "--log-level-file", "none"),
                *("--quiet", "--no-send-anonymous-usage-stats", "--no-partial-parse"),
            ]
        )
        if not finished.success:
            raise RuntimeError(f"the dbt project does not parse: {finished.exception}")
        os.replace(Path(scratch) / "manifest.json", kept)
