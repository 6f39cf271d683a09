"""The sample pages, made once, and a browser page that tells what went wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.explorer.charting_library import ChartingLibraryMissing, library_files
from tests.explorer.sample_site import (
    address,
    build_sample_site,
    missing_for_browser,
    opened_browser,
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample pages."""
    try:
        library_files()
    except ChartingLibraryMissing as missing:
        pytest.skip(str(missing))
    return build_sample_site(tmp_path_factory.mktemp("sample")).folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    reason = missing_for_browser()
    if reason is not None:
        pytest.skip(reason)
    with opened_browser() as opened:
        yield opened


class Visit:
    """One browser page: opens pages of the site and keeps what it complained about or asked for."""

    def __init__(self, page: Any, site: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._site = site
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, name: str) -> Any:
        self.page.goto("about:blank")
        self.page.goto(address(self._site, name))
        self.page.wait_for_selector("h1")
        return self.page

    def account(self, agency: str, year: int) -> Any:
        """The page of an agency and year, by way of the link on the overview."""
        page = self.open("index.html")
        row = page.locator("#results tbody tr").filter(has_text=agency).filter(has_text=str(year))
        row.locator("th a").click()
        page.wait_for_selector("#spending")
        return page

    @property
    def foreign_requests(self) -> list[str]:
        known = (self._site.resolve().as_uri(), "about:", "data:")
        return [url for url in self.requests if not url.startswith(known)]


@pytest.fixture
def visit(browser: Any, site: Path) -> Iterator[Visit]:
    """A visit at desk size; nothing was complained about, and nothing asked of a network."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visiting = Visit(page, site)
    yield visiting
    page.close()
    assert visiting.complaints == []
    assert visiting.foreign_requests == []
