"""Where the shared published reports lie, for tests that read them; they skip where none are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_reports() -> Path:
    """The folder of the shared reports: JUESUAN_REPORTS, else ../shared/reports beside the tree."""
    named = os.environ.get("JUESUAN_REPORTS")
    beside = Path(__file__).resolve().parents[2] / "shared" / "reports"
    folder = Path(named) if named else beside
    if not folder.is_dir():
        pytest.skip(f"the shared reports are not here: {folder}")
    return folder
