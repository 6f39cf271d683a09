"""The closed list of outcomes (quality.fct_report_outcome), written down once for the tests."""

from typing import Literal

OutcomeWord = Literal[
    "read",
    "partly_read",
    "not_yet_supported",
    "blank_template",
    "budget",
    "other_report",
    "not_a_report",
    "duplicate",
    "unreadable",
    "quarantined",
]
