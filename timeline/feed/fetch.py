"""Getting a feed to be judged: from a file or, as a calendar app does, from the web."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import InputError, SourceError
from timeline.feed.check import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpx2 import Client

LONGEST_ADDRESS = 256
"""Google Calendar takes no longer one."""

_MOST = 50_000_000
_AGENT = "timeline-feed-check"


def fetch(where: str) -> tuple[bytes, list[Finding]]:
    """The octets at a path or an address (``http``, ``https``, ``webcal``), and what is wrong with how they are served.

    Raises ``InputError`` or ``SourceError`` where there is nothing to judge.
    """
    scheme = where.partition("://")[0].lower() if "://" in where else ""
    if scheme in ("webcal", "webcals"):
        local = where.partition("://")[2].startswith(("127.0.0.1", "localhost", "[::1]"))
        return _web(("http" if local else "https") + where[len(scheme) :])
    if scheme in ("http", "https"):
        return _web(where)
    try:
        return Path(where).read_bytes(), []
    except OSError as error:
        raise InputError(f"cannot read {where}: {error.strerror}", "check the name, or give an address") from error


def _web(url: str) -> tuple[bytes, list[Finding]]:
    import httpx2

    with httpx2.Client(follow_redirects=True, timeout=30, headers={"User-Agent": _AGENT}) as client:
        octets, headers = _get(client, url, {})
        again, _ = _get(client, url, {})
        found = []
        if len(url) > LONGEST_ADDRESS:
            text = f"the address has {len(url)} characters: Google Calendar takes {LONGEST_ADDRESS}"
            found.append(Finding("warning", text))
        kind = headers.get("content-type", "")
        if not kind.lower().startswith("text/calendar"):
            found.append(Finding("warning", f"served as {kind or 'nothing'}, not as text/calendar"))
        if again != octets:
            text = "two fetches differ: apps take every event for changed (is DTSTAMP the time of the fetch?)"
            found.append(Finding("error", text))
        found += _conditional(client, url, headers)
    return octets or b"", found


def _conditional(client: Client, url: str, headers: Mapping[str, str]) -> list[Finding]:
    asked = {}
    if etag := headers.get("etag"):
        asked["If-None-Match"] = etag
    if modified := headers.get("last-modified"):
        asked["If-Modified-Since"] = modified
    if not asked:
        return [Finding("note", "no ETag and no Last-Modified: every look downloads everything")]
    if _get(client, url, asked)[0] is not None:
        return [Finding("note", "answers a conditional request with the whole file instead of 304")]
    return []


def _get(client: Client, url: str, headers: dict[str, str]) -> tuple[bytes | None, Mapping[str, str]]:
    """The body and the headers; the body is ``None`` for 304."""
    import httpx2

    try:
        with client.stream("GET", url, headers=headers) as answer:
            if answer.status_code == 304:
                return None, {}
            if answer.is_error:
                raise SourceError(f"{url} answered {answer.status_code}", "check the address")
            octets = bytearray()
            for piece in answer.iter_bytes():
                octets += piece
                if len(octets) > _MOST:
                    raise SourceError(f"{url} is larger than {_MOST // 10**6} MB", "no calendar app takes such a feed")
            return bytes(octets), answer.headers
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise SourceError(f"cannot reach {url}: {error}", "check the address and the connection") from error
