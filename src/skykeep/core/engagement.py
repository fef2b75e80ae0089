"""The engagement of one raid as discrete events in continuous time: who is shot at, when, by which launcher.

The kernel is re-entrant: ``advance`` returns an exit code and can be called again with a larger log or a
later limit; the events are the same, chunked or not. Ties go by time, then kind of event, then sequence;
what becomes ready at the same time comes last.

``advance`` is one long function on purpose: a call that hands over the whole raid costs as much as the work
of an event, so only what needs few columns is a function of its own.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement_state import RaidState
from .engagement_steps import drop_waiting, insert_waiting, lose_radar, ready_launcher, record, take_round
from .event_queue import event_kind, event_parts, pop_first, push_event
from .interceptor.launch_planner import find_node, plan_launch
from .jit import kernel
from .streams import combine_keys, stream_key, uniform

__all__ = ["DONE", "EVENT_NAMES", "FAULT", "LOG_FULL", "TIME_LIMIT", "advance"]

DONE, LOG_FULL, TIME_LIMIT, FAULT = 0, 1, 2, 3
"""Exit codes of ``advance``."""

EVENT_NAMES = ("ready", "assessed_dead", "assessed_alive", "turn", "radar_lost")
"""Events by their code in the log; launches and what became of them are in ``RaidState.shot``."""
_READY, _DEAD, _ALIVE, _TURN, _RADAR_LOST = 0, 1, 2, 3, 4

# kinds of waiting event; ties in time go by kind, then by sequence
_DAMAGE, _ASSESS, _MISSILES, _WAKE = 0, 1, 2, 3
_UNLIMITED = 1_000_000  # missile channels at or above this are not counted
_TIME_TOLERANCE_S = 1e-6  # a planned launch this close to now is now
_COMMON_KILL, _KILL_DRAW, _ASSESSMENT = 6, 7, 8  # the values of skykeep.rng.Purpose (a test holds them equal)
_BLOCKED_SECTOR, _BLOCKED_ROUND = 1, 2
_TURN_TOLERANCE_RAD = 1e-3  # a turn as small as this changes nothing
_TWO_PI = 2.0 * math.pi

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel(wrap=False)
def advance(
    case: Case, world: int, replication: int, row: int, state: RaidState, log: F64, until_s: float
) -> int:
    """Run the raid in ``state`` on and return an exit code: DONE, LOG_FULL, TIME_LIMIT or FAULT.

    The raid begins with ``start_raid``. After LOG_FULL give a longer log that begins with the same rows;
    after TIME_LIMIT (no event left before ``until_s``) call again with a later limit. FAULT means a queue
    overflow.
    """
    path = case.path
    track = case.track
    tables_s = case.flyout_time_s
    rounds = case.interceptors[world]
    unit_columns = case.units[world]
    doctrine = case.doctrine
    launchers = case.launchers[world]
    sensors = case.sensors[world]
    threat_columns = case.threats
    classes = case.classes[world]
    luck = case.luck[world]
    unit_entity = case.entity[at.ENTITY_UNIT]
    threat_entity = case.entity[at.ENTITY_THREAT]
    given = case.given
    seed = case.seed
    threats = state.threat
    all_pairs = state.pair
    units = state.unit
    launcher_states = state.launcher
    ready_times_s = state.launcher_ready_s
    kinds = state.launcher_kind
    waiting_lists = state.waiting
    impact_lists_s = state.waiting_impact_s
    arrivals = state.arrival
    shots = state.shot
    progress = state.progress
    queue = state.queue
    all_units = unit_columns.shape[0]
    drawn_before = given.size > 0 and given.shape[2] > at.GIVEN_KILL_U
    kill_key = stream_key(seed, _KILL_DRAW, world)

    while True:
        # the next event: an arrival (a pair of fire unit and threat becomes ready) or the first of the queue
        if log.shape[0] > 0 and progress[at.LOGGED] + 1 + all_units > log.shape[0]:
            return LOG_FULL  # one event logs a row of its own and at most one turn of each fire unit
        arrival = progress[at.NEXT_ARRIVAL]
        arrival_s = arrivals[arrival, at.ARRIVAL_S] if arrival < progress[at.ARRIVALS] else np.inf
        queued_s = queue[0, at.EVENT_S] if progress[at.QUEUED] > 0 else np.inf
        now_s = min(arrival_s, queued_s)
        if now_s == np.inf:
            return DONE
        if now_s > until_s:
            return TIME_LIMIT
        if arrival_s < queued_s:
            first_unit = int(arrivals[arrival, at.ARRIVAL_UNIT])
            last_unit = first_unit + 1
            threat = int(arrivals[arrival, at.ARRIVAL_THREAT])
            progress[at.NEXT_ARRIVAL] = arrival + 1
            record(log, progress, now_s, _READY, first_unit, threat, 0.0)
            impact_s = threats[threat, at.IMPACT_S]
            insert_waiting(
                waiting_lists[first_unit], impact_lists_s[first_unit], units[first_unit], impact_s, threat
            )
        else:
            kind_of_event = event_kind(queue[0])
            first_unit, threat, count = event_parts(queue[0])
            last_unit = first_unit + 1
            pop_first(queue, progress)
            target = threats[threat]
            unit_state = units[first_unit]
            if kind_of_event == _DAMAGE:
                if target[at.KILLED_S] > now_s and unit_state[at.LOST_S] > now_s:
                    unit_state[at.LOST_S] = now_s
                    fired = progress[at.SHOTS_FIRED]
                    pairs = all_pairs[first_unit]
                    lose_radar(shots, fired, threats, pairs, rounds, launcher_states, first_unit, now_s)
                    record(log, progress, now_s, _RADAR_LOST, first_unit, threat, 0.0)
                    first_unit = 0  # others may take what it has let go
                    last_unit = all_units
            elif kind_of_event == _MISSILES:
                unit_state[at.MISSILES_FREE] += count
            elif kind_of_event == _ASSESS and all_pairs[first_unit, threat, at.FIRST_LAUNCH_S] < np.inf:
                # judge the salvo, with both errors; free the channel; shoot again or let go
                unit_state[at.CHANNELS_FREE] += 1.0
                target[at.ENGAGED] -= 1.0
                pair = all_pairs[first_unit, threat]
                salvos = pair[at.SALVOS]
                dead = target[at.KILLED_S] <= now_s
                p_error = luck[at.CHANCE_MISSED_KILL] if dead else luck[at.CHANCE_FALSE_KILL]
                judged_dead = dead
                if p_error > 0.0:
                    pair_key = combine_keys(threat_entity[threat], unit_entity[first_unit])
                    assess_key = stream_key(seed, _ASSESSMENT, world)
                    if uniform(assess_key, pair_key, replication, int(salvos)) < p_error:
                        judged_dead = not dead
                judged = _DEAD if judged_dead else _ALIVE
                record(log, progress, now_s, judged, first_unit, threat, 1.0 if dead else 0.0)
                limit = unit_columns[first_unit, at.UNIT_MAX_SALVOS]
                if judged_dead or (limit > 0.0 and salvos >= limit):
                    pair[at.CLOSED_S] = now_s
                elif target[at.IMPACT_S] > now_s:
                    impact_s = target[at.IMPACT_S]
                    insert_waiting(
                        waiting_lists[first_unit], impact_lists_s[first_unit], unit_state, impact_s, threat
                    )
                    pair[at.NOT_BEFORE_S] = now_s
                if all_units > 1:
                    first_unit = 0
                    last_unit = all_units

        # let the fire units concerned start every engagement they can start now
        for unit in range(first_unit, last_unit):
            unit_state = units[unit]
            if unit_state[at.LOST_S] <= now_s or unit_state[at.SLEWING_UNTIL_S] > now_s:
                continue
            pairs = all_pairs[unit]
            waiting = waiting_lists[unit]
            impacts_s = impact_lists_s[unit]
            columns = unit_columns[unit]
            sensor = int(columns[at.UNIT_SENSOR])
            site = int(columns[at.UNIT_SITE])
            radar = (site, int(sensors[sensor, at.SENSOR_SIGHT_BIT]))
            half_rad = sensors[sensor, at.SENSOR_SECTOR_HALF_RAD]
            reach_m = sensors[sensor, at.SENSOR_INSTRUMENTED_M]
            lowest_rad = sensors[sensor, at.SENSOR_ELEVATION_MIN_RAD]
            highest_rad = sensors[sensor, at.SENSOR_ELEVATION_MAX_RAD]
            span = (int(columns[at.UNIT_LAUNCHER_START]), int(columns[at.UNIT_LAUNCHER_END]))
            pending_s = np.inf  # first planned launch at a threat that comes before the one looked at
            next_place = int(unit_state[at.WAITING]) - 1
            while unit_state[at.CHANNELS_FREE] > 0.0 and next_place >= 0:
                place = next_place
                next_place -= 1
                threat = waiting[place]
                target = threats[threat]
                pair = pairs[threat]
                if target[at.IMPACT_S] <= now_s or (pair[at.SALVOS] == 0.0 and target[at.KILLED_S] <= now_s):
                    # it has reached its aim, or another fire unit has killed it
                    drop_waiting(waiting, impacts_s, unit_state, place)
                    continue
                if target[at.ENGAGED] > 0.0:
                    continue
                if pair[at.NOT_BEFORE_S] > now_s:
                    if pair[at.BLOCKED] != _BLOCKED_SECTOR:
                        pending_s = min(pending_s, pair[at.NOT_BEFORE_S])
                    continue
                threat_kind = int(threat_columns[threat, at.THREAT_CLASS])
                ballistic = int(classes[threat_kind, at.CLASS_BALLISTIC])
                start_s = target[at.START_S]
                number = int(target[at.PATH])
                begin = path[number, at.PATH_START]
                end = path[number + 1, at.PATH_START]
                cursor = find_node(track, end, now_s - start_s, int(target[at.CURSOR]))
                target[at.CURSOR] = cursor
                centre_rad = unit_state[at.SECTOR_CENTRE_RAD]

                # the earliest shot; ties go to the preferred interceptor. If there is none in the sector, a
                # second look tells whether there would be one if the radar faced it
                launcher = -1
                kind = -1
                launch_s = np.inf
                intercept_s = np.inf
                any_round = False
                all_reloading = True
                reloading = False
                faces = True
                wide_rad = half_rad
                while True:
                    for choice in range(at.DOCTRINE_FIRST_CHOICE, doctrine.shape[2]):
                        preferred = doctrine[unit, threat_kind, choice]
                        if preferred < 0:
                            break
                        candidate = ready_launcher(ready_times_s, kinds, span, preferred)
                        if candidate < 0:
                            continue
                        any_round = True
                        reloads = launcher_states[candidate, at.RELOADED_S] > now_s
                        all_reloading = all_reloading and reloads
                        ready_s = ready_times_s[candidate]
                        earliest_s = max(now_s, ready_s) - start_s
                        planned_s, meets_s, _ = plan_launch(
                            track,
                            rounds,
                            tables_s,
                            (
                                preferred,
                                ballistic,
                                int(launchers[candidate, at.LAUNCHER_SITE]),
                                launchers[candidate, at.LAUNCHER_ALT_MSL_M],
                            ),
                            (begin, find_node(track, end, earliest_s, cursor), end),
                            earliest_s,
                            radar,
                            (reach_m, lowest_rad, highest_rad, wide_rad, centre_rad),
                        )
                        if planned_s + start_s < launch_s - _TIME_TOLERANCE_S:
                            launcher = candidate
                            reloading = reloads
                            kind = preferred
                            launch_s = max(planned_s + start_s, now_s)
                            intercept_s = max(meets_s + start_s, launch_s)
                    if launcher >= 0 or not any_round or wide_rad >= math.pi:
                        break
                    faces = False
                    wide_rad = math.pi
                if launcher >= 0 and not faces:
                    pair[at.BLOCKED] = _BLOCKED_SECTOR
                    idle = unit_state[at.CHANNELS_FREE] == unit_state[at.CHANNELS_READY]
                    if pending_s < np.inf or not (idle or columns[at.UNIT_SLEW_WHEN_ENGAGED] > 0.0):
                        pair[at.NOT_BEFORE_S] = (
                            pending_s if idle and pending_s < np.inf else np.nextafter(now_s, np.inf)
                        )
                        continue
                    # face midway between the threat at launch and at intercept
                    turn_node = find_node(track, end, launch_s - start_s, cursor)
                    azimuth_rad = track[site, turn_node, at.NODE_AZIMUTH_RAD]
                    turn_node = find_node(track, end, intercept_s - start_s, turn_node)
                    sweep_rad = track[site, turn_node, at.NODE_AZIMUTH_RAD] - azimuth_rad
                    sweep_rad = (sweep_rad + math.pi) % _TWO_PI - math.pi
                    azimuth_rad = (azimuth_rad + 0.5 * sweep_rad) % _TWO_PI
                    turn_rad = abs(azimuth_rad - centre_rad) % _TWO_PI
                    turn_rad = min(turn_rad, _TWO_PI - turn_rad)
                    if turn_rad < _TURN_TOLERANCE_RAD:
                        # the radar faces the shot already and would lose the threat before the intercept
                        drop_waiting(waiting, impacts_s, unit_state, place)
                        continue
                    faced_s = now_s + turn_rad / columns[at.UNIT_SLEW_RATE_RADPS]
                    unit_state[at.SECTOR_CENTRE_RAD] = azimuth_rad
                    unit_state[at.SLEWING_UNTIL_S] = faced_s
                    record(log, progress, now_s, _TURN, unit, threat, azimuth_rad)
                    if not push_event(queue, progress, faced_s, _WAKE, unit, threat, 0):
                        return FAULT
                    break
                wanted = float(doctrine[unit, threat_kind, at.DOCTRINE_SALVO_SIZE])
                if launcher >= 0 and columns[at.UNIT_PARTIAL_SALVO] == 0.0:
                    loaded = 0.0
                    at_hand = 0.0
                    next_load_s = np.inf
                    for other in range(span[0], span[1]):
                        if kinds[other] != kind:
                            continue
                        loaded += launcher_states[other, at.ROUNDS]
                        if launcher_states[other, at.RELOADED_S] <= now_s:
                            at_hand += launcher_states[other, at.ROUNDS]
                        else:
                            next_load_s = min(next_load_s, launcher_states[other, at.RELOADED_S])
                    any_round = loaded >= wanted
                    if at_hand < wanted <= loaded:
                        # a whole salvo waits for the next reload
                        pair[at.BLOCKED] = _BLOCKED_ROUND
                        pair[at.NOT_BEFORE_S] = next_load_s
                        pending_s = min(pending_s, next_load_s)
                        if not push_event(queue, progress, next_load_s, _WAKE, unit, threat, 0):
                            return FAULT
                        continue
                if launcher < 0 or not any_round:
                    # never again: no feasible shot is left, or no round, or none before the end of a reload
                    if not any_round or all_reloading:
                        pair[at.BLOCKED] = _BLOCKED_ROUND
                    drop_waiting(waiting, impacts_s, unit_state, place)
                    continue
                available_s = max(now_s, ready_times_s[launcher])
                if reloading or launch_s > available_s + _TIME_TOLERANCE_S:
                    # later: come back when the threat is in reach, or the launcher is reloaded
                    later_s = max(launch_s, available_s)
                    delayed = reloading and launch_s <= available_s + _TIME_TOLERANCE_S
                    pair[at.BLOCKED] = _BLOCKED_ROUND if delayed else 0.0
                    pair[at.NOT_BEFORE_S] = later_s
                    pending_s = min(pending_s, later_s)
                    if not push_event(queue, progress, later_s, _WAKE, unit, threat, 0):
                        return FAULT
                    continue
                counted = columns[at.UNIT_MISSILE_CHANNELS] < _UNLIMITED
                if counted and unit_state[at.MISSILES_FREE] < wanted:
                    if columns[at.UNIT_PARTIAL_SALVO] == 0.0 or unit_state[at.MISSILES_FREE] <= 0.0:
                        break
                    wanted = unit_state[at.MISSILES_FREE]

                # fire the salvo; each shot's luck is keyed by threat and ordinal, so it can be settled now
                fired = 0
                last_s = intercept_s
                while True:
                    ready_times_s[launcher] = take_round(
                        launchers[launcher], launcher_states[launcher], unit_state, launch_s
                    )
                    ordinal = int(target[at.SHOTS])
                    if drawn_before and at.GIVEN_KILL_U + ordinal < given.shape[2]:
                        drawn = given[row, threat, at.GIVEN_KILL_U + ordinal]
                    else:
                        drawn = uniform(kill_key, threat_entity[threat], replication, ordinal)
                    kills = drawn < rounds[kind, at.INTERCEPTOR_KILL_P + threat_kind]
                    if kills and luck[at.CHANCE_COMMON_KILL] < 1.0:
                        if pair[at.SPOILED] > 1.0:
                            pair_key = combine_keys(threat_entity[threat], unit_entity[unit])
                            common_key = stream_key(seed, _COMMON_KILL, world)
                            good = uniform(common_key, pair_key, replication, 0) < luck[at.CHANCE_COMMON_KILL]
                            pair[at.SPOILED] = 0.0 if good else 1.0
                        kills = pair[at.SPOILED] == 0.0
                    if kills and intercept_s < target[at.KILLED_S]:
                        target[at.KILLED_S] = intercept_s
                    shot = shots[progress[at.SHOTS_FIRED]]
                    progress[at.SHOTS_FIRED] += 1
                    shot[at.SHOT_LAUNCH_S] = launch_s
                    shot[at.SHOT_INTERCEPT_S] = intercept_s
                    shot[at.SHOT_THREAT] = threat
                    shot[at.SHOT_UNIT] = unit
                    shot[at.SHOT_INTERCEPTOR] = kind
                    shot[at.SHOT_LAUNCHER] = launcher
                    shot[at.SHOT_ORDINAL] = ordinal
                    shot[at.SHOT_KILLS] = 1.0 if kills else 0.0
                    target[at.SHOTS] = ordinal + 1
                    last_s = max(last_s, intercept_s)
                    fired += 1
                    if fired >= wanted:
                        break
                    launcher = ready_launcher(ready_times_s, kinds, span, kind)
                    if launcher < 0 or launcher_states[launcher, at.RELOADED_S] > now_s:
                        break
                    earliest_s = max(now_s, ready_times_s[launcher])
                    if earliest_s > launch_s:
                        next_s, next_intercept_s, _ = plan_launch(
                            track,
                            rounds,
                            tables_s,
                            (
                                kind,
                                ballistic,
                                int(launchers[launcher, at.LAUNCHER_SITE]),
                                launchers[launcher, at.LAUNCHER_ALT_MSL_M],
                            ),
                            (begin, find_node(track, end, earliest_s - start_s, cursor), end),
                            earliest_s - start_s,
                            radar,
                            (reach_m, lowest_rad, highest_rad, half_rad, centre_rad),
                        )
                        if next_s + start_s > earliest_s + _TIME_TOLERANCE_S:
                            break
                        launch_s = max(next_s + start_s, now_s)
                        intercept_s = max(next_intercept_s + start_s, launch_s)
                drop_waiting(waiting, impacts_s, unit_state, place)
                unit_state[at.CHANNELS_FREE] -= 1.0
                target[at.ENGAGED] += 1.0
                pair[at.SALVOS] += 1.0
                pair[at.FIRST_LAUNCH_S] = shots[progress[at.SHOTS_FIRED] - fired, at.SHOT_LAUNCH_S]
                assessed_s = last_s + columns[at.UNIT_ASSESSMENT_S]
                if not push_event(queue, progress, assessed_s, _ASSESS, unit, threat, 0):
                    return FAULT
                if counted:
                    unit_state[at.MISSILES_FREE] -= fired
                    if not push_event(queue, progress, last_s, _MISSILES, unit, threat, fired):
                        return FAULT
