"""How the server and a worker talk through a pipe: a kind, a length, and so many bytes of JSON."""

from __future__ import annotations

import struct
from typing import Protocol

__all__ = [
    "ANSWER",
    "ASK",
    "HEAD",
    "PART",
    "PROGRESS",
    "READY",
    "REFUSED",
    "STOP",
    "STOPPED",
    "frame",
    "read_frame",
]

HEAD = struct.Struct(">cI")

ASK, STOP = b"Q", b"C"
"""What a worker is told: compute this; stop what you compute."""
READY, PROGRESS, PART, ANSWER, REFUSED, STOPPED = b"R", b"P", b"I", b"A", b"E", b"S"
"""What a worker says."""


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end."""


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Return one message."""
    return HEAD.pack(kind, len(body)) + body


def read_frame(source: Readable) -> tuple[bytes, bytes] | None:
    """Return kind and body of the next message, None where the other side is gone."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, size = HEAD.unpack(head)
    body = source.read(size)
    return (kind, body) if len(body) == size else None
