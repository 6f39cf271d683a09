"""A web site on this machine for the tests of collecting: it does what each test tells it to.

Host names of the tests resolve to public addresses, and the connection to any of them is made to
this site: the checks of addresses stay in use, and no test reaches a real network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from pipelines.collect.connecting import Clock, Network
from pipelines.collect.fetching import Fetcher, Limits

PUBLIC = "93.184.216.34"
PDF = b"%PDF-1.4\n% figures of a report\n" + b"x" * 3000 + b"\n%%EOF\n"
START = 1_757_000_000.0
"""What the tests' clock shows at first: 2025-09-04T15:33:20Z."""


@dataclass(frozen=True)
class Answer:
    """What the site sends; `length` is a Content-Length that may lie, None sends none."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str | bytes] = field(default_factory=dict)
    length: int | str | None = "true"
    stalls: bool = False
    drips: bool = False


@dataclass(frozen=True)
class Request:
    """What the site was asked for."""

    host: str
    path: str
    headers: Mapping[str, str]


Page = Answer | Callable[[Request], Answer]


class Site:
    """Pages by host and path; a list of answers is given in turn, the last of them again."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._pages: dict[tuple[str, str], list[Page]] = {}

    def serve(self, path: str, *answers: Page, host: str = "site.test") -> None:
        self._pages[host, path] = list(answers)

    def page(self, path: str, html: str, host: str = "site.test") -> None:
        body = f"<!DOCTYPE html><html><body>{html}</body></html>".encode()
        self.serve(path, Answer(body, headers={"Content-Type": "text/html"}), host=host)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [one.path for one in self.requests if one.path != "/robots.txt"]

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        answers = self._pages.get((request.host, request.path))
        if not answers:
            return Answer(b"nothing here", 404)
        page = answers.pop(0) if len(answers) > 1 else answers[0]
        return page(request) if callable(page) else page


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path)
            request = Request(self.headers["Host"], path, dict(self.headers.items()))
            self._send(site.answer(request))
            self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.wfile.write(f"HTTP/1.1 {answer.status} x\r\n".encode())
            length = str(len(answer.body)) if answer.length == "true" else answer.length
            headers: dict[str, str | bytes] = dict(answer.headers)
            if length is not None:
                headers["Content-Length"] = str(length)
            for name, value in headers.items():
                raw = value if isinstance(value, bytes) else value.encode("latin-1")
                self.wfile.write(name.encode() + b": " + raw + b"\r\n")
            self.wfile.write(b"\r\n")
            if answer.drips:
                for byte in answer.body:
                    self.wfile.write(bytes([byte]))
                    if site.closing.wait(0.02):
                        return
            self.wfile.write(answer.body)
            self.wfile.flush()
            if answer.stalls:
                site.closing.wait()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the tests."""


@contextmanager
def running_site() -> Iterator[tuple[Site, int]]:
    site = Site()
    server = _Server(("127.0.0.1", 0), _handler(site))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site, server.server_address[1]
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class StoppedClock:
    """A clock that moves only when something waits."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self.clock = Clock(
            monotonic=self.elapsed, now=lambda: START + self.elapsed(), sleep=self.sleeps.append
        )

    def elapsed(self) -> float:
        return sum(self.sleeps)


RESOLVED = {
    "site.test": [PUBLIC],
    "files.test": ["93.184.216.35"],
    "inside.test": ["10.1.2.3"],
    "half-inside.test": [PUBLIC, "127.0.0.1"],
    "mapped.test": ["::ffff:192.168.1.1"],
}


def network(port: int) -> Network:
    """Every checked address leads to the site; a name that is not listed is not found."""

    def resolve(host: str, _: int) -> list[str]:
        if host.replace(".", "").isdigit():
            return [host]
        if host not in RESOLVED:
            raise OSError("no such host")
        return RESOLVED[host]

    return Network(resolve, lambda _address, _port: ("127.0.0.1", port))


def fetcher(port: int, clock: StoppedClock, limits: Limits | None = None) -> Fetcher:
    return Fetcher(network(port), clock.clock, limits or Limits(step=5, page=20, file=20))
