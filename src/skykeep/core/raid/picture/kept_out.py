"""What being out of action keeps a fire unit from."""

from __future__ import annotations

import numpy as np

from ...kernel.on_demand import kernel_on_demand
from ..shots.options import first_shot_s
from ..state import Raid
from ..world import World

__all__ = ["note_kept_out"]


@kernel_on_demand()
def note_kept_out(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put down that being out of action keeps a fire unit from a threat, if it has a shot from now on."""
    if first_shot_s(world, raid, unit, threat, raid.progress.now_s) < np.inf:
        raid.engagements[unit, threat].kept_out = True
