"""A round meets its threat, or where its threat would be."""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ..duties.remote import is_held_remotely, shoots_on_remote
from ..picture.held_tracks import drop_all
from ..picture.operators import expect_notice, has_lines
from ..shared_luck import raid_kill_p
from ..state import Raid
from ..tables.entities import Shot
from ..timeline.attention import ask_unit
from ..vocabulary.codes import HIT, MISS, UNLIMITED, WASTED
from ..vocabulary.purposes import COMMON_KILL, KILL
from ..world import World

__all__ = ["meet_threat"]


@kernel(inline=True)
def meet_threat(world: World, raid: Raid, number: int) -> None:
    """Settle what a round does; with the last one to come its salvo gives its channels for missiles back."""
    shot = raid.shots[number]
    threat = raid.threats[shot.threat]
    engagement = raid.engagements[shot.unit, shot.threat]
    shot.end = MISS
    threat.last_lost = False
    if threat.killed_s <= raid.progress.now_s:
        shot.end = WASTED
    elif _lost_support(world, raid, shot):
        threat.last_lost = True
    elif _draws_kill(world, raid, shot) and not _is_spoiled(world, raid, shot):
        shot.end = HIT
        threat.killed_s = raid.progress.now_s
        threat.killer = shot.unit
        if len(world.duties.radars) > 0:
            drop_all(world, raid, shot.threat)
        if has_lines(raid):
            for post in range(len(world.posts)):
                expect_notice(world, raid, post, shot.threat)
    engagement.to_come -= 1
    if engagement.to_come == 0 and world.units[shot.unit].missile_channels < UNLIMITED:
        raid.units[shot.unit].missiles_free += engagement.ordered
        ask_unit(raid, shot.unit)


@kernel(inline=True)
def _lost_support(world: World, raid: Raid, shot: Shot) -> bool:
    """Whether the radar was lost while the round still needed it; one that goes by tracks of others needs any
    of them to be there when it meets."""
    if shoots_on_remote(world, shot.unit, shot.interceptor):
        return not is_held_remotely(world, raid, shot.unit, shot.threat)
    return shot.cut and not world.interceptors[shot.interceptor].any_track


@kernel(inline=True)
def _draws_kill(world: World, raid: Raid, shot: Shot) -> bool:
    """Whether a shot kills its threat, if nothing common to all shots at it spoils it."""
    threat = world.threats[shot.threat]
    kill_p = raid_kill_p(world, raid.progress.kill_part, shot.interceptor, threat.threat_class)
    if shot.ordinal < len(raid.given_kill_u):
        return raid.given_kill_u[shot.ordinal, shot.threat] < kill_p
    if len(world.given_kill_u) > 0 and shot.ordinal < len(world.given_kill_u[raid.progress.given]):
        return world.given_kill_u[raid.progress.given, shot.ordinal, shot.threat] < kill_p
    key = stream_key(world.seed, KILL, world.number)
    return uniform(key, threat.key, raid.progress.replication, shot.ordinal) < kill_p


@kernel(inline=True)
def _is_spoiled(world: World, raid: Raid, shot: Shot) -> bool:
    """Whether what is common to all shots of a unit at a threat spoils them; drawn with the first hit."""
    good_p = world.chances.common_kill
    if good_p >= 1.0:
        return False
    engagement = raid.engagements[shot.unit, shot.threat]
    if not engagement.spoil_drawn:
        key = stream_key(world.seed, COMMON_KILL, world.number)
        entity = combine_keys(world.threats[shot.threat].key, world.units[shot.unit].key)
        engagement.spoil_drawn = True
        engagement.spoiled = not uniform(key, entity, raid.progress.replication, 0) < good_p
    return engagement.spoiled
