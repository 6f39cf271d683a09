"""Pictures of the main pages for docs/images: `make screenshots`, with the samples as the data."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.explorer.sample_site import (
    ROOT,
    address,
    build_sample_site,
    missing_for_browser,
    opened_browser,
)

IMAGES = ROOT / "docs" / "images"
_AGENCY = "武汉市青山区大数据中心"
_DESK, _PHONE = (1280, 860), (390, 780)
_COLOURS = 64


def main() -> int:
    """Write the pictures anew; exit code 1 with the reason where no browser can be opened."""
    reason = missing_for_browser()
    if reason is not None:
        print(f"无法截图 / no pictures: {reason}", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="juesuan-site-") as scratch, opened_browser() as opened:
        site = build_sample_site(Path(scratch)).folder
        for name, (size, show) in _PICTURES.items():
            page = opened.new_page(viewport={"width": size[0], "height": size[1]})
            show(page, site)
            _write(name, page.screenshot())
            page.close()
    return 0


def _write(name: str, picture: bytes) -> None:
    """Few colours are enough for print and bars, and keep the repository small."""
    target = IMAGES / f"{name}.png"
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(_COLOURS).save(target, "PNG", optimize=True)
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size} B")


def _open(page: Any, site: Path, name: str) -> None:
    page.goto(address(site, name))
    page.wait_for_selector("main h1")


def _overview(page: Any, site: Path) -> None:
    _open(page, site, "index.html")


def _account(page: Any, site: Path) -> None:
    _overview(page, site)
    page.locator("#results tbody a", has_text=_AGENCY).first.click()
    page.wait_for_selector("#spending")
    page.locator("#spending").scroll_into_view_if_needed()


def _figure(page: Any, site: Path) -> None:
    _account(page, site)
    page.locator("#spending button.drill", has_text="210 ").click()
    page.locator("#spending button.drill", has_text="21011 ").click()
    page.locator("#spending button.figure", has_text="16.17").click()
    page.locator(".crop[data-ready]").wait_for()


def _finding(page: Any, site: Path) -> None:
    _open(page, site, "findings.html#verdict=violation&search=自评总分")
    row = page.locator("#results tbody tr").filter(has_text=_AGENCY).filter(has_text="96").first
    row.get_by_role("button").click()
    page.locator(".crop[data-ready]").wait_for()


def _quality(page: Any, site: Path) -> None:
    _open(page, site, "quality.html")


_PICTURES = {
    "site-overview": (_DESK, _overview),
    "site-account": (_DESK, _account),
    "site-figure": (_DESK, _figure),
    "site-finding": (_DESK, _finding),
    "site-quality": (_DESK, _quality),
    "site-phone": (_PHONE, _figure),
}


if __name__ == "__main__":
    sys.exit(main())
