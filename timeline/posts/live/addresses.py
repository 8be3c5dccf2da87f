"""Which addresses may be fetched: those of the public web."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from timeline.errors import AddressRefused, SourceUnreachable

_NAT64 = IPv6Network("64:ff9b::/96")


def checked_url(url: str) -> str:
    """The host of ``url``. Raises AddressRefused for what is not plainly an address of the web."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(f"{url!r} is not an address", "write it like https://t.me/s/channel") from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressRefused(f"{url!r} is not an address of the web", "it must begin with https:// or http://")
    if parts.username is not None or parts.password is not None or any(ord(char) <= 32 for char in url):
        raise AddressRefused(f"{url!r} is not a plain address", "leave out names, passwords and blanks")
    return host


async def public_addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of ``host``, IPv4 first. Raises AddressRefused if one is not public, unless that is allowed.

    Public is what IANA's registries call globally reachable (RFC 6890).
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnreachable(f"there is no address for {host}", "check the network and the address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in sorted(found, key=lambda entry: entry[0])))
    for address in addresses:
        refuse_private_literal(address, allow_private=allow_private)
    return addresses


def refuse_private_literal(host: str, *, allow_private: bool) -> None:
    """Raises AddressRefused if ``host`` is an IP address, and not a public one; names pass."""
    try:
        public = is_public(host)
    except ValueError:
        return
    if not public and not allow_private:
        raise AddressRefused(
            f"{host} is no public address", "only the public web is read; --allow-private lets your own network in, too"
        )


def is_public(address: str) -> bool:
    """Whether anyone on the internet can reach it; an IPv4 address inside an IPv6 one counts as itself."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast
