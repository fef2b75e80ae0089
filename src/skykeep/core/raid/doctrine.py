"""Doctrine as kernels ask it: every rule of ``rules``, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np

from ..kernel.bit_set import swap_members
from ..kernel.jit import kernel
from ..kernel.on_demand import kernel_on_demand
from . import rules
from .identity.recognition import held_class
from .shots.salvo import wanted_rounds
from .state import Raid
from .tables.entities import Option, Terms
from .vocabulary.codes import UNLIMITED
from .world import World

__all__ = ["ease_terms", "free_terms", "narrows", "points_of", "rank_again", "set_terms", "weigh_shot"]

Limit = Callable[[World, Raid, int, int, Terms], None]
Weigh = Callable[[World, Raid, int, int, Terms, Option], None]
Points = Callable[[World, Raid, int, int], float]


def _limit_both(first: Limit, second: Limit) -> Limit:
    """Return a kernel that lets one rule limit a shot, then another."""

    @kernel()
    def both(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
        first(world, raid, unit, threat, terms)
        second(world, raid, unit, threat, terms)

    return both


def _weigh_both(first: Weigh, second: Weigh) -> Weigh:
    """Return a kernel that lets one rule weigh a shot, then another."""

    @kernel()
    def both(world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option) -> None:
        first(world, raid, unit, threat, terms, option)
        second(world, raid, unit, threat, terms, option)

    return both


def _plus(first: Points, second: Points) -> Points:
    """Return a kernel that adds what two rules say."""

    @kernel()
    def both(world: World, raid: Raid, unit: int, threat: int) -> float:
        return first(world, raid, unit, threat) + second(world, raid, unit, threat)

    return both


_RULES = tuple(
    import_module(f"{rules.__name__}.{found.name}")
    for found in sorted(iter_modules(rules.__path__), key=lambda found: found.name)
)
"""The files of rules, by name."""


def _hooks(name: str) -> list[Any]:
    """Return the kernels of a name, of all rules that have one."""
    return [getattr(rule, name) for rule in _RULES if hasattr(rule, name)]


_limit_shot: Limit = reduce(_limit_both, _hooks("limit_shot"))
_weigh_shot: Weigh = reduce(_weigh_both, _hooks("weigh_shot"))
_points: Points = reduce(_plus, _hooks("points"))


@kernel_on_demand()
def _limit_by_rules(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let every rule limit the next shot."""
    _limit_shot(world, raid, unit, threat, terms)


@kernel_on_demand()
def _weigh_by_rules(world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option) -> None:
    """Let every rule weigh the shot that was found."""
    _weigh_shot(world, raid, unit, threat, terms, option)


@kernel_on_demand()
def _points_by_rules(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return the sum of what every rule says."""
    return _points(world, raid, unit, threat)


@kernel(inline=True)
def points_of(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return how urgent a threat is to a fire unit: the sum of what every rule says."""
    doctrine = world.doctrine[unit, held_class(world, raid, unit, threat)]
    return 0.0 if doctrine.without_rules else _points_by_rules(world, raid, unit, threat)


@kernel(inline=True)
def free_terms(terms: Terms) -> None:
    """Set terms to those of a shot on which doctrine says nothing."""
    terms.by_rules = False
    terms.rounds = 1
    terms.rounds_most = UNLIMITED
    terms.spacing_s = 0.0
    terms.hold_until_s = -np.inf
    terms.again_s = np.inf
    ease_terms(terms)


@kernel(inline=True)
def ease_terms(terms: Terms) -> None:
    """Lift every limit of when and where a shot may meet."""
    terms.launch_from_s = -np.inf
    terms.meet_min_m = 0.0
    terms.meet_max_m = np.inf
    terms.meet_max_share = np.inf
    terms.meet_until_s = np.inf


@kernel(inline=True)
def set_terms(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Put what doctrine leaves of the next shot of a fire unit at a threat into terms."""
    doctrine = world.doctrine[unit, held_class(world, raid, unit, threat)]
    free_terms(terms)
    terms.rounds = wanted_rounds(raid, doctrine, unit, threat)
    terms.by_rules = not doctrine.without_rules
    if terms.by_rules:
        _limit_by_rules(world, raid, unit, threat, terms)


@kernel(inline=True)
def weigh_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option) -> None:
    """Let every rule weigh a shot that was sought on terms: it may change their rounds, or hold fire."""
    if terms.by_rules:
        _weigh_by_rules(world, raid, unit, threat, terms, option)


@kernel()
def narrows(terms: Terms) -> bool:
    """Whether terms limit when or where a shot may meet."""
    return (
        terms.launch_from_s > -np.inf
        or terms.meet_min_m > 0.0
        or min(terms.meet_max_m, terms.meet_max_share, terms.meet_until_s) < np.inf
    )


@kernel_on_demand()
def rank_again(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put a threat where it belongs among those that a fire unit looks at, by what it may fly at now."""
    order, engagement = raid.order[unit], raid.engagements[unit, threat]
    engagement.points = points_of(world, raid, unit, threat)
    while engagement.rank > 0 and _goes_first(raid, unit, threat, order[engagement.rank - 1]):
        _change_places(raid, unit, engagement.rank - 1)
    while engagement.rank < len(order) - 1 and _goes_first(raid, unit, order[engagement.rank + 1], threat):
        _change_places(raid, unit, engagement.rank)


@kernel()
def _goes_first(raid: Raid, unit: int, one: int, other: int) -> bool:
    """Whether a fire unit looks at one threat before another: it is more urgent, or arrives earlier."""
    points, its_points = raid.engagements[unit, one].points, raid.engagements[unit, other].points
    if points != its_points:
        return points > its_points
    arrives_s, its_s = raid.threats[one].impact_s, raid.threats[other].impact_s
    return arrives_s < its_s or (arrives_s == its_s and one < other)


@kernel()
def _change_places(raid: Raid, unit: int, rank: int) -> None:
    """Let the threats at a rank and at the next one change places, with what is noted by rank."""
    first, second = raid.order[unit, rank], raid.order[unit, rank + 1]
    raid.order[unit, rank] = second
    raid.order[unit, rank + 1] = first
    raid.engagements[unit, first].rank = rank + 1
    raid.engagements[unit, second].rank = rank
    swap_members(raid.waiting[unit], rank, rank + 1)
    swap_members(raid.unkept[unit], rank, rank + 1)
