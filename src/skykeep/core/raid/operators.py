"""Operators of a fire unit: a queue of tracks, the first of them that is free takes up the next track.

An operator takes up what the post knows of and does not leave alone, and works on it for the time that the
unit gives him: only then it shows whether the radar locks on and a shot is left. A threat that arrives before
needs him no more; one that arrives before anybody is free takes no time. That a threat was killed while its
track waited saves none.
"""

from __future__ import annotations

from ..kernel.jit import kernel
from .state import Raid
from .world import World

__all__ = ["operated_s"]


@kernel()
def operated_s(world: World, raid: Raid, unit_number: int, threat: int) -> float:
    """Return when an operator of a fire unit is done with a track that its post learns of now."""
    unit = world.units[unit_number]
    factor = raid.progress.reaction_factor
    reacted_s = raid.progress.now_s + factor * unit.reaction_s
    if unit.weapons_free and raid.units[unit_number].salvos > 0:
        return reacted_s
    if unit.operators == 0:
        return reacted_s + factor * unit.operator_s
    first = 0
    for operator in range(unit.operators):
        if raid.operators_free_s[unit_number, operator] < raid.operators_free_s[unit_number, first]:
            first = operator
    begun_s = max(reacted_s, raid.operators_free_s[unit_number, first])
    done_s = begun_s + factor * unit.operator_s
    impact_s = raid.threats[threat].impact_s
    if begun_s < impact_s:
        raid.operators_free_s[unit_number, first] = min(done_s, impact_s)
    return done_s
