"""What tells that two files print the same figures. How files are compared belongs to comparing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from pipelines.stages.readings import Row

_IDENTITY_OF_AMOUNT = ("form_code", "block", "row_code", "row_label", "measure", "basis")


def figures_hash(rows: Mapping[str, Sequence[Row]]) -> str | None:
    """One hash for the same figures, wherever and in whatever format they are printed.

    The tables tell it; a report without tables is known by the figures of its text.
    """
    lines = [
        "|".join(str(row[column]) for column in _IDENTITY_OF_AMOUNT) + f"|{row['amount_yuan']}"
        for row in rows["reported_amount"]
        if row["amount_state"] == "number"
    ] + [
        f"{row['form_code']}|{row['row_label']}|{row['measure']}|{row['value']}"
        for row in rows["reported_quantity"]
        if row["value_state"] == "number"
    ]
    lines = lines or [
        f"{row['section']}|{row['subject_label']}|{row['quantity']}|{row['value']}|{row['unit']}"
        for row in rows["narrative_claim"]
        if row["state"] == "number"
    ]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest() if lines else None
