"""Every layout of every form, against a printed example with its figures told by hand.

A golden is layouts/<form_code>.<layout>.yml: `printed` is the page, a line a row, cells between |;
`figures` are block | code | label | measure | basis | figure as printed, a line each. A layout is
taught by an entry in the catalogue and such a file, nothing else (docs/recipes.md).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from pipelines.catalogue.loading import load_catalogue
from pipelines.tables.model import RecognisedTable
from tests.tables.small_reports import Rows, page, read

LAYOUTS = Path(__file__).parent / "layouts"
GOLDENS = sorted(LAYOUTS.glob("*.yml"))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def blocks(printed: str) -> list[str | Rows]:
    """Lines of text as they are, lines of cells that follow each other as one grid."""
    found: list[str | Rows] = []
    for line in printed.splitlines():
        if "|" not in line:
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(cells(line))
        else:
            found.append([cells(line)])
    return found


def printed_figures(table: RecognisedTable) -> list[tuple[str, ...]]:
    """Money as basis, other figures as their unit, both in one list."""
    amounts = [
        (a.block, a.row_code or "", a.row_label, a.measure, a.basis, a.amount_text or "")
        for a in table.amounts
        if a.amount_state == "number"
    ]
    quantities = [
        (q.block, "", q.row_label, q.measure, q.unit, q.value_text or "")
        for q in table.quantities
        if q.value_state == "number"
    ]
    return amounts + quantities


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_the_printed_example_is_read(golden: Path) -> None:
    form_code, layout = golden.stem.split(".")
    told = yaml.safe_load(golden.read_text(encoding="utf-8"))
    found = read(page(1, *blocks(told["printed"])))
    assert [(table.form_code, table.layout) for table in found.tables] == [(form_code, layout)]
    assert [cell.text for cell in found.unplaced] == []
    expected = [tuple(cells(line)) for line in told["figures"].splitlines()]
    assert Counter(printed_figures(found.tables[0])) == Counter(expected)


def test_every_layout_of_the_catalogue_has_a_golden() -> None:
    layouts = {
        f"{form.form_code}.{variant.name}"
        for form in load_catalogue().forms
        for variant in form.variants
    }
    assert {golden.stem for golden in GOLDENS} == layouts
