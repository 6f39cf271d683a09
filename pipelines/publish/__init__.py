"""The published warehouse: one DuckDB file, swapped whole, its releases and exports kept.

Figures are not made here: tables come as dbt built them, descriptions as dbt has them.
"""

from pipelines.publish.locking import Busy, alone_with
from pipelines.publish.swapping import Publication, publish, roll_back
from pipelines.publish.writing import PUBLISHED_SCHEMAS, PublishFailed

__all__ = [
    "PUBLISHED_SCHEMAS",
    "Busy",
    "Publication",
    "PublishFailed",
    "alone_with",
    "publish",
    "roll_back",
]
