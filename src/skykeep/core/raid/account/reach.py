"""What geometry allows, told from the end of a raid: the shots that a fire unit could have made at a threat
if it had been ready, free, loaded and turned to it.

Nothing here asks what a raid has decided. *Feasible* is what the launch planner means without any term of
doctrine: the collision course meets the threat inside the envelope of the round, and the engagement radar
sees it from launch until its support ends.
"""

from __future__ import annotations

import math

import numpy as np

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..shots.options import plan_shot
from ..state import Raid
from ..world import World
from .stood import plan_where_it_stood

__all__ = [
    "ANY_TIME",
    "LONG_AGO_S",
    "ROUND_READY",
    "SINCE_READY",
    "comes_to_unit",
    "feasible_shots",
    "launcher_of",
    "waited_for_operator",
]

ANY_TIME, SINCE_READY, ROUND_READY = 1, 2, 4
"""Bits of ``feasible_shots``."""
LONG_AGO_S = -1e12
"""Before any raid: a launch from then on has unlimited warning."""


@kernel()
def comes_to_unit(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a threat was alive when a fire unit could first have launched at it with unlimited warning."""
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    ends_s = min(raid.threats[threat].killed_s, raid.threats[threat].impact_s)
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        launcher = launcher_of(world, unit, choices[place])
        if launcher >= 0 and _first_launch_s(world, raid, unit, launcher, threat, LONG_AGO_S) < ends_s:
            return True
    return False


@kernel()
def feasible_shots(world: World, raid: Raid, unit: int, threat: int, ready_s: float) -> int:
    """Return which shots a free channel and a facing radar could make at a threat: bits, the later ones with
    the earlier.

    A shot at all, with unlimited warning and rounds; one from ``ready_s`` on; one from then on by a launcher
    that was loaded.
    """
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    found = 0
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        found |= _feasible_with(world, raid, unit, threat, choices[place], ready_s)
    return found


@kernel()
def _feasible_with(world: World, raid: Raid, unit: int, threat: int, interceptor: int, ready_s: float) -> int:
    """Return the same bits for the launchers of one type of round.

    They stand side by side: one of them speaks for all, loaded until the last is empty and again from the
    first reload on.
    """
    place = -1
    emptied_s = 0.0
    reloaded_s = np.inf
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        launcher = world.launchers[number]
        if launcher.interceptor == interceptor and launcher.present:
            place = number
            emptied_s = max(emptied_s, raid.launchers[number].emptied_s)
            reloaded_s = min(reloaded_s, raid.launchers[number].reloaded_s)
    if place < 0 or _first_launch_s(world, raid, unit, place, threat, LONG_AGO_S) == np.inf:
        return 0
    if ready_s == np.inf:
        return ANY_TIME
    order_s = world.units[unit].order_s
    launch_s = _first_launch_s(world, raid, unit, place, threat, ready_s + order_s)
    if launch_s == np.inf:
        return ANY_TIME
    reload_in_time = reloaded_s < np.inf and (
        _first_launch_s(world, raid, unit, place, threat, max(reloaded_s, ready_s) + order_s) < np.inf
    )
    if launch_s < emptied_s or reload_in_time:
        return ANY_TIME | SINCE_READY | ROUND_READY
    return ANY_TIME | SINCE_READY


@kernel()
def _first_launch_s(world: World, raid: Raid, unit: int, launcher: int, threat: int, from_s: float) -> float:
    """Return the first launch at a threat from a time on, whatever the radar faces, from where its fire unit
    stood then; infinite if none."""
    if len(world.wear.moves) > 0:
        launch_s, _ = plan_where_it_stood(world, raid, unit, launcher, threat, from_s)
    else:
        launch_s, _ = plan_shot(world, raid, unit, launcher, threat, from_s, math.pi, raid.free_terms)
    return launch_s


@kernel()
def launcher_of(world: World, unit: int, interceptor: int) -> int:
    """Return a launcher of a type of round, which speaks for all of them; -1 if there is none."""
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        if world.launchers[number].present and world.launchers[number].interceptor == interceptor:
            return number
    return -1


@kernel()
def waited_for_operator(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit would have had a shot if one of its operators had been free at once."""
    unqueued_s = raid.engagements[unit, threat].unqueued_s
    return (
        world.units[unit].operators > 0
        and feasible_shots(world, raid, unit, threat, unqueued_s) >= SINCE_READY
    )
