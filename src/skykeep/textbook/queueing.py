"""Closed forms of channel saturation: Erlang loss and delay, and the finite queue M/M/c/K.

A server is a fire-control channel, an arrival a threat that wants one, the service time the time the
channel is held. Loads are in erlangs: arrival rate times mean service time.
"""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = [
    "MOST_SERVERS",
    "Delay",
    "FiniteQueue",
    "carried_load",
    "delay",
    "erlang_b",
    "erlang_c",
    "finite_queue",
    "p_wait_over",
]


MOST_SERVERS = 1_000_000
"""Largest number of servers or places: the recursions take time in proportion."""


class Delay(NamedTuple):
    """M/M/c without end: probability of waiting, mean wait over all arrivals, mean number waiting."""

    p_wait: float
    mean_wait_s: float
    mean_queue: float


class FiniteQueue(NamedTuple):
    """M/M/c/K: probability that an arrival is lost, mean number in the system."""

    p_loss: float
    mean_in_system: float


def _check(servers: int, offered_load: float) -> None:
    if not 1 <= servers <= MOST_SERVERS or servers != int(servers) or not 0.0 <= offered_load < math.inf:
        raise ValueError(
            f"servers = {servers!r} with offered_load = {offered_load!r} is not allowed: "
            f"give at least 1 server, at most {MOST_SERVERS}, and a load of zero or more"
        )


def erlang_b(servers: int, offered_load: float) -> float:
    """Return the share of arrivals lost when none may wait, whatever the law of the service time.

    Raises
    ------
    ValueError
        If there is no server or the load is negative.

    Notes
    -----
    Recursion on the inverse, 1/B(c) = 1 + c / (a B(c-1)). Erlang (1917); Cooper (1981),
    *Introduction to Queueing Theory*, section 3.3.
    """
    _check(servers, offered_load)
    loss = 1.0
    for server in range(1, int(servers) + 1):
        loss = offered_load * loss / (server + offered_load * loss)
    return loss


def carried_load(servers: int, offered_load: float) -> float:
    """Return the mean number of busy servers when none may wait, erlangs.

    Raises
    ------
    ValueError
        If there is no server or the load is negative.
    """
    return offered_load * (1.0 - erlang_b(servers, offered_load))


def erlang_c(servers: int, offered_load: float) -> float:
    """Return the probability that an arrival has to wait, exponential service; 1 at and above saturation.

    Raises
    ------
    ValueError
        If there is no server or the load is negative.

    Notes
    -----
    C = B / (1 - rho (1 - B)), rho = a / c. Cooper (1981), section 3.4.
    """
    loss = erlang_b(servers, offered_load)
    use = offered_load / servers
    return 1.0 if use >= 1.0 else loss / (1.0 - use * (1.0 - loss))


def delay(servers: int, offered_load: float, mean_service_s: float) -> Delay:
    """Return waiting in a queue without limit, exponential service; infinite at and above saturation.

    Raises
    ------
    ValueError
        If there is no server, the load is negative or the service time is not positive.

    Notes
    -----
    Mean wait C s / (c - a), mean queue C a / (c - a). Cooper (1981), section 3.4.
    """
    waiting = erlang_c(servers, offered_load)
    if not mean_service_s > 0.0:
        raise ValueError(f"mean_service_s = {mean_service_s!r} is not allowed: give a positive number")
    if offered_load >= servers:
        return Delay(1.0, math.inf, math.inf)
    spare = servers - offered_load
    return Delay(waiting, waiting * mean_service_s / spare, waiting * offered_load / spare)


def p_wait_over(servers: int, offered_load: float, mean_service_s: float, *, wait_s: float) -> float:
    """Return the probability that an arrival waits longer than ``wait_s``, first come first served.

    Raises
    ------
    ValueError
        As :func:`delay`.

    Notes
    -----
    C exp(-(c - a) t / s). Cooper (1981), section 3.4.
    """
    waiting = delay(servers, offered_load, mean_service_s).p_wait
    spare = max(servers - offered_load, 0.0)
    return waiting * math.exp(-spare * wait_s / mean_service_s)


def finite_queue(servers: int, offered_load: float, capacity: int) -> FiniteQueue:
    """Return loss and mean number in the system of M/M/c/K, ``capacity`` counting those in service.

    Raises
    ------
    ValueError
        If there is no server, the load is negative or the capacity is below the servers.

    Notes
    -----
    Birth and death chain, solved from its most likely state so that nothing overflows. Cooper
    (1981), section 2.8.
    """
    _check(servers, offered_load)
    if not servers <= capacity <= MOST_SERVERS or capacity != int(capacity):
        raise ValueError(
            f"capacity = {capacity!r} is not allowed: give a whole number of at least {servers} "
            f"and at most {MOST_SERVERS}"
        )
    if offered_load == 0.0:
        return FiniteQueue(0.0, 0.0)
    logs = [0.0]
    for state in range(1, int(capacity) + 1):
        logs.append(logs[-1] + math.log(offered_load / min(state, servers)))
    top = max(logs)
    weights = [math.exp(log - top) for log in logs]
    total = math.fsum(weights)
    mean = math.fsum(state * weight for state, weight in enumerate(weights)) / total
    return FiniteQueue(weights[-1] / total, mean)
