"""What one client, and all of them together, may take of the machine."""

from __future__ import annotations

__all__ = [
    "ANSWER_WAITS_S",
    "BODY_BYTES",
    "BODY_S",
    "CONNECTIONS",
    "HEADERS_S",
    "HEADER_BYTES",
    "JOBS_KEPT",
    "JOBS_OF_A_SOCKET",
    "KEPT_BYTES",
    "KEPT_S",
    "REFUSED_BYTES",
    "REFUSED_S",
    "REMEMBERED_BYTES",
    "RUNS_BYTES",
    "RUNS_KEPT",
    "RUN_KEPT_S",
    "SOCKETS",
    "STOP_S",
    "WAITING",
    "WHOLE_S",
]

BODY_BYTES = 256_000
"""Bytes of the largest question; a scenario has a few thousand."""
HEADER_BYTES = 32_768
"""Bytes of a request before its body."""
HEADERS_S = 10.0
"""How long a client may take to say what it wants, s: a connection without a whole request is cut off."""
REFUSED_BYTES = 64_000_000
"""Bytes of a body that are still taken, and thrown away, once it was refused: many clients read no answer
before all is sent."""
REFUSED_S = 60.0
"""For how long they are taken while they come, s; none for :data:`HEADERS_S` ends it earlier."""
BODY_S = 10.0
"""How long it may take to send the body, s."""
ANSWER_WAITS_S = 60.0
"""How long an answer may wait for a client that reads nothing of it, s."""
CONNECTIONS = 512
"""Connections at once; more are closed before they say anything."""
SOCKETS = 64
"""Websockets at once."""
JOBS_OF_A_SOCKET = 8
"""Jobs of one websocket that are waiting or running."""
WAITING = 128
"""Jobs of a lane that wait for a worker; one more is refused."""
WHOLE_S = {"quick": 120.0, "long": 3600.0}
"""Lane -> how long a job may run, s; one that takes longer is ended."""
STOP_S = 2.0
"""How long a job may go on once it is asked to stop, s; then its process is ended."""
JOBS_KEPT = 32
"""Finished jobs whose answers are kept for clients that asked for it."""
KEPT_BYTES = 64_000_000
"""Bytes of all these answers."""
REMEMBERED_BYTES = 32_000_000
"""Bytes of answers to quick questions that may be asked again."""
KEPT_S = 3600.0
"""How long they are kept, s."""
RUNS_KEPT = 4
"""Runs that a worker holds for their pages."""
RUNS_BYTES = 200_000_000
"""Bytes of the tables of all these runs."""
RUN_KEPT_S = 3600.0
"""How long a worker holds a run, s."""
