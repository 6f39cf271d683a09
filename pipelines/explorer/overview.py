"""What the first page, the comparison and the quality pages show: small rows about everything.

The figures of one agency and year belong in accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipelines.explorer.warehouse_rows import Row, Warehouse, by_account

_RATES = {
    "execution_rate": ("execution_outturn", "execution_budget"),
    "project_share": ("project", "expenditure"),
    "three_public_rate": ("three_public_outturn", "three_public_budget"),
}
_NOT_SHOWN = ("execution_budget", "execution_outturn")
AGREE = ("exact", "rounding", "rounding_zero", "undefined_base")
DIFFER = ("violation", "truncated", "last_digit")


def overview(warehouse: Warehouse) -> Row:
    """The list of accounts with their sums, and the sums by year and region."""
    totals = {row["account_id"]: row for row in warehouse.rows("account_total")}
    verdicts = by_account(warehouse.rows("verdict_count"))
    reports = by_account(warehouse.rows("account"))
    return {
        "accounts": [
            _account(account_id, own, totals[account_id], verdicts.get(account_id, []))
            for account_id, own in reports.items()
        ],
        "years": warehouse.rows("year_total"),
        "run": next(iter(warehouse.rows("run")), None),
    }


def catalogue(warehouse: Warehouse) -> Row:
    """Names of forms and identities by their codes, which the data files use alone."""
    return {
        "forms": {row["form_code"]: row for row in warehouse.rows("form")},
        "identities": {row["identity_id"]: row for row in warehouse.rows("identity")},
    }


def _account(account_id: str, reports: Sequence[Row], total: Row, verdicts: Sequence[Row]) -> Row:
    first = reports[0]
    sums = {key: value for key, value in total.items() if key not in (*_NOT_SHOWN, "account_id")}
    return {
        "id": account_id,
        "agency": first["agency"] or first["source_file"],
        "is_named": first["agency"] is not None,
        "region": first["region"],
        "year": first["fiscal_year"],
        "kinds": sorted({report["kind"] for report in reports}),
        **sums,
        **{name: rate(total[part], total[whole]) for name, (part, whole) in _RATES.items()},
        "agree": _count(verdicts, AGREE),
        "differ": _count(verdicts, DIFFER),
    }


def _count(verdicts: Sequence[Row], words: Sequence[str]) -> int:
    return sum(row["verdicts"] for row in verdicts if row["verdict"] in words)


def rate(part: Any, whole: Any) -> str | None:
    """Per cent of two decimal texts, rounded half up to two places; None without a base."""
    if part is None or whole is None or Decimal(whole) == 0:
        return None
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def quality(warehouse: Warehouse, changes: str) -> Row:
    """Coverage, verdicts by identity and account, outcomes of files, runs and changes."""
    verdicts = warehouse.rows("verdict_count")
    return {
        "coverage": warehouse.rows("coverage"),
        "forms_read": {
            account: {row["form_code"]: row["figures"] for row in rows}
            for account, rows in by_account(warehouse.rows("form_read")).items()
        },
        "verdicts": _by_identity(verdicts),
        "outcomes": warehouse.rows("outcome"),
        "unplaced": [_shortened(row) for row in warehouse.rows("unplaced")],
        "runs": warehouse.rows("run"),
        "changes": changes,
    }


def _by_identity(verdicts: Sequence[Row]) -> list[Row]:
    counts: dict[str, dict[str, int]] = {}
    for row in verdicts:
        own = counts.setdefault(row["identity_id"], {})
        own[row["verdict"]] = own.get(row["verdict"], 0) + row["verdicts"]
    return [{"identity_id": name, "counts": own} for name, own in sorted(counts.items())]


def _shortened(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}


def finding_index(found: Mapping[str, Sequence[Row]]) -> list[list[Any]]:
    """All findings in short, by account: enough to list, filter and open them."""
    return [
        [
            account,
            one["finding_no"],
            one["identity_id"],
            one["instance"],
            one["found"],
            one["expected"],
            one["difference"],
            one["unit"],
            one["verdict"],
            one["severity"],
            one["status"],
            one["doubt"],
        ]
        for account, findings in found.items()
        for one in findings
    ]
