"""The bounds of fetching: whom to ask, how often, how much, how long."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from posts.channel import ZONE
from posts.live.played import Clock, run, web
from posts.server import Channel, Fault, Played, playing

from timeline.errors import (
    AddressRefused,
    InputError,
    NoPreview,
    SourceError,
    SourceTooLarge,
    SourceUnreachable,
)
from timeline.posts.live import Answer, FeedRead, Manners, Validators, Web, addresses, read_feed_from
from timeline.posts.live.addresses import checked_url, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def played() -> Iterator[Played]:
    channel = Channel()
    for number in range(5):
        channel.post(f"Сообщение {number}.")
    with playing(channel) as server:
        yield server


def get(url: str, client: Web) -> Answer:
    async def asked() -> Answer:
        async with client:
            return await client.get(url)

    return run(asked())


def feed(played: Played, client: Web, validators: Validators | None = None, path: str = "/feed") -> FeedRead:
    async def asked() -> FeedRead:
        async with client:
            return await read_feed_from(client, played.base + path, ZONE, validators=validators)

    return run(asked())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/feed",
        "gopher://example.org",
        "javascript:alert(1)",
        "//example.org",
        "https://",
        "https:///path",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https://example.org/\r\nX-Header: 1",
        "https://[::1",
        "https://example.org:99999/",
        "posts.json",
        "",
    ],
)
def test_only_addresses_of_the_web(url: str) -> None:
    with pytest.raises(AddressRefused):
        checked_url(url)
    with pytest.raises(AddressRefused):
        get(url, web())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["149.154.167.99", "2001:67c:4e8:f004::9", "::ffff:149.154.167.99"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "0x7f000001", "2130706433"])
def test_the_own_machine_is_not_asked_unless_that_is_allowed(played: Played, host: str) -> None:
    """However it is written."""
    port = played.base.rpartition(":")[2]
    with pytest.raises((AddressRefused, SourceUnreachable)):
        get(f"http://{host}:{port}/feed", Web(Manners(tries=1)))
    assert not played.requests


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://[::1", "ftp://example.org/", "javascript:alert(1)"])
def test_a_redirect_out_of_the_web_is_refused(played: Played, target: str) -> None:
    played.faults.append(Fault(status=302, location=target))
    with pytest.raises(SourceError):
        feed(played, web(tries=1))


def resolving(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> None:
    """Let these names have these addresses, and no other name any."""

    async def getaddrinfo(loop: object, host: str, port: int, **_: object) -> list[object]:
        if host not in names:
            raise socket.gaierror("no such name")
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in names[host]
        ]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize(
    "found",
    [["127.0.0.1"], ["149.154.167.99", "10.0.0.5"], ["::ffff:127.0.0.1"], ["2001:67c:4e8:f004::9", "fd00::1"]],
)
def test_a_name_that_leads_into_the_own_network_is_refused(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    """One private address among public ones is enough: which is asked would be the server's choice."""
    resolving(monkeypatch, {"news.example.org": found})
    with pytest.raises(AddressRefused, match="no public address") as refused:
        get("http://news.example.org/feed", Web(Manners(tries=1)))
    assert "--allow-private" in refused.value.remedy


@pytest.mark.parametrize("target", ["http://inside.example.org/feed", "http://[::ffff:7f00:1]/", "http://2130706433/"])
def test_a_redirect_into_the_own_network_is_refused(
    played: Played, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """Each address on the way is checked, not only the first."""
    port = int(played.base.rpartition(":")[2])
    resolving(
        monkeypatch,
        {"public.example.org": ["127.0.0.1"], "inside.example.org": ["10.0.0.5"]}
        | {"2130706433": ["127.0.0.1"], "::ffff:7f00:1": ["::ffff:127.0.0.1"]},
    )
    allowed = iter([True])
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: next(allowed, False) or real(address))
    played.faults.append(Fault(status=302, location=target))

    async def asked() -> None:
        async with Web(Manners(tries=1)) as client:
            await read_feed_from(client, f"http://public.example.org:{port}/feed", ZONE)

    with pytest.raises(AddressRefused):
        run(asked())
    assert played.paths == ["/feed"]


def test_the_address_that_was_checked_is_the_one_that_is_asked(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that has another address a moment later gains nothing: it is looked up once."""
    port = int(played.base.rpartition(":")[2])
    looked = []

    async def getaddrinfo(loop: object, host: str, port: int, **_: object) -> list[object]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host if host[0].isdigit() else "127.0.0.1", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    assert get(f"http://news.example.org:{port}/feed", web()).status == 200
    assert looked.count("news.example.org") == 1
    assert played.requests[0][1]["host"] == f"news.example.org:{port}"


def test_nothing_is_asked_offline(played: Played) -> None:
    with pytest.raises(SourceUnreachable, match="offline"):
        get(played.base + "/feed", web(offline=True))
    assert not played.requests


def test_an_answer_may_not_be_too_large(played: Played) -> None:
    played.always = Fault(body=bytes(2_000_000))
    with pytest.raises(SourceTooLarge):
        get(played.base + "/feed", web(size=1_000_000))


def test_an_answer_may_not_take_too_long(played: Played) -> None:
    played.always = Fault(slow=1.0)
    with pytest.raises(SourceUnreachable, match="did not answer"):
        get(played.base + "/feed", web(seconds=0.2, tries=1))


def test_a_server_that_is_not_there() -> None:
    with playing(Channel()) as played:
        base = played.base
    clock = Clock()
    with pytest.raises(SourceUnreachable):
        get(base, web(clock, tries=3, backoff=5.0))
    assert clock.waits == [5.0, 10.0]


def test_a_name_without_an_address() -> None:
    with pytest.raises(SourceUnreachable, match="no address"):
        get("https://name.invalid/", web(tries=1))


def test_requests_to_one_host_take_turns(played: Played) -> None:
    """Asked for all at once, they are made one by one, with a pause before each but the first."""
    clock = Clock()

    async def asked() -> list[Answer]:
        async with web(clock, pause=(3.0, 3.0)) as client:
            return await asyncio.gather(*[client.get(played.base + "/feed") for _ in range(4)])

    assert [answer.status for answer in run(asked())] == [200] * 4
    assert clock.waits == [3.0, 3.0, 3.0]


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (Fault(status=429, retry_after="17"), 17.0),
        (Fault(status=503, retry_after="4"), 4.0),
        (Fault(status=429), 5.0),
        (Fault(status=429, retry_after="soon"), 5.0),
        (Fault(status=500), 5.0),
    ],
)
def test_the_wait_is_as_long_as_asked(played: Played, fault: Fault, wait: float) -> None:
    played.faults.append(fault)
    clock = Clock()
    assert get(played.base + "/feed", web(clock, pause=(0.0, 0.0), backoff=5.0)).status == 200
    assert clock.waits == [wait]


def test_a_feed_that_has_not_changed_is_not_read_again(played: Played) -> None:
    client = web()
    first = feed(played, client)
    assert [post.text for post in first.look.posts] == [f"Сообщение {number}." for number in range(5)]
    again = feed(played, web(), first.validators)
    assert again.unchanged
    assert not again.look.posts
    assert again.validators == first.validators
    played.channel.post("Новое.")
    third = feed(played, web(), again.validators)
    assert len(third.look.posts) == 6
    assert third.look.low is None


def test_a_feed_that_moved_is_followed(played: Played) -> None:
    played.faults.append(Fault(status=301, location="/feed"))
    assert len(feed(played, web(), path="/old").look.posts) == 5


def test_a_feed_that_leads_in_a_circle(played: Played) -> None:
    played.always = Fault(status=302, location="/feed")
    with pytest.raises(SourceUnreachable, match="without end"):
        feed(played, web())
    assert len(played.requests) < 10


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(status=404), NoPreview),
        (Fault(status=410), NoPreview),
        (Fault(status=403), SourceUnreachable),
        (Fault(body=b"<html><body>Not a feed</body></html>"), InputError),
        (Fault(body=b""), InputError),
    ],
)
def test_what_is_no_feed(played: Played, fault: Fault, error: type[InputError]) -> None:
    played.always = fault
    with pytest.raises(error) as caught:
        feed(played, web())
    assert "\n" not in caught.value.message
