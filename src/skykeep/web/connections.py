"""Connections that are cut off: a client that does not ask, or does not read what it asked for."""

from __future__ import annotations

from typing import Any

from h11 import SEND_BODY
from uvicorn.protocols.http.h11_impl import H11Protocol

from .limits import ANSWER_WAITS_S, CONNECTIONS, HEADERS_S, REFUSED_BYTES, REFUSED_S

__all__ = ["WatchedConnection"]

LOOK_S = 1.0
"""How often each connection is looked at, s."""


class WatchedConnection(H11Protocol):
    """A connection of uvicorn with an end: uvicorn itself waits for ever for the rest of a request's head,
    and for a client to read.
    """

    def connection_made(self, transport: Any) -> None:
        """Begin to watch; close what is one too many."""
        super().connection_made(transport)
        self._idle_s = self._unread_s = self._refused_s = 0.0
        self._unread_bytes = self._refused_bytes = 0
        self._last_cycle: Any = None
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._look = self.loop.call_later(LOOK_S, self._watch)

    def data_received(self, data: bytes) -> None:
        """Take what a client sends; of a body that was refused already only so much and for so long, which is
        thrown away."""
        is_refused = getattr(self.cycle, "response_complete", False) and self.conn.their_state is SEND_BODY
        self._refused_bytes = self._refused_bytes + len(data) if is_refused else 0
        if not is_refused:
            self._refused_s = 0.0
        elif self._refused_s < REFUSED_S:
            self._idle_s = 0.0
        if self._refused_bytes > REFUSED_BYTES:
            self.transport.abort()
        else:
            super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no more."""
        super().connection_lost(exc)
        if hasattr(self, "_look"):
            self._look.cancel()

    def _watch(self) -> None:
        """Cut the connection off if it has been of no use for too long; a websocket may be silent, and who
        reads slowly reads.
        """
        transport: Any = self.transport
        is_own = transport.get_protocol() is self
        has_asked = self.cycle is not self._last_cycle  # each request has a cycle of its own
        self._last_cycle = self.cycle
        is_idle = is_own and not has_asked and getattr(self.cycle, "response_complete", True)
        self._idle_s = self._idle_s + LOOK_S if is_idle else 0.0
        self._refused_s += LOOK_S if self._refused_bytes else 0.0
        unread_bytes = transport.get_write_buffer_size()
        is_stuck = unread_bytes and unread_bytes >= self._unread_bytes
        self._unread_s = self._unread_s + LOOK_S if is_stuck else 0.0
        self._unread_bytes = unread_bytes
        if self._idle_s >= HEADERS_S or self._unread_s >= ANSWER_WAITS_S:
            transport.abort()
        elif is_own or not transport.is_closing():
            self._look = self.loop.call_later(LOOK_S, self._watch)
