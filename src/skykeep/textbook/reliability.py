"""Equipment that fails and is repaired, links that lose messages."""

from __future__ import annotations

from .limits import check_count, check_positive, check_probability

__all__ = ["availability", "none_lost_p"]


def availability(failure_mean_s: float, repair_mean_s: float) -> float:
    """Return the share of time in which equipment works: mean time between failures over that and repair.

    Parameters
    ----------
    failure_mean_s
        Mean time that it works before it fails.
    repair_mean_s
        Mean time until it works again.

    Raises
    ------
    ValueError
        If one is not above zero.

    Notes
    -----
    MTBF / (MTBF + MTTR), whatever the laws of both times: an alternating renewal process. Barlow and Proschan
    (1965), *Mathematical Theory of Reliability*.
    """
    check_positive(failure_mean_s=failure_mean_s, repair_mean_s=repair_mean_s)
    return failure_mean_s / (failure_mean_s + repair_mean_s)


def none_lost_p(loss_p: float, messages: int) -> float:
    """Return the probability that all of some messages arrive, each lost with ``loss_p``: (1 - p)^N.

    Raises
    ------
    ValueError
        If ``loss_p`` is no probability or the number of messages negative.

    Notes
    -----
    Independent trials.
    """
    check_probability(loss_p=loss_p)
    check_count(messages=messages)
    return (1.0 - loss_p) ** messages
