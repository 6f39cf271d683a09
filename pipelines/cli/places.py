"""Where things lie when the command line does not say."""

from __future__ import annotations

import os
from pathlib import Path


def default_warehouse() -> Path:
    """JUESUAN_WAREHOUSE, else the warehouse of the project."""
    return Path(os.environ.get("JUESUAN_WAREHOUSE", "warehouse/juesuan.duckdb"))
