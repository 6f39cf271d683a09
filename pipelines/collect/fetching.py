"""Polite fetching: robots.txt, a pause between requests to one host, redirects checked one by one,
and trying again where it may help.

What the pages say belongs to `finding`, what is kept of the files to `downloading`. urllib3's Retry
repeats requests but not bodies that break off, so the few lines of it are here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from pipelines.collect.addresses import WebAddress, joined, web_address
from pipelines.collect.connecting import Answer, Clock, Deadline, Network, answer_to
from pipelines.collect.problems import CollectingProblem, Missing, NotAPage, Refused, Temporary
from pipelines.collect.robots import MOST_BYTES, RobotRules, robot_rules

Result = TypeVar("Result")
_REDIRECTS = {301, 302, 303, 307, 308}
_MAY_SUCCEED_LATER = {408, 425, 429, 500, 502, 503, 504}
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "")


@dataclass(frozen=True)
class Limits:
    """How much of anything; seconds unless the name says otherwise."""

    step: float = 30
    page: float = 120
    file: float = 900
    page_bytes: int = 10 * 2**20
    file_bytes: int = 300 * 2**20
    redirects: int = 5
    attempts: int = 4
    first_wait: float = 2
    longest_wait: float = 120


@dataclass(frozen=True)
class Page:
    """A fetched web page: its bytes, where it finally came from, and the charset of its header."""

    content: bytes
    address: str
    content_type: str


class Fetcher:
    """Fetches pages and files, remembering the rules of every site and when it was last asked."""

    def __init__(
        self,
        network: Network | None = None,
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.network, self.clock = network or Network(), clock or Clock()
        self.limits = limits or Limits()
        self.ports: tuple[int, ...] = ()
        self.seconds_between = 2.0
        self._rules: dict[str, RobotRules] = {}
        self._next: dict[str, float] = {}

    def page(self, address: str) -> Page:
        """A web page. Raises CollectingProblem; NotAPage when the answer is a file."""
        deadline = Deadline(self.limits.page, self.clock)
        return self.persistently(lambda: self._page(address, deadline), deadline)

    def persistently(self, attempt: Callable[[], Result], deadline: Deadline) -> Result:
        """The result of an attempt, tried again with growing pauses while it fails for a time.

        A pause that the server asks for is not counted against the deadline.
        """
        for number in range(1, self.limits.attempts + 1):
            try:
                return attempt()
            except Temporary as problem:
                wait = problem.wait
                if wait is None:
                    wait = self.limits.first_wait * 2 ** (number - 1) + random.random()
                if number == self.limits.attempts or wait > self.limits.longest_wait:
                    raise
                if problem.wait is not None:
                    deadline.put_off(wait)
                self.clock.sleep(wait)
        raise AssertionError("at least one attempt is made")

    def _page(self, address: str, deadline: Deadline) -> Page:
        with self.opened(address, {}, deadline) as (answer, final):
            if answer.status != 200:
                raise unexpected(answer, self.clock)
            content_type = answer.headers.get("Content-Type", "")
            plain = content_type.partition(";")[0].strip().lower()
            disposition = answer.headers.get("Content-Disposition", "").strip().lower()
            if plain not in _PAGES or disposition.startswith("attachment"):
                raise NotAPage(f"不是网页 / no web page: {content_type[:60]!r}")
            content = b"".join(answer.pieces(self.limits.page_bytes))
        return Page(content, str(final), content_type)

    @contextmanager
    def opened(
        self, address: str, headers: Mapping[str, str], deadline: Deadline
    ) -> Iterator[tuple[Answer, WebAddress]]:
        """The answer at the end of the redirects, every one of them checked like the first."""
        current = web_address(address, self.ports)
        for _ in range(self.limits.redirects + 1):
            self._check_rules(current, deadline)
            with self._asked(current, headers, deadline) as answer:
                if answer.status not in _REDIRECTS:
                    yield answer, current
                    return
                current = self._redirected(current, answer)
        raise Refused(f"转向次数太多 / too many redirects: {address}")

    def _redirected(self, current: WebAddress, answer: Answer) -> WebAddress:
        location = answer.headers.get("Location", "")
        if not location:
            raise Refused(f"转向而没有说去哪里 / a redirect to nowhere: {current}")
        # headers are read as latin-1; a raw Chinese path is UTF-8
        raw = location.encode("latin-1", "replace").decode("utf-8", "replace")
        return web_address(joined(str(current), raw), self.ports)

    @contextmanager
    def _asked(
        self, address: WebAddress, headers: Mapping[str, str], deadline: Deadline
    ) -> Iterator[Answer]:
        self._wait_for_turn(address, deadline)
        try:
            with answer_to(address, headers, self.network, self.limits.step, deadline) as answer:
                yield answer
        finally:
            rules = self._rules.get(address.origin, RobotRules())
            pause = max(self.seconds_between, rules.seconds_between)
            self._next[address.host] = self.clock.monotonic() + pause

    def _wait_for_turn(self, address: WebAddress, deadline: Deadline) -> None:
        wait = self._next.get(address.host, 0.0) - self.clock.monotonic()
        if wait > 0:
            deadline.put_off(wait)
            self.clock.sleep(wait)

    def _check_rules(self, address: WebAddress, deadline: Deadline) -> None:
        rules = self._rules.get(address.origin)
        if rules is None:
            rules = self._rules[address.origin] = self._fetched_rules(address, deadline)
        if not rules.allow(str(address)):
            raise Refused(
                f"robots.txt 不允许采集 / robots.txt does not allow it: {address}",
                "请自行下载后用 juesuan add 加入 / download it yourself and use juesuan add",
            )
        if rules.seconds_between > self.limits.longest_wait:
            raise Refused(
                f"robots.txt 要求每次间隔 {rules.seconds_between:g} 秒 / robots.txt asks for that "
                f"many seconds between requests: {address.origin}",
                "请自行下载后用 juesuan add 加入 / download the files yourself and use juesuan add",
            )

    def _fetched_rules(self, address: WebAddress, deadline: Deadline) -> RobotRules:
        """The rules of a site: none where it has no file (RFC 9309, 2.3.1.3), and no fetching at
        all while the file cannot be had (2.3.1.4)."""
        current = web_address(f"{address.origin}/robots.txt", self.ports)
        for _ in range(self.limits.redirects + 1):
            with self._asked(current, {}, deadline) as answer:
                if answer.status in _REDIRECTS:
                    current = self._redirected(current, answer)
                    continue
                if answer.status == 200:
                    return robot_rules(_opening(answer))
                if 400 <= answer.status < 500 and answer.status != 429:
                    return RobotRules()
                raise Temporary(
                    f"取不到 robots.txt（{answer.status}）/ robots.txt cannot be had",
                    wait=_asked_wait(answer, self.clock),
                )
        return RobotRules()


def _opening(answer: Answer) -> bytes:
    content = bytearray()
    for piece in answer.pieces(64 * MOST_BYTES):
        content += piece
        if len(content) >= MOST_BYTES:
            break
    return bytes(content[:MOST_BYTES])


def unexpected(answer: Answer, clock: Clock) -> CollectingProblem:
    """What to raise for a status that is no success: Temporary where trying again may help."""
    if answer.status in _MAY_SUCCEED_LATER:
        return Temporary(
            f"服务器出错 {answer.status} / the server failed", wait=_asked_wait(answer, clock)
        )
    if answer.status in (404, 410):
        return Missing(f"网页或文件不在（{answer.status}）/ nothing is there")
    return Refused(f"服务器拒绝或应答异常 {answer.status} / the server refused or answered oddly")


def _asked_wait(answer: Answer, clock: Clock) -> float | None:
    """How long the server asks to wait (Retry-After in seconds or as a date)."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - clock.now())
    except (ValueError, TypeError, OverflowError):
        return None
