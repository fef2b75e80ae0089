"""A reserve: the last ``reserve_rounds`` of a fire unit are not fired at this class of threats."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Leave what lies above the reserve to a salvo; hold fire where nothing does."""
    reserve = world.doctrine[unit, held_class(world, raid, unit, threat)].reserve_rounds
    if reserve == 0:
        return
    rounds = -reserve
    for launcher in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        rounds += raid.launchers[launcher].rounds
    terms.rounds_most = min(terms.rounds_most, rounds)
    terms.rounds = min(terms.rounds, rounds)
    if rounds <= 0:
        terms.hold_until_s = max(terms.hold_until_s, raid.progress.now_s)
