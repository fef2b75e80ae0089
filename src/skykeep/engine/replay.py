"""One raid played again alone, by its key, with the log of its events on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core.kernel.records import Rows
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.codes import DONE, HIT, LOG_FULL, NOT_FIRED
from skykeep.core.raid.kinds import LOG_NAMES
from skykeep.core.raid.results import Results, new_results
from skykeep.core.raid.state import Raid, new_log, new_raid
from skykeep.core.raid.tables import LogEntry, Shot
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError

from .batch import kernel_fault
from .legend import Legend, plain_legend
from .schemas import event_schema

__all__ = ["PlayedRaid", "Replay", "play_raid", "replay_raid"]

_FIRST_ROWS = 1024

_NAMES = (*LOG_NAMES, "launch", "kill", "miss")
_LAUNCH, _KILL, _MISS = range(len(LOG_NAMES), len(_NAMES))
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
    rows = np.concatenate([_shot_rows(played.shots), played.entries])
    threats = played.results.threats[0]
    return Replay(
        world=world,
        replication=replication,
        events=_event_table(rows, plain_legend(case) if legend is None else legend),
        threat_outcome=threats["outcome"],
        threat_reason=threats["reason"],
        threat_shots=threats["shots"],
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlayedRaid:
    """One raid at its end, with its log, and its results."""

    raid: Raid
    results: Results

    @property
    def shots(self) -> Rows[Shot]:
        """The shots that were fired."""
        shots = self.raid.shots[: self.raid.progress.shots]
        fired: Rows[Shot] = shots[shots["end"] != NOT_FIRED]
        return fired

    @property
    def entries(self) -> Rows[LogEntry]:
        """The entries of the log."""
        entries: Rows[LogEntry] = self.raid.log[: self.raid.progress.logged]
        return entries


def play_raid(case: Case, world: int, replication: int, *, first_rows: int = _FIRST_ROWS) -> PlayedRaid:
    """Return the raid of a key played to its end with its log on; arguments as in :func:`replay_raid`.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    worlds = case.worlds
    if not 0 <= world < worlds or replication < 0:
        raise UsageError(
            f"there is no raid with world {world} and replication {replication}: worlds go from 0 to "
            f"{worlds - 1}, replications from 0"
        )
    if len(case.given) > 1:
        raise UsageError(
            "a case with a given picture for each raid cannot be replayed by world and replication"
        )
    raid = new_raid(case)._replace(log=new_log(max(first_rows, 1)))
    results = new_results(case, 1)
    alone = range(replication, replication + 1)
    code = run_raids(case, world, alone, 0, np.inf, raid, results)
    while code == LOG_FULL:
        longer = new_log(2 * len(raid.log))
        longer[: len(raid.log)] = raid.log
        raid = raid._replace(log=longer)
        code = run_raids(case, world, alone, 0, np.inf, raid, results)
    if code != DONE:
        raise kernel_fault(case, world, raid, code)
    return PlayedRaid(raid=raid, results=results)


def _shot_rows(shots: Rows[Shot]) -> Any:
    """Return the launch and the end of every shot that was fired, in the form of log entries."""
    launches, ends = LogEntry.table(2, len(shots))
    for rows, when in ((launches, "launch_s"), (ends, "intercept_s")):
        rows["time_s"] = shots[when]
        rows["unit"] = shots["unit"]
        rows["threat"] = shots["threat"]
    launches["kind"] = _LAUNCH
    launches["value"] = shots["interceptor"]
    ends["kind"] = np.where(shots["end"] == HIT, _KILL, _MISS)
    ends["value"] = shots["ordinal"]
    return np.concatenate([ends, launches])


def _event_table(rows: Any, legend: Legend) -> Any:
    """Return events in order of time; what happens together goes from cause to effect."""
    order = np.array([_ORDER.index(name) for name in _NAMES])
    rows = rows[np.lexsort((order[rows["kind"]], rows["time_s"]))]
    names = np.array(_NAMES)[rows["kind"]] if rows.size else np.array([], dtype=str)
    value = rows["value"]

    def only(events: tuple[str, ...], values: npt.NDArray[Any]) -> Any:
        return pa.array(values, mask=~np.isin(names, events))

    interceptors = np.array([*legend.interceptors, ""], dtype=object)
    launched = np.where(names == "launch", value, -1).astype(int)
    return pa.Table.from_arrays(
        [
            pa.array(np.ascontiguousarray(rows["time_s"])),
            pa.array(names.tolist(), pa.string()),
            _named(rows["unit"], legend.units),
            _named(rows["threat"], legend.threats),
            only(("launch",), interceptors[launched]),
            only(("kill", "miss"), value.astype(np.int32)),
            only(("assessed_dead", "assessed_alive"), value > 0.0),
            only(("turn",), np.ascontiguousarray(value)),
        ],
        schema=event_schema(),
    )


def _named(index: Any, names: tuple[str, ...]) -> Any:
    """Return names by index."""
    return pa.array([names[int(number)] for number in index], pa.string())
