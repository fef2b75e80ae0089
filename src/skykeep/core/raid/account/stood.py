"""Where a fire unit stood that has moved: its shots are judged from its first site before it left, and from
the alternate one once it had set up there."""

from __future__ import annotations

import math

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..shots.options import plan_shot
from ..state import Raid
from ..world import World

__all__ = ["has_stood", "plan_where_it_stood"]


@kernel_on_demand()
def plan_where_it_stood(
    world: World, raid: Raid, unit: int, launcher: int, threat: int, from_s: float
) -> tuple[float, float]:
    """Return launch and intercept of the first shot of a fire unit at a threat from a time on, seen from the
    end of a raid: from where it stood at its launch, whatever the radar faces; infinite if there is none."""
    state = raid.units[unit]
    stands = state.radar
    number = _move_of(world, unit)
    left_s = np.inf if number < 0 else raid.wear.moves[number].left_s
    if stands == world.units[unit].radar:
        launch_s, meet_s = _plan(world, raid, unit, launcher, threat, from_s)
    else:
        launch_s, meet_s = _plan_from_first_site(world, raid, unit, launcher, threat, from_s)
    if launch_s < left_s:
        return launch_s, meet_s
    if stands == world.units[unit].radar:
        return np.inf, np.inf
    return _plan(world, raid, unit, launcher, threat, max(from_s, raid.wear.moves[number].arrives_s))


@kernel()
def _plan_from_first_site(
    world: World, raid: Raid, unit: int, launcher: int, threat: int, from_s: float
) -> tuple[float, float]:
    """Plan with a fire unit put back to its first site, and leave it where it is."""
    state, loaded = raid.units[unit], raid.launchers[launcher]
    radar = state.radar
    site = state.site
    launcher_site = loaded.site
    alt_msl_m = loaded.alt_msl_m
    state.radar = world.units[unit].radar
    state.site = world.units[unit].site
    loaded.site = world.launchers[launcher].site
    loaded.alt_msl_m = world.launchers[launcher].alt_msl_m
    launch_s, meet_s = _plan(world, raid, unit, launcher, threat, from_s)
    state.radar = radar
    state.site = site
    loaded.site = launcher_site
    loaded.alt_msl_m = alt_msl_m
    return launch_s, meet_s


@kernel()
def _plan(
    world: World, raid: Raid, unit: int, launcher: int, threat: int, from_s: float
) -> tuple[float, float]:
    """Plan from where a fire unit stands now."""
    return plan_shot(world, raid, unit, launcher, threat, from_s, math.pi, raid.free_terms)


@kernel()
def _move_of(world: World, unit: int) -> int:
    """Return the move of a fire unit, -1 for none."""
    for number in range(len(world.wear.moves)):
        if world.wear.moves[number].first_unit <= unit < world.wear.moves[number].end_unit:
            return number
    return -1


@kernel_on_demand()
def has_stood(world: World, raid: Raid, radar: int) -> bool:
    """Whether a radar that is not there at the end of a raid was there until its fire unit left."""
    for number in range(len(world.wear.moves)):
        move = world.wear.moves[number]
        if move.first_radar <= radar < move.end_radar and raid.wear.moves[number].left_s < np.inf:
            return True
    return False
