"""Steps of an engagement that need few columns: the log, the waiting list, launchers, a lost radar."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .jit import kernel

__all__ = ["drop_waiting", "insert_waiting", "lose_radar", "ready_launcher", "record", "take_round"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel("void(float64[:, ::1], int64[::1], float64, int64, int64, int64, float64)")
def record(log: F64, progress: I64, time_s: float, kind: int, unit: int, threat: int, value: float) -> None:
    """Write one row of the event log; nothing if the log has no rows."""
    if log.shape[0] > 0:
        row = progress[at.LOGGED]
        log[row, at.LOG_S] = time_s
        log[row, at.LOG_KIND] = kind
        log[row, at.LOG_UNIT] = unit
        log[row, at.LOG_THREAT] = threat
        log[row, at.LOG_VALUE] = value
        progress[at.LOGGED] = row + 1


@kernel("void(int64[::1], int64, float64[:, ::1], int64)")
def insert_waiting(waiting: I64, count: int, threats: F64, threat: int) -> None:
    """Put a threat into the first ``count`` places, which are in order of impact, then number."""
    impact_s = threats[threat, at.IMPACT_S]
    place = count
    while place > 0:
        before = waiting[place - 1]
        before_s = threats[before, at.IMPACT_S]
        if before_s < impact_s or (before_s == impact_s and before < threat):
            break
        waiting[place] = before
        place -= 1
    waiting[place] = threat


@kernel("void(int64[::1], int64, int64)")
def drop_waiting(waiting: I64, count: int, place: int) -> None:
    """Take the threat at ``place`` off the list and close the gap."""
    for later in range(place, count - 1):
        waiting[later] = waiting[later + 1]


@kernel("int64(float64[:, ::1], float64[:, ::1], UniTuple(int64, 2), int64)")
def ready_launcher(launchers: F64, states: F64, span: tuple[int, int], kind: int) -> int:
    """Launcher with rounds of ``kind`` that is ready earliest (ties: lowest index); -1 if none."""
    best = -1
    best_s = np.inf
    for launcher in range(span[0], span[1]):
        if (
            states[launcher, at.LAUNCHER_READY_S] < best_s
            and states[launcher, at.ROUNDS] > 0.0
            and launchers[launcher, at.LAUNCHER_INTERCEPTOR] == kind
        ):
            best = launcher
            best_s = states[launcher, at.LAUNCHER_READY_S]
    return best


@kernel("void(float64[:, ::1], float64[:, ::1], float64[::1], int64, UniTuple(int64, 2), float64)")
def take_round(
    launchers: F64, states: F64, unit_state: F64, launcher: int, span: tuple[int, int], launch_s: float
) -> None:
    """Take one round from a launcher: it is ready again after its interval, or after a reload if it is
    empty."""
    states[launcher, at.ROUNDS] -= 1.0
    states[launcher, at.LAUNCHER_READY_S] = launch_s + launchers[launcher, at.LAUNCHER_INTERVAL_S]
    if states[launcher, at.ROUNDS] > 0.0:
        return
    if states[launcher, at.RELOAD_SETS] > 0.0:
        states[launcher, at.RELOAD_SETS] -= 1.0
        states[launcher, at.ROUNDS] = launchers[launcher, at.LAUNCHER_ROUNDS]
        unit_state[at.ROUNDS_LOADED] += launchers[launcher, at.LAUNCHER_ROUNDS]
        states[launcher, at.LAUNCHER_READY_S] = launch_s + launchers[launcher, at.LAUNCHER_RELOAD_S]
        return
    for other in range(span[0], span[1]):
        if states[other, at.ROUNDS] > 0.0:
            return
    unit_state[at.EXHAUSTED_S] = launch_s


@kernel("void(float64[:, ::1], int64, float64[:, ::1], float64[:, ::1], int64, float64)")
def lose_radar(shots: F64, fired: int, threats: F64, rounds: F64, unit: int, now_s: float) -> None:
    """The engagement radar of ``unit`` is hit: its shots that still need it are lost."""
    for shot in range(fired):
        if shots[shot, at.SHOT_UNIT] != unit or shots[shot, at.SHOT_INTERCEPT_S] <= now_s:
            continue
        kind = int(shots[shot, at.SHOT_INTERCEPTOR])
        support_end_s = shots[shot, at.SHOT_INTERCEPT_S] - rounds[kind, at.INTERCEPTOR_SUPPORT_BEFORE_S]
        if rounds[kind, at.INTERCEPTOR_ANY_TRACK] > 0.0 or support_end_s <= now_s:
            continue
        threat = int(shots[shot, at.SHOT_THREAT])
        shots[shot, at.SHOT_KILLS] = 0.0
        threats[threat, at.LOST_SHOTS] += 1.0
        killed_s = np.inf
        for other in range(fired):
            if shots[other, at.SHOT_THREAT] == threat and shots[other, at.SHOT_KILLS] > 0.0:
                killed_s = min(killed_s, shots[other, at.SHOT_INTERCEPT_S])
        threats[threat, at.KILLED_S] = killed_s
