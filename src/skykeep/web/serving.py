"""The server itself: where it listens, how it starts and how it ends."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass

from uvicorn import Config, Server

from skykeep.errors import UsageError

from .app import make_app
from .connections import WatchedConnection
from .desk import Desk
from .limits import BODY_BYTES, CONNECTIONS, HEADER_BYTES

__all__ = ["JobServer", "ServeSettings", "listening_socket", "make_server"]

LEAVE_S = 3
"""How long clients have to read their last answer when the server is stopped, s."""


@dataclass(frozen=True, kw_only=True)
class ServeSettings:
    """How a server is asked for: ``quick`` and ``long`` processes with ``jobs`` threads each."""

    host: str = "127.0.0.1"
    port: int = 8321
    token: str | None = None
    names: tuple[str, ...] = ()
    quick: int = 1
    long: int = 1
    jobs: int = 1


class JobServer(Server):
    """A server of uvicorn that ends its jobs first when it is stopped; ``ended`` counts them."""

    def __init__(self, config: Config, desk: Desk, started: Callable[[], None]) -> None:
        super().__init__(config)
        self.desk = desk
        self.ended = 0
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the workers, then listen."""
        self.desk.open()
        await super().startup(sockets)
        self._tell_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every job, so that their clients are answered, then stop listening."""
        self.ended = await self.desk.close()
        await super().shutdown(sockets)


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    UsageError
        If the address is none of this machine, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(CONNECTIONS)
    except OSError as error:
        found.close()
        raise UsageError(
            f"{host} port {port}: {error.strerror or error}; give another --port (0 takes any that is free) "
            "or --host"
        ) from None
    return found


def make_server(settings: ServeSettings, *, started: Callable[[], None] = lambda: None) -> JobServer:
    """Return a server that is not running yet; ``started`` is called once it listens."""
    desk = Desk({"quick": settings.quick, "long": settings.long}, jobs=settings.jobs)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what clients do wrong, they are told
    config = Config(
        make_app(desk, names=(settings.host, *settings.names), token=settings.token),
        http=WatchedConnection,
        ws="websockets-sansio",
        ws_max_size=BODY_BYTES,
        ws_max_queue=8,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_graceful_shutdown=LEAVE_S,
    )
    return JobServer(config, desk, started)
