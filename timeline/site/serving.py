"""Running the server until it is told to stop."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from timeline.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.site.server import Server

GRACE = 5
"""Seconds that running requests get when the server is told to stop."""


def run(server: Server, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve on ``host`` and ``port`` (0: any that is free) until SIGINT or SIGTERM; ``started`` gets the address.

    Raises ``OutputError`` where nobody can listen there.
    """
    import uvicorn

    with _listen(host, port) as listening:
        config = uvicorn.Config(
            server,
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=GRACE,
        )
        name, bound = listening.getsockname()[:2]
        started(f"http://{f'[{name}]' if ':' in name else name}:{bound}/")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
        server.current.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(2048)
    except (OSError, TypeError, UnicodeError) as error:  # the last two where the name can be nobody's
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot listen on {host}:{port}: {reason}", "name another with --host or --port") from error
    return listening
