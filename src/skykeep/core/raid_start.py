"""The start of one raid: conditions, paths, tracks, and who may be engaged from when."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement_state import RaidState
from .event_queue import push_event
from .jit import kernel
from .radar.scan import confirm_track_s, lock_track_s
from .streams import combine_keys, stream_key, uniform

__all__ = ["start_raid", "triangle"]

F64 = npt.NDArray[np.float64]

# purposes of draws: the values of skykeep.rng.Purpose (a test holds them equal)
_BEARING, _CONDITION, _SPACING, _TRACK_TARGET, _DECOY, _SECTOR, _SCAN_PHASE = 2, 3, 4, 5, 9, 10, 11
_DETECT = 12  # plus the role of the radar: 12 acquisition, 13 low altitude, 14 engagement
# conditions by name: the count of the draw
_LAUNCHERS_READY, _CHANNELS_READY, _REACTION, _CUED, _TRACK_RAID, _CHANNEL_SPLIT = 0, 1, 2, 3, 4, 5
_FIRST_LAUNCHER = 1000
_ENGAGEMENT_ROLE = 2
_DAMAGE = 0  # kind of event: a threat reaches the engagement radar it aims at
_TWO_PI = 2.0 * math.pi
_RAID = np.uint64(0)


@kernel("float64(float64, float64, float64, float64)")
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


@kernel("float64(float64[::1], int64, uint64, int64, int64)", wrap=False)
def _drawn(luck: F64, place: int, key: np.uint64, replication: int, count: int) -> float:
    """A raid condition from its triangle; no draw where the triangle is a point."""
    if luck[place] == luck[place + 2]:
        return float(luck[place])
    return triangle(uniform(key, _RAID, replication, count), luck[place], luck[place + 1], luck[place + 2])


@kernel("boolean(float64, uint64, uint64, int64, int64)", wrap=False)
def _happens(p: float, key: np.uint64, entity: np.uint64, replication: int, count: int) -> bool:
    """Whether an event of probability ``p`` happens; no draw where it is certain or impossible."""
    if p >= 1.0:
        return True
    return p > 0.0 and uniform(key, entity, replication, count) < p


@kernel(wrap=False)
def _start_units(
    units: F64,
    launchers: F64,
    entity: npt.NDArray[np.uint64],
    shares: tuple[float, float],
    key: np.uint64,
    replication: int,
    unit_state: F64,
    launcher_states: tuple[F64, F64, F64],
) -> None:
    """Set fire units and launchers as the raid finds them: with the ready share of channels and launchers."""
    launchers_share, channels_share = shares
    launcher_state, ready_s, kinds = launcher_states
    for unit in range(units.shape[0]):
        columns = units[unit]
        here = unit_state[unit]
        channels = columns[at.UNIT_TARGET_CHANNELS]
        missiles = columns[at.UNIT_MISSILE_CHANNELS]
        if channels_share < 1.0:
            split = uniform(key, entity[unit], replication, _CHANNEL_SPLIT)
            channels = math.floor(channels * channels_share + split)
            missiles = math.floor(missiles * channels_share + split)
        here[at.CHANNELS_FREE] = channels
        here[at.CHANNELS_READY] = channels
        here[at.MISSILES_FREE] = missiles
        here[at.SLEWING_UNTIL_S] = 0.0
        here[at.LOST_S] = np.inf
        here[at.WAITING] = 0.0
        loaded = 0.0
        first = int(columns[at.UNIT_LAUNCHER_START])
        for launcher in range(first, int(columns[at.UNIT_LAUNCHER_END])):
            launcher_columns = launchers[launcher]
            there = launcher_state[launcher]
            ready = launcher_columns[at.LAUNCHER_PRESENT] > 0.0 and _happens(
                launchers_share, key, entity[unit], replication, _FIRST_LAUNCHER + launcher - first
            )
            rounds = launcher_columns[at.LAUNCHER_ROUNDS] if ready else 0.0
            ready_s[launcher] = 0.0 if rounds > 0.0 else np.inf
            kinds[launcher] = launcher_columns[at.LAUNCHER_INTERCEPTOR]
            there[at.ROUNDS] = rounds
            there[at.RELOAD_SETS] = launcher_columns[at.LAUNCHER_RELOAD_SETS] if ready else 0.0
            there[at.EMPTIED_S] = np.inf if rounds > 0.0 else 0.0
            there[at.RELOADED_S] = 0.0 if rounds > 0.0 else np.inf
            loaded += rounds
        here[at.ROUNDS_LOADED] = loaded


@kernel(wrap=False)
def _start_threats(
    case_seed: int,
    threats: F64,
    luck: F64,
    entity: npt.NDArray[np.uint64],
    path: npt.NDArray[np.int64],
    track: F64,
    given_start_s: F64,
    at_key: tuple[int, int],
    state: F64,
) -> None:
    """Set path, start and impact of each threat, and which of them the raid's luck leaves untracked."""
    world, replication = at_key
    bearing_u = uniform(stream_key(case_seed, _BEARING, world), _RAID, replication, 0)
    spacing_key = stream_key(case_seed, _SPACING, world)
    target_key = stream_key(case_seed, _TRACK_TARGET, world)
    decoy_key = stream_key(case_seed, _DECOY, world)
    raid_tracked = _happens(
        luck[at.CHANCE_TRACK_RAID], stream_key(case_seed, _CONDITION, world), _RAID, replication, _TRACK_RAID
    )
    spaced_s = 0.0
    group = -1.0
    for threat in range(threats.shape[0]):
        columns = threats[threat]
        here = state[threat]
        bearings = int(columns[at.THREAT_BEARINGS])
        bearing = (int(bearing_u * bearings) + int(columns[at.THREAT_BEARING_OFFSET])) % bearings
        number = int(columns[at.THREAT_PATH_START]) + bearing
        if columns[at.THREAT_GROUP] != group:
            group = columns[at.THREAT_GROUP]
            spaced_s = 0.0
        if columns[at.THREAT_SPACING_MEAN_S] > 0.0:
            spaced_s -= columns[at.THREAT_SPACING_MEAN_S] * math.log(
                uniform(spacing_key, entity[threat], replication, 0)
            )
        start_s = columns[at.THREAT_DELAY_S] + spaced_s
        if given_start_s.size > 0:
            start_s = given_start_s[threat] + spaced_s
        here[at.PATH] = number
        here[at.START_S] = start_s
        here[at.IMPACT_S] = start_s + track[0, path[number + 1, at.PATH_START] - 1, at.NODE_T_S]
        here[at.KILLED_S] = np.inf
        here[at.CURSOR] = path[number, at.PATH_START]
        here[at.SHOTS] = 0.0
        here[at.LOST_SHOTS] = 0.0
        here[at.ENGAGED] = 0.0
        here[at.OUTCOME] = 0.0
        here[at.REASON] = 0.0
        tracked = raid_tracked and _happens(
            luck[at.CHANCE_TRACK_TARGET], target_key, entity[threat], replication, 0
        )
        here[at.TRACKED] = 1.0 if tracked else 0.0
        p_decoy = 0.0
        if columns[at.THREAT_DECOY] > 0.0:
            p_decoy = luck[at.CHANCE_DECOY_RECOGNISED]
        elif columns[at.THREAT_IMITATED] > 0.0:
            p_decoy = luck[at.CHANCE_TAKEN_FOR_DECOY]
        held = _happens(p_decoy, decoy_key, entity[threat], replication, 0)
        here[at.HELD_FOR_DECOY] = 1.0 if held else 0.0


@kernel("void(float64[:, ::1], int64, float64, int64, int64)", wrap=False)
def _insert_arrival(arrival: F64, count: int, ready_s: float, unit: int, threat: int) -> None:
    """Insert an arrival into the first ``count`` rows, which are in order of time."""
    place = count
    while place > 0 and arrival[place - 1, at.ARRIVAL_S] > ready_s:
        arrival[place, at.ARRIVAL_S] = arrival[place - 1, at.ARRIVAL_S]
        arrival[place, at.ARRIVAL_UNIT] = arrival[place - 1, at.ARRIVAL_UNIT]
        arrival[place, at.ARRIVAL_THREAT] = arrival[place - 1, at.ARRIVAL_THREAT]
        place -= 1
    arrival[place, at.ARRIVAL_S] = ready_s
    arrival[place, at.ARRIVAL_UNIT] = unit
    arrival[place, at.ARRIVAL_THREAT] = threat


@kernel(wrap=False)
def start_raid(case: Case, world: int, replication: int, row: int, state: RaidState) -> None:
    """Set ``state`` to the beginning of the raid (world, replication); ``row`` is its row in a given
    picture."""
    seed = case.seed
    path = case.path
    track = case.track
    luck = case.luck[world]
    units = case.units[world]
    threats = case.threats
    classes = case.classes[world]
    sensors = case.sensors[world]
    doctrine = case.doctrine
    p_detect = case.p_detect
    snr_grid_db = case.snr_grid_db
    unit_entity = case.entity[at.ENTITY_UNIT]
    threat_entity = case.entity[at.ENTITY_THREAT]
    sensor_entity = case.entity[at.ENTITY_SENSOR]
    threat_state = state.threat
    pair_state = state.pair
    unit_state = state.unit
    confirmed_s = state.confirmed_s
    arrival = state.arrival
    progress = state.progress
    for place in range(progress.size):
        progress[place] = 0
    progress[at.UNDER_WAY] = replication + 1
    computed = case.given.size == 0
    key = stream_key(seed, _CONDITION, world)
    reaction_factor = _drawn(luck, at.DRAWN_REACTION_FACTOR, key, replication, _REACTION)
    shares = (
        _drawn(luck, at.DRAWN_LAUNCHERS_READY_SHARE, key, replication, _LAUNCHERS_READY),
        _drawn(luck, at.DRAWN_CHANNELS_READY_SHARE, key, replication, _CHANNELS_READY),
    )
    _start_units(
        units,
        case.launchers[world],
        unit_entity,
        shares,
        key,
        replication,
        unit_state,
        (state.launcher, state.launcher_ready_s, state.launcher_kind),
    )
    given_start_s = case.given[row, :, at.GIVEN_START_S] if not computed else luck[:0]
    _start_threats(
        seed, threats, luck, threat_entity, path, track, given_start_s, (world, replication), threat_state
    )
    all_threats = threats.shape[0]
    for threat in range(all_threats):
        aim = int(threats[threat, at.THREAT_AIM_UNIT])
        harmless = (
            path[int(threat_state[threat, at.PATH]), at.PATH_ABORTED] or threats[threat, at.THREAT_DECOY]
        )
        if aim >= 0 and not harmless:
            push_event(state.queue, progress, threat_state[threat, at.IMPACT_S], _DAMAGE, aim, threat, 0)

    # where each radar with a sector looks: on its declared axis, on the cued axis of the raid, else anywhere
    cued = _happens(luck[at.CHANCE_CUED], key, _RAID, replication, _CUED)
    for unit in range(units.shape[0]):
        centre_rad = units[unit, at.UNIT_FACING_RAD]
        if math.isnan(centre_rad):
            if cued and all_threats > 0:
                first_node = path[int(threat_state[0, at.PATH]), at.PATH_START]
                centre_rad = track[int(units[unit, at.UNIT_SITE]), first_node, at.NODE_AZIMUTH_RAD]
            else:
                centre_rad = _TWO_PI * uniform(
                    stream_key(seed, _SECTOR, world), unit_entity[unit], replication, 0
                )
        unit_state[unit, at.SECTOR_CENTRE_RAD] = centre_rad
        unit_state[unit, at.SEARCH_CENTRE_RAD] = centre_rad

    # when each picture confirms each threat: the earliest of its searching radars
    for picture in range(confirmed_s.shape[0]):
        for threat in range(all_threats):
            confirmed_s[picture, threat] = np.inf
    for sensor in range(sensors.shape[0]):
        role = int(sensors[sensor, at.SENSOR_ROLE])
        if not computed or role == _ENGAGEMENT_ROLE:
            continue
        phase = uniform(stream_key(seed, _SCAN_PHASE, world), sensor_entity[sensor], replication, 0)
        detect_key = stream_key(seed, _DETECT + role, world)
        picture = int(sensors[sensor, at.SENSOR_PICTURE])
        centre_rad = (
            math.nan
        )  # it turns, or keeps the sector in which the first fire unit of its picture began
        if sensors[sensor, at.SENSOR_SECTOR_HALF_RAD] < math.pi:
            for unit in range(units.shape[0] - 1, -1, -1):
                if int(units[unit, at.UNIT_PICTURE]) == picture:
                    centre_rad = unit_state[unit, at.SEARCH_CENTRE_RAD]
        band = at.CLASS_RCS_LOW_BAND_M2 if sensors[sensor, at.SENSOR_LOW_BAND] > 0.0 else at.CLASS_RCS_M2
        for threat in range(all_threats):
            if threat_state[threat, at.TRACKED] == 0.0:
                continue
            kind = int(threats[threat, at.THREAT_CLASS])
            number = int(threat_state[threat, at.PATH])
            found_s = confirm_track_s(
                track,
                sensors[sensor],
                (
                    classes[kind, band],
                    path[number, at.PATH_FIRST_SIGHT + sensor],
                    path[number + 1, at.PATH_START],
                    threat_state[threat, at.START_S],
                ),
                p_detect[kind],
                snr_grid_db,
                (phase, centre_rad),
                case.confirm,
                (detect_key, combine_keys(threat_entity[threat], sensor_entity[sensor]), replication),
            )
            confirmed_s[picture, threat] = min(confirmed_s[picture, threat], found_s)

    lock_key = stream_key(seed, _DETECT + _ENGAGEMENT_ROLE, world)
    count = 0
    for unit in range(units.shape[0]):
        # when the unit may first engage each threat: reaction over and engagement radar locked
        sensor = int(units[unit, at.UNIT_SENSOR])
        lock_phase = 0.0
        if computed:
            lock_phase = uniform(stream_key(seed, _SCAN_PHASE, world), sensor_entity[sensor], replication, 0)
        picture = int(units[unit, at.UNIT_PICTURE])
        band = at.CLASS_RCS_LOW_BAND_M2 if sensors[sensor, at.SENSOR_LOW_BAND] > 0.0 else at.CLASS_RCS_M2
        reaction_s = reaction_factor * units[unit, at.UNIT_REACTION_S]
        for threat in range(all_threats):
            kind = int(threats[threat, at.THREAT_CLASS])
            number = int(threat_state[threat, at.PATH])
            ready_s = np.inf
            if threat_state[threat, at.TRACKED] > 0.0:
                if not computed:
                    shift_s = threat_state[threat, at.START_S] - case.given[row, threat, at.GIVEN_START_S]
                    ready_s = case.given[row, threat, at.GIVEN_READY_S] + shift_s
                elif confirmed_s[picture, threat] < np.inf:
                    locked_s = lock_track_s(
                        track,
                        sensors[sensor],
                        (
                            classes[kind, band],
                            path[number, at.PATH_FIRST_SIGHT + sensor],
                            path[number + 1, at.PATH_START],
                            threat_state[threat, at.START_S],
                        ),
                        p_detect[kind],
                        snr_grid_db,
                        (confirmed_s[picture, threat], lock_phase),
                        (lock_key, combine_keys(threat_entity[threat], unit_entity[unit]), replication),
                    )
                    ready_s = max(locked_s, confirmed_s[picture, threat] + reaction_s)
            pair = pair_state[unit, threat]
            pair[at.READY_S] = ready_s
            pair[at.NOT_BEFORE_S] = 0.0
            pair[at.CLOSED_S] = np.inf
            pair[at.SALVOS] = 0.0
            pair[at.FIRST_LAUNCH_S] = 0.0
            pair[at.BLOCKED] = 0.0
            pair[at.SPOILED] = 2.0
            if (
                ready_s < threat_state[threat, at.IMPACT_S]
                and threat_state[threat, at.HELD_FOR_DECOY] == 0.0
                and not doctrine[unit, kind, at.DOCTRINE_HOLD_FIRE]
            ):
                _insert_arrival(arrival, count, ready_s, unit, threat)
                count += 1
    progress[at.ARRIVALS] = count
