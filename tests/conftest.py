"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared_reports import shared_reports


@pytest.fixture
def reports() -> Path:
    """The folder of the shared reports; the test is skipped where it is absent."""
    return shared_reports()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes go by the name of their argument: what packs a file writes the time into it, and
    workers that collect the same tests must call them the same."""
    return argname if isinstance(val, bytes) else None
