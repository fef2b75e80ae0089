"""What is still open to a fire unit: threats that it neither engages nor has let go, as far as is known."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..state import Raid
from ..world import World

__all__ = ["is_known", "is_open"]


@kernel()
def is_open(raid: Raid, unit: int, threat: int) -> bool:
    """Whether a threat flies, as far as is known, and a fire unit neither engages it nor has let it go."""
    now_s = raid.progress.now_s
    engagement = raid.engagements[unit, threat]
    engaged = engagement.judged_s > now_s
    return raid.threats[threat].impact_s > now_s and engagement.closed_s == np.inf and not engaged


@kernel()
def is_known(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether the post of a fire unit has recognised a track, or a given picture holds it."""
    if len(world.given) > 0:
        return raid.engagements[unit, threat].ready_s < np.inf
    return raid.tracks[world.units[unit].post, threat].recognised_s < np.inf
