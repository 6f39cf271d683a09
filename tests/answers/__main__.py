"""python -m tests.answers: build the samples and write docs/answers.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from pipelines.stages.building import build
from tests.answers.page import PAGE, page
from tests.sample_reports import shipped_sources


def main() -> None:
    """Write the page from a warehouse built of sources/ in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "juesuan.duckdb"
        build([shipped_sources(Path(folder) / "sources")], warehouse, lambda *_: None)
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            PAGE.write_text(page(connection), encoding="utf-8")


if __name__ == "__main__":
    main()
