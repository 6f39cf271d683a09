"""How the pages behave with many reports, on demand: `python -m tests.explorer.many_reports 1000`.

The sample warehouse is multiplied: every report again under other agencies, regions and years.
Their files are the samples' own, so each page picture is drawn once; its size is told apart.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import duckdb

from pipelines.explorer.building import build_site
from tests.explorer.sample_site import SOURCES, address, build_sample_site, opened_browser

_OWN = {
    "report_id": "report_id || '-' || copy",
    "agency_id": "agency_id || '-' || (copy // 5)",
    "agency": "agency || (copy // 5)",
    "region": "'第' || (copy % 40) || '区'",
    "fiscal_year": "cast(fiscal_year + copy % 5 as smallint)",
}


def multiply(warehouse: Path, reports: int) -> int:
    """Copy every report of a warehouse until there are at least so many; how many there are."""
    with duckdb.connect(str(warehouse)) as connection:
        (before,) = connection.execute("SELECT count(*) FROM marts.dim_report").fetchall()[0]
        copies = -(-reports // before)
        for schema, table, columns in _tables(connection):
            own = ", ".join(f"{value} AS {name}" for name, value in _OWN.items() if name in columns)
            connection.execute(
                f"CREATE OR REPLACE TABLE {schema}.{table} AS SELECT source.* REPLACE ({own}) "
                f"FROM {schema}.{table} AS source, range({copies}) AS copies(copy)"
            )
        return int(before) * copies


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, list[str]]]:
    found = connection.execute(
        "SELECT schema_name, table_name, list(column_name) FROM duckdb_columns() "
        "WHERE schema_name IN ('marts', 'quality') GROUP BY ALL "
        "HAVING list_contains(list(column_name), 'report_id') OR table_name = 'dim_agency' "
        "OR table_name = 'fct_coverage' ORDER BY ALL"
    ).fetchall()
    return [(schema, table, columns) for schema, table, columns in found]


def measure(site: Path) -> list[tuple[str, int, int]]:
    """Each page with its milliseconds until loaded and drawn, and the bytes it read."""
    first = sorted((site / "data" / "accounts").glob("*.js"), key=lambda path: path.stat().st_size)
    pages = ["index.html", "index.html#by=region", "compare.html", "findings.html", "quality.html"]
    pages.append(f"accounts.html#id={first[-1].stem}")
    with opened_browser() as browser:
        return [(page, *_opened(browser, site, page)) for page in pages]


def _opened(browser: object, site: Path, name: str) -> tuple[int, int]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})  # type: ignore[attr-defined]
    read: list[Path] = []
    page.on("request", lambda request: read.append(Path(request.url.split("#")[0][7:])))
    started = time.perf_counter()
    page.goto(address(site, name))
    page.wait_for_selector("main table")
    seconds = time.perf_counter() - started
    page.close()
    size = sum(path.stat().st_size for path in read if path.is_file())
    return round(seconds * 1000), size


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int, nargs="?", default=1000)
    wanted = parser.parse_args().reports
    with tempfile.TemporaryDirectory(prefix="juesuan-many-") as scratch:
        place = Path(scratch)
        build_sample_site(place)
        reports = multiply(place / "juesuan.duckdb", wanted)
        made = build_site(place / "juesuan.duckdb", [SOURCES], place / "many", lambda *_: None)
        print(f"{reports} reports, {made.accounts} agency-years")
        print(f"site {made.size / 1e6:.1f} MB in {made.seconds:.1f} s")
        for part in ("data/accounts", "pages"):
            files = [path for path in (place / "many" / part).rglob("*") if path.is_file()]
            total = sum(path.stat().st_size for path in files)
            print(f"{part}: {len(files)} files, {total / 1e6:.1f} MB, mean {total // len(files)} B")
        again = build_site(place / "juesuan.duckdb", [SOURCES], place / "many", lambda *_: None)
        print(f"again, nothing changed: {again.seconds:.2f} s")
        for page, milliseconds, size in measure(place / "many"):
            print(f"{page:<32} {milliseconds:>5} ms  {size / 1e6:.2f} MB read")


if __name__ == "__main__":
    main()
