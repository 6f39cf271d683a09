"""Dagster: decides when. The only package that imports it; bodies are thin over `stages`."""

from dagster import Definitions, definitions

from pipelines.defs.assembling import default_definitions


@definitions
def defs() -> Definitions:
    """What `dagster dev -m pipelines.defs` loads."""
    return default_definitions()
