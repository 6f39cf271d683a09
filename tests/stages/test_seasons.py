"""Which fiscal years are asked for on a day, as the list of seasons states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.stages.seasons import SeasonsUnreadable, load_seasons, open_fiscal_years


def seasons_of(folder: Path, text: str) -> Path:
    (folder / "seasons.yml").write_text(text, "utf-8")
    return folder


def test_a_season_is_open_on_its_first_and_its_last_day(tmp_path: Path) -> None:
    folder = seasons_of(
        tmp_path,
        "seasons:\n"
        "  - {fiscal_year: 2024, opens: 2025-08-01, closes: 2026-08-15}\n"
        "  - {fiscal_year: 2025, opens: 2026-08-01, closes: 2027-06-30}\n",
    )
    seasons = load_seasons([folder, tmp_path / "without"])
    asked = {
        day: open_fiscal_years(seasons, date.fromisoformat(day))
        for day in ("2025-07-31", "2025-08-01", "2026-08-15", "2026-08-16", "2027-07-01")
    }
    assert asked == {
        "2025-07-31": [],
        "2025-08-01": [2024],
        "2026-08-15": [2024, 2025],
        "2026-08-16": [2025],
        "2027-07-01": [],
    }


@pytest.mark.parametrize(
    "text",
    [
        "seasons: [{fiscal_year: 2024, opens: 2025-08-01, closes: 2025-07-01}]",
        "- 2024",
        "seasons: 3",
    ],
)
def test_a_list_that_says_nonsense_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(SeasonsUnreadable, match=r"seasons\.yml"):
        load_seasons([seasons_of(tmp_path, text)])
