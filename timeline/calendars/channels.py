"""Names of Telegram channels, and the sources that read one: an address, a mirror of it, an account."""

from __future__ import annotations

import re

USERNAME = r"[A-Za-z][A-Za-z0-9_]{3,31}"
_ADDRESS = re.compile(rf"(?:(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?|@)({USERNAME})/?(?:\?.*)?")
_MIRROR = re.compile(rf"(https?://[^/?#]+)/s/({USERNAME})/?")
_ACCOUNT = re.compile(rf"telethon:@?({USERNAME})")


def is_address(source: str) -> bool:
    """Whether a source is out there, on the web or in an account; else it is a file or a folder."""
    return source.lower().startswith(("http://", "https://", "telethon:"))


def channel_of(address: str) -> str | None:
    """The channel that an address of Telegram names ("https://t.me/s/name", "t.me/name", "@name"), if it is one."""
    match = _ADDRESS.fullmatch(address.strip())
    return match[1] if match else None


def mirrored_channel_of(address: str) -> tuple[str, str] | None:
    """The server and the channel of an address that ends like a preview page, on another server than Telegram's."""
    match = _MIRROR.fullmatch(address)
    return (match[1], match[2]) if match else None


def account_channel_of(source: str) -> str | None:
    """The channel that a source read with an account names ("telethon:name"), if it is one."""
    match = _ACCOUNT.fullmatch(source.strip())
    return match[1] if match else None


def read_channel(source: str) -> str | None:
    """The channel that a source reads, in whichever way."""
    mirror = mirrored_channel_of(source)
    return channel_of(source) or account_channel_of(source) or (mirror[1] if mirror else None)
