"""The name of an agency as one line prints it; which of several names is meant is told elsewhere
(report_facts)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.catalogue.model import Catalogue, ReportKinds, matches
from pipelines.text.normalising import comparable, with_arabic_years, without_spaces


def named_agency(
    patterns: Iterable[re.Pattern[str]], text: str, catalogue: Catalogue
) -> str | None:
    """The agency that a line names by the first pattern that fits it, None when it names none."""
    return next(
        (name for one in patterns if (name := agency_by(one, text, catalogue.report_kinds))), None
    )


def agency_by(pattern: re.Pattern[str], text: str, kinds: ReportKinds) -> str | None:
    """The agency that a line names by one pattern, as printed: comparing text changes characters
    one for one. A bracket that tells of the accounts (汇总) is no part of the name."""
    match = pattern.fullmatch(comparable(text))
    if match is None or matches(kinds.placeholders + kinds.not_agencies, match["agency"]):
        return None
    end = match.end("agency")
    for bracket in kinds.after_a_name.finditer(match["agency"]):
        if bracket.end() == len(match["agency"]):
            end = match.start("agency") + bracket.start()
    return without_spaces(text)[match.start("agency") : end] or None


def agency_of_title(text: str, kinds: ReportKinds) -> str | None:
    """The agency whose report a title opens, None for a line that opens none."""
    title = comparable(with_arabic_years(text))
    if matches(kinds.placeholders, title):
        return None
    agencies = {
        without_spaces(match["agency"])
        for pattern in kinds.opens_report
        if (match := pattern.fullmatch(title))
    }
    return agencies.pop() if len(agencies) == 1 else None
