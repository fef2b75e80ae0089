"""The one place that skykeep sends to: a program on the same computer, by UDP."""

from __future__ import annotations

import ipaddress
import math
import socket
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from skykeep.errors import UsageError

__all__ = ["Loopback", "Timed", "check_speed", "loopback_of", "send_timed"]


class Loopback(NamedTuple):
    """A port of this computer."""

    host: str
    port: int
    family: socket.AddressFamily


class Timed(NamedTuple):
    """A datagram, and when it is sent on the raid's clock."""

    time_s: float
    content: bytes


def loopback_of(text: str) -> Loopback:
    """Return the address that is written as ``127.0.0.1:3000`` or ``[::1]:3000``.

    Raises
    ------
    UsageError
        If it is written otherwise, or is no loopback address: names are not looked up, and nothing else is
        sent to.
    """
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise UsageError(f"udp {text!r}: must be a loopback address and a port, as 127.0.0.1:3000")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise UsageError(
            f"udp {text!r}: {host!r} is no address of this computer alone; a raid goes to a file or to a "
            "loopback address, as 127.0.0.1:3000 or [::1]:3000, and nowhere else"
        )
    return Loopback(host, int(port), socket.AF_INET if address.version == 4 else socket.AF_INET6)


def check_speed(speed: float) -> None:
    """Raise UsageError if nothing can be sent at a speed."""
    if not (math.isfinite(speed) and speed > 0.0):
        raise UsageError(f"speed {speed!r}: must be above 0 seconds of the raid in a second")


def send_timed(
    units: Iterable[Timed], to: Loopback, *, speed: float, sleep: Callable[[float], None] = time.sleep
) -> int:
    """Send datagrams in order, waiting between them as the raid does, and return how many were sent.

    Parameters
    ----------
    units
        What is sent, in order of time.
    to
        Where to.
    speed
        Seconds of the raid in a second.
    sleep
        How to wait.
    """
    check_speed(speed)
    sent, at_s = 0, 0.0
    with socket.socket(to.family, socket.SOCK_DGRAM) as channel:
        for unit in units:
            if unit.time_s > at_s:
                sleep((unit.time_s - at_s) / speed)
                at_s = unit.time_s
            channel.sendto(unit.content, (to.host, to.port))
            sent += 1
    return sent
