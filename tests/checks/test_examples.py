"""The worked examples of the catalogue are the tests of its identities."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from pipelines.catalogue.identity_model import Example
from pipelines.catalogue.loading import load_identities
from pipelines.checks.evaluating import evaluate, verdicts
from tests.checks.example_reports import database, example_reports

DBT = Path(__file__).resolve().parents[2] / "dbt"
EXAMPLES = [
    (identity.identity_id, number, example)
    for identity in load_identities()
    for number, example in enumerate(identity.examples, start=1)
]
Verdicts = dict[tuple[str, str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """All examples as separate reports in one evaluation: verdicts by report and identity."""
    folder = tmp_path_factory.mktemp("examples")
    reports = [
        report
        for identity in load_identities()
        for number, example in enumerate(identity.examples, start=1)
        for report in example_reports(identity, example, number, folder)
    ]
    connection = database(reports)
    evaluate(connection, DBT)
    found: Verdicts = defaultdict(list)
    for row in verdicts(connection):
        found[row["report_id"], row["identity_id"]].append(row)
    return found


@pytest.mark.parametrize(
    ("identity_id", "number", "example"),
    EXAMPLES,
    ids=[f"{identity_id}-{example.name}" for identity_id, _, example in EXAMPLES],
)
def test_example(evaluated: Verdicts, identity_id: str, number: int, example: Example) -> None:
    rows = evaluated[f"{identity_id}#{number}", identity_id]
    if example.instance is not None:
        rows = [row for row in rows if row["instance"] == example.instance]
    assert rows, "no verdict"
    assert {row["verdict"] for row in rows} == {example.verdict}, [row["message"] for row in rows]
    if example.difference is not None:
        assert example.difference in {row["difference"] for row in rows}


def test_every_identity_speaks_once_an_instance_about_every_report(evaluated: Verdicts) -> None:
    reports = {report_id for report_id, _ in evaluated}
    silent = [
        (report_id, identity.identity_id)
        for report_id in reports
        for identity in load_identities()
        if not evaluated.get((report_id, identity.identity_id))
    ]
    assert silent == []
    repeated = [
        key for key, rows in evaluated.items() if len({row["instance"] for row in rows}) < len(rows)
    ]
    assert repeated == []
