"""The pages of the shipped samples, and a browser to open them with, for tests and screenshots."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.explorer.building import SiteSummary, build_site
from pipelines.stages.building import build
from tests.sample_reports import shipped_sources

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def build_sample_site(place: Path) -> SiteSummary:
    """A warehouse of the shipped samples in `place`, and its pages."""
    warehouse = place / "juesuan.duckdb"
    build([shipped_sources(place / "sources")], warehouse, lambda *_: None)
    return build_site(warehouse, [SOURCES], place / "site", lambda *_: None)


def missing_for_browser() -> str | None:
    """Why no browser can be opened here, None when one can."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return None if _chromium() else "no Chromium on the PATH"


def _chromium() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def opened_browser() -> Iterator[Any]:
    """A headless Chromium of the system."""
    from playwright.sync_api import sync_playwright

    # Chromium refuses its own sandbox to root, as in a container
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def address(site: Path, page: str) -> str:
    """The address of a page (with what follows #) as a person opens it from the folder."""
    name, _, rest = page.partition("#")
    return f"{(site / name).resolve().as_uri()}{f'#{rest}' if rest else ''}"
