"""Web addresses and where they lead: only public http and https, whatever the name resolves to.

Nothing is fetched here. The check is made on the numeric address that is connected to afterwards
(`connecting`), so a name that resolves differently a moment later gains nothing, and neither does
an address written as a decimal or hexadecimal number.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipelines.collect.problems import AddressRefused, Temporary

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
# browsers drop these from an address and from its ends
_DROPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
# RFC 6052: an IPv4 address inside IPv6, where a network has no IPv4 of its own
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PUBLIC_ADVICE = "只采集公开网站 / only public web sites are collected from"


@dataclass(frozen=True)
class WebAddress:
    """A parsed address; `host` without brackets, `target` is what is asked of the server."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def web_address(text: str, ports: Iterable[int] = ()) -> WebAddress:
    """The address that a text names, percent-encoded and without its fragment.

    Ports other than 80 and 443 must be in `ports`. Raises AddressRefused for another scheme, for
    user names and passwords, for another port and for what is no address at all.
    """
    cleaned = _DROPPED.sub("", text)
    if len(cleaned) > _LONGEST or _CONTROL.search(cleaned):
        raise AddressRefused("不是有效网址 / no valid address")
    path, mark, query = cleaned.partition("?")
    try:
        url = parse_url(path.replace("\\", "/") + mark + query)
    # an IDNA name that cannot be encoded, a lone surrogate
    except (LocationParseError, UnicodeError) as error:
        raise AddressRefused(f"不是有效网址 / no valid address: {cleaned[:200]!r}") from error
    if url.scheme not in PORTS:
        raise AddressRefused(f"不是 http(s) 网址 / no http(s) address: {cleaned[:200]!r}")
    if url.auth is not None:
        raise AddressRefused("网址带有用户名或密码 / the address holds a user name or password")
    host = (url.host or "").strip("[]").lower()
    if not _HOST.fullmatch(host):
        raise AddressRefused(f"网址没有有效主机名 / no valid host name: {cleaned[:200]!r}")
    port = PORTS[url.scheme] if url.port is None else url.port
    if port not in {*PORTS.values(), *ports}:
        raise AddressRefused(
            f"端口 {port} 未经许可 / port {port} is not allowed",
            "确有需要时写入该发布者的 ports / where needed, add it to the publisher's ports",
        )
    return WebAddress(url.scheme, host, port, url.request_uri or "/")


def joined(base: str, link: str) -> str:
    """Where a link on a page leads; raises AddressRefused when it leads nowhere."""
    try:
        return urljoin(base, _DROPPED.sub("", link).replace("\\", "/"))
    except ValueError as error:
        raise AddressRefused(f"不是有效网址 / no valid address: {link[:200]!r}") from error


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a host as the system resolves it; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_addresses(host: str, port: int, resolve: Resolve = resolved) -> list[IpAddress]:
    """The numeric addresses of a host, every one of them public.

    Raises AddressRefused when one is not: a name that resolves inside as well as outside is not
    trusted. Raises Temporary when the name does not resolve now.
    """
    try:
        texts = resolve(host, port)
        addresses = [ipaddress.ip_address(text) for text in texts]
    # a host name of more than 63 characters between dots raises UnicodeError
    except (OSError, UnicodeError) as error:
        raise Temporary(f"找不到主机 / the host was not found: {host}") from error
    except ValueError as error:
        raise AddressRefused(f"主机解析到本地地址 / {host} leads inside", _PUBLIC_ADVICE) from error
    if not addresses:
        raise Temporary(f"找不到主机 / the host was not found: {host}")
    inside = [str(address) for address in addresses if not is_public(address)]
    if inside:
        raise AddressRefused(
            f"主机 {host} 解析到非公网地址 {inside[0]} / the host leads to an address that is "
            "not public",
            _PUBLIC_ADVICE,
        )
    return addresses


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the public internet (the IANA special-purpose registries).

    An IPv4 address inside an IPv6 one is judged by itself.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None or address.is_site_local:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )
