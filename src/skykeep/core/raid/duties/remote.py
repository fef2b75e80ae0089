"""Launch on remote: a round that needs no sight of its own fire unit's radar while another radar, whose
tracks reach the unit's post, keeps the track.

A round can go so if it needs no more than a track, or if it finds its threat by itself at the end; one that
its own radar guides to the end cannot. One radar holds the threat from launch on as long as the round needs
it: nobody is taken to hand a round over in flight. What the radar sees reaches the fire unit only over links
that are there, by posts that work, and once the unit's own post knows of the track.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.records import Rows
from ..identity.recognition import held_class
from ..state import Raid
from ..vocabulary.codes import NO_LINK
from ..world import World

__all__ = ["find_eyes", "is_held_remotely", "lock_needed_s", "reacts_to_tracks", "shoots_on_remote"]


@kernel(inline=True)
def shoots_on_remote(world: World, unit: int, interceptor: int) -> bool:
    """Whether the rounds of a fire unit go by tracks of other radars."""
    if len(world.duties.units) == 0:
        return False
    round_ = world.interceptors[interceptor]
    return round_.any_track or (round_.hands_over and world.duties.units[unit].remote)


@kernel_on_demand()
def reacts_to_tracks(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit has a round for a threat that goes by tracks, so that it need not lock on."""
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        if shoots_on_remote(world, unit, choices[place]):
            return True
    return False


@kernel_on_demand()
def lock_needed_s(world: World, raid: Raid, unit: int, threat: int, interceptor: int) -> float:
    """Return before when no round of a type may be launched at a threat: until the unit's own radar has
    locked on, where the round needs it."""
    if shoots_on_remote(world, unit, interceptor) or not reacts_to_tracks(world, raid, unit, threat):
        return -np.inf
    return raid.engagements[unit, threat].locked_s


@kernel_on_demand()
def find_eyes(world: World, raid: Raid, unit: int, threat: int, eyes: Rows[int]) -> None:
    """Put the radars into ``eyes`` that keep a track of a threat and tell the post of a fire unit, which
    knows of the track; -1 ends."""
    others = world.duties.eyes[unit]
    post = world.units[unit].post
    found = 0
    if raid.tracks[post, threat].known_s <= raid.progress.now_s:
        tellers = raid.tellers
        _find_tellers(world, raid, post, tellers)
        for place in range(len(others)):
            radar = others[place]
            if radar < 0:
                break
            duty = world.duties.radars[radar]
            keeps = raid.holds[duty.antenna, threat].since_s < np.inf and not duty.bearing_only
            if keeps and raid.radars[radar].lost_s > raid.progress.now_s and _tells(world, radar, tellers):
                eyes[found] = radar
                found += 1
    eyes[found] = -1


@kernel()
def _tells(world: World, radar: int, tellers: Rows[bool]) -> bool:
    """Whether what a radar sees reaches one of the posts marked as tellers."""
    given = world.radars[radar]
    if given.link == NO_LINK:
        return tellers[given.post]
    link = world.links[given.link]
    return link.loss_p < 1.0 and tellers[link.to_post]


@kernel()
def _find_tellers(world: World, raid: Raid, post: int, tellers: Rows[bool]) -> None:
    """Mark the posts as tellers whose reports reach a post: over links that are not cut, by posts
    that are not lost."""
    now_s = raid.progress.now_s
    for number in range(len(world.posts)):
        tellers[number] = number == post and raid.posts[number].lost_s > now_s
    more = True
    while more:
        more = False
        for number in range(len(world.posts)):
            if tellers[number] or raid.posts[number].lost_s <= now_s:
                continue
            for link in range(world.posts[number].first_link, world.posts[number].end_link):
                if world.links[link].loss_p < 1.0 and tellers[world.links[link].to_post]:
                    tellers[number] = True
                    more = True


@kernel_on_demand()
def is_held_remotely(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether any radar keeps a track of a threat for a fire unit."""
    find_eyes(world, raid, unit, threat, raid.eyes)
    return raid.eyes[0] >= 0
