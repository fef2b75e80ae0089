"""Permission to fire: what a fire unit may do without, and how it comes from the post above.

The unit asks as soon as it is ready for a threat. Its request is a report: it takes the way of the link,
waits its turn where the link is busy, and may be lost, and so is the permission. The post above permits what
is in its own picture, ``permission_s`` after both are there. A unit that has no answer by the time that it
reckons with asks again.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..identity.recognition import held_class
from ..state import Raid
from ..timeline.attention import ask_unit
from ..timeline.queue import push_event
from ..vocabulary.kinds import ASK, PERMIT, TELLS_PERMISSION, TELLS_REQUEST
from ..world import World
from .autonomy import goes_alone
from .links import send_report

__all__ = [
    "ask_for_permission",
    "cut_off_since_s",
    "decide_on_waiting",
    "hear_permission",
    "hear_request",
    "is_permitted",
    "needs_permission",
    "send_permission",
]

_ASK_AGAIN_S = 2.0  # that a unit waits for an answer longer than one takes over links that are not busy


@kernel()
def needs_permission(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit asks before it fires at a threat: not where it shoots by orders of a post above its
    own, nor where it has lost that post for so long that it goes on by itself."""
    given = world.units[unit]
    if world.doctrine[unit, held_class(world, raid, unit, threat)].permission_s <= 0.0:
        return False
    if given.assigner >= 0 and given.assigner != given.post:
        return False
    return not (len(world.duties.units) > 0 and goes_alone(world, raid, unit))


@kernel()
def is_permitted(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether permission has come: for the threat, or for any where the first one holds for all."""
    now_s = raid.progress.now_s
    if raid.permits[unit, threat].granted_s <= now_s:
        return True
    if world.doctrine[unit, held_class(world, raid, unit, threat)].free_after_first:
        for other in range(len(raid.threats)):
            if raid.permits[unit, other].granted_s <= now_s:
                return True
    return False


@kernel()
def cut_off_since_s(world: World, raid: Raid, unit: int) -> float:
    """Return since when the post above can permit a fire unit nothing: it or the unit's own is lost, or the
    link is cut from the start."""
    own = world.units[unit].post
    down = world.posts[own].down_link
    if max(world.links[down].loss_p, world.links[world.links[down].back].loss_p) >= 1.0:
        return -np.inf
    return min(raid.posts[own].lost_s, raid.posts[world.posts[own].above].lost_s)


@kernel_on_demand()
def ask_for_permission(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let a fire unit ask the post above, and look whether it may still hope for an answer; once more after
    the time that an answer takes."""
    own = world.posts[world.units[unit].post]
    over = min(raid.threats[threat].impact_s, raid.engagements[unit, threat].closed_s) <= raid.progress.now_s
    if own.above < 0 or over or not needs_permission(world, raid, unit, threat):
        return
    if is_permitted(world, raid, unit, threat):
        return
    ask_unit(raid, unit)
    down, up = world.links[own.down_link], world.links[world.links[own.down_link].back]
    if raid.posts[world.units[unit].post].lost_s > raid.progress.now_s:
        send_report(world, raid, down.back, threat, TELLS_REQUEST, float(unit))
    ways_s = up.report_s + up.latency_s + down.report_s + down.latency_s
    answer_s = ways_s + _takes_s(world, raid, unit, threat)
    push_event(raid, raid.progress.now_s + answer_s + _ASK_AGAIN_S, ASK, unit, threat, 0, 0.0)


@kernel()
def _takes_s(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return how long a superior takes to permit a fire unit an engagement."""
    return world.doctrine[unit, held_class(world, raid, unit, threat)].permission_s


@kernel_on_demand()
def hear_request(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let the post above decide about a request, once it knows of the threat; what it has decided already it
    says again."""
    permit = raid.permits[unit, threat]
    above = world.posts[world.units[unit].post].above
    permit.asked = True
    if permit.decided_s <= raid.progress.now_s:
        send_permission(world, raid, unit, threat)
    elif permit.decided_s == np.inf and raid.tracks[above, threat].recognised_s <= raid.progress.now_s:
        _decide(world, raid, unit, threat)


@kernel()
def _decide(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let a post take its time to decide about a request."""
    permit = raid.permits[unit, threat]
    permit.decided_s = raid.progress.now_s + _takes_s(world, raid, unit, threat)
    push_event(raid, permit.decided_s, PERMIT, unit, threat, 0, 0.0)


@kernel_on_demand()
def decide_on_waiting(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let a post that has recognised a threat decide about the requests that have waited for that."""
    for unit in range(len(raid.permits)):
        permit = raid.permits[unit, threat]
        if world.posts[world.units[unit].post].above == post and permit.asked and permit.decided_s == np.inf:
            _decide(world, raid, unit, threat)


@kernel_on_demand()
def send_permission(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let a post tell a fire unit that it may fire; one that is lost by now has decided nothing."""
    own = world.posts[world.units[unit].post]
    if raid.posts[own.above].lost_s <= raid.progress.now_s:
        raid.permits[unit, threat].decided_s = np.inf
    else:
        send_report(world, raid, own.down_link, threat, TELLS_PERMISSION, float(unit))


@kernel_on_demand()
def hear_permission(raid: Raid, unit: int, threat: int) -> None:
    """Let a fire unit that may fire now look for shots."""
    raid.permits[unit, threat].granted_s = min(raid.permits[unit, threat].granted_s, raid.progress.now_s)
    ask_unit(raid, unit)
