"""Rows of the published warehouse, as the pages are written from them: the queries in `queries/`.

What a page makes of the rows belongs in accounts, overview and quality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]
_ROWS_AT_A_TIME = 10_000
_KEPT_FOR_OTHER_QUERIES = ("account", "account_total")


class Warehouse:
    """A published warehouse file, opened to be read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        for name in _KEPT_FOR_OTHER_QUERIES:
            connection.execute(f"CREATE TEMP TABLE {name} AS {_query(name)}")

    def rows(self, name: str) -> list[Row]:
        """The rows of `queries/<name>.sql` with values that JSON has."""
        return list(self._streamed(name))

    def by_account_in_order(self, name: str) -> Iterator[tuple[str, list[Row]]]:
        """The rows of a query that is ordered by `account_id`, one account at a time.

        All figures of 1,000 reports at once took gigabytes. Ask nothing else before the last.
        """
        for account, rows in groupby(self._streamed(name), key=itemgetter("account_id")):
            yield account, list(rows)

    def _streamed(self, name: str) -> Iterator[Row]:
        found = self._connection.execute(_query(name))
        names = [column[0] for column in found.description or ()]
        while rows := found.fetchmany(_ROWS_AT_A_TIME):
            for row in rows:
                yield dict(zip(names, map(json_value, row), strict=True))


@contextmanager
def opened(warehouse: Path) -> Iterator[Warehouse]:
    """The warehouse file, read-only. Raises FileNotFoundError when there is none."""
    if not warehouse.is_file():
        raise FileNotFoundError(
            f"没有仓库 / no warehouse: {warehouse}；先运行 juesuan build / run juesuan build first"
        )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield Warehouse(connection)


def _query(name: str) -> str:
    return (files("pipelines.explorer") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def json_value(value: object) -> object:
    """A number of money as its plain decimal text, a moment as text, the rest as it is."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    return value


def plain(number: Decimal) -> str:
    """The number without the zeros that only its column's type adds: 16500.0000 is 16500."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def by_account(rows: list[Row]) -> Mapping[str, list[Row]]:
    """The rows by their `account_id`, without it; rows of no account are left out."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        account = row.pop("account_id")
        if account is not None:
            grouped.setdefault(account, []).append(row)
    return grouped
