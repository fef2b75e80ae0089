"""The leak ledger: one reason for each leaker, by written precedence."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement_state import RaidState
from .interceptor.launch_planner import find_node, plan_launch
from .jit import kernel

__all__ = ["ABORTED", "KILLED", "LEAKED", "REASON_NAMES", "settle_raid"]

KILLED, LEAKED, ABORTED = 1, 2, 3
"""Outcomes of a threat; 0 before its raid has been settled."""

REASON_NAMES = (
    "never_in_sight",
    "not_detected",
    "seen_too_late",
    "out_of_envelope",
    "out_of_sector",
    "no_channel",
    "no_round",
    "held_by_doctrine",
    "missed",
    "unit_lost",
    "taken_for_decoy",
)
"""Reasons of the ledger; code n + 1 stands for entry n, code 0 for no leak."""

_NEVER_IN_SIGHT, _NOT_DETECTED, _SEEN_TOO_LATE, _OUT_OF_ENVELOPE, _OUT_OF_SECTOR, _NO_CHANNEL = (
    1,
    2,
    3,
    4,
    5,
    6,
)
_NO_ROUND, _HELD_BY_DOCTRINE, _MISSED, _UNIT_LOST, _TAKEN_FOR_DECOY = 7, 8, 9, 10, 11
_BLOCKED_SECTOR, _BLOCKED_ROUND = 1, 2
_LONG_AGO_S = -1e12
_ENGAGEMENT_ROLE = 2
_TWO_PI = 2.0 * math.pi

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel("boolean(float64[:, :, ::1], int64[:, ::1], float64[:, ::1], int64)", wrap=False)
def _ever_in_sight(track: F64, path: I64, sensors: F64, number: int) -> bool:
    for sensor in range(sensors.shape[0]):
        site = int(sensors[sensor, at.SENSOR_SITE])
        bit = int(sensors[sensor, at.SENSOR_SIGHT_BIT])
        for node in range(path[number, at.PATH_FIRST_SIGHT + sensor], path[number + 1, at.PATH_START]):
            if (int(track[site, node, at.NODE_SIGHT]) >> bit) & 1:
                return True
    return False


@kernel(
    "boolean(float64[:, :, ::1], int64[:, ::1], float64[:, ::1], float64[:, ::1], float64[:, ::1], int64)",
    wrap=False,
)
def _looked_elsewhere(track: F64, path: I64, sensors: F64, units: F64, unit_states: F64, number: int) -> bool:
    """Whether searching radars had the path in sight, but only where their sectors did not look."""
    in_sight = False
    for sensor in range(sensors.shape[0]):
        if sensors[sensor, at.SENSOR_ROLE] == _ENGAGEMENT_ROLE:
            continue
        site = int(sensors[sensor, at.SENSOR_SITE])
        bit = int(sensors[sensor, at.SENSOR_SIGHT_BIT])
        half_rad = sensors[sensor, at.SENSOR_SECTOR_HALF_RAD]
        centre_rad = 0.0
        for unit in range(units.shape[0] - 1, -1, -1):
            if units[unit, at.UNIT_PICTURE] == sensors[sensor, at.SENSOR_PICTURE]:
                centre_rad = unit_states[unit, at.SEARCH_CENTRE_RAD]
        for node in range(path[number, at.PATH_FIRST_SIGHT + sensor], path[number + 1, at.PATH_START]):
            if (int(track[site, node, at.NODE_SIGHT]) >> bit) & 1:
                turn_rad = abs(track[site, node, at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
                if half_rad >= math.pi or min(turn_rad, _TWO_PI - turn_rad) <= half_rad:
                    return False
                in_sight = True
    return in_sight


@kernel(
    "int64(float64[:, :, ::1], float64[:, ::1], float64[:, :, :, ::1], float64[:, ::1], float64[:, ::1],"
    "float64[::1], float64[::1], int64[::1], Tuple((int64, int64, int64, float64, float64)))",
    wrap=False,
)
def _feasible_shots(
    track: F64,
    rounds: F64,
    tables_s: F64,
    launchers: F64,
    launcher_states: F64,
    radar: F64,
    unit_columns: F64,
    choices: I64,
    target: tuple[int, int, int, float, float],
) -> int:
    """Which shots a free channel and a facing radar could make at a threat: bits, the later ones with the
    earlier.

    Bit 0: a shot at all, with unlimited warning and rounds. Bit 1: one from ``ready_s`` on. Bit 2: one from
    ``ready_s`` on by a launcher that was loaded then. ``target`` is (ballistic, first node, end and start of
    the path, ``ready_s``).
    """
    ballistic, first, end, start_s, ready_s = target
    found = 0
    for choice in range(at.DOCTRINE_FIRST_CHOICE, choices.size):
        kind = choices[choice]
        if kind < 0:
            break
        # the launchers of a kind stand side by side: one of them speaks for all, loaded until the last is
        # empty and again from the first reload on
        place = -1
        emptied_s = 0.0
        reloaded_s = np.inf
        for launcher in range(
            int(unit_columns[at.UNIT_LAUNCHER_START]), int(unit_columns[at.UNIT_LAUNCHER_END])
        ):
            columns = launchers[launcher]
            if columns[at.LAUNCHER_INTERCEPTOR] == kind and columns[at.LAUNCHER_PRESENT] > 0.0:
                place = launcher
                emptied_s = max(emptied_s, launcher_states[launcher, at.EMPTIED_S])
                reloaded_s = min(reloaded_s, launcher_states[launcher, at.RELOADED_S])
        if place < 0:
            continue
        for question in range(3):
            from_s = _LONG_AGO_S
            if question == 1:
                from_s = ready_s
            elif question == 2:
                from_s = max(reloaded_s, ready_s)
            if from_s == np.inf:
                continue
            launch_s, _, _ = plan_launch(
                track,
                rounds,
                tables_s,
                (
                    kind,
                    ballistic,
                    int(launchers[place, at.LAUNCHER_SITE]),
                    launchers[place, at.LAUNCHER_ALT_MSL_M],
                ),
                (first, find_node(track, end, from_s - start_s, first), end),
                from_s - start_s,
                (int(unit_columns[at.UNIT_SITE]), int(radar[at.SENSOR_SIGHT_BIT])),
                (
                    radar[at.SENSOR_INSTRUMENTED_M],
                    radar[at.SENSOR_ELEVATION_MIN_RAD],
                    radar[at.SENSOR_ELEVATION_MAX_RAD],
                    math.pi,
                    0.0,
                ),
            )
            if launch_s == np.inf:
                if question < 2:
                    break  # what cannot be done with more warning cannot be done with less
                continue
            if question == 0:
                found |= 1
            elif question == 1:
                found |= 2
                if launch_s + start_s < emptied_s:
                    found |= 4
            else:
                found |= 4
    return found


@kernel("int64(int64)", wrap=False)
def _rank(reason: int) -> int:
    """How far a fire unit came towards a shot: the reason of the unit that came farthest is the leaker's."""
    if reason == _OUT_OF_ENVELOPE:
        return 0
    if reason == _SEEN_TOO_LATE:
        return 1
    if reason == _OUT_OF_SECTOR:
        return 2
    if reason == _HELD_BY_DOCTRINE:
        return 3
    if reason == _UNIT_LOST:
        return 4
    if reason == _NO_ROUND:
        return 5
    return 6


@kernel(wrap=False)
def settle_raid(case: Case, world: int, state: RaidState) -> None:
    """Set outcome and reason of every threat of a raid that has been advanced to its end.

    Precedence of reasons: ``unit_lost`` (a shot lost its radar), then for threats shot at
    ``held_by_doctrine`` (the engagement was closed while another shot was feasible) or ``missed``; then
    ``taken_for_decoy``, ``never_in_sight``, ``out_of_sector`` (searching radars had it in sight only where
    they did not look), ``not_detected``; then by the fire unit that came farthest towards a shot.
    """
    track = case.track
    path = case.path
    rounds = case.interceptors[world]
    tables_s = case.flyout_time_s
    launchers = case.launchers[world]
    sensors = case.sensors[world]
    units = case.units[world]
    classes = case.classes[world]
    doctrine = case.doctrine
    threats = case.threats
    computed = case.given.size == 0
    states = state.threat
    pairs = state.pair
    unit_states = state.unit
    confirmed_s = state.confirmed_s
    all_units = units.shape[0]
    for threat in range(threats.shape[0]):
        impact_s = states[threat, at.IMPACT_S]
        number = int(states[threat, at.PATH])
        if states[threat, at.KILLED_S] <= impact_s:
            states[threat, at.OUTCOME] = KILLED
            continue
        if path[number, at.PATH_ABORTED]:
            states[threat, at.OUTCOME] = ABORTED
            continue
        states[threat, at.OUTCOME] = LEAKED
        if threats[threat, at.THREAT_DECOY] > 0.0:
            continue
        shot_at = states[threat, at.SHOTS] > 0.0
        if states[threat, at.LOST_SHOTS] > 0.0:
            states[threat, at.REASON] = _UNIT_LOST
            continue
        if not shot_at:
            if states[threat, at.HELD_FOR_DECOY] > 0.0:
                states[threat, at.REASON] = _TAKEN_FOR_DECOY
                continue
            if computed and not _ever_in_sight(track, path, sensors, number):
                states[threat, at.REASON] = _NEVER_IN_SIGHT
                continue
            if computed and _looked_elsewhere(track, path, sensors, units, unit_states, number):
                states[threat, at.REASON] = _OUT_OF_SECTOR
                continue
            confirmed = states[threat, at.TRACKED] > 0.0
            if confirmed and computed:
                confirmed = False
                for picture in range(confirmed_s.shape[0]):
                    if confirmed_s[picture, threat] < np.inf:
                        confirmed = True
            if not confirmed:
                states[threat, at.REASON] = _NOT_DETECTED
                continue
        kind = int(threats[threat, at.THREAT_CLASS])
        reason = _MISSED if shot_at else _OUT_OF_ENVELOPE
        for unit in range(all_units):
            pair = pairs[unit, threat]
            from_s = pair[at.CLOSED_S] if shot_at else pair[at.READY_S]
            shots = _feasible_shots(
                track,
                rounds,
                tables_s,
                launchers,
                state.launcher,
                sensors[int(units[unit, at.UNIT_SENSOR])],
                units[unit],
                doctrine[unit, kind],
                (
                    int(classes[kind, at.CLASS_BALLISTIC]),
                    path[number, at.PATH_START],
                    path[number + 1, at.PATH_START],
                    states[threat, at.START_S],
                    from_s if from_s < impact_s else np.inf,
                ),
            )
            if shot_at:
                if shots & 2:
                    reason = _HELD_BY_DOCTRINE
                continue
            if not shots & 1:
                found = _OUT_OF_ENVELOPE
            elif not shots & 2:
                found = _SEEN_TOO_LATE
            elif doctrine[unit, kind, at.DOCTRINE_HOLD_FIRE]:
                found = _HELD_BY_DOCTRINE
            elif pair[at.BLOCKED] == _BLOCKED_ROUND or not shots & 4:
                found = _NO_ROUND
            elif unit_states[unit, at.LOST_S] < impact_s:
                found = _UNIT_LOST
            elif pair[at.BLOCKED] == _BLOCKED_SECTOR:
                found = _OUT_OF_SECTOR
            else:
                found = _NO_CHANNEL
            if _rank(found) > _rank(reason):
                reason = found
        states[threat, at.REASON] = reason
