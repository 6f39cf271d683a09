"""Which pages of docs/ are generated, and by what."""

from __future__ import annotations

from pathlib import Path

from tests.docs import catalogue_page, identities_page, warehouse_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {
    DOCS / "catalogue.md": catalogue_page.page,
    DOCS / "identities.md": identities_page.page,
    DOCS / "warehouse.md": warehouse_page.page,
}
