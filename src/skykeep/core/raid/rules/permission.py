"""Launch authority: a fire unit fires only once its superior has permitted it, ``permission_s`` after it was
asked; with ``free_after_first`` the first permission holds for every threat after it.

The post above, where there is one, permits what is in its own picture, and request and permission go over the
link (see ``command/permission.py``); an order of that post is a permission. One that is lost or
cut off permits nothing: the unit fires without it after the time that it waits for word from its post.
Without a post above, the superior is outside of the scenario, and takes ``permission_s`` for all that the
unit is ready for.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..command.permission import cut_off_since_s, is_permitted, needs_permission
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Put a launch off until the permission has come, or hold fire until it does."""
    if not needs_permission(world, raid, unit, threat):
        return
    above = world.posts[world.units[unit].post].above
    if above < 0:
        permitted_s = _permitted_outside_s(world, raid, unit, threat)
    elif is_permitted(world, raid, unit, threat):
        return
    else:
        permitted_s = cut_off_since_s(world, raid, unit) + world.posts[above].autonomous_s
    if permitted_s < np.inf:
        permitted_s = max(permitted_s, raid.engagements[unit, threat].ready_s)
        terms.launch_from_s = max(terms.launch_from_s, permitted_s)
    else:
        terms.hold_until_s = max(terms.hold_until_s, raid.progress.now_s)


@kernel()
def _permitted_outside_s(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return when a superior outside of the scenario has permitted a fire unit to fire."""
    doctrine = world.doctrine[unit, held_class(world, raid, unit, threat)]
    asked_s = raid.engagements[unit, threat].ready_s
    if doctrine.free_after_first:
        for other in range(len(raid.threats)):
            asked_s = min(asked_s, raid.engagements[unit, other].ready_s)
    return asked_s + doctrine.permission_s
