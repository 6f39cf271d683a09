"""Readings as polars frames, one for every raw table, with exact types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.catalogue.identity_model import identity_row, term_rows
from pipelines.catalogue.loading import (
    load_catalogue,
    load_codes,
    load_disclosures,
    load_identities,
)
from pipelines.stages.raw_schema import RAW_TABLES
from pipelines.stages.readings import ReportReading

_POLARS_TYPES: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "DECIMAL(24,4)": pl.Decimal(24, 4),
    "DECIMAL(24,8)": pl.Decimal(24, 8),
    "INTEGER": pl.Int32(),
    "SMALLINT": pl.Int16(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "TIMESTAMP": pl.Datetime("us"),
}

_READINGS_IN_A_PART = 200


def to_frames(
    readings: Sequence[ReportReading], rulings: Sequence[Mapping[str, Any]] = ()
) -> dict[str, pl.DataFrame]:
    """The raw tables of the readings, the rulings and the catalogue, in stable order."""
    return _frames(_whole_rows(readings, rulings) | _rows_of_reports(readings) | reference_rows())


def frames_of_catalogue() -> dict[str, pl.DataFrame]:
    """The raw tables with the rows of the catalogue alone."""
    return _frames(reference_rows())


def frames_of_readings(readings: Sequence[ReportReading]) -> dict[str, pl.DataFrame]:
    """The raw tables with the rows of the readings alone."""
    return _frames(_whole_rows(readings, ()) | _rows_of_reports(readings))


def frames_in_parts(
    readings: Sequence[ReportReading], rulings: Sequence[Mapping[str, Any]] = ()
) -> Iterator[dict[str, pl.DataFrame]]:
    """The same rows as to_frames in the same order, a part at a time, so that however many
    reports there are only the rows of some of them are in memory."""
    yield _frames(_whole_rows(readings, rulings) | reference_rows())
    for first in range(0, len(readings), _READINGS_IN_A_PART):
        yield _frames(_rows_of_reports(readings[first : first + _READINGS_IN_A_PART]))


def _whole_rows(
    readings: Sequence[ReportReading], rulings: Sequence[Mapping[str, Any]]
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The rows of the tables that have a row or two for each report."""
    reports = {
        reading.report["report_id"]: _with_time(reading.report)
        for reading in reversed(readings)
        if _is_report(reading)
    }
    return {
        "report": list(reports.values())[::-1],
        "report_outcome": [reading.report_outcome for reading in readings],
        "ruling": rulings,
    }


def _rows_of_reports(
    readings: Sequence[ReportReading],
) -> dict[str, Sequence[Mapping[str, Any]]]:
    names = [name for name in RAW_TABLES if any(name in reading.rows for reading in readings)]
    return {name: [row for reading in readings for row in reading.rows[name]] for name in names}


def _frames(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {name: _frame(name, rows.get(name, ())) for name in RAW_TABLES}


def reference_rows() -> dict[str, Sequence[Mapping[str, Any]]]:
    """The rows of the raw tables that the catalogue fills, whatever was read."""
    catalogue = load_catalogue()
    return {
        "form": [
            {
                "form_code": form.form_code,
                "title_zh": form.title.zh,
                "title_en": form.title.en,
                "sheet_code": form.sheet_code,
                "display_order": form.display_order,
                "is_official": form.official,
            }
            for form in catalogue.forms
        ]
        + [
            {
                **form,
                "sheet_code": None,
                "display_order": 1 + order + max(form.display_order for form in catalogue.forms),
                "is_official": False,
            }
            for order, form in enumerate(load_codes("evaluation_forms"))
        ],
        "function_code": list(load_codes("functional_codes")),
        "economic_code": list(load_codes("economic_codes")),
        "english_name": list(load_codes("english_names")),
        "cofog_division": list(load_codes("cofog_divisions")),
        "fund": list(load_codes("funds")),
        "claim_cell": [
            {"line_no": number, **line}
            for number, line in enumerate(load_codes("claim_cells"), start=1)
        ],
        "share_whole": list(load_codes("share_wholes")),
        "phrase": list(load_codes("phrases")),
        "told_rate": list(load_codes("told_rates")),
        "grade_band": list(load_codes("grade_bands")),
        "form_item": list(load_codes("form_items")),
        "claim_item": list(load_codes("claim_items")),
        "disclosure_matter": [
            {
                "matter": matter.matter,
                "title_zh": matter.title.zh,
                "title_en": matter.title.en,
                "first_year": matter.first_year,
                "not_for": ",".join(matter.not_for),
            }
            for matter in load_disclosures().matters
        ],
        "identity": [identity_row(identity) for identity in load_identities()],
        "identity_term": [row for identity in load_identities() for row in term_rows(identity)],
    }


def _frame(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    schema = {column: _POLARS_TYPES[kind] for column, kind in RAW_TABLES[name].items()}
    columns = {
        column: _column(f"{name}.{column}", [row[column] for row in rows], kind)
        for column, kind in schema.items()
    }
    return pl.DataFrame(columns, schema=schema)


def _column(name: str, values: Sequence[Any], kind: pl.DataType) -> pl.Series:
    if not isinstance(kind, pl.Decimal):
        return pl.Series(values, dtype=kind, strict=True)
    # polars would round what has more decimals, and loads numpy to look at a Decimal
    return pl.Series(
        [_digits(name, value, kind.scale) for value in values], dtype=pl.String(), strict=True
    ).cast(kind, strict=True)


def _digits(name: str, value: Decimal | None, most_decimals: int) -> str | None:
    if value is None:
        return None
    digits = f"{value:f}"
    _, _, fraction = digits.partition(".")
    if len(fraction.rstrip("0")) > most_decimals:
        raise ValueError(f"{name}: {digits} has more than {most_decimals} decimals")
    return digits


def _is_report(reading: ReportReading) -> bool:
    """Whether a file holds a report at all; blank forms and other files have an outcome only."""
    outcome = reading.report_outcome["outcome"]
    if outcome == "blank_template":
        return False
    return bool(reading.report["kind"] != "other" or outcome == "other_report")


def _with_time(report: Mapping[str, Any]) -> dict[str, Any]:
    stated = {name: report[name] for name in ("retrieved_at", "unlisted_since")}
    return {**report, **{name: _moment(text) if text else None for name, text in stated.items()}}


def _moment(stated: str) -> datetime | None:
    """A time of the manifest in UTC; None for a text that is no ISO time."""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
