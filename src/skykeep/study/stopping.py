"""Enough runs, not too many: worlds are added in whole batches until what is asked is settled.

A rule that looks at its own results stops too often where they happen to scatter little, and where much
rests on rare worlds it stops too often before it has met them. Few looks, the first at ``FIRST_LOOK`` worlds
and each later one half as large again, keep that small: what is called a 90 % interval was found to hold the
truth in 88 to 91 of 100 studies with normal or skewed leakers, in 88 where one raid in ten is missed whole,
and in 84 to 88 where nearly nothing ever leaks (a number of worlds fixed before: 88 to 90). Means come out
low by up to a quarter of their standard error. A statistical test holds the rule to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from skykeep.errors import UsageError

from .intervals import mc_error_interval
from .outcomes import Outcomes, PartlyPlayed

__all__ = [
    "FIRST_LOOK",
    "ORDER",
    "Goal",
    "HalfWidth",
    "SettledOrder",
    "Stopped",
    "half_width",
    "looks",
    "parse_goal",
    "play_or_keep",
    "play_until",
]

F64 = npt.NDArray[np.float64]

FIRST_LOOK = 100
"""Worlds before the first look: fewer say too little about their own scatter."""
GROWTH = 1.5
"""Worlds at a look over those at the look before."""
_BATCH = 25
"""Worlds are looked at in multiples of this, the size of a chunk."""
ORDER = "order"


def looks(limit: int) -> Iterator[int]:
    """Yield the numbers of worlds at which one looks, the last of them ``limit``.

    Examples
    --------
    >>> list(looks(400))
    [100, 150, 225, 350, 400]
    """
    worlds = FIRST_LOOK
    while worlds < limit:
        yield worlds
        worlds = -(-round(worlds * GROWTH) // _BATCH) * _BATCH
    yield limit


def half_width(values: npt.ArrayLike) -> float:
    """Return half the 90 % interval of the computed mean of outcomes [world, replication]; infinite for one
    world.
    """
    found = mc_error_interval(values)
    return np.inf if found is None else 0.5 * (found[1] - found[0])


class Goal(Protocol):
    """What must hold before a study stops."""

    def is_reached(self, leakers: Sequence[F64]) -> bool:
        """Return whether it holds of the leakers [world, replication] of each option."""

    def as_row(self) -> dict[str, Any]:
        """Return the goal as plain data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfWidth:
    """Mean leakers of every option are computed to within ``leakers`` or ``share`` of the mean, whichever is
    more; ``paired`` looks at differences to the first option instead.
    """

    leakers: float = 0.0
    share: float = 0.0
    paired: bool = False

    def is_reached(self, leakers: Sequence[F64]) -> bool:
        """Return whether every option is computed closely enough."""
        first = leakers[0]
        compared = [each - first for each in leakers[1:]] if self.paired and len(leakers) > 1 else leakers
        return all(half_width(each) <= self.allowed(float(each.mean())) for each in compared)

    def allowed(self, mean: float) -> float:
        """Return the half-width that is close enough to a mean."""
        return max(self.leakers, self.share * abs(mean))

    def as_row(self) -> dict[str, Any]:
        """Return the goal as plain data."""
        return {"half_width": self.leakers, "share_of_mean": self.share, "paired": self.paired}


@dataclass(frozen=True, slots=True)
class SettledOrder:
    """Options in the order of their leakers: each differs from the next beyond the error of the computation,
    or never by a single leaker in any raid.
    """

    def is_reached(self, leakers: Sequence[F64]) -> bool:
        """Return whether the order of all options is settled."""
        ordered = sorted(leakers, key=lambda each: float(each.mean()))
        for less, more in pairwise(ordered):
            difference = more - less
            if difference.any() and half_width(difference) >= float(difference.mean()):
                return False
        return True

    def as_row(self) -> dict[str, Any]:
        """Return the goal as plain data."""
        return {"settled": ORDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """How a study ended: with how many worlds, after how many looks, whether its goal was reached, and
    whether Ctrl-C ended it.
    """

    worlds: int
    looks: int
    reached: bool
    limit: int
    goal: Goal
    interrupted: bool = False

    def as_row(self) -> dict[str, Any]:
        """Return it as plain data."""
        return ({"interrupted": True} if self.interrupted else {}) | {
            "worlds": self.worlds,
            "limit": self.limit,
            "looks": self.looks,
            "reached": self.reached,
            "goal": self.goal.as_row(),
        }


def play_until(
    play: Callable[[range], Sequence[Outcomes]], goal: Goal, limit: int, *, keep_on_stop: bool = False
) -> tuple[list[Outcomes], Stopped]:
    """Return the outcomes of all options with as many worlds as the goal takes, and how it ended.

    Parameters
    ----------
    play
        Gives the outcomes of each option for some worlds.
    goal
        Looked at after whole batches of worlds, in order: never a matter of who worked how fast.
    limit
        Most worlds.
    keep_on_stop
        Whether Ctrl-C ends the study with what was there at its last look, if there was any.

    Raises
    ------
    PartlyPlayed
        After Ctrl-C before the first look, or where nothing is to be kept.
    """
    parts: list[Sequence[Outcomes]] = []
    done = 0
    for number, worlds in enumerate(looks(limit), start=1):
        try:
            parts.append(play(range(done, worlds)))
        except PartlyPlayed:
            if not parts or not keep_on_stop:
                raise
            return list(parts[0]), Stopped(
                worlds=done, looks=number - 1, reached=False, limit=limit, goal=goal, interrupted=True
            )
        done = worlds
        found = [Outcomes.joined(part) for part in zip(*parts, strict=True)]
        parts = [found]
        reached = goal.is_reached([each.leakers for each in found])
        if reached or worlds == limit:
            return found, Stopped(worlds=worlds, looks=number, reached=reached, limit=limit, goal=goal)
    raise AssertionError("looks end with the limit")


def play_or_keep(
    play: Callable[[range], Sequence[Outcomes]], goal: Goal, limit: int, *, keep_on_stop: bool
) -> tuple[dict[int, Outcomes], Stopped]:
    """Return the outcomes of options by their place, and how it ended, as :func:`play_until`.

    After Ctrl-C before the first look they are those of the options that were finished, if the first is.

    Raises
    ------
    PartlyPlayed
        After Ctrl-C where nothing is to be kept, or the first option is not finished.
    """
    try:
        found, stopped = play_until(play, goal, limit, keep_on_stop=keep_on_stop)
    except PartlyPlayed as left:
        if not keep_on_stop or 0 not in left.outcomes:
            raise
        worlds = left.outcomes[0].worlds
        return left.outcomes, Stopped(
            worlds=worlds, looks=1, reached=False, limit=limit, goal=goal, interrupted=True
        )
    return dict(enumerate(found)), stopped


def parse_goal(given: str | float, *, paired: bool = False) -> Goal:
    """Return the goal of ``--until``: leakers as ``0.5``, a share of the mean as ``5%``, both as ``0.5,5%``
    (either is enough), or ``order``.

    Raises
    ------
    UsageError
        If it is none of these.
    """
    text = str(given).strip()
    if text == ORDER:
        return SettledOrder()
    found: dict[str, float] = {}
    for part in text.split(","):
        name = "share" if part.strip().endswith("%") else "leakers"
        try:
            value = float(part.strip().removesuffix("%")) / (100.0 if name == "share" else 1.0)
        except ValueError:
            value = np.nan
        if not 0.0 < value < np.inf or name in found:
            raise UsageError(
                f"until {text!r}: must be a half-width above 0 in leakers, as 0.5, a share of the mean, as "
                "5%, both, as 0.5,5%, or 'order'"
            )
        found[name] = value
    return HalfWidth(**found, paired=paired)
