"""The start of one raid: conditions, paths, tracks, and who may be engaged from when."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .engagement_state import RaidRows
from .engagement_steps import link_launcher
from .event_queue import pack_event, push_rare_event
from .jit import kernel
from .radar.scan import confirm_track_s, lock_track_s
from .rows import FLOATS, row
from .streams import combine_keys, stream_key, uniform
from .time_order import sort_by_time
from .world_rows import WorldRows

__all__ = ["start_raid", "triangle"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

# purposes of draws: the values of skykeep.rng.Purpose (a test holds them equal)
_SECTOR, _SCAN_PHASE = 10, 11
_DETECT = 12  # plus the role of the radar: 12 acquisition, 13 low altitude, 14 engagement
# conditions by name: the count of the draw
_LAUNCHERS_READY, _CHANNELS_READY, _REACTION, _CUED, _TRACK_RAID, _CHANNEL_SPLIT = 0, 1, 2, 3, 4, 5
_LAUNCHER_READY = 1000
_ENGAGEMENT_ROLE = 2
_DAMAGE = 0  # kind of event: a threat reaches the engagement radar it aims at
_TWO_PI = 2.0 * math.pi
_RAID = np.uint64(0)


@kernel("float64(float64, float64, float64, float64)", wrap=True)
def triangle(u: float, low: float, best: float, high: float) -> float:
    """Return the quantile ``u`` of the triangular distribution (low, best, high); ``best`` if they are
    equal."""
    width = high - low
    if width <= 0.0:
        return best
    knee = (best - low) / width
    if u < knee:
        return low + math.sqrt(u * width * (best - low))
    return high - math.sqrt((1.0 - u) * width * (high - best))


@kernel(f"float64({FLOATS}, int64, uint64, int64, int64)")
def _drawn(luck: F64, place: int, key: np.uint64, replication: int, count: int) -> float:
    """A raid condition from its triangle; no draw where the triangle is a point."""
    if luck[place] == luck[place + 2]:
        return float(luck[place])
    return triangle(uniform(key, _RAID, replication, count), luck[place], luck[place + 1], luck[place + 2])


@kernel("boolean(float64, uint64, uint64, int64, int64)")
def _happens(p: float, key: np.uint64, entity: np.uint64, replication: int, count: int) -> bool:
    """Whether an event of probability ``p`` happens; no draw where it is certain or impossible."""
    if p >= 1.0:
        return True
    return p > 0.0 and uniform(key, entity, replication, count) < p


@kernel()
def _start_units(
    case: WorldRows, state: RaidRows, shares: tuple[float, float], key: np.uint64, replication: int
) -> None:
    """Set fire units and launchers as the raid finds them: with the ready share of channels and launchers."""
    launchers_share, channels_share = shares
    entity = case.unit_entity
    ready_s = state.launcher_ready_s
    kinds = state.launcher_kind
    for unit in range(case.size.units):
        columns = row(case.units, unit, at.UNIT_PLACES)
        here = row(state.unit, unit, at.STATE_UNIT_PLACES)
        channels = columns[at.UNIT_TARGET_CHANNELS]
        missiles = columns[at.UNIT_MISSILE_CHANNELS]
        if channels_share < 1.0:
            split = uniform(key, entity[unit], replication, _CHANNEL_SPLIT)
            channels = math.floor(channels * channels_share + split)
            missiles = math.floor(missiles * channels_share + split)
        here[at.CHANNELS_FREE] = channels
        here[at.CHANNELS_READY] = channels
        here[at.MISSILES_FREE] = missiles
        here[at.MISSILE_CHANNELS_READY] = missiles
        here[at.SLEWING_UNTIL_S] = 0.0
        here[at.LOST_S] = np.inf
        for word in range(state.waiting_words):
            row(state.waiting, unit, state.waiting_words)[word] = 0
        ends = case.size.launchers + unit
        link = row(state.launcher_order, ends, at.ORDER_PLACES)
        link[at.AFTER] = ends
        link[at.BEFORE] = ends
        loaded = 0.0
        first = int(columns[at.UNIT_LAUNCHER_START])
        for launcher in range(first, int(columns[at.UNIT_LAUNCHER_END])):
            launcher_columns = row(case.launchers, launcher, at.LAUNCHER_PLACES)
            there = row(state.launcher, launcher, at.STATE_LAUNCHER_PLACES)
            ready = launcher_columns[at.LAUNCHER_PRESENT] > 0.0 and _happens(
                launchers_share, key, case.launcher_entity[launcher], replication, _LAUNCHER_READY
            )
            rounds = launcher_columns[at.LAUNCHER_ROUNDS] if ready else 0.0
            ready_s[launcher] = 0.0 if rounds > 0.0 else np.inf
            kinds[launcher] = launcher_columns[at.LAUNCHER_INTERCEPTOR]
            link_launcher(state.launcher_order, ends, ready_s, launcher)
            there[at.ROUNDS] = rounds
            there[at.RELOAD_SETS] = launcher_columns[at.LAUNCHER_RELOAD_SETS] if ready else 0.0
            there[at.EMPTIED_S] = np.inf if rounds > 0.0 else -np.inf
            there[at.RELOADED_S] = 0.0 if rounds > 0.0 else np.inf
            loaded += rounds
        here[at.ROUNDS_LOADED] = loaded


@kernel()
def _start_threats(case: WorldRows, state: RaidRows, replication: int, given: int) -> None:
    """Set path, start and impact of each threat, and which of them the raid's luck leaves untracked."""
    luck = case.luck
    entity = case.threat_entity
    picture = row(case.given, given * case.size.threats, case.size.given_places)
    raid_tracked = _happens(luck[at.CHANCE_TRACK_RAID], case.condition_key, _RAID, replication, _TRACK_RAID)
    bearing_u = 0.0  # not drawn yet
    queue = (state.queue_s, state.queue, state.queue_rows)
    spaced_s = 0.0
    group = -1.0
    for threat in range(case.size.threats):
        columns = row(case.threats, threat, at.THREAT_PLACES)
        here = row(state.threat, threat, at.STATE_THREAT_PLACES)
        bearings = int(columns[at.THREAT_BEARINGS])
        bearing = 0
        if bearings > 1:
            if bearing_u == 0.0:
                bearing_u = uniform(case.bearing_key, _RAID, replication, 0)
            bearing = (int(bearing_u * bearings) + int(columns[at.THREAT_BEARING_OFFSET])) % bearings
        number = int(columns[at.THREAT_PATH_START]) + bearing
        if columns[at.THREAT_GROUP] != group:
            group = columns[at.THREAT_GROUP]
            spaced_s = 0.0
        if columns[at.THREAT_SPACING_MEAN_S] > 0.0:
            spaced_s -= columns[at.THREAT_SPACING_MEAN_S] * math.log(
                uniform(case.spacing_key, entity[threat], replication, 0)
            )
        start_s = columns[at.THREAT_DELAY_S] + spaced_s
        if case.size.given > 0:
            start_s = row(picture, threat, case.size.given_places)[at.GIVEN_START_S] + spaced_s
        path = row(case.path, number, case.size.path_places)
        end = row(case.path, number + 1, case.size.path_places)[at.PATH_START]
        here[at.PATH] = number
        here[at.START_S] = start_s
        impact_s = start_s + row(case.track, end - 1, at.NODE_PLACES)[at.NODE_T_S]
        here[at.IMPACT_S] = impact_s
        state.unsorted_s[threat] = impact_s
        state.unsorted[threat] = threat
        aim = int(columns[at.THREAT_AIM_UNIT])
        if aim >= 0 and path[at.PATH_ABORTED] == 0 and columns[at.THREAT_DECOY] == 0.0:
            push_rare_event(queue, state.progress, impact_s, (_DAMAGE, aim, threat, 0))
        here[at.KILLED_S] = np.inf
        course = row(state.course, threat, at.COURSE_PLACES)
        course[at.FIRST_NODE] = path[at.PATH_START]
        course[at.END_NODE] = end
        course[at.CURSOR] = path[at.PATH_START]
        course[at.COURSE_CLASS] = int(columns[at.THREAT_CLASS])
        here[at.SHOTS] = 0.0
        here[at.LOST_SHOTS] = 0.0
        here[at.ENGAGED] = 0.0
        here[at.OUTCOME] = 0.0
        here[at.REASON] = 0.0
        tracked = raid_tracked and _happens(
            luck[at.CHANCE_TRACK_TARGET], case.tracking_key, entity[threat], replication, 0
        )
        here[at.TRACKED] = 1.0 if tracked else 0.0
        p_decoy = 0.0
        if columns[at.THREAT_DECOY] > 0.0:
            p_decoy = luck[at.CHANCE_DECOY_RECOGNISED]
        elif columns[at.THREAT_IMITATED] > 0.0:
            p_decoy = luck[at.CHANCE_TAKEN_FOR_DECOY]
        held = _happens(p_decoy, case.decoy_key, entity[threat], replication, 0)
        here[at.HELD_FOR_DECOY] = 1.0 if held else 0.0


@kernel()
def _seen_target(case: WorldRows, sensor: int, threat: int, target: F64) -> tuple[float, int, int, float]:
    """A threat as a sensor looks for it: RCS in its band, first node in its sight, end and start of the
    path."""
    kind = int(row(case.threats, threat, at.THREAT_PLACES)[at.THREAT_CLASS])
    figures = row(case.classes, kind, at.CLASS_PLACES)
    low_band = row(case.sensors, sensor, at.SENSOR_PLACES)[at.SENSOR_LOW_BAND] > 0.0
    rcs_m2 = figures[at.CLASS_RCS_LOW_BAND_M2] if low_band else figures[at.CLASS_RCS_M2]
    path = row(case.path, int(target[at.PATH]), case.size.path_places)
    next_path = row(path, 1, case.size.path_places)
    return rcs_m2, path[at.PATH_FIRST_SIGHT + sensor], next_path[at.PATH_START], target[at.START_S]


@kernel()
def _detection_table(case: WorldRows, threat: int) -> tuple[F64, int]:
    """The chances of detection of a threat's class, and the number of their places."""
    kind = int(row(case.threats, threat, at.THREAT_PLACES)[at.THREAT_CLASS])
    return row(case.p_detect, kind, case.size.p_detect_places), case.size.p_detect_places


@kernel()
def start_raid(case: WorldRows, replication: int, given: int, state: RaidRows) -> None:
    """Set ``state`` to the beginning of a raid; ``given`` is its row in a given picture."""
    seed = case.seed
    world = case.world
    luck = case.luck
    all_threats = case.size.threats
    all_units = case.size.units
    progress = state.progress
    for place in range(at.PROGRESS_PLACES):
        progress[place] = 0
    progress[at.UNDER_WAY] = replication + 1
    computed = case.size.given == 0
    key = case.condition_key
    reaction_factor = _drawn(luck, at.DRAWN_REACTION_FACTOR, key, replication, _REACTION)
    shares = (
        _drawn(luck, at.DRAWN_LAUNCHERS_READY_SHARE, key, replication, _LAUNCHERS_READY),
        _drawn(luck, at.DRAWN_CHANNELS_READY_SHARE, key, replication, _CHANNELS_READY),
    )
    _start_units(case, state, shares, key, replication)
    _start_threats(case, state, replication, given)
    # by_impact lists the threats, arrival_s is free for now
    sort_by_time(
        ((state.unsorted_s, state.unsorted), (state.arrival_s, state.by_impact)), all_threats, state.room
    )
    for rank in range(all_threats):
        row(state.course, state.by_impact[rank], at.COURSE_PLACES)[at.IMPACT_RANK] = rank

    # where each radar with a sector looks: on its declared axis, on the cued axis of the raid, else anywhere
    cued = _happens(luck[at.CHANCE_CUED], key, _RAID, replication, _CUED)
    first_axis = 0
    for threat in range(all_threats):
        if row(case.threats, threat, at.THREAT_PLACES)[at.THREAT_CUE] > 0.0:
            first_axis = threat
    for unit in range(all_units):
        columns = row(case.units, unit, at.UNIT_PLACES)
        centre_rad = columns[at.UNIT_FACING_RAD]
        if math.isnan(centre_rad):
            if cued and all_threats > 0:
                first_node = row(state.course, first_axis, at.COURSE_PLACES)[at.FIRST_NODE]
                nodes = row(case.track, int(columns[at.UNIT_SITE]) * case.size.nodes, at.NODE_PLACES)
                centre_rad = row(nodes, first_node, at.NODE_PLACES)[at.NODE_AZIMUTH_RAD]
            else:
                centre_rad = _TWO_PI * uniform(
                    stream_key(seed, _SECTOR, world), case.unit_entity[unit], replication, 0
                )
        unit_state = row(state.unit, unit, at.STATE_UNIT_PLACES)
        unit_state[at.SECTOR_CENTRE_RAD] = centre_rad
        unit_state[at.SEARCH_CENTRE_RAD] = centre_rad

    # when each picture confirms each threat: the earliest of its searching radars
    for place in range(state.pictures * all_threats):
        state.confirmed_s[place] = np.inf
    for number in range(case.size.sensors if computed else 0):
        sensor = row(case.sensors, number, at.SENSOR_PLACES)
        role = int(sensor[at.SENSOR_ROLE])
        if role == _ENGAGEMENT_ROLE:
            continue
        phase = uniform(stream_key(seed, _SCAN_PHASE, world), case.sensor_entity[number], replication, 0)
        detect_key = stream_key(seed, _DETECT + role, world)
        # it turns, or keeps the sector in which the first fire unit of its picture began
        centre_rad = math.nan
        if sensor[at.SENSOR_SECTOR_HALF_RAD] < math.pi:
            for unit in range(all_units - 1, -1, -1):
                if row(case.units, unit, at.UNIT_PLACES)[at.UNIT_PICTURE] == sensor[at.SENSOR_PICTURE]:
                    centre_rad = row(state.unit, unit, at.STATE_UNIT_PLACES)[at.SEARCH_CENTRE_RAD]
        confirmed_s = row(state.confirmed_s, int(sensor[at.SENSOR_PICTURE]), all_threats)
        for threat in range(all_threats):
            target = row(state.threat, threat, at.STATE_THREAT_PLACES)
            if target[at.TRACKED] == 0.0:
                continue
            found_s = confirm_track_s(
                row(case.track, int(sensor[at.SENSOR_SITE]) * case.size.nodes, at.NODE_PLACES),
                sensor,
                _seen_target(case, number, threat, target),
                _detection_table(case, threat),
                case.snr_grid_db,
                (phase, centre_rad),
                case.confirm,
                (
                    detect_key,
                    combine_keys(case.threat_entity[threat], case.sensor_entity[number]),
                    replication,
                ),
            )
            confirmed_s[threat] = min(confirmed_s[threat], found_s)

    lock_key = stream_key(seed, _DETECT + _ENGAGEMENT_ROLE, world)
    count = 0
    for unit in range(all_units):
        # when the unit may first engage each threat: reaction over and engagement radar locked
        columns = row(case.units, unit, at.UNIT_PLACES)
        number = int(columns[at.UNIT_SENSOR])
        sensor = row(case.sensors, number, at.SENSOR_PLACES)
        lock_phase = 0.0
        if computed:
            lock_phase = uniform(
                stream_key(seed, _SCAN_PHASE, world), case.sensor_entity[number], replication, 0
            )
        confirmed_s = row(state.confirmed_s, int(columns[at.UNIT_PICTURE]), all_threats)
        reaction_s = reaction_factor * columns[at.UNIT_REACTION_S]
        for threat in range(all_threats):
            target = row(state.threat, threat, at.STATE_THREAT_PLACES)
            ready_s = np.inf
            if target[at.TRACKED] > 0.0:
                if not computed:
                    picture = row(case.given, given * all_threats + threat, case.size.given_places)
                    shift_s = target[at.START_S] - picture[at.GIVEN_START_S]
                    ready_s = picture[at.GIVEN_READY_S] + shift_s
                elif confirmed_s[threat] < np.inf:
                    locked_s = lock_track_s(
                        row(case.track, int(sensor[at.SENSOR_SITE]) * case.size.nodes, at.NODE_PLACES),
                        sensor,
                        _seen_target(case, number, threat, target),
                        _detection_table(case, threat),
                        case.snr_grid_db,
                        (confirmed_s[threat], lock_phase),
                        (
                            lock_key,
                            combine_keys(case.threat_entity[threat], case.unit_entity[unit]),
                            replication,
                        ),
                    )
                    ready_s = max(locked_s, confirmed_s[threat] + reaction_s)
            pair = row(state.pair, unit * all_threats + threat, at.STATE_PAIR_PLACES)
            pair[at.READY_S] = ready_s
            pair[at.NOT_BEFORE_S] = 0.0
            pair[at.CLOSED_S] = np.inf
            pair[at.SALVOS] = 0.0
            pair[at.FIRST_LAUNCH_S] = 0.0
            pair[at.BLOCKED] = 0.0
            pair[at.SPOILED] = 2.0
            if ready_s < target[at.IMPACT_S] and target[at.HELD_FOR_DECOY] == 0.0:
                kind = int(row(case.threats, threat, at.THREAT_PLACES)[at.THREAT_CLASS])
                doctrine = row(case.doctrine, unit * case.size.classes + kind, case.size.doctrine_places)
                if not doctrine[at.DOCTRINE_HOLD_FIRE]:
                    state.unsorted_s[count] = ready_s
                    state.unsorted[count] = pack_event(0, unit, threat, 0)
                    count += 1
    progress[at.ARRIVALS] = count
    sort_by_time(((state.unsorted_s, state.unsorted), (state.arrival_s, state.arrival)), count, state.room)
