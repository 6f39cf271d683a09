"""Only public web addresses: whatever they are written as, and whatever they resolve to."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from pipelines.collect.addresses import (
    is_public,
    joined,
    public_addresses,
    resolved,
    web_address,
)
from pipelines.collect.problems import AddressRefused, Temporary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://A.Gov.cn", "http://a.gov.cn/"),
        ("https://a.gov.cn:443/x?y=1#part", "https://a.gov.cn/x?y=1"),
        ("http://a.gov.cn/决算 1.pdf", "http://a.gov.cn/%E5%86%B3%E7%AE%97%201.pdf"),
        ("http://a.gov.cn/%e5%86%b3.pdf", "http://a.gov.cn/%E5%86%B3.pdf"),
        (" http://a.gov.cn/a\nb ", "http://a.gov.cn/ab"),
        ("http:\\\\a.gov.cn\\x", "http://a.gov.cn/x"),
        ("http://a.gov.cn/a/../../b", "http://a.gov.cn/b"),
        ("http://政府.cn/", "http://xn--mxtq1m.cn/"),
        ("http://a.gov.cn:80/", "http://a.gov.cn/"),
    ],
)
def test_an_address_is_written_in_one_way(text: str, expected: str) -> None:
    assert str(web_address(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://a.gov.cn/x",
        "gopher://a.gov.cn/",
        "//a.gov.cn/x",
        "a.gov.cn/x",
        "",
        "http:///x",
        "http://",
        "http://user@a.gov.cn/",
        "http://user:word@a.gov.cn/",
        "http://a.gov.cn:8080/",
        "http://a.gov.cn:0/",
        "http://a.gov.cn:99999/",
        "http://a.gov.cn:x/",
        "http://a.gov.cn\x00.evil.cn/",
        "http://[::1/",
        "http://" + "a" * 5000,
        "http://a b.gov.cn/",
    ],
)
def test_what_is_no_public_web_address_is_refused(text: str) -> None:
    with pytest.raises(AddressRefused):
        web_address(text)


def test_another_port_needs_the_publishers_word() -> None:
    assert web_address("http://a.gov.cn:8080/", ports=(8080,)).authority == "a.gov.cn:8080"


def test_a_backslash_does_not_hide_the_host() -> None:
    # one parser takes evil.test for the host, another good.test
    assert web_address("http://evil.test\\@good.test/").host == "evil.test"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.9.9", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378::1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("::ffff:93.184.216.34", True),
    ],
)
def test_what_is_public(address: str, expected: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is expected


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001", "127.1", "localhost"])
def test_other_ways_to_write_this_machine_lead_to_no_public_address(host: str) -> None:
    try:
        socket.getaddrinfo(host, 80)
    except OSError:
        pytest.skip(f"this system does not resolve {host}")
    with pytest.raises(AddressRefused):
        public_addresses(web_address(f"http://{host}/").host, 80, resolved)


def test_one_address_inside_is_enough_to_refuse() -> None:
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        public_addresses("a.gov.cn", 80, lambda *_: ["93.184.216.34", "127.0.0.1"])


def test_a_name_that_is_not_found_may_be_found_later() -> None:
    def not_found(*_: object) -> list[str]:
        raise OSError

    with pytest.raises(Temporary):
        public_addresses("a.gov.cn", 80, not_found)
    with pytest.raises(Temporary):
        public_addresses("a.gov.cn", 80, lambda *_: [])


def test_links_are_joined_as_browsers_do() -> None:
    base = "http://a.gov.cn/list/index.html?page=2"
    assert joined(base, "../x/决算.pdf") == "http://a.gov.cn/x/决算.pdf"
    assert joined(base, "?page=3") == "http://a.gov.cn/list/index.html?page=3"
    assert joined(base, "//b.gov.cn/x") == "http://b.gov.cn/x"
    assert joined(base, "\\x\\y.pdf") == "http://a.gov.cn/x/y.pdf"
    with pytest.raises(AddressRefused):
        joined(base, "http://[::1/x")
