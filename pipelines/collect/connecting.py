"""One request to one checked address and its answer, within limits of time.

Redirects, politeness and trying again belong to `fetching`. urllib3's connections are used without
its pool: the pool would resolve the name itself.
"""

from __future__ import annotations

import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from socket import SHUT_RDWR

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from pipelines.collect.addresses import (
    IpAddress,
    Resolve,
    WebAddress,
    public_addresses,
    resolved,
)
from pipelines.collect.problems import Refused, Temporary

ROBOT = "juesuan"
_CHUNK = 1 << 16
_MOST_ADDRESSES = 4
_GZIP = zlib.MAX_WBITS | 16


def _as_it_is(address: str, port: int) -> tuple[str, int]:
    return address, port


@dataclass(frozen=True)
class Network:
    """How names become addresses and how these are reached.

    `dial` says where to connect for a checked address and port; nothing but a test of this
    package, which has no public address, needs another one than the address itself.
    """

    resolve: Resolve = resolved
    dial: Callable[[str, int], tuple[str, int]] = _as_it_is


@dataclass(frozen=True)
class Clock:
    """Time, and waiting: given from outside so that tests wait for nothing."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Deadline:
    """The moment by which one file or page must have come."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds, self._clock = seconds, clock
        self._end = clock.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; raises Refused when there are none."""
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def put_off(self, seconds: float) -> None:
        """Do not count a pause that is made out of politeness."""
        self._end += seconds

    def passed(self) -> Refused:
        """What to raise when time is up."""
        return Refused(
            f"超过 {self._seconds:g} 秒仍未取完 / not complete after {self._seconds:g} seconds",
            "下次采集从断点继续 / the next run goes on where this one stopped",
        )


def user_agent() -> str:
    """How this project names itself to servers."""
    try:
        number = version(ROBOT)
    except PackageNotFoundError:
        number = "0"
    return f"{ROBOT}/{number} (collects published final accounts of public agencies)"


class Answer:
    """The answer to one request: its status and headers are there, its body is still to come."""

    def __init__(self, response: HTTPResponse, call: _Call) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response, self._call = response, call

    def pieces(self, most_bytes: int) -> Iterator[bytes]:
        """The body piece by piece, decompressed where it came compressed unasked.

        Raises Refused when it is larger than `most_bytes`, on the way or unpacked, is late or in
        an encoding that was not asked for, Temporary when the connection breaks.
        """
        declared = self.headers.get("Content-Length", "")
        if declared.isdecimal() and len(declared) < 20 and int(declared) > most_bytes:
            raise _too_large(most_bytes)
        encoding = self.headers.get("Content-Encoding", "").strip().lower()
        raw = _counted(self._raw_pieces(), most_bytes)
        if encoding in ("", "identity"):
            yield from raw
        elif encoding in ("gzip", "x-gzip", "deflate"):
            yield from _counted(_unpacked(raw, encoding), most_bytes)
        else:
            raise Refused(f"未要求的压缩方式 / an encoding nobody asked for: {encoding[:40]!r}")

    def _raw_pieces(self) -> Iterator[bytes]:
        while True:
            with self._call.failures_in_words():
                piece = self._response.read1(_CHUNK)
            if not piece:
                return
            yield piece
            self._call.deadline.left()


class _Call:
    """One connection, and the alarm that ends it when its time is up."""

    def __init__(self, address: WebAddress, connection: HTTPConnection, deadline: Deadline) -> None:
        self.address, self.deadline = address, deadline
        self._connection, self._socket = connection, connection.sock
        self._is_late = threading.Event()
        # a server that sends one byte at a time never meets the limit of one step
        self._alarm = threading.Timer(deadline.left(), self._hang_up)
        self._alarm.daemon = True
        self._alarm.start()

    def _hang_up(self) -> None:
        self._is_late.set()
        with suppress(OSError):
            self._socket.shutdown(SHUT_RDWR)

    @contextmanager
    def failures_in_words(self) -> Iterator[None]:
        try:
            yield
        except (OSError, HTTPException, HTTPError) as error:
            if self._is_late.is_set():
                raise self.deadline.passed() from error
            raise _broken(self.address, error) from error
        if self._is_late.is_set():
            raise self.deadline.passed()

    def end(self) -> None:
        self._alarm.cancel()
        self._connection.close()


@contextmanager
def answer_to(
    address: WebAddress,
    headers: Mapping[str, str],
    network: Network,
    seconds: float,
    deadline: Deadline,
) -> Iterator[Answer]:
    """Ask for an address; the answer lasts as long as the block.

    `seconds` is how long one step, connecting or waiting for more, may take. Raises AddressRefused,
    Refused for a certificate that does not hold or when it is late, Temporary for a connection
    that fails.
    """
    connection = _connected(address, network, min(seconds, deadline.left()))
    call = _Call(address, connection, deadline)
    response: HTTPResponse | None = None
    try:
        with call.failures_in_words():
            own = {
                "Host": address.authority,
                "User-Agent": user_agent(),
                "Accept-Encoding": "identity",
                "Connection": "close",
            }
            connection.request(
                "GET",
                address.target,
                headers={**own, **headers},
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
        yield Answer(response, call)
    finally:
        if response is not None:
            response.close()
        call.end()


def _connected(
    address: WebAddress, network: Network, seconds: float
) -> HTTPConnection | HTTPSConnection:
    addresses = public_addresses(address.host, address.port, network.resolve)
    failure: Exception | None = None
    for numeric in addresses[:_MOST_ADDRESSES]:
        connection = _connection(address, numeric, network, seconds)
        try:
            connection.connect()
        except (OSError, HTTPException, HTTPError) as error:
            failure = error
            connection.close()
            continue
        return connection
    assert failure is not None
    raise _broken(address, failure) from failure


def _connection(
    address: WebAddress, numeric: IpAddress, network: Network, seconds: float
) -> HTTPConnection | HTTPSConnection:
    host, port = network.dial(str(numeric), address.port)
    if address.scheme == "http":
        return HTTPConnection(host, port, timeout=seconds)
    # the certificate must be that of the name although the connection is made to the number
    return HTTPSConnection(
        host,
        port,
        timeout=seconds,
        server_hostname=address.host,
        ssl_context=ssl.create_default_context(),
    )


def _broken(address: WebAddress, error: Exception) -> Refused | Temporary:
    causes = [error, error.__cause__, *error.args]
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Refused(
            f"{address.host} 的证书无效 / the certificate does not hold: {error}",
            "请核对网址，或下载后用 juesuan add 加入 / check the address, or add the file by hand",
        )
    return Temporary(f"连接中断 / the connection failed: {type(error).__name__}: {error}")


def _counted(source: Iterable[bytes], most_bytes: int) -> Iterator[bytes]:
    total = 0
    for piece in source:
        total += len(piece)
        if total > most_bytes:
            raise _too_large(most_bytes)
        yield piece


def _unpacked(source: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    unpacker = None
    try:
        for piece in source:
            if unpacker is None:
                # some servers send deflate without its header
                is_bare = encoding == "deflate" and piece[0] & 0x0F != 8
                window = -zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS
                unpacker = zlib.decompressobj(_GZIP if "gzip" in encoding else window)
            while piece:
                yield unpacker.decompress(piece, _CHUNK)
                piece = unpacker.unconsumed_tail
        if unpacker is not None and not unpacker.eof:
            raise Temporary("压缩内容不完整 / the compressed content is cut off")
    except zlib.error as error:
        raise Temporary(f"压缩内容损坏 / the compressed content is broken: {error}") from error


def _too_large(most_bytes: int) -> Refused:
    return Refused(
        f"超过 {most_bytes >> 20} MiB，没有取 / larger than {most_bytes >> 20} MiB, not fetched",
        "确为报告时请自行下载后用 juesuan add 加入 / if it is a report, add it by hand",
    )
