"""One asset check for every family of identities, over the published verdicts.

A publisher's fault is published and never blocks; faults of our own are checked in `publishing`.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import duckdb

from pipelines.catalogue.loading import load_identities
from pipelines.defs.folders import Folders
from pipelines.defs.publishing import WAREHOUSE

_MOST_SHOWN = 20
_IN_WORDS = {
    "intra_table": "identities within a form (表内勾稽)",
    "cross_table": "identities between forms (表间勾稽)",
    "cross_year": "identities between years, departments and units (跨年与汇总勾稽)",
    "narrative": "identities of the narrative (文字与报表勾稽)",
    "performance": "identities of self-evaluations (绩效自评勾稽)",
}
_OPEN_FAULTS = (
    "SELECT v.report_id, v.identity_id, v.instance, v.message "
    "FROM quality.fct_identity_verdict v JOIN marts.dim_identity i USING (identity_id) "
    "WHERE i.family = ? AND v.verdict IN ('violation', 'truncated') "
    "AND v.severity = 'error' AND v.status = 'open' ORDER BY ALL"
)


def check_of_family(family: str) -> dg.AssetChecksDefinition:
    """The check of one family: it warns where an open error of a publisher stands."""

    @dg.asset_check(
        asset=WAREHOUSE,
        name=f"identities_{family}",
        description=f"No open violation of {_IN_WORDS[family]}. What is found is the "
        "publisher's; it stays published with its verdict.",
        blocking=False,
    )
    def check(folders: Folders) -> dg.AssetCheckResult:
        with duckdb.connect(str(folders.warehouse_file), read_only=True) as connection:
            found = connection.execute(_OPEN_FAULTS, [family]).fetchall()
        first = "; ".join(f"{row[0]} {row[1]} {row[2]}" for row in found[:_MOST_SHOWN])
        return dg.AssetCheckResult(
            passed=not found,
            severity=dg.AssetCheckSeverity.WARN,
            description=str(found[0][3]) if found else None,
            metadata={"findings": len(found), "first": first or "–"},
        )

    return check


def identity_checks() -> Iterator[dg.AssetChecksDefinition]:
    """The checks of all families that the catalogue has."""
    families = dict.fromkeys(identity.family for identity in load_identities())
    yield from (check_of_family(family) for family in families)
