"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared_reports import shared_reports


@pytest.fixture
def reports() -> Path:
    """The folder of the shared reports; the test is skipped where it is absent."""
    return shared_reports()
