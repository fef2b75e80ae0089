"""The time of a phased array in a raid: tracks and engagements take their dwells, and what is too much
stretches the revisit of everything that the array looks at."""

from __future__ import annotations

from ...kernel.on_demand import kernel_on_demand
from ...radar.dwell import stretched_revisit_s
from ..state import Raid
from ..world import World

__all__ = ["stretch_of"]


@kernel_on_demand()
def stretch_of(world: World, raid: Raid, radar: int) -> float:
    """Return by how much the load of now stretches the revisit of a radar: 1 while there is time for all."""
    duty = world.duties.radars[radar]
    if duty.dwell_s <= 0.0:
        return 1.0
    dwells = raid.duty[duty.antenna].tracks
    for unit in range(len(world.units)):
        if world.duties.radars[world.units[unit].radar].antenna == duty.antenna:
            dwells += raid.units[unit].channels_ready - raid.units[unit].channels_free
    revisit_s = world.radars[radar].revisit_s
    return stretched_revisit_s(revisit_s, dwells, duty.dwell_s, duty.search_share) / revisit_s
