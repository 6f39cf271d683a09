"""Where the dbt project lies; it may be read without dbt."""

from __future__ import annotations

import os
from pathlib import Path

DBT_FOLDER_VARIABLE = "JUESUAN_DBT_DIR"


def find_dbt_project() -> Path:
    """The folder of dbt_project.yml: JUESUAN_DBT_DIR, else `dbt` beside the package.

    Raises FileNotFoundError when there is none.
    """
    named = os.environ.get(DBT_FOLDER_VARIABLE)
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "dbt"
    if not (folder / "dbt_project.yml").is_file():
        raise FileNotFoundError(f"no dbt_project.yml in {folder} (set {DBT_FOLDER_VARIABLE})")
    return folder.resolve()
