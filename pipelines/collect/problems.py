"""Why something could not be collected, in words for the person who looks after the list."""

from __future__ import annotations


class CollectingProblem(Exception):
    """Something that is not collected: what is wrong, and what to do about it."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.reason}；{self.advice}" if self.advice else self.reason


class Refused(CollectingProblem):
    """It must not or cannot be fetched; trying again gives the same."""


class AddressRefused(Refused):
    """An address that is no public web address."""


class Missing(Refused):
    """Nothing is at this address, or nothing any more."""


class NotAPage(Refused):
    """A file came where a page was looked for."""


class Temporary(CollectingProblem):
    """It may succeed when tried again; `wait` is how many seconds the server asks for."""

    def __init__(self, reason: str, advice: str = "", wait: float | None = None) -> None:
        super().__init__(reason, advice)
        self.wait = wait
