"""The leak ledger: one reason for each leaker, by written precedence."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .engagement_state import RaidRows
from .engagement_steps import plan_shot
from .jit import kernel
from .rows import row
from .world_rows import WorldRows

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
    "not_tracked_by_luck",
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
_NOT_TRACKED_BY_LUCK = 12
_BLOCKED_SECTOR, _BLOCKED_ROUND = 1, 2
_LONG_AGO_S = -1e12
_ENGAGEMENT_ROLE = 2
_TWO_PI = 2.0 * math.pi

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel()
def _ever_in_sight(case: WorldRows, number: int) -> bool:
    """Whether any sensor has path ``number`` in sight at any node."""
    path = row(case.path, number, case.size.path_places)
    end = row(path, 1, case.size.path_places)[at.PATH_START]
    for place in range(case.size.sensors):
        sensor = row(case.sensors, place, at.SENSOR_PLACES)
        nodes = row(case.track, int(sensor[at.SENSOR_SITE]) * case.size.nodes, at.NODE_PLACES)
        bit = int(sensor[at.SENSOR_SIGHT_BIT])
        for node in range(path[at.PATH_FIRST_SIGHT + place], end):
            if (int(row(nodes, node, at.NODE_PLACES)[at.NODE_SIGHT]) >> bit) & 1:
                return True
    return False


@kernel()
def _looked_elsewhere(case: WorldRows, unit_states: F64, number: int) -> bool:
    """Whether searching radars had the path in sight, but only where their sectors did not look."""
    in_sight = False
    path = row(case.path, number, case.size.path_places)
    end = row(path, 1, case.size.path_places)[at.PATH_START]
    for place in range(case.size.sensors):
        sensor = row(case.sensors, place, at.SENSOR_PLACES)
        if sensor[at.SENSOR_ROLE] == _ENGAGEMENT_ROLE:
            continue
        nodes = row(case.track, int(sensor[at.SENSOR_SITE]) * case.size.nodes, at.NODE_PLACES)
        bit = int(sensor[at.SENSOR_SIGHT_BIT])
        half_rad = sensor[at.SENSOR_SECTOR_HALF_RAD]
        centre_rad = 0.0
        for unit in range(case.size.units - 1, -1, -1):
            if row(case.units, unit, at.UNIT_PLACES)[at.UNIT_PICTURE] == sensor[at.SENSOR_PICTURE]:
                centre_rad = row(unit_states, unit, at.STATE_UNIT_PLACES)[at.SEARCH_CENTRE_RAD]
        for node in range(path[at.PATH_FIRST_SIGHT + place], end):
            seen = row(nodes, node, at.NODE_PLACES)
            if (int(seen[at.NODE_SIGHT]) >> bit) & 1:
                turn_rad = abs(seen[at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
                if half_rad >= math.pi or min(turn_rad, _TWO_PI - turn_rad) <= half_rad:
                    return False
                in_sight = True
    return in_sight


@kernel()
def _feasible_shots(
    case: WorldRows, launcher_states: F64, unit: int, course: I64, start_s: float, ready_s: float
) -> int:
    """Which shots a free channel and a facing radar could make at a threat: bits, the later ones with the
    earlier.

    Bit 0: a shot at all, with unlimited warning and rounds. Bit 1: one from ``ready_s`` on. Bit 2: one from
    ``ready_s`` on by a launcher that was loaded then. ``course`` is the threat's row of the state.
    """
    columns = row(case.units, unit, at.UNIT_PLACES)
    choices = row(
        case.doctrine, unit * case.size.classes + course[at.COURSE_CLASS], case.size.doctrine_places
    )
    first = course[at.FIRST_NODE]
    found = 0
    for choice in range(at.DOCTRINE_FIRST_CHOICE, case.size.doctrine_places):
        round_kind = choices[choice]
        if round_kind < 0:
            break
        # the launchers of a kind stand side by side: one of them speaks for all, loaded until the last is
        # empty and again from the first reload on
        place = -1
        emptied_s = 0.0
        reloaded_s = np.inf
        for number in range(int(columns[at.UNIT_LAUNCHER_START]), int(columns[at.UNIT_LAUNCHER_END])):
            launcher = row(case.launchers, number, at.LAUNCHER_PLACES)
            if launcher[at.LAUNCHER_INTERCEPTOR] == round_kind and launcher[at.LAUNCHER_PRESENT] > 0.0:
                place = number
                launcher_state = row(launcher_states, number, at.STATE_LAUNCHER_PLACES)
                emptied_s = max(emptied_s, launcher_state[at.EMPTIED_S])
                reloaded_s = min(reloaded_s, launcher_state[at.RELOADED_S])
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
            shooter = (unit, int(place), round_kind)  # not the literal -1 that it began with
            launch_s, _ = plan_shot(case, course, shooter, first, from_s - start_s, (math.pi, 0.0))
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


@kernel("int64(int64)")
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


@kernel("int64(int64, int64, float64, boolean)")
def _why_no_shot(feasible: int, hold_fire: int, blocked: float, lost: bool) -> int:
    """Why a fire unit did not shoot at a threat: ``feasible`` as of ``_feasible_shots``."""
    if not feasible & 1:
        return _OUT_OF_ENVELOPE
    if not feasible & 2:
        return _SEEN_TOO_LATE
    if hold_fire:
        return _HELD_BY_DOCTRINE
    if blocked == _BLOCKED_ROUND or not feasible & 4:
        return _NO_ROUND
    if lost:
        return _UNIT_LOST
    if blocked == _BLOCKED_SECTOR:
        return _OUT_OF_SECTOR
    return _NO_CHANNEL


@kernel()
def settle_raid(case: WorldRows, state: RaidRows) -> None:
    """Set outcome and reason of every threat of a raid that has been advanced to its end.

    Precedence of reasons: ``unit_lost`` (a shot lost its radar), then for threats shot at
    ``held_by_doctrine`` (the engagement was closed while another shot was feasible) or ``missed``; then
    ``taken_for_decoy``, ``never_in_sight``, ``out_of_sector`` (searching radars had it in sight only where
    they did not look), ``not_tracked_by_luck``, ``not_detected``; then by the fire unit that came farthest
    towards a shot.
    """
    computed = case.size.given == 0
    all_units = case.size.units
    all_threats = case.size.threats
    for threat in range(all_threats):
        columns = row(case.threats, threat, at.THREAT_PLACES)
        target = row(state.threat, threat, at.STATE_THREAT_PLACES)
        impact_s = target[at.IMPACT_S]
        number = int(target[at.PATH])
        if target[at.KILLED_S] <= impact_s:
            target[at.OUTCOME] = KILLED
            continue
        if row(case.path, number, case.size.path_places)[at.PATH_ABORTED]:
            target[at.OUTCOME] = ABORTED
            continue
        target[at.OUTCOME] = LEAKED
        if columns[at.THREAT_DECOY] > 0.0:
            continue
        shot_at = target[at.SHOTS] > 0.0
        if target[at.LOST_SHOTS] > 0.0:
            target[at.REASON] = _UNIT_LOST
            continue
        if not shot_at:
            if target[at.HELD_FOR_DECOY] > 0.0:
                target[at.REASON] = _TAKEN_FOR_DECOY
                continue
            if computed and not _ever_in_sight(case, number):
                target[at.REASON] = _NEVER_IN_SIGHT
                continue
            if computed and _looked_elsewhere(case, state.unit, number):
                target[at.REASON] = _OUT_OF_SECTOR
                continue
            if target[at.TRACKED] == 0.0:
                target[at.REASON] = _NOT_TRACKED_BY_LUCK
                continue
            confirmed = not computed
            if computed:
                for picture in range(state.pictures):
                    if state.confirmed_s[picture * all_threats + threat] < np.inf:
                        confirmed = True
            if not confirmed:
                target[at.REASON] = _NOT_DETECTED
                continue
        kind = int(columns[at.THREAT_CLASS])
        course = row(state.course, threat, at.COURSE_PLACES)
        held = False
        reason = 0
        farthest = -1
        for unit in range(all_units):
            pair = row(state.pair, unit * all_threats + threat, at.STATE_PAIR_PLACES)
            from_s = pair[at.CLOSED_S] if shot_at else pair[at.READY_S]
            if from_s >= impact_s:
                from_s = np.inf
            shots = _feasible_shots(case, state.launcher, unit, course, target[at.START_S], from_s)
            if shot_at:
                held = held or shots & 2 > 0
                continue
            doctrine = row(case.doctrine, unit * case.size.classes + kind, case.size.doctrine_places)
            lost = row(state.unit, unit, at.STATE_UNIT_PLACES)[at.LOST_S] < impact_s
            found = _why_no_shot(shots, doctrine[at.DOCTRINE_HOLD_FIRE], pair[at.BLOCKED], lost)
            if _rank(found) > farthest:
                farthest = _rank(found)
                reason = found
        if shot_at:
            target[at.REASON] = _HELD_BY_DOCTRINE if held else _MISSED
        else:
            target[at.REASON] = reason if all_units > 0 else _OUT_OF_ENVELOPE
