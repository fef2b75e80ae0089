"""Steps of an engagement that need few columns: the log, the waiting list, launchers, a lost radar."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .jit import kernel

__all__ = ["drop_waiting", "insert_waiting", "lose_radar", "ready_launcher", "record", "take_round"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@kernel("void(float64[:, ::1], int64[::1], float64, int64, int64, int64, float64)", wrap=False)
def record(log: F64, progress: I64, time_s: float, kind: int, unit: int, threat: int, value: float) -> None:
    """Write one row of the event log; nothing if the log has no rows."""
    if log.shape[0] > 0:
        row = log[progress[at.LOGGED]]
        row[at.LOG_S] = time_s
        row[at.LOG_KIND] = kind
        row[at.LOG_UNIT] = unit
        row[at.LOG_THREAT] = threat
        row[at.LOG_VALUE] = value
        progress[at.LOGGED] += 1


@kernel("void(int64[::1], float64[::1], float64[::1], float64, int64)", wrap=False)
def insert_waiting(waiting: I64, impacts_s: F64, unit_state: F64, impact_s: float, threat: int) -> None:
    """Put a threat on the list of a fire unit: the last is the first to arrive (ties: the lowest number)."""
    place = int(unit_state[at.WAITING])
    unit_state[at.WAITING] += 1.0
    while place > 0:
        before_s = impacts_s[place - 1]
        if before_s > impact_s or (before_s == impact_s and waiting[place - 1] > threat):
            break
        impacts_s[place] = before_s
        waiting[place] = waiting[place - 1]
        place -= 1
    impacts_s[place] = impact_s
    waiting[place] = threat


@kernel("void(int64[::1], float64[::1], float64[::1], int64)", wrap=False)
def drop_waiting(waiting: I64, impacts_s: F64, unit_state: F64, place: int) -> None:
    """Take the threat at ``place`` off the list of a fire unit and close the gap."""
    unit_state[at.WAITING] -= 1.0
    for later in range(place, int(unit_state[at.WAITING])):
        waiting[later] = waiting[later + 1]
        impacts_s[later] = impacts_s[later + 1]


@kernel("int64(float64[::1], float64[::1], UniTuple(int64, 2), int64)", wrap=False)
def ready_launcher(ready_s: F64, kinds: F64, span: tuple[int, int], kind: int) -> int:
    """Launcher with rounds of ``kind`` that is ready earliest (ties: lowest index); -1 if none."""
    best = -1
    best_s = np.inf
    for launcher in range(span[0], span[1]):
        if ready_s[launcher] < best_s and kinds[launcher] == kind:
            best = launcher
            best_s = ready_s[launcher]
    return best


@kernel("float64(float64[::1], float64[::1], float64[::1], float64)", wrap=False)
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


@kernel(
    "void(float64[:, ::1], int64, float64[:, ::1], float64[:, ::1], float64[:, ::1], float64[:, ::1], int64,"
    "float64)",
    wrap=False,
)
def lose_radar(
    shots: F64,
    fired: int,
    threats: F64,
    pairs: F64,
    rounds: F64,
    launcher_states: F64,
    unit: int,
    now_s: float,
) -> None:
    """The engagement radar of ``unit`` is hit: its shots that still need it are lost, later ones not fired.

    A round that was not fired stays on its launcher; a threat at which none was fired is free for others.
    ``pairs`` are those of the unit.
    """
    for number in range(fired):
        shot = shots[number]
        if shot[at.SHOT_UNIT] != unit or shot[at.SHOT_INTERCEPT_S] <= now_s or shot[at.SHOT_KILLS] < 0.0:
            continue
        round_ = rounds[int(shot[at.SHOT_INTERCEPTOR])]
        held_back = shot[at.SHOT_LAUNCH_S] > now_s
        support_end_s = shot[at.SHOT_INTERCEPT_S] - round_[at.INTERCEPTOR_SUPPORT_BEFORE_S]
        if not held_back and (round_[at.INTERCEPTOR_ANY_TRACK] > 0.0 or support_end_s <= now_s):
            continue
        threat = threats[int(shot[at.SHOT_THREAT])]
        pair = pairs[int(shot[at.SHOT_THREAT])]
        shot[at.SHOT_KILLS] = 0.0
        if held_back:
            shot[at.SHOT_KILLS] = -1.0
            threat[at.SHOTS] -= 1.0
            launcher_states[int(shot[at.SHOT_LAUNCHER]), at.ROUNDS] += 1.0
            if shot[at.SHOT_LAUNCH_S] == pair[at.FIRST_LAUNCH_S]:
                pair[at.FIRST_LAUNCH_S] = np.inf
                pair[at.SALVOS] -= 1.0
                threat[at.ENGAGED] -= 1.0
        else:
            threat[at.LOST_SHOTS] += 1.0
        killed_s = np.inf
        for other in range(fired):
            if shots[other, at.SHOT_THREAT] == shot[at.SHOT_THREAT] and shots[other, at.SHOT_KILLS] > 0.0:
                killed_s = min(killed_s, shots[other, at.SHOT_INTERCEPT_S])
        threat[at.KILLED_S] = killed_s
