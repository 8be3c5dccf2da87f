"""Fetching from the public web, politely and with bounds.

One request at a time for each host, a pause between them, 429 and Retry-After honoured (RFC 9110,
10.2.3), conditional where the server gives validators (RFC 9110, 13), failures tried again a few
times. Only http and https, only public addresses: the address that was checked is the one that is
connected to, so that a name that resolves otherwise a moment later gains nothing. Redirects are
handed back, not followed. Sizes and times are bounded, after decompression too.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from timeline import __version__
from timeline.errors import SourceBusy, SourceError, SourceTooLarge, SourceUnreachable
from timeline.posts.live.addresses import checked_url, public_addresses, refuse_private_literal

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import httpx2

USER_AGENT = f"election-timeline/{__version__} (reads public channels for a calendar of elections)"

_TRANSIENT = frozenset({500, 502, 503, 504, 520, 521, 522, 523, 524})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask whether something has changed since."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. ``location`` is the absolute target of a redirect, which has no body."""

    url: str
    status: int
    body: bytes = b""
    location: str | None = None
    validators: Validators = Validators()

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was when its validators were given (RFC 9110, 15.4.5)."""
        return self.status == 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a server is treated, and what is put up with. Times in seconds, sizes in bytes."""

    pause: tuple[float, float] = (2.0, 4.0)
    """Between two requests to one host, drawn evenly from here."""
    tries: int = 4
    backoff: float = 5.0
    """Before the second try, twice as much before the third, and so on."""
    patience: float = 120.0
    """The longest a server may ask to wait; beyond that the run ends."""
    seconds: float = 60.0
    """For one answer, from the first byte asked to the last received."""
    size: int = 16 * 1024 * 1024
    """Of one answer, unpacked; who asks for a page may expect less."""
    allow_private: bool = False
    offline: bool = False
    user_agent: str = USER_AGENT


class Web:
    """The one client of a run; an async context manager. ``clock`` and ``sleep`` can be played."""

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        draw: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.manners = manners or Manners()
        self.requests = 0
        self._clock, self._sleep, self._draw = clock, sleep, draw
        self._turns: dict[str, asyncio.Lock] = {}
        self._next: dict[str, float] = {}
        self._client: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        import httpx2  # slow to import, and only live sources need it

        self._client = httpx2.AsyncClient(
            follow_redirects=False,
            timeout=self.manners.seconds,
            headers={"User-Agent": self.manners.user_agent, "Accept-Language": "en"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client:
            await self._client.aclose()

    async def rest(self, seconds: float) -> None:
        """Wait, by the clock of this client."""
        await self._sleep(seconds)

    async def turn(self, host: str) -> None:
        """Wait until ``host`` may be asked again, by means of its own."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            await self._pause(host)

    async def get(self, url: str, validators: Validators | None = None, *, size: int | None = None) -> Answer:
        """The answer to a GET of ``url``, of any status but 429 and 5xx, which are tried again.

        ``size`` is how many bytes it may have, if less than the manners allow. Raises
        AddressRefused, SourceBusy, SourceUnreachable or SourceTooLarge.
        """
        host = checked_url(url)
        if self.manners.offline:
            raise SourceUnreachable(f"{url} was not asked: --offline", "leave out --offline to read what is new")
        async with self._turns.setdefault(host, asyncio.Lock()):
            return await self._tried(
                url, host, validators or Validators(), min(size or self.manners.size, self.manners.size)
            )

    async def _tried(self, url: str, host: str, validators: Validators, size: int) -> Answer:
        problem: SourceError = SourceUnreachable(f"{url} cannot be reached", "check the network and the address")
        for attempt in range(self.manners.tries):
            await self._pause(host)
            wait = self.manners.backoff * 2**attempt
            try:
                answer, asked = await self._once(url, host, validators, size)
            except SourceUnreachable as error:
                problem = error
            else:
                if answer.status == 429 or (answer.status == 503 and asked is not None):
                    wait = wait if asked is None else asked
                    problem = SourceBusy(f"{host} asks to be left alone for {wait:.0f} s", "try again later")
                elif answer.status in _TRANSIENT:
                    problem = SourceUnreachable(f"{url} answers with error {answer.status}", "try again later")
                else:
                    return answer
            if wait > self.manners.patience:
                break
            if attempt + 1 < self.manners.tries:
                self._next[host] = max(self._next.get(host, 0.0), self._clock() + wait)
        raise problem

    async def _pause(self, host: str) -> None:
        wait = self._next.get(host, 0.0) - self._clock()
        if wait > 0:
            await self._sleep(wait)
        self._next[host] = self._clock() + self._draw(*self.manners.pause)

    async def _once(self, url: str, host: str, validators: Validators, size: int) -> tuple[Answer, float | None]:
        """One request: its answer, and how many seconds the server asks to wait."""
        import httpx2

        self.requests += 1
        try:
            async with asyncio.timeout(self.manners.seconds):
                return await self._exchanged(url, host, validators, size)
        except TimeoutError as error:
            late = f"{url} did not answer within {self.manners.seconds:.0f} s"
            raise SourceUnreachable(late, "try again later") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
            reason = f"{url} cannot be reached: {' '.join(str(error).split()) or type(error).__name__}"
            raise SourceUnreachable(reason, "check the network and the address") from error

    async def _exchanged(self, url: str, host: str, validators: Validators, limit: int) -> tuple[Answer, float | None]:
        import httpx2

        assert self._client is not None, "use it as a context manager"
        headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
        failure: Exception | None = None
        for target, extensions in await self._targets(url, host):
            request = self._client.build_request(
                "GET",
                target,
                headers={"Host": httpx2.URL(url).netloc.decode(), **{k: v for k, v in headers.items() if v}},
                extensions=extensions,
            )
            try:
                response = await self._client.send(request, stream=True)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failure = error
                continue
            try:
                return await self._answer(url, response, limit), _retry_after(response.headers.get("Retry-After"))
            finally:
                await response.aclose()
        raise failure or OSError("no address")

    async def _targets(self, url: str, host: str) -> list[tuple[str, dict[str, str]]]:
        """The url with each checked address in place of the host, and what TLS needs to know the host by."""
        import httpx2

        parsed = httpx2.URL(url)
        if parsed.scheme in getproxies() and not proxy_bypass(host):
            refuse_private_literal(host, allow_private=self.manners.allow_private)
            return [(url, {})]  # the proxy looks the name up
        port = parsed.port or (443 if parsed.scheme == "https" else 80)
        addresses = await public_addresses(host, port, allow_private=self.manners.allow_private)
        return [(str(parsed.copy_with(host=address)), {"sni_hostname": host}) for address in addresses]

    async def _answer(self, url: str, response: httpx2.Response, limit: int) -> Answer:
        head = Answer(
            url,
            response.status_code,
            validators=Validators(response.headers.get("ETag"), response.headers.get("Last-Modified")),
        )
        if response.status_code in _REDIRECTS:
            import httpx2

            location = response.headers.get("Location", "")
            return replace(head, location=str(httpx2.URL(url).join(location)) if location else None)
        pieces, size = [], 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > limit:
                raise SourceTooLarge(f"{url} answers with more than {limit / 1024**2:.0f} MB", "check the address")
            pieces.append(piece)
        return replace(head, body=b"".join(pieces))


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number of them or from a date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
