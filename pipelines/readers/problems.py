"""Why a file could not be read, in words for the person who has to mend it."""

from __future__ import annotations


class ReadingProblem(Exception):
    """A file that gives no Document: what is wrong, and what to do about it."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


class UnreadableFile(ReadingProblem):
    """The file is broken, empty, encrypted, or not what it claims to be."""


class UnsupportedFile(ReadingProblem):
    """A file of a kind that no reader takes yet."""
