"""The published warehouse: one DuckDB file, swapped whole."""

from pipelines.publish.swapping import PUBLISHED_SCHEMAS, PublishFailed, publish

__all__ = ["PUBLISHED_SCHEMAS", "PublishFailed", "publish"]
