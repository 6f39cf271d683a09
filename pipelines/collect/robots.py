"""What sites ask of robots in their robots.txt (RFC 9309).

urllib.robotparser knows no wildcards and takes the first rule instead of the longest, so rules such
as `Disallow: /*?` would be passed over; Protego follows the RFC. How the file is fetched belongs
to `fetching`.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from pipelines.collect.connecting import ROBOT

MOST_BYTES = 500 * 1024
"""How much of the file is read: RFC 9309, section 2.5."""


@dataclass(frozen=True)
class RobotRules:
    """The rules of one site; without a file everything is allowed."""

    rules: Protego | None = None

    def allow(self, address: str) -> bool:
        """Whether this project may fetch an address of the site."""
        return self.rules is None or self.rules.can_fetch(address, ROBOT)

    @property
    def seconds_between(self) -> float:
        """How long the site asks robots to wait between two requests; 0 where it says nothing."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(ROBOT)
        between = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(self.rules.crawl_delay(ROBOT) or 0.0, between)


def robot_rules(content: bytes) -> RobotRules:
    """The rules that a robots.txt states; a web page in its place states none."""
    text = content[:MOST_BYTES].decode("utf-8-sig", "replace")
    return RobotRules(Protego.parse(text))
