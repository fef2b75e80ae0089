"""What fire units could have done about a threat, seen from the end of a raid: when they could have launched
if they had been ready, had a free channel and a round, and faced it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ...kernel.by_address import by_address, lasting
from ...kernel.jit import generic_kernel, kernel
from ...kernel.records import Record, Rows
from ..identity.recognition import held_class
from ..shots.options import TIME_TOLERANCE_S, plan_shot
from ..state import Raid
from ..world import Case, World
from .ledger import reason_of_unit
from .reach import LONG_AGO_S, ROUND_READY, feasible_shots, launcher_of
from .stood import plan_where_it_stood

__all__ = ["Chance", "look_back"]

_STEP_S = 0.5
"""How finely the times at which a launch was possible are told."""


class Chance(Record):
    """Launches of a fire unit at a threat that would have met it, whatever kept it from them.

    ``first_s`` is the first with unlimited warning and ``ready_first_s`` the first since the unit was ready,
    with their intercepts; ``last_s`` the last since then, ``open_s`` for how long there was one in all, to
    half a second. Infinite, and zero, where there is none. ``round_ready`` is true if a launcher was
    loaded for one of them. ``reason`` is that of the ledger for which the unit did not shoot, or not again.
    """

    first_s: float
    first_meet_s: float
    ready_first_s: float
    ready_meet_s: float
    last_s: float
    open_s: float
    round_ready: bool
    reason: int


@lasting
class Chances(NamedTuple):
    """A row for each fire unit."""

    units: Rows[Chance]


def look_back(case: Case, world: int, raid: Raid, threat: int) -> Rows[Chance]:
    """Return what each fire unit could have done about a threat of a raid that has been played to its end.

    Parameters
    ----------
    case, world
        The compiled case, and the world of the raid.
    raid
        The raid at its end.
    threat
        Row of the threat.
    """
    chances: Rows[Chance] = Chance.table(case.units.shape[1])
    _look_back(case.world(world), raid, threat, Chances(chances))
    return chances


@generic_kernel(wrap=True)
def _look_back(world: World, raid: Raid, threat: int, chances: Chances) -> None:
    """Fill a row for each fire unit."""
    here = by_address(world)
    state = by_address(raid)
    there = by_address(chances)
    for unit in range(len(here.units)):
        _chance_of(here, state, unit, threat, there.units[unit])


@kernel()
def _chance_of(world: World, raid: Raid, unit: int, threat: int, chance: Chance) -> None:
    """Fill the row of a fire unit."""
    launch_s, meet_s = _first_shot(world, raid, unit, threat, LONG_AGO_S)
    chance.first_s = launch_s
    chance.first_meet_s = meet_s
    chance.last_s = np.inf
    chance.open_s = 0.0
    chance.round_ready = False
    chance.reason = reason_of_unit(world, raid, unit, threat)
    ready_s = raid.engagements[unit, threat].ready_s
    if ready_s == np.inf:
        chance.ready_first_s = np.inf
        chance.ready_meet_s = np.inf
        return
    chance.round_ready = feasible_shots(world, raid, unit, threat, ready_s) & ROUND_READY > 0
    launch_s, meet_s = _first_shot(world, raid, unit, threat, ready_s + world.units[unit].order_s)
    chance.ready_first_s = launch_s
    chance.ready_meet_s = meet_s
    while launch_s < np.inf:
        chance.last_s = launch_s
        from_s = launch_s + _STEP_S
        launch_s, meet_s = _first_shot(world, raid, unit, threat, from_s)
        if launch_s <= from_s + TIME_TOLERANCE_S:
            chance.open_s += _STEP_S


@kernel()
def _first_shot(world: World, raid: Raid, unit: int, threat: int, from_s: float) -> tuple[float, float]:
    """Return launch and intercept of the first shot of any type of round from a time on; infinite if none."""
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    first_s, first_meet_s = np.inf, np.inf
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        launcher = launcher_of(world, unit, choices[place])
        if launcher < 0:
            continue
        if len(world.wear.moves) > 0:
            launch_s, meet_s = plan_where_it_stood(world, raid, unit, launcher, threat, from_s)
        else:
            launch_s, meet_s = plan_shot(
                world, raid, unit, launcher, threat, from_s, math.pi, raid.free_terms
            )
        if launch_s < first_s:
            first_s, first_meet_s = launch_s, meet_s
    return first_s, first_meet_s
