"""The dbt models as assets, their tests as asset checks: groups staging, marts and quality."""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets

from pipelines.defs.folders import Folders
from pipelines.defs.reading_assets import OWNERS
from pipelines.publish import alone_with
from pipelines.stages.frames import frames_in_parts
from pipelines.stages.raw_tables import write_raw
from pipelines.stages.transforming import TransformResult, transform

_GROUPS = {
    "staging": "staging",
    "intermediate": "staging",
    "marts": "marts",
    "quality": "quality",
}


class ModelTranslator(DagsterDbtTranslator):
    """Groups by schema; the model's own words as description, without its SQL."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """The spec of one model, with group, owner and tag."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.replace_attributes(
            group_name=_GROUPS.get(spec.key.path[0], "staging"),
            owners=OWNERS,
            tags={**spec.tags, "step": "transform"},
        )

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """What the model's YAML says."""
        return str(dbt_resource_props["description"])


def models_of(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The models of the manifest as one asset that builds them all over all fiscal years."""

    @dbt_assets(
        manifest=manifest, name="warehouse_models", dagster_dbt_translator=ModelTranslator()
    )
    def warehouse_models(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[Any]:
        readings = folders.readings(folders.source_files())
        build_file = folders.build_file
        with alone_with(folders.warehouse_file, "refresh"):
            _remove(build_file)
            write_raw(frames_in_parts(readings, folders.rulings()), build_file)
            result = transform(build_file)
        yield from _events(context, result)

    return warehouse_models


def _events(context: dg.AssetExecutionContext, result: TransformResult) -> Iterator[Any]:
    """dbt ran everything and nothing failed, or transform had raised; some tests may warn."""
    upstream = {spec.key: [dep.asset_key for dep in spec.deps] for spec in context.assets_def.specs}
    for key in TopologicalSorter(upstream).static_order():
        if key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key)
    for check in context.selected_asset_check_keys:
        warnings = [line for line in result.warnings if _names(line, check.name)]
        yield dg.AssetCheckResult(
            asset_key=check.asset_key,
            check_name=check.name,
            passed=not warnings,
            severity=dg.AssetCheckSeverity.WARN,
            description="\n".join(warnings) or None,
        )


def _names(warning: str, test: str) -> bool:
    return test in warning.replace("，", " ").replace("：", " ").split()


def _remove(build_file: Path) -> None:
    for file in (build_file, build_file.with_name(build_file.name + ".wal")):
        file.unlink(missing_ok=True)
