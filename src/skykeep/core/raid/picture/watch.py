"""A radar watches a threat: when its looks confirm a track, or lock on."""

from __future__ import annotations

import math

import numpy as np

from ...kernel.by_address import by_address
from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ...radar.scan import LookLuck, LookTimes, Watch, confirm_track_s, lock_track_s
from ..duties.load import stretch_of
from ..duties.radiation import begins_to_look_s
from ..state import Raid
from ..vocabulary.codes import ENGAGEMENT
from ..vocabulary.purposes import DETECT, SCAN_PHASE
from ..world import World

__all__ = ["confirmed_s", "locked_s", "search_centre_rad"]


@kernel()
def locked_s(world: World, raid: Raid, unit: int, threat: int) -> float:
    """Return when the engagement radar of a fire unit locks on a threat of which it is told now, or when it
    radiates; infinite if never."""
    radar = raid.units[unit].radar
    from_s = max(raid.progress.now_s, begins_to_look_s(raid, radar))
    return _found_s(world, raid, radar, threat, world.units[unit].key, from_s, 1, 1)


@kernel()
def confirmed_s(
    world: World, raid: Raid, radar: int, threat: int, from_s: float, hits: int, looks: int
) -> float:
    """Return when a radar that searches from a time on confirms a track by so many hits in so many looks;
    infinite if never."""
    return _found_s(world, raid, radar, threat, world.radars[radar].key, from_s, hits, looks)


@kernel()
def _found_s(
    world: World,
    raid: Raid,
    radar_number: int,
    threat_number: int,
    looker: np.uint64,
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
    times = LookTimes(
        phase=uniform(phase_key, radar.key, raid.progress.replication, 0),
        stretch=stretch_of(world, raid, radar_number) if len(world.duties.radars) > 0 else 1.0,
        from_s=from_s,
        period_s=_period_s(world, radar_number),
        turn_from_s=_turn_from_s(world, raid, radar_number),
        turn_s=_turn_s(world, radar_number),
    )
    luck = LookLuck(
        key=stream_key(world.seed, DETECT + radar.role, world.number),
        entity=combine_keys(world.threats[threat_number].key, looker),
        replication=raid.progress.replication,
    )
    watch = Watch(
        nodes=world.nodes,
        seen=world.sights[radar.site],
        first=world.first_sight[threat.path, radar_number],
        end=threat.end_node,
        start_s=threat.start_s,
        radar=radar,
        times=times,
        luck=luck,
        rcs_m2=rcs_m2,
        p_detect=world.p_detect[kind],
        snr_grid_db=(world.snr_first_db, world.snr_step_db),
        effects=world.effects,
        number=radar_number,
        kind=kind,
        axis_rad=_axis_rad(world, raid, radar.site),
    )
    if radar.role == ENGAGEMENT:
        return lock_track_s(by_address(watch), from_s)
    return confirm_track_s(by_address(watch), _look_centre_rad(world, raid, radar_number), hits, looks)


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


@kernel()
def _look_centre_rad(world: World, raid: Raid, number: int) -> float:
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
