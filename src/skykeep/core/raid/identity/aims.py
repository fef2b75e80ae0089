"""What threats fly at: a part of the defence, or an asset."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...kernel.jit import kernel
from ...kernel.records import Rows
from ..tables.entities import Threat
from ..world import World

__all__ = ["AIMS", "aim_at_parts", "aims_at_part", "aims_at_unit"]

AIMS = ("aim_unit", "aim_radar", "aim_post", "aim_launcher")
"""Columns of ``Threat`` that name a part of the defence, -1 for none."""


@kernel(inline=True)
def aims_at_part(threat: Threat) -> bool:
    """Whether a threat flies at a radar, a command post or a launcher, not at an asset."""
    at_radar = threat.aim_unit >= 0 or threat.aim_radar >= 0
    return at_radar or threat.aim_post >= 0 or threat.aim_launcher >= 0


def aim_at_parts(threats: Rows[Threat]) -> npt.NDArray[np.bool_]:
    """Return which threats fly at a part of the defence, shape (threats,)."""
    found: npt.NDArray[np.bool_] = np.max([threats[name] for name in AIMS], axis=0, initial=-1) >= 0
    return found


@kernel()
def aims_at_unit(world: World, threat: Threat, unit: int) -> bool:
    """Whether a threat flies at what a fire unit is made of: its radars, its own post, its launchers."""
    given = world.units[unit]
    if threat.aim_unit == unit or given.first_launcher <= threat.aim_launcher < given.end_launcher:
        return True
    at_post = threat.aim_post
    if threat.aim_radar >= 0:
        at_post = world.radars[threat.aim_radar].post
    return at_post == given.post
