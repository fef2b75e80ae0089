"""Keeps standard output clean of what compiled libraries write there by themselves, past ``sys.stdout``."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

__all__ = ["clean_stdout"]

_STDOUT = 1
_C_LIBRARY = "ucrtbase" if os.name == "nt" else None

_lock = threading.Lock()
_inside = 0
_kept: int | None = None


@contextmanager
def clean_stdout() -> Iterator[None]:
    """Let what is written to file descriptor 1 during a ``with`` block go nowhere.

    HiGHS prints a line of its own there in some programs, which would spoil JSON. Blocks in several threads
    overlap: the first that is entered redirects, the last that is left restores, also after an error. What
    was written before is written out first; what another thread prints meanwhile is lost. Where standard
    output is closed nothing is done.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _kept
    with _lock:
        _inside += 1
        if _inside > 1:
            return
        _write_out()
        with suppress(OSError):
            _kept = os.dup(_STDOUT)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDOUT)
            os.close(nowhere)


def _leave() -> None:
    global _inside, _kept
    with _lock:
        _inside -= 1
        if _inside or _kept is None:
            return
        _write_out()
        os.dup2(_kept, _STDOUT)
        os.close(_kept)
        _kept = None


def _write_out() -> None:
    """Write out what Python and the C library hold back for standard output."""
    with suppress(OSError, ValueError, AttributeError):  # closed, or none
        sys.stdout.flush()
    with suppress(OSError, TypeError, AttributeError):  # no such library
        ctypes.CDLL(_C_LIBRARY).fflush(None)
