"""Getting a feed to be judged: from a file or, as a calendar app does, from the web."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from timeline.errors import InputError, SourceError
from timeline.feed.check import Finding

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
    octets, headers = _get(url, {})
    again, _ = _get(url, {})
    found = []
    if len(url) > LONGEST_ADDRESS:
        text = f"the address has {len(url)} characters: Google Calendar takes {LONGEST_ADDRESS}"
        found.append(Finding("warning", text))
    kind = headers.get("content-type", "")
    if not kind.lower().startswith("text/calendar"):
        found.append(Finding("warning", f"served as {kind or 'nothing'}, not as text/calendar"))
    if again is not None and again != octets:
        text = "two fetches differ: apps take every event for changed (is DTSTAMP the time of the fetch?)"
        found.append(Finding("error", text))
    found += _conditional(url, headers)
    return octets or b"", found


def _conditional(url: str, headers: Mapping[str, str]) -> list[Finding]:
    asked = {}
    if etag := headers.get("etag"):
        asked["If-None-Match"] = etag
    if modified := headers.get("last-modified"):
        asked["If-Modified-Since"] = modified
    if not asked:
        return [Finding("note", "no ETag and no Last-Modified: every look downloads everything")]
    if _get(url, asked)[0] is not None:
        return [Finding("note", "answers a conditional request with the whole file instead of 304")]
    return []


def _get(url: str, headers: Mapping[str, str]) -> tuple[bytes | None, Mapping[str, str]]:
    """The body and headers, names in lower case; the body is ``None`` for 304."""
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, **headers})  # noqa: S310 - http(s) only
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            octets = answer.read(_MOST + 1)
            if len(octets) > _MOST:
                raise SourceError(f"{url} is larger than {_MOST // 1_000_000} MB", "no calendar app takes such a feed")
            return octets, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None, {}
        raise SourceError(f"{url} answered {error.code} {error.reason}", "check the address") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(f"cannot reach {url}: {reason}", "check the address and the connection") from error
