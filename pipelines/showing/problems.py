"""Why something cannot be shown, in words for the person who asked."""

from __future__ import annotations


class CannotShow(Exception):
    """What cannot be shown, where, and what to do about it; both in Chinese / English."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}；{advice}")
        self.reason = reason
        self.advice = advice
