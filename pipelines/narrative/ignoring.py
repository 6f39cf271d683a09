"""Figures that a named rule sets aside: years, ordinals, document numbers, thresholds."""

from __future__ import annotations

from pipelines.catalogue.narrative_model import IgnoredRule
from pipelines.narrative.figures import Figure

_NEVER_WITHOUT_SAYING = ("money", "percent", "percentage_points")


def ignored_by(text: str, figure: Figure, rules: tuple[IgnoredRule, ...]) -> str | None:
    """The name of the rule that sets a figure aside, None when it is a figure of the report.

    Money and percentages are set aside only by a rule that says so.
    """
    before, after = text[: figure.start], text[figure.end :]
    held = figure.unit_class in _NEVER_WITHOUT_SAYING
    for rule in rules:
        if held and not rule.even_money:
            continue
        if rule.figure is not None and rule.figure.fullmatch(figure.digits) is None:
            continue
        if rule.before is not None and rule.before.fullmatch(before) is None:
            continue
        if rule.after is None or rule.after.fullmatch(after) is not None:
            return rule.name
    return None
