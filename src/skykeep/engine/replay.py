"""One raid played again alone, by its key, with the log of its events on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core import layout as at
from skykeep.core.arrays import Case
from skykeep.core.engagement import DONE, EVENT_NAMES, LOG_FULL
from skykeep.core.engagement_state import RaidState, new_log, new_state
from skykeep.core.raid_batch import run_raids
from skykeep.core.raid_columns import (
    THREAT_OUTCOME,
    THREAT_REASON,
    THREAT_SHOTS,
    RaidColumns,
    new_columns,
)
from skykeep.errors import UsageError

from .batch import kernel_fault
from .legend import Legend, plain_legend
from .schemas import event_schema

__all__ = ["PlayedRaid", "Replay", "play_raid", "replay_raid"]

F64 = npt.NDArray[np.float64]
_FIRST_ROWS = 1024

_NAMES = (*EVENT_NAMES, "launch", "kill", "miss")
_LAUNCH, _KILL, _MISS = range(len(EVENT_NAMES), len(_NAMES))
_ORDER = ("kill", "miss", "radar_lost", "assessed_dead", "assessed_alive", "ready", "turn", "launch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Events of one raid in order of time, and its result columns as a batch would hold them."""

    world: int
    replication: int
    events: Any
    threat_outcome: npt.NDArray[np.int64]
    threat_reason: npt.NDArray[np.int64]
    threat_shots: npt.NDArray[np.int64]


def replay_raid(
    case: Case, world: int, replication: int, *, legend: Legend | None = None, first_rows: int = _FIRST_ROWS
) -> Replay:
    """Return the raid of a key played again: the same raid as in any batch, with its events.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid; the seed is that of the case.
    legend
        Names for the events; numbers where none are given.
    first_rows
        Rows of the first log; it is doubled until the events fit, and the raid goes on where it stopped.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    played = play_raid(case, world, replication, first_rows=first_rows)
    state, log, columns = played.state, played.log, played.columns
    rows = np.concatenate(
        [_shot_rows(state.shot[: state.progress[at.SHOTS_FIRED]]), log[: state.progress[at.LOGGED]]]
    )
    return Replay(
        world=world,
        replication=replication,
        events=_event_table(rows, plain_legend(case) if legend is None else legend),
        threat_outcome=columns.threat_counts[0, :, THREAT_OUTCOME],
        threat_reason=columns.threat_counts[0, :, THREAT_REASON],
        threat_shots=columns.threat_counts[0, :, THREAT_SHOTS],
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlayedRaid:
    """One raid at its end: the state of the kernel, the log of its events, and its result columns."""

    state: RaidState
    log: F64
    columns: RaidColumns


def play_raid(case: Case, world: int, replication: int, *, first_rows: int = _FIRST_ROWS) -> PlayedRaid:
    """Return the raid of a key played to its end with its log on; arguments as in :func:`replay_raid`.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    worlds = case.units.shape[0]
    if not 0 <= world < worlds or replication < 0:
        raise UsageError(
            f"there is no raid with world {world} and replication {replication}: worlds go from 0 to "
            f"{worlds - 1}, replications from 0"
        )
    if case.given.shape[0] > 1:
        raise UsageError(
            "a case with a given picture for each raid cannot be replayed by world and replication"
        )
    state = new_state(case)
    log = new_log(max(first_rows, 1))
    columns = new_columns(case, 1)
    raid = (world, replication, replication + 1)
    code = run_raids(case, raid, 0, np.inf, state, log, columns)
    while code == LOG_FULL:
        longer = new_log(2 * log.shape[0])
        longer[: log.shape[0]] = log
        log = longer
        code = run_raids(case, raid, 0, np.inf, state, log, columns)
    if code != DONE:
        raise kernel_fault(case, world, state.progress, code)
    return PlayedRaid(state=state, log=log, columns=columns)


def _shot_rows(shots: F64) -> F64:
    """Return the launch and the end of every shot that was fired, in the form of log rows."""
    shots = shots[shots[:, at.SHOT_KILLS] >= 0.0]
    launches, ends = np.zeros((2, shots.shape[0], at.LOG_PLACES))
    for rows, when in ((launches, at.SHOT_LAUNCH_S), (ends, at.SHOT_INTERCEPT_S)):
        rows[:, at.LOG_S] = shots[:, when]
        rows[:, at.LOG_UNIT] = shots[:, at.SHOT_UNIT]
        rows[:, at.LOG_THREAT] = shots[:, at.SHOT_THREAT]
    launches[:, at.LOG_KIND] = _LAUNCH
    launches[:, at.LOG_VALUE] = shots[:, at.SHOT_INTERCEPTOR]
    ends[:, at.LOG_KIND] = np.where(shots[:, at.SHOT_KILLS] > 0.0, _KILL, _MISS)
    ends[:, at.LOG_VALUE] = shots[:, at.SHOT_ORDINAL]
    return np.concatenate([ends, launches])


def _event_table(rows: F64, legend: Legend) -> Any:
    """Return events in order of time; what happens together goes from cause to effect."""
    kind = rows[:, at.LOG_KIND].astype(int)
    order = np.array([_ORDER.index(name) for name in _NAMES])
    by_time = np.lexsort((order[kind], rows[:, at.LOG_S]))
    rows, kind = rows[by_time], kind[by_time]
    names = np.array(_NAMES)[kind] if kind.size else np.array([], dtype=str)
    value = rows[:, at.LOG_VALUE]

    def only(events: tuple[str, ...], values: npt.NDArray[Any]) -> Any:
        return pa.array(values, mask=~np.isin(names, events))

    interceptors = np.array([*legend.interceptors, ""], dtype=object)
    launched = np.where(names == "launch", value, -1).astype(int)
    return pa.Table.from_arrays(
        [
            pa.array(np.ascontiguousarray(rows[:, at.LOG_S])),
            pa.array(names.tolist(), pa.string()),
            _named(rows[:, at.LOG_UNIT], legend.units),
            _named(rows[:, at.LOG_THREAT], legend.threats),
            only(("launch",), interceptors[launched]),
            only(("kill", "miss"), value.astype(np.int32)),
            only(("assessed_dead", "assessed_alive"), value > 0.0),
            only(("turn",), np.ascontiguousarray(value)),
        ],
        schema=event_schema(),
    )


def _named(index: F64, names: tuple[str, ...]) -> Any:
    """Return names by index."""
    return pa.array([names[int(number)] for number in index], pa.string())
