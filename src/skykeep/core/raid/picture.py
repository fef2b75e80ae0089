"""The picture of a raid: when each track is confirmed, and when each fire unit may engage each threat."""

from __future__ import annotations

import math

import numpy as np

from ..kernel.by_address import by_address
from ..kernel.jit import kernel
from ..kernel.streams import combine_keys, stream_key, uniform
from ..kernel.time_order import sort_by_time
from ..radar.scan import Watch, confirm_track_s, lock_track_s
from .codes import ENGAGEMENT, NOT_BLOCKED
from .purposes import DETECT, SCAN_PHASE
from .state import Raid
from .world import World

__all__ = ["search_centre_rad", "settle_picture"]


@kernel()
def settle_picture(world: World, raid: Raid, reaction_factor: float) -> None:
    """Find when every pair of fire unit and threat becomes ready for an engagement, and put them in order."""
    for picture in range(len(raid.confirmed_s)):
        for threat in range(len(raid.threats)):
            raid.confirmed_s[picture, threat] = np.inf
    if len(world.given) == 0:
        for number in range(len(world.radars)):
            if world.radars[number].role != ENGAGEMENT:
                _search(world, raid, number)
    count = 0
    for unit in range(len(world.units)):
        for threat in range(len(world.threats)):
            ready_s = np.inf
            if raid.threats[threat].tracked:
                ready_s = _ready_s(world, raid, unit, threat, reaction_factor)
            _start_engagement(raid, unit, threat, ready_s)
            if _may_engage(world, raid, unit, threat, ready_s):
                raid.unsorted_s[count] = ready_s
                raid.unsorted[count] = unit * len(world.threats) + threat
                count += 1
    raid.progress.ready = count
    sort_by_time(raid.unsorted_s, raid.unsorted, raid.ready_s, raid.ready_pair, count, raid.room)


@kernel()
def _search(world: World, raid: Raid, number: int) -> None:
    """Let a searching radar look for every threat; a track counts from its earliest radar on."""
    radar = world.radars[number]
    centre_rad = math.nan  # it turns, or keeps the sector in which the first fire unit of its picture began
    if radar.sector_half_rad < math.pi:
        centre_rad = search_centre_rad(world, raid, radar.picture, centre_rad)
    confirmed_s = raid.confirmed_s[radar.picture]
    for threat in range(len(world.threats)):
        if raid.threats[threat].tracked:
            entity = combine_keys(world.threats[threat].key, radar.key)
            found_s = _found_s(world, raid, number, threat, entity, centre_rad, 0.0)
            confirmed_s[threat] = min(confirmed_s[threat], found_s)


@kernel()
def search_centre_rad(world: World, raid: Raid, picture: int, default_rad: float) -> float:
    """Return where the first fire unit of a picture began to look."""
    for number in range(len(world.units)):
        if world.units[number].picture == picture:
            return raid.units[number].search_centre_rad
    return default_rad


@kernel()
def _found_s(
    world: World,
    raid: Raid,
    radar_number: int,
    threat_number: int,
    entity: np.uint64,
    centre_rad: float,
    cue_s: float,
) -> float:
    """Return when a searching radar confirms a track, or an engagement radar that is told at ``cue_s`` locks
    on."""
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
        entity,
        raid.progress.replication,
    )
    if radar.role == ENGAGEMENT:
        return lock_track_s(by_address(watch), cue_s)
    return confirm_track_s(by_address(watch), centre_rad, world.confirm_m, world.confirm_n)


@kernel()
def _ready_s(world: World, raid: Raid, unit_number: int, threat_number: int, reaction_factor: float) -> float:
    """Return when a fire unit may first engage a threat: reaction over and engagement radar locked."""
    if len(world.given) > 0:
        given = world.given[raid.progress.given, threat_number]
        shift_s = raid.threats[threat_number].start_s - given.start_s
        return given.ready_s + shift_s
    unit = world.units[unit_number]
    confirmed_s = raid.confirmed_s[unit.picture, threat_number]
    if confirmed_s == np.inf:
        return np.inf
    entity = combine_keys(world.threats[threat_number].key, unit.key)
    locked_s = _found_s(world, raid, unit.radar, threat_number, entity, math.nan, confirmed_s)
    return max(locked_s, confirmed_s + reaction_factor * unit.reaction_s)


@kernel()
def _start_engagement(raid: Raid, unit: int, threat: int, ready_s: float) -> None:
    """Set a pair of fire unit and threat to nothing done yet."""
    engagement = raid.engagements[unit, threat]
    engagement.ready_s = ready_s
    engagement.not_before_s = 0.0
    engagement.closed_s = np.inf
    engagement.first_launch_s = 0.0
    engagement.salvos = 0
    engagement.blocked = NOT_BLOCKED
    engagement.spoil_drawn = False
    engagement.spoiled = False


@kernel()
def _may_engage(world: World, raid: Raid, unit: int, threat: int, ready_s: float) -> bool:
    """Whether a fire unit is ever going to look for a shot at a threat."""
    state = raid.threats[threat]
    held = world.doctrine[unit, world.threats[threat].threat_class].hold_fire
    return ready_s < state.impact_s and not state.held_for_decoy and not held
