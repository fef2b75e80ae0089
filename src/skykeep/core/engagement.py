"""The engagement of one raid as discrete events in continuous time: who is shot at, when, by which launcher.

The kernel is re-entrant: ``advance`` can be called again with a larger log or a later limit, to the same
events. Ties go by time, kind of event, sequence; what becomes ready at the same time comes last.

``advance`` is one long function on purpose: a call that hands over all the columns of a world and a raid
costs as much as the work of an event, so only what needs few of them is a function of its own.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from . import layout as at
from .bit_set import add_member, drop_member, next_member
from .engagement_state import RaidRows
from .engagement_steps import (
    link_launcher,
    lose_radar,
    plan_shot,
    ready_launcher,
    record,
    take_round,
    unlink_launcher,
)
from .event_queue import event_parts, pop_event, push_event, push_rare_event
from .interceptor.launch_planner import find_node, plan_launch
from .jit import kernel
from .rows import row
from .streams import combine_keys, stream_key, uniform
from .world_rows import WorldRows

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
_COMMON_KILL, _ASSESSMENT = 6, 8  # the values of skykeep.rng.Purpose (a test holds them equal)
_BLOCKED_SECTOR, _BLOCKED_ROUND = 1, 2
_TURN_TOLERANCE_RAD = 1e-3  # a turn as small as this changes nothing
_TWO_PI = 2.0 * math.pi

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel()
def advance(case: WorldRows, replication: int, given: int, state: RaidRows, until_s: float) -> int:
    """Run the raid in ``state`` on and return an exit code: DONE, LOG_FULL, TIME_LIMIT or FAULT.

    The raid begins with ``start_raid``; ``given`` is its row in a given picture. After LOG_FULL give a longer
    log that begins with the same rows; after TIME_LIMIT (no event left before ``until_s``) call again with a
    later limit. FAULT means a queue overflow.
    """
    seed = case.seed
    world = case.world
    luck = case.luck
    track = case.track
    levels, heights, ranges = case.size.table
    table_places = levels * heights * ranges
    all_units = case.size.units
    all_threats = case.size.threats
    unit_entity = case.unit_entity
    threat_entity = case.threat_entity
    ready_times_s = state.launcher_ready_s
    kinds = state.launcher_kind
    progress = state.progress
    words = state.waiting_words
    queue = (state.queue_s, state.queue, state.queue_rows)
    log = (state.log, state.log_rows)
    drawn_before = case.size.given > 0 and case.size.given_places > at.GIVEN_KILL_U

    now_s = 0.0
    next_unit = 0  # fire units from this one to before the last are still to look for shots
    last_unit = 0
    while True:
        if next_unit == last_unit:
            # the next event: an arrival (a pair of fire unit and threat becomes ready) or the queue's first
            if 0 < state.log_rows < progress[at.LOGGED] + 1 + all_units:
                return LOG_FULL  # one event logs a row of its own and at most one turn of each fire unit
            arrival = progress[at.NEXT_ARRIVAL]
            arrival_s = state.arrival_s[arrival] if arrival < progress[at.ARRIVALS] else np.inf
            first = progress[at.QUEUE_FIRST]
            queued_s = state.queue_s[first] if first < progress[at.QUEUE_END] else np.inf
            now_s = min(arrival_s, queued_s)
            if now_s == np.inf:
                return DONE
            if now_s > until_s:
                return TIME_LIMIT
            if arrival_s < queued_s:
                _, unit, threat, _ = event_parts(state.arrival[arrival])
                next_unit = unit
                last_unit = unit + 1
                progress[at.NEXT_ARRIVAL] = arrival + 1
                record(log, progress, now_s, _READY, unit, threat, 0.0)
                course = row(state.course, threat, at.COURSE_PLACES)
                add_member(row(state.waiting, unit, words), course[at.IMPACT_RANK])
            else:
                kind_of_event, unit, threat, count = event_parts(pop_event(state.queue, progress))
                next_unit = unit
                last_unit = unit + 1
                target = row(state.threat, threat, at.STATE_THREAT_PLACES)
                unit_state = row(state.unit, unit, at.STATE_UNIT_PLACES)
                pair = row(state.pair, unit * all_threats + threat, at.STATE_PAIR_PLACES)
                if kind_of_event == _DAMAGE:
                    if target[at.KILLED_S] > now_s and unit_state[at.LOST_S] > now_s:
                        unit_state[at.LOST_S] = now_s
                        lose_radar(
                            state.shot,
                            progress[at.SHOTS_FIRED],
                            state.threat,
                            row(state.pair, unit * all_threats, at.STATE_PAIR_PLACES),
                            case.interceptors,
                            case.size.interceptor_places,
                            state.launcher,
                            unit,
                            now_s,
                        )
                        record(log, progress, now_s, _RADAR_LOST, unit, threat, 0.0)
                        next_unit = 0  # others may take what it has let go
                        last_unit = all_units
                elif kind_of_event == _MISSILES:
                    unit_state[at.MISSILES_FREE] += count
                elif kind_of_event == _ASSESS and pair[at.FIRST_LAUNCH_S] < np.inf:
                    # judge the salvo, with both errors; free the channel; shoot again or let go
                    unit_state[at.CHANNELS_FREE] += 1.0
                    target[at.ENGAGED] -= 1.0
                    salvos = pair[at.SALVOS]
                    dead = target[at.KILLED_S] <= now_s
                    p_error = luck[at.CHANCE_MISSED_KILL] if dead else luck[at.CHANCE_FALSE_KILL]
                    judged_dead = dead
                    if p_error > 0.0:
                        pair_key = combine_keys(threat_entity[threat], unit_entity[unit])
                        assess_key = stream_key(seed, _ASSESSMENT, world)
                        if uniform(assess_key, pair_key, replication, int(salvos)) < p_error:
                            judged_dead = not dead
                    judged = _DEAD if judged_dead else _ALIVE
                    record(log, progress, now_s, judged, unit, threat, 1.0 if dead else 0.0)
                    limit = row(case.units, unit, at.UNIT_PLACES)[at.UNIT_MAX_SALVOS]
                    if judged_dead or (limit > 0.0 and salvos >= limit):
                        pair[at.CLOSED_S] = now_s
                    elif target[at.IMPACT_S] > now_s:
                        course = row(state.course, threat, at.COURSE_PLACES)
                        add_member(row(state.waiting, unit, words), course[at.IMPACT_RANK])
                        pair[at.NOT_BEFORE_S] = now_s
                    if all_units > 1:
                        next_unit = 0
                        last_unit = all_units

        # let the next fire unit concerned start every engagement that it can start now
        unit = next_unit
        next_unit += 1
        unit_state = row(state.unit, unit, at.STATE_UNIT_PLACES)
        if unit_state[at.LOST_S] <= now_s or unit_state[at.SLEWING_UNTIL_S] > now_s:
            continue
        waiting = row(state.waiting, unit, words)
        columns = row(case.units, unit, at.UNIT_PLACES)
        ends = case.size.launchers + unit  # row of launcher_order in which those of the unit begin and end
        pending_s = np.inf  # first planned launch at a threat that comes before the one looked at
        rank = -1
        while unit_state[at.CHANNELS_FREE] > 0.0:
            rank = next_member(waiting, words, rank + 1)
            if rank < 0:
                break
            threat = state.by_impact[rank]
            target = row(state.threat, threat, at.STATE_THREAT_PLACES)
            pair = row(state.pair, unit * all_threats + threat, at.STATE_PAIR_PLACES)
            if target[at.IMPACT_S] <= now_s or (pair[at.SALVOS] == 0.0 and target[at.KILLED_S] <= now_s):
                # it has reached its aim, or another fire unit has killed it
                drop_member(waiting, rank)
                continue
            if target[at.ENGAGED] > 0.0:
                continue
            if pair[at.NOT_BEFORE_S] > now_s:
                if pair[at.BLOCKED] != _BLOCKED_SECTOR:
                    pending_s = min(pending_s, pair[at.NOT_BEFORE_S])
                continue
            course = row(state.course, threat, at.COURSE_PLACES)
            threat_kind = course[at.COURSE_CLASS]
            doctrine = row(case.doctrine, unit * case.size.classes + threat_kind, case.size.doctrine_places)
            ballistic = int(row(case.classes, threat_kind, at.CLASS_PLACES)[at.CLASS_BALLISTIC])
            held = row(track, int(columns[at.UNIT_SITE]) * case.size.nodes, at.NODE_PLACES)
            start_s = target[at.START_S]
            end = course[at.END_NODE]
            cursor = find_node(track, end, now_s - start_s, course[at.CURSOR])
            course[at.CURSOR] = cursor
            sensor = row(case.sensors, int(columns[at.UNIT_SENSOR]), at.SENSOR_PLACES)
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
            wide_rad = sensor[at.SENSOR_SECTOR_HALF_RAD]
            while True:
                for choice in range(at.DOCTRINE_FIRST_CHOICE, case.size.doctrine_places):
                    preferred = doctrine[choice]
                    if preferred < 0:
                        break
                    candidate = ready_launcher(state.launcher_order, ends, ready_times_s, kinds, preferred)
                    if candidate < 0:
                        continue
                    any_round = True
                    launcher_state = row(state.launcher, candidate, at.STATE_LAUNCHER_PLACES)
                    reloads = launcher_state[at.RELOADED_S] > now_s
                    all_reloading = all_reloading and reloads
                    ready_s = ready_times_s[candidate]
                    earliest_s = max(now_s, ready_s) - start_s
                    its = row(case.launchers, candidate, at.LAUNCHER_PLACES)
                    planned_s, meets_s, _ = plan_launch(
                        (row(track, int(its[at.LAUNCHER_SITE]) * case.size.nodes, at.NODE_PLACES), held),
                        (
                            row(case.interceptors, preferred, case.size.interceptor_places),
                            row(case.flyout_time_s, preferred, table_places),
                            heights,
                            ranges,
                        ),
                        (ballistic, its[at.LAUNCHER_ALT_MSL_M]),
                        (course[at.FIRST_NODE], find_node(track, end, earliest_s, cursor), end),
                        earliest_s,
                        sensor,
                        (wide_rad, centre_rad),
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
                azimuth_rad = row(held, turn_node, at.NODE_PLACES)[at.NODE_AZIMUTH_RAD]
                turn_node = find_node(track, end, intercept_s - start_s, turn_node)
                sweep_rad = row(held, turn_node, at.NODE_PLACES)[at.NODE_AZIMUTH_RAD] - azimuth_rad
                sweep_rad = (sweep_rad + math.pi) % _TWO_PI - math.pi
                azimuth_rad = (azimuth_rad + 0.5 * sweep_rad) % _TWO_PI
                turn_rad = abs(azimuth_rad - centre_rad) % _TWO_PI
                turn_rad = min(turn_rad, _TWO_PI - turn_rad)
                if turn_rad < _TURN_TOLERANCE_RAD:
                    # the radar faces the shot already and would lose the threat before the intercept
                    drop_member(waiting, rank)
                    continue
                faced_s = now_s + turn_rad / columns[at.UNIT_SLEW_RATE_RADPS]
                unit_state[at.SECTOR_CENTRE_RAD] = azimuth_rad
                unit_state[at.SLEWING_UNTIL_S] = faced_s
                record(log, progress, now_s, _TURN, unit, threat, azimuth_rad)
                if not push_rare_event(queue, progress, faced_s, (_WAKE, unit, threat, 0)):
                    return FAULT
                break
            again = pair[at.SALVOS] > 0.0
            wanted = float(doctrine[at.DOCTRINE_LATER_SALVO_SIZE if again else at.DOCTRINE_SALVO_SIZE])
            if launcher >= 0 and columns[at.UNIT_PARTIAL_SALVO] == 0.0:
                loaded = 0.0
                at_hand = 0.0
                next_load_s = np.inf
                first_launcher = int(columns[at.UNIT_LAUNCHER_START])
                for other in range(first_launcher, int(columns[at.UNIT_LAUNCHER_END])):
                    if kinds[other] != kind:
                        continue
                    launcher_state = row(state.launcher, other, at.STATE_LAUNCHER_PLACES)
                    loaded += launcher_state[at.ROUNDS]
                    if launcher_state[at.RELOADED_S] <= now_s:
                        at_hand += launcher_state[at.ROUNDS]
                    else:
                        next_load_s = min(next_load_s, launcher_state[at.RELOADED_S])
                any_round = loaded >= wanted
                if at_hand < wanted <= loaded:
                    # a whole salvo waits for the next reload
                    pair[at.BLOCKED] = _BLOCKED_ROUND
                    pair[at.NOT_BEFORE_S] = next_load_s
                    pending_s = min(pending_s, next_load_s)
                    if not push_rare_event(queue, progress, next_load_s, (_WAKE, unit, threat, 0)):
                        return FAULT
                    continue
            if launcher < 0 or not any_round:
                # never again: no feasible shot is left, or no round, or none before the end of a reload
                if not any_round or all_reloading:
                    pair[at.BLOCKED] = _BLOCKED_ROUND
                drop_member(waiting, rank)
                continue
            available_s = max(now_s, ready_times_s[launcher])
            if reloading or launch_s > available_s + _TIME_TOLERANCE_S:
                # later: come back when the threat is in reach, or the launcher is reloaded
                later_s = max(launch_s, available_s)
                delayed = reloading and launch_s <= available_s + _TIME_TOLERANCE_S
                pair[at.BLOCKED] = _BLOCKED_ROUND if delayed else 0.0
                pair[at.NOT_BEFORE_S] = later_s
                pending_s = min(pending_s, later_s)
                if not push_rare_event(queue, progress, later_s, (_WAKE, unit, threat, 0)):
                    return FAULT
                continue
            counted = columns[at.UNIT_MISSILE_CHANNELS] < _UNLIMITED
            if counted:
                # channels come back: a salvo waits for all it needs, as far as the radar has them at all
                if columns[at.UNIT_PARTIAL_SALVO] > 0.0:
                    wanted = min(wanted, unit_state[at.MISSILE_CHANNELS_READY])
                if unit_state[at.MISSILES_FREE] < max(wanted, 1.0):
                    break

            # fire the salvo; each shot's luck is keyed by threat and ordinal, so it can be settled now
            fired = 0
            last_s = intercept_s
            while True:
                ready_times_s[launcher] = take_round(
                    row(case.launchers, launcher, at.LAUNCHER_PLACES),
                    row(state.launcher, launcher, at.STATE_LAUNCHER_PLACES),
                    unit_state,
                    launch_s,
                )
                unlink_launcher(state.launcher_order, launcher)
                link_launcher(state.launcher_order, ends, ready_times_s, launcher)
                ordinal = int(target[at.SHOTS])
                if drawn_before and at.GIVEN_KILL_U + ordinal < case.size.given_places:
                    picture = row(case.given, given * all_threats + threat, case.size.given_places)
                    drawn = picture[at.GIVEN_KILL_U + ordinal]
                else:
                    drawn = uniform(case.kill_key, threat_entity[threat], replication, ordinal)
                round_ = row(case.interceptors, kind, case.size.interceptor_places)
                kills = drawn < round_[at.INTERCEPTOR_KILL_P + threat_kind]
                if luck[at.CHANCE_COMMON_KILL] < 1.0 and kills:
                    if pair[at.SPOILED] > 1.0:
                        pair_key = combine_keys(threat_entity[threat], unit_entity[unit])
                        common_key = stream_key(seed, _COMMON_KILL, world)
                        good = uniform(common_key, pair_key, replication, 0) < luck[at.CHANCE_COMMON_KILL]
                        pair[at.SPOILED] = 0.0 if good else 1.0
                    kills = pair[at.SPOILED] == 0.0
                target[at.KILLED_S] = min(target[at.KILLED_S], intercept_s if kills else np.inf)
                shot = row(state.shot, progress[at.SHOTS_FIRED], at.SHOT_PLACES)
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
                launcher = ready_launcher(state.launcher_order, ends, ready_times_s, kinds, kind)
                if launcher < 0:
                    break
                if row(state.launcher, launcher, at.STATE_LAUNCHER_PLACES)[at.RELOADED_S] > now_s:
                    break
                earliest_s = max(now_s, ready_times_s[launcher])
                if earliest_s > launch_s:
                    shooter = (unit, int(launcher), int(kind))  # not the literal -1 that they began with
                    sector = (sensor[at.SENSOR_SECTOR_HALF_RAD], centre_rad)
                    next_s, next_intercept_s = plan_shot(
                        case, course, shooter, cursor, earliest_s - start_s, sector
                    )
                    if next_s + start_s > earliest_s + _TIME_TOLERANCE_S:
                        break
                    launch_s = max(next_s + start_s, now_s)
                    intercept_s = max(next_intercept_s + start_s, launch_s)
            drop_member(waiting, rank)
            unit_state[at.CHANNELS_FREE] -= 1.0
            target[at.ENGAGED] += 1.0
            pair[at.SALVOS] += 1.0
            first_shot = row(state.shot, progress[at.SHOTS_FIRED] - fired, at.SHOT_PLACES)
            pair[at.FIRST_LAUNCH_S] = first_shot[at.SHOT_LAUNCH_S]
            assessed_s = last_s + columns[at.UNIT_ASSESSMENT_S]
            if not push_event(queue, progress, assessed_s, (_ASSESS, unit, threat, 0)):
                return FAULT
            if counted:
                unit_state[at.MISSILES_FREE] -= fired
                if not push_rare_event(queue, progress, last_s, (_MISSILES, unit, threat, fired)):
                    return FAULT
