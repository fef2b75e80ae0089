"""Cost-aware hold: with ``leave_to_partner`` a fire unit does not fire at a class of threats while a partner
can. So a long-range battery keeps its dear rounds where a point-defence unit has cheap ones.

Partners are the fire units of its own post, and of posts with which that exchanges reports over at most two
links (under one post above them), none of them cut and no post on the way lost; but none that leaves the
class to others, too, holds fire at it, or leaves the threat alone for whose it is. Of its own units a post
knows whether they are there, ready, and have a free channel and a round. Of others it knows what was said
before the raid: where they stand, what they shoot with and how fast they are. It reckons that they are told
of the threat as soon as it knows of it, and are free once the last engagement is over of which it was told.
Whoever has not shot by the time that its shot was due, and word of it could have come, is waited for no
longer.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..shots.options import first_shot_s, planned_shot_s
from ..state import Raid
from ..tables.doctrine import Terms
from ..vocabulary.codes import NO_LINK
from ..world import World

__all__ = ["limit_shot"]

_LOOK_AGAIN_S = 1.0  # after the partner's shot was due, time to see that it has been fired
_STILL_THERE_S = 10.0  # how often a unit that waits looks whether its partners are still there


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Hold fire until the first shot of any partner is due that has not let it pass."""
    if not world.doctrine[unit, held_class(world, raid, unit, threat)].leave_to_partner:
        return
    post = world.units[unit].post
    until_s = np.inf
    for partner in range(world.posts[post].first_unit, world.posts[post].end_unit):
        until_s = min(until_s, _own_until_s(world, raid, partner, threat))
    for other in range(len(world.posts)):
        if other != post and world.posts[other].end_unit > world.posts[other].first_unit:
            way_s = _way_to_s(world, raid, post, other)
            if way_s < np.inf:
                until_s = min(until_s, _until_s(world, raid, unit, other, threat, way_s))
    if until_s < np.inf:
        until_s = min(until_s, raid.progress.now_s + _STILL_THERE_S)
        terms.hold_until_s = max(terms.hold_until_s, until_s)


@kernel()
def _way_to_s(world: World, raid: Raid, post: int, other: int) -> float:
    """Return how long a report takes to another post over one link or two; infinite if it does not come, or
    none comes back."""
    shortest_s = np.inf
    for link in range(world.posts[post].first_link, world.posts[post].end_link):
        next_to = world.links[link].to_post
        way_s = _over_s(world, raid, link)
        if next_to == other:
            shortest_s = min(shortest_s, way_s)
        elif way_s < np.inf:
            for onward in range(world.posts[next_to].first_link, world.posts[next_to].end_link):
                if world.links[onward].to_post == other:
                    shortest_s = min(shortest_s, way_s + _over_s(world, raid, onward))
    return shortest_s


@kernel()
def _over_s(world: World, raid: Raid, number: int) -> float:
    """Return how long a report takes over a link that is not busy; infinite if it or the way back is cut, or
    the post at its end is lost."""
    link = world.links[number]
    if link.back == NO_LINK or max(link.loss_p, world.links[link.back].loss_p) >= 1.0:
        return np.inf
    if raid.posts[link.to_post].lost_s <= raid.progress.now_s:
        return np.inf
    return link.latency_s + link.report_s


@kernel()
def _leaves_it(world: World, raid: Raid, unit: int, partner: int, threat: int) -> bool:
    """Whether a partner of a fire unit leaves a threat to others, or alone, by what the unit's post takes it
    for."""
    track = raid.tracks[world.units[unit].post, threat]
    doctrine = world.doctrine[partner, track.held_class]
    tight = doctrine.weapons_tight and not track.declared
    return doctrine.leave_to_partner or doctrine.hold_fire or tight


@kernel()
def _own_until_s(world: World, raid: Raid, partner: int, threat: int) -> float:
    """Return until when a fire unit of the same post is waited for; infinite if it is not."""
    unit = raid.units[partner]
    now_s = raid.progress.now_s
    if unit.lost_s <= now_s or unit.channels_free <= 0 or _leaves_it(world, raid, partner, partner, threat):
        return np.inf
    from_s = now_s
    if raid.engagements[partner, threat].ready_s > now_s:
        known_s = raid.tracks[world.units[partner].post, threat].recognised_s
        from_s = known_s + _reacts_in_s(world, raid, partner)
    if from_s == np.inf:
        return np.inf
    until_s = first_shot_s(world, raid, partner, threat, from_s) + _LOOK_AGAIN_S
    return until_s if until_s > now_s else np.inf


@kernel()
def _until_s(world: World, raid: Raid, unit: int, post: int, threat: int, way_s: float) -> float:
    """Return until when the first fire unit is waited for of another post, to which a report takes so long;
    infinite if none is."""
    now_s = raid.progress.now_s
    kind = held_class(world, raid, unit, threat)
    track = raid.tracks[world.units[unit].post, threat]
    first_s = np.inf
    for partner in range(world.posts[post].first_unit, world.posts[post].end_unit):
        if _leaves_it(world, raid, unit, partner, threat) or world.units[partner].target_channels <= 0:
            continue
        from_s = max(track.recognised_s + way_s + _reacts_in_s(world, raid, partner), track.others_until_s)
        if from_s < np.inf:
            shot_s = planned_shot_s(world, raid, partner, threat, kind, from_s)
            until_s = shot_s + way_s + _LOOK_AGAIN_S
            if until_s > now_s:
                first_s = min(first_s, until_s)
    return first_s


@kernel()
def _reacts_in_s(world: World, raid: Raid, unit: int) -> float:
    """Return how long a fire unit takes from a track to its first shot, if no operator is busy."""
    return raid.progress.reaction_factor * (world.units[unit].reaction_s + world.units[unit].operator_s)
