"""The published file in other versions of DuckDB, on demand, each in an environment of its own:

    python -m tests.publish.older_duckdb [--warehouse FILE] [--versions 1.1.3 1.4.5 …]

The environments are made with `python -m venv` and pip in a folder that goes away afterwards. Every
version must see the same tables, columns, comments, counts of rows and sums.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipelines.cli.places import default_warehouse

# the oldest that people still have, the last of every later line, and the newest
VERSIONS = ("1.1.3", "1.2.2", "1.3.2", "1.4.5", "1.5.5", "2.0.0")
# runs in the other environment, so it imports nothing of this project
PROBE = """
import hashlib, json, sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
ask = lambda question: connection.execute(question).fetchall()
tables = ask("SELECT schema_name, table_name, comment FROM duckdb_tables() ORDER BY ALL")
views = ask("SELECT schema_name, view_name, comment FROM duckdb_views() "
            "WHERE NOT internal ORDER BY ALL")
columns = ask("SELECT schema_name, table_name, column_name, data_type, comment "
              "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL")
relations = [(schema, name) for schema, name, _ in tables + views]
rows = {f"{schema}.{name}": ask(f'SELECT count(*) FROM {schema}."{name}"')[0][0]
        for schema, name in relations}
texts = sorted(repr(row) for schema, name in relations
               for row in ask(f'SELECT * FROM {schema}."{name}"'))
print(json.dumps({
    "version": duckdb.__version__,
    "tables": len(tables), "views": len(views), "columns": len(columns),
    "commented": sum(bool(row[-1]) for row in tables + views + columns),
    "comments": hashlib.sha256(repr((tables, views, columns)).encode()).hexdigest()[:12],
    "rows": rows,
    "values": hashlib.sha256("".join(texts).encode()).hexdigest()[:12],
    "by_function": str(ask("SELECT sum(amount_yuan) FROM marts.fct_expenditure_by_function")[0][0]),
    "all_figures": str(ask("SELECT sum(amount_yuan) FROM marts.fct_reported_amount")[0][0]),
}))
"""


def seen_by(version: str, warehouse: Path, folder: Path) -> dict[str, Any]:
    """What a version of DuckDB sees in the file.

    Raises CalledProcessError when it cannot be installed or cannot read the file.
    """
    place = folder / version
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = str(place / "bin" / "python")
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [python, "-m", "pip", "install", *quiet, f"duckdb=={version}"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [python, "-c", PROBE, str(warehouse)],
        check=True, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(ran.stdout)
    return seen


def main() -> int:
    """Prints a line for each version; exit code 1 when one differs from the first or fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.publish.older_duckdb")
    parser.add_argument("--warehouse", type=Path, default=default_warehouse())
    parser.add_argument("--versions", nargs="+", default=VERSIONS)
    options = parser.parse_args()
    first: dict[str, Any] = {}
    has_failed = False
    with tempfile.TemporaryDirectory(prefix="juesuan-duckdb-") as folder:
        for version in options.versions:
            try:
                seen = seen_by(version, options.warehouse.resolve(), Path(folder))
            except subprocess.CalledProcessError as error:
                print(f"{version:<7} FAILED {error.stderr or error}")
                has_failed = True
                continue
            first = first or seen
            different = [name for name in seen if name != "version" and seen[name] != first[name]]
            has_failed = has_failed or bool(different)
            print(
                f"{seen['version']:<7} tables {seen['tables']}, views {seen['views']}, "
                f"comments {seen['commented']} of {seen['tables'] + seen['columns']} "
                f"({seen['comments']}), rows {sum(seen['rows'].values())} ({seen['values']}), "
                f"sums {seen['by_function']} and {seen['all_figures']}"
                + (f"  DIFFERENT: {', '.join(different)}" if different else ""),
                flush=True,
            )
    return 1 if has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
