"""The ideal picture: what is tracked is known where it is; radars have to find it first."""

from __future__ import annotations

import math

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ...radar.scan import Watch, confirm_track_s, lock_track_s
from ..duties.load import stretch_of
from ..duties.radiation import begins_to_look_s
from ..duties.remote import reacts_to_tracks
from ..identity.left_alone import takes_operator
from ..luck import happens
from ..state import Raid
from ..timeline.blocks import note_block
from ..timeline.queue import push_event
from ..vocabulary.codes import ENGAGEMENT
from ..vocabulary.kinds import (
    UNIT_READY,
)
from ..vocabulary.purposes import DETECT, RADIATES, SCAN_PHASE
from ..world import World
from .foreseen import foresee, may_engage, why_never
from .operators import operated_s, ready_by

__all__ = [
    "expect_ready",
    "foresee_tracks",
    "found_s",
    "free_weapons",
    "look_centre_rad",
    "search_centre_rad",
    "search_s",
]


@kernel()
def foresee_tracks(world: World, raid: Raid) -> None:
    """Foresee when each searching radar confirms a track of each threat; one that is silent until it is told
    is foreseen once it is switched on."""
    for number in range(len(world.radars)):
        if world.radars[number].role == ENGAGEMENT or begins_to_look_s(raid, number) > -np.inf:
            continue
        if raid.radars[number].lost_s == -np.inf:
            continue
        for threat in range(len(world.threats)):
            if raid.threats[threat].tracked:
                time_s = search_s(world, raid, number, threat, -np.inf)
                if time_s < np.inf:
                    foresee(raid, time_s, number, threat)


@kernel()
def search_s(world: World, raid: Raid, number: int, threat: int, from_s: float) -> float:
    """Return when a searching radar that begins its looks at a time confirms a track, or a passive sensor
    hears a threat; infinite if never."""
    centre_rad = look_centre_rad(world, raid, number)
    key = world.radars[number].key
    if len(world.duties.radars) > 0 and world.duties.radars[number].bearing_only:
        if not _is_heard(world, raid, threat):
            return np.inf
        return found_s(world, raid, number, threat, key, centre_rad, from_s, 1, 1)
    return found_s(world, raid, number, threat, key, centre_rad, from_s, world.confirm_m, world.confirm_n)


@kernel()
def _is_heard(world: World, raid: Raid, threat: int) -> bool:
    """Whether a threat radiates in this raid so that passive sensors hear it."""
    given = world.threats[threat]
    p = world.duties.classes[given.threat_class].radiates_p
    key = stream_key(world.seed, RADIATES, world.number)
    return happens(p, key, given.key, raid.progress.replication, 0)


@kernel()
def look_centre_rad(world: World, raid: Raid, number: int) -> float:
    """Return the middle of the sector in which a radar searches: that of the first fire unit of its post; nan
    where it turns, or has none."""
    radar = world.radars[number]
    if radar.sector_half_rad < math.pi:
        return search_centre_rad(world, raid, radar.post, math.nan)
    return math.nan


@kernel()
def search_centre_rad(world: World, raid: Raid, post: int, default_rad: float) -> float:
    """Return where the first fire unit of a post began to look."""
    if world.posts[post].first_unit < world.posts[post].end_unit:
        return raid.units[world.posts[post].first_unit].search_centre_rad
    return default_rad


@kernel()
def expect_ready(world: World, raid: Raid, unit_number: int, threat: int) -> None:
    """Expect a fire unit, whose post learns of a track now, to be ready for it: once its engagement radar has
    locked on, its system has reacted and an operator has taken it up."""
    unit = world.units[unit_number]
    engagement = raid.engagements[unit_number, threat]
    now_s = raid.progress.now_s
    radar = raid.units[unit_number].radar
    from_s = max(now_s, begins_to_look_s(raid, radar))
    locked_s = found_s(world, raid, radar, threat, unit.key, math.nan, from_s, 1, 1)
    needed_s = locked_s
    if len(world.duties.units) > 0 and reacts_to_tracks(world, raid, unit_number, threat):
        needed_s = -np.inf
    ready_s = max(needed_s, now_s + raid.progress.reaction_factor * unit.reaction_s)
    if may_engage(world, raid, unit_number, threat, -np.inf):
        served_s = now_s + raid.progress.reaction_factor * (unit.reaction_s + unit.operator_s)
        engagement.unqueued_s = max(needed_s, served_s)
        ready_s = max(needed_s, operated_s(world, raid, unit_number, threat))
    elif len(world.recognition) > 0 and takes_operator(world, raid, unit_number, threat):
        operated_s(world, raid, unit_number, threat)
    engagement.locked_s = locked_s
    engagement.ready_s = ready_s
    if may_engage(world, raid, unit_number, threat, ready_s):
        push_event(raid, ready_s, UNIT_READY, unit_number, threat, 0, 0.0)
    else:
        note_block(raid, why_never(world, raid, unit_number, threat), unit_number, threat, ready_s)


@kernel()
def free_weapons(world: World, raid: Raid, unit_number: int) -> None:
    """Let a fire unit that has just ordered its first salvo wait for its operators no more: tracks that stand
    before them are ready as soon as its system has reacted and its radar has locked on."""
    unit = world.units[unit_number]
    reaction_s = raid.progress.reaction_factor * unit.reaction_s
    for threat in range(len(raid.threats)):
        recognised_s = raid.tracks[unit.post, threat].recognised_s
        ready_s = ready_by(world, raid, unit_number, threat, recognised_s + reaction_s)
        if ready_s < np.inf:
            raid.engagements[unit_number, threat].ready_s = ready_s
            push_event(raid, ready_s, UNIT_READY, unit_number, threat, 0, 0.0)


@kernel()
def found_s(
    world: World,
    raid: Raid,
    radar_number: int,
    threat_number: int,
    looker: np.uint64,
    centre_rad: float,
    from_s: float,
    hits: int,
    looks: int,
) -> float:
    """Return when a searching radar that looks from a time on confirms a track by so many hits in so many
    looks, or an engagement radar that is told then locks on.

    The luck of its looks is that of ``looker``, a radar or fire unit. Looks come as the load of now lets
    them.
    """
    if from_s == np.inf:
        return np.inf
    radar = world.radars[radar_number]
    threat = raid.threats[threat_number]
    kind = world.threats[threat_number].threat_class
    rcs_m2 = world.classes[kind].rcs_low_band_m2 if radar.low_band else world.classes[kind].rcs_m2
    phase_key = stream_key(world.seed, SCAN_PHASE, world.number)
    watch = Watch(
        world.nodes,
        world.sights[radar.site],
        world.first_sight[threat.path, radar_number],
        threat.end_node,
        threat.start_s,
        radar,
        uniform(phase_key, radar.key, raid.progress.replication, 0),
        rcs_m2,
        world.p_detect[kind],
        (world.snr_first_db, world.snr_step_db),
        stream_key(world.seed, DETECT + radar.role, world.number),
        combine_keys(world.threats[threat_number].key, looker),
        raid.progress.replication,
        world.effects,
        radar_number,
        kind,
        _axis_rad(world, raid, radar.site),
        stretch_of(world, raid, radar_number) if len(world.duties.radars) > 0 else 1.0,
        from_s,
        _period_s(world, radar_number),
        _turn_from_s(world, raid, radar_number),
        _turn_s(world, radar_number),
    )
    if radar.role == ENGAGEMENT:
        return lock_track_s(by_address(watch), from_s)
    return confirm_track_s(by_address(watch), centre_rad, hits, looks)


@kernel(inline=True)
def _period_s(world: World, radar: int) -> float:
    """Return the period of a radar's turns, 0 where it takes none."""
    return world.duties.radars[radar].period_s if len(world.duties.radars) > 0 else 0.0


@kernel(inline=True)
def _turn_from_s(world: World, raid: Raid, radar: int) -> float:
    """Return when a turn of a radar begins in this raid."""
    if len(world.duties.radars) == 0:
        return 0.0
    return world.duties.radars[radar].turn_from_s + raid.duty[radar].shift_s


@kernel(inline=True)
def _turn_s(world: World, radar: int) -> float:
    """Return for how much of a period a radar radiates."""
    return world.duties.radars[radar].turn_s if len(world.duties.radars) > 0 else 0.0


@kernel()
def _axis_rad(world: World, raid: Raid, site: int) -> float:
    """Return the azimuth at which a site sees the beginning of the raid's first axis; asked for by radar
    effects alone."""
    if len(world.effects.receivers) > 0:
        for threat in range(len(world.threats)):
            if world.threats[threat].cue:
                return world.sights[site, raid.threats[threat].first_node].azimuth_rad
    return 0.0
