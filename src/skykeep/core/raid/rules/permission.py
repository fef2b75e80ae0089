"""Launch authority: a fire unit fires only once its superior has permitted it, ``permission_s`` after it was
asked; with ``free_after_first`` the first permission holds for every threat after it.

The post above, where there is one, permits what is in its own picture, and request and permission take the
way of the link; an order of that post is a permission. One that is lost or cut off permits nothing: the unit
fires without it after the time that it waits for word from its post. Without a post above, the superior is
outside of the scenario, and takes ``permission_s`` for all that the unit is ready for.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..autonomy import goes_alone
from ..recognition import held_class
from ..state import Raid
from ..world import World

__all__ = ["limit_shot"]

_ASK_AGAIN_S = 2.0  # while the superior does not know of the threat


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put a launch off until the permission has come."""
    doctrine = world.doctrine[unit, held_class(world, raid, unit, threat)]
    if doctrine.permission_s <= 0.0 or _is_ordered(world, unit):
        return
    if len(world.duties.units) > 0 and goes_alone(world, raid, unit):
        return
    asked_s = _asked_s(world, raid, unit, threat)
    if doctrine.free_after_first:
        for other in range(len(raid.threats)):
            asked_s = min(asked_s, _asked_s(world, raid, unit, other))
    permitted_s = asked_s + doctrine.permission_s + _both_ways_s(world, unit)
    cut_s = _cut_s(world, raid, unit)
    if permitted_s > cut_s:
        above = world.posts[world.units[unit].post].above
        permitted_s = max(raid.engagements[unit, threat].ready_s, cut_s + world.posts[above].autonomous_s)
    if permitted_s == np.inf:
        raid.terms.hold_until_s = max(raid.terms.hold_until_s, raid.progress.now_s + _ASK_AGAIN_S)
    else:
        raid.terms.launch_from_s = max(raid.terms.launch_from_s, permitted_s)


@kernel()
def _is_ordered(world: World, unit: int) -> bool:
    """Whether a fire unit shoots by orders of a post above its own."""
    given = world.units[unit]
    return given.assigner >= 0 and given.assigner != given.post


@kernel()
def _asked_s(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return when a superior can be asked: the unit is ready, and the post above has recognised it."""
    ready_s = raid.engagements[unit, threat].ready_s
    above = world.posts[world.units[unit].post].above
    return ready_s if above < 0 else max(ready_s, raid.tracks[above, threat].recognised_s)


@kernel()
def _both_ways_s(world: World, unit: int) -> float:
    """Return how long a request and its permission take on the link to the post above."""
    number = world.posts[world.units[unit].post].down_link
    if number < 0:
        return 0.0
    down, up = world.links[number], world.links[world.links[number].back]
    return down.latency_s + down.report_s + up.latency_s + up.report_s


@kernel()
def _cut_s(world: World, raid: Raid, unit: int) -> float:
    """Return since when the post above can permit nothing: it is lost, or the link is cut from the start."""
    post = world.posts[world.units[unit].post]
    if post.above < 0:
        return np.inf
    if world.links[post.down_link].loss_p >= 1.0:
        return -np.inf
    return raid.posts[post.above].lost_s
