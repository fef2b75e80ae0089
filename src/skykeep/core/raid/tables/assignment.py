"""What a post that assigns works with: pairs of fire unit and threat, orders, and where it stands."""

from __future__ import annotations

from ...command.policies.exchange_state import ADDS, SWAPS
from ...command.policies.local_search import LENGTH
from ...kernel.records import Record

__all__ = ["SALVOS_AHEAD", "Aim", "InUse", "Order", "Slot", "Stake", "room_needed"]

SALVOS_AHEAD = 2
"""Salvos at one threat for which a policy that looks ahead keeps rounds: one, and one after the look."""


class Aim(Record):
    """The earliest shot that a post may order of a fire unit at a threat; ``launch_s`` infinite if none.

    It takes ``rounds`` together, which its doctrine asks for; ``miss_p`` is what the post believes of all of
    them to miss. ``due`` is true if it could be ordered now.
    """

    launch_s: float
    intercept_s: float
    rounds: int
    miss_p: float
    due: bool


class Order(Record):
    """An order to a fire unit to shoot at a threat.

    ``rounds`` are those of one that has come and was not followed yet, 0 for none. The post counts on the
    unit until ``until_s``; ``pending`` is true until the unit shoots. ``sent`` counts them.
    """

    rounds: int
    until_s: float
    pending: bool
    sent: int


class Stake(Record):
    """What a post that decides takes a threat for: what is lost if it gets through, and when it arrives."""

    worth: float
    arrives_s: float


class Slot(Record):
    """The decision that is taken: ``post`` decides, -1 for none, about ``units`` and ``threats``.

    ``answered`` is true once a policy outside of the kernel has answered, ``leaves`` if it leaves the choice
    to the fire units. ``next_s`` is when a pair becomes due. ``obeying`` is true while a unit follows an
    order, which is no reason to decide anew. ``decisions`` counts those of the raid.
    """

    post: int
    units: int
    threats: int
    answered: bool
    leaves: bool
    obeying: bool
    next_s: float
    decisions: int


class InUse(Record):
    """How much of the columns in which policies work is in use."""

    reals: int
    wholes: int


def room_needed(units: int, threats: int) -> int:
    """Return how many numbers, real or whole, decisions about so many units and threats take at most."""
    if units == 0:
        return 0
    pairs = units * threats
    rounds = SALVOS_AHEAD * pairs
    return 2 * pairs + 8 * (threats + units) + (2 * LENGTH + 4) * rounds + (ADDS + SWAPS) * units
