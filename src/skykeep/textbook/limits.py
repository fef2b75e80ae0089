"""What counts and probabilities of closed forms may be."""

from __future__ import annotations

__all__ = ["MOST", "check_count", "check_positive", "check_probability"]

MOST = 10_000
"""Largest count: laws take time and memory in proportion."""


def check_count(least: int = 0, **counts: int) -> None:
    """Refuse what is no whole number from ``least`` to :data:`MOST`.

    Raises
    ------
    ValueError
        If one is not; the message names it.
    """
    for name, count in counts.items():
        if count != int(count) or not least <= count <= MOST:
            raise ValueError(f"{name} = {count!r} is not allowed: give a whole number from {least} to {MOST}")


def check_probability(**probabilities: float) -> None:
    """Refuse what is no number from 0 to 1.

    Raises
    ------
    ValueError
        If one is not; the message names it.
    """
    for name, p in probabilities.items():
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"{name} = {p!r} is not allowed: give a number from 0 to 1")


def check_positive(**quantities: float) -> None:
    """Refuse what is not a finite number above zero.

    Raises
    ------
    ValueError
        If one is not; the message names it.
    """
    for name, quantity in quantities.items():
        if not 0.0 < quantity < float("inf"):
            raise ValueError(f"{name} = {quantity!r} is not allowed: give a number above 0")
