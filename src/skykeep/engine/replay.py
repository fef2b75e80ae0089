"""One raid played again alone, by its key, with the log of its events on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core import layout as at
from skykeep.core.arrays import Case
from skykeep.core.engagement import DONE, EVENT_NAMES, LOG_FULL, advance
from skykeep.core.engagement_state import new_log, new_state
from skykeep.core.ledger import settle_raid
from skykeep.core.raid_start import start_raid
from skykeep.errors import KernelFault, UsageError

from .legend import Legend, plain_legend
from .schemas import event_schema

__all__ = ["Replay", "replay_raid"]

F64 = npt.NDArray[np.float64]
_FIRST_ROWS = 1024


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
    log = new_log(first_rows)
    start_raid(case, world, replication, 0, state)
    code = advance(case, world, replication, 0, state, log, np.inf)
    while code == LOG_FULL:
        longer = new_log(2 * log.shape[0])
        longer[: log.shape[0]] = log
        log = longer
        code = advance(case, world, replication, 0, state, log, np.inf)
    if code != DONE:
        raise KernelFault(
            f"the engagement kernel broke off with exit code {code} in the raid with seed {case.seed}, "
            f"world {world}, replication {replication}. This is a fault of skykeep: please report it with "
            "the scenario and this key"
        )
    settle_raid(case, world, state, np.inf)
    rows = log[: state.progress[at.LOGGED]]
    return Replay(
        world=world,
        replication=replication,
        events=_event_table(rows, plain_legend(case) if legend is None else legend),
        threat_outcome=state.threat[:, at.OUTCOME].astype(np.int64),
        threat_reason=state.threat[:, at.REASON].astype(np.int64),
        threat_shots=state.threat[:, at.SHOTS].astype(np.int64),
    )


def _event_table(rows: F64, legend: Legend) -> Any:
    """Return log rows as a table in order of time; what happens together stays in the kernel's order."""
    rows = rows[np.argsort(rows[:, at.LOG_S], kind="stable")]
    kind = rows[:, at.LOG_KIND].astype(int)
    names = np.array(EVENT_NAMES)[kind] if kind.size else np.array([], dtype=str)
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
