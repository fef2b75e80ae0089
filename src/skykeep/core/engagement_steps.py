"""Steps of an engagement: the log, the order of launchers, planning a shot, a lost radar."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .interceptor.launch_planner import find_node, plan_launch
from .jit import kernel
from .rows import FLOATS, WHOLES, row
from .world_rows import WorldRows

__all__ = [
    "link_launcher",
    "lose_radar",
    "plan_shot",
    "ready_launcher",
    "record",
    "take_round",
    "unlink_launcher",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel(f"void({FLOATS}, {WHOLES}, float64, int64, int64, int64, float64)")
def _write_entry(
    log: F64, progress: I64, time_s: float, kind: int, unit: int, threat: int, value: float
) -> None:
    """Write the next row of the event log."""
    entry = row(log, progress[at.LOGGED], at.LOG_PLACES)
    entry[at.LOG_S] = time_s
    entry[at.LOG_KIND] = kind
    entry[at.LOG_UNIT] = unit
    entry[at.LOG_THREAT] = threat
    entry[at.LOG_VALUE] = value
    progress[at.LOGGED] += 1


@kernel(f"void(Tuple(({FLOATS}, int64)), {WHOLES}, float64, int64, int64, int64, float64)", inline=True)
def record(
    log: tuple[F64, int], progress: I64, time_s: float, kind: int, unit: int, threat: int, value: float
) -> None:
    """Write the next row of the event log; nothing if the log has no rows."""
    rows, length = log
    if length > 0:
        _write_entry(rows, progress, time_s, kind, unit, threat, value)


@kernel(f"int64({WHOLES}, int64, {FLOATS}, {FLOATS}, int64)", inline=True)
def ready_launcher(order: I64, ends: int, ready_s: F64, kinds: F64, kind: int) -> int:
    """Launcher with rounds of ``kind`` that is ready earliest (ties: lowest number); -1 if none.

    ``order`` links the launchers of the fire unit, whose ends meet in row ``ends``.
    """
    launcher = int(row(order, ends, at.ORDER_PLACES)[at.AFTER])
    while launcher != ends and ready_s[launcher] < np.inf:
        if kinds[launcher] == kind:
            return launcher
        launcher = int(row(order, launcher, at.ORDER_PLACES)[at.AFTER])
    return -1


@kernel(f"void({WHOLES}, int64, {FLOATS}, int64)", inline=True)
def link_launcher(order: I64, ends: int, ready_s: F64, launcher: int) -> None:
    """Put a launcher into the order of its fire unit, by when it is ready: mostly as the last."""
    before = row(order, ends, at.ORDER_PLACES)[at.BEFORE]
    while before != ends and (
        ready_s[before] > ready_s[launcher] or (ready_s[before] == ready_s[launcher] and before > launcher)
    ):
        before = row(order, before, at.ORDER_PLACES)[at.BEFORE]
    link = row(order, before, at.ORDER_PLACES)
    after = link[at.AFTER]
    link[at.AFTER] = launcher
    row(order, after, at.ORDER_PLACES)[at.BEFORE] = launcher
    link = row(order, launcher, at.ORDER_PLACES)
    link[at.BEFORE] = before
    link[at.AFTER] = after


@kernel(f"void({WHOLES}, int64)", inline=True)
def unlink_launcher(order: I64, launcher: int) -> None:
    """Take a launcher out of the order of its fire unit."""
    link = row(order, launcher, at.ORDER_PLACES)
    row(order, link[at.BEFORE], at.ORDER_PLACES)[at.AFTER] = link[at.AFTER]
    row(order, link[at.AFTER], at.ORDER_PLACES)[at.BEFORE] = link[at.BEFORE]


@kernel()
def plan_shot(
    case: WorldRows,
    course: I64,
    shooter: tuple[int, int, int],
    cursor: int,
    earliest_s: float,
    sector: tuple[float, float],
) -> tuple[float, float]:
    """Return launch and intercept of the first shot at a threat, on the clock of its path; see
    ``plan_launch``.

    Parameters
    ----------
    case
        The world.
    course
        The threat's row of ``RaidState.course``.
    shooter
        Fire unit, launcher and interceptor.
    cursor
        A node of the path at or before ``earliest_s``.
    earliest_s
        No launch is planned before this time.
    sector
        Half width of the sector that the engagement radar is allowed, and its centre [rad].
    """
    unit, launcher, kind = shooter
    columns = row(case.units, unit, at.UNIT_PLACES)
    place = row(case.launchers, launcher, at.LAUNCHER_PLACES)
    levels, heights, ranges = case.size.table
    nodes = case.size.nodes
    end = course[at.END_NODE]
    launch_s, intercept_s, _ = plan_launch(
        (
            row(case.track, int(place[at.LAUNCHER_SITE]) * nodes, at.NODE_PLACES),
            row(case.track, int(columns[at.UNIT_SITE]) * nodes, at.NODE_PLACES),
        ),
        (
            row(case.interceptors, kind, case.size.interceptor_places),
            row(case.flyout_time_s, kind, levels * heights * ranges),
            heights,
            ranges,
        ),
        (
            int(row(case.classes, course[at.COURSE_CLASS], at.CLASS_PLACES)[at.CLASS_BALLISTIC]),
            place[at.LAUNCHER_ALT_MSL_M],
        ),
        (course[at.FIRST_NODE], find_node(case.track, end, earliest_s, cursor), end),
        earliest_s,
        row(case.sensors, int(columns[at.UNIT_SENSOR]), at.SENSOR_PLACES),
        sector,
    )
    return launch_s, intercept_s


@kernel(f"float64({FLOATS}, {FLOATS}, {FLOATS}, float64)", inline=True)
def take_round(launcher: F64, state: F64, unit_state: F64, launch_s: float) -> float:
    """Take one round from a launcher; return when it is ready again: after its interval, or, if that was the
    last of its load, after a reload."""
    state[at.ROUNDS] -= 1.0
    if state[at.ROUNDS] > 0.0:
        return float(launch_s + launcher[at.LAUNCHER_INTERVAL_S])
    state[at.EMPTIED_S] = launch_s
    state[at.RELOADED_S] = np.inf
    if state[at.RELOAD_SETS] > 0.0:
        state[at.RELOAD_SETS] -= 1.0
        state[at.ROUNDS] = launcher[at.LAUNCHER_ROUNDS]
        unit_state[at.ROUNDS_LOADED] += launcher[at.LAUNCHER_ROUNDS]
        state[at.RELOADED_S] = launch_s + launcher[at.LAUNCHER_RELOAD_S]
    return float(state[at.RELOADED_S])


@kernel(f"void({FLOATS}, int64, {FLOATS}, {FLOATS}, {FLOATS}, int64, {FLOATS}, int64, float64)")
def lose_radar(
    shots: F64,
    fired: int,
    threats: F64,
    pairs: F64,
    rounds: F64,
    round_places: int,
    launcher_states: F64,
    unit: int,
    now_s: float,
) -> None:
    """The engagement radar of ``unit`` is hit: its shots that still need it are lost, later ones not fired.

    A round that was not fired stays on its launcher; a threat at which none was fired is free for others.
    ``pairs`` are those of the unit.
    """
    for number in range(fired):
        shot = row(shots, number, at.SHOT_PLACES)
        if shot[at.SHOT_UNIT] != unit or shot[at.SHOT_INTERCEPT_S] <= now_s or shot[at.SHOT_KILLS] < 0.0:
            continue
        round_ = row(rounds, int(shot[at.SHOT_INTERCEPTOR]), round_places)
        held_back = shot[at.SHOT_LAUNCH_S] > now_s
        support_end_s = shot[at.SHOT_INTERCEPT_S] - round_[at.INTERCEPTOR_SUPPORT_BEFORE_S]
        if not held_back and (round_[at.INTERCEPTOR_ANY_TRACK] > 0.0 or support_end_s <= now_s):
            continue
        threat = row(threats, int(shot[at.SHOT_THREAT]), at.STATE_THREAT_PLACES)
        pair = row(pairs, int(shot[at.SHOT_THREAT]), at.STATE_PAIR_PLACES)
        shot[at.SHOT_KILLS] = 0.0
        if held_back:
            shot[at.SHOT_KILLS] = -1.0
            threat[at.SHOTS] -= 1.0
            launcher = row(launcher_states, int(shot[at.SHOT_LAUNCHER]), at.STATE_LAUNCHER_PLACES)
            launcher[at.ROUNDS] += 1.0
            if shot[at.SHOT_LAUNCH_S] == pair[at.FIRST_LAUNCH_S]:
                pair[at.FIRST_LAUNCH_S] = np.inf
                pair[at.SALVOS] -= 1.0
                threat[at.ENGAGED] -= 1.0
        else:
            threat[at.LOST_SHOTS] += 1.0
        killed_s = np.inf
        for its_number in range(fired):
            other = row(shots, its_number, at.SHOT_PLACES)
            if other[at.SHOT_THREAT] == shot[at.SHOT_THREAT] and other[at.SHOT_KILLS] > 0.0:
                killed_s = min(killed_s, other[at.SHOT_INTERCEPT_S])
        threat[at.KILLED_S] = killed_s
