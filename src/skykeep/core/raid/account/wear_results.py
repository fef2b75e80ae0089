"""What came of wear in a raid: repairs, and when fire units had fired their last round."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.records import Rows
from ..state import Raid
from ..tables.results import RaidResult, UnitResult
from ..vocabulary.codes import NOT_FIRED
from ..world import World

__all__ = ["write_wear"]


@kernel_on_demand()
def write_wear(world: World, raid: Raid, result: RaidResult, units: Rows[UnitResult]) -> None:
    """Write what came of wear in a raid."""
    for part in range(len(raid.wear.parts)):
        result.repairs += raid.wear.parts[part].repairs
    for unit in range(len(raid.units)):
        units[unit].exhausted_s = _exhausted_s(world, raid, unit)


@kernel()
def _exhausted_s(world: World, raid: Raid, unit: int) -> float:
    """Return when a fire unit launched its last round; infinite if it has rounds left or coming, or launched
    none."""
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        if raid.launchers[number].rounds > 0:
            return np.inf
    last_s = -np.inf
    for number in range(raid.progress.shots):
        shot = raid.shots[number]
        if shot.unit == unit and shot.end != NOT_FIRED:
            last_s = max(last_s, shot.launch_s)
    return last_s if last_s > -np.inf else np.inf
