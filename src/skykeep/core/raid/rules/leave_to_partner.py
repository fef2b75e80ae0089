"""Cost-aware hold: with ``leave_to_partner`` a fire unit does not fire at a class of threats while a partner
can. So a long-range battery keeps its dear rounds where a point-defence unit has cheap ones.

Partners are the fire units of its own post, and of posts to which reports go from there over at most two
links (under one post above them), unless they leave the class to others, too, hold fire at it, or leave the
threat alone for whose it is. One can if it is not lost, will be ready, has a free channel and a round with a
shot; the post is taken to know that of them, whatever their links.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..options import first_shot_s
from ..recognition import held_class
from ..state import Raid
from ..world import World
from .weapons_tight import is_left_alone

__all__ = ["limit_shot"]

_LOOK_AGAIN_S = 1.0  # after the partner's shot was due, time to see that it has been fired


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Hold fire until the first shot of any partner is due."""
    if not world.doctrine[unit, held_class(world, raid, unit, threat)].leave_to_partner:
        return
    post = world.units[unit].post
    due_s = _first_due_s(world, raid, post, threat)
    for link in range(world.posts[post].first_link, world.posts[post].end_link):
        due_s = min(due_s, _first_due_next_to(world, raid, world.links[link].to_post, threat))
    if due_s < np.inf:
        raid.terms.hold_until_s = max(raid.terms.hold_until_s, due_s + _LOOK_AGAIN_S)


@kernel()
def _first_due_next_to(world: World, raid: Raid, post: int, threat: int) -> float:
    """Return the same of the fire units of a post and of those that it tells."""
    due_s = _first_due_s(world, raid, post, threat)
    for link in range(world.posts[post].first_link, world.posts[post].end_link):
        due_s = min(due_s, _first_due_s(world, raid, world.links[link].to_post, threat))
    return due_s


@kernel()
def _first_due_s(world: World, raid: Raid, post_number: int, threat: int) -> float:
    """Return when the first fire unit of a post that can shoot at a threat has its shot; infinite if none
    can."""
    due_s = np.inf
    for unit in range(world.posts[post_number].first_unit, world.posts[post_number].end_unit):
        if _can_take_it(world, raid, unit, threat):
            from_s = max(raid.progress.now_s, raid.engagements[unit, threat].ready_s)
            due_s = min(due_s, first_shot_s(world, raid, unit, threat, from_s))
    return due_s


@kernel()
def _can_take_it(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit is there for a class of threats, will be ready for this one and has a channel."""
    doctrine = world.doctrine[unit, held_class(world, raid, unit, threat)]
    return (
        not doctrine.leave_to_partner
        and not doctrine.hold_fire
        and not is_left_alone(world, raid, unit, threat)
        and raid.units[unit].lost_s > raid.progress.now_s
        and raid.units[unit].channels_free > 0
        and raid.engagements[unit, threat].ready_s < np.inf
    )
