"""One raid played again alone, by its key, with the log of its events on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core.kernel.records import Rows
from skykeep.core.raid.account.results import Results, new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid, new_log, new_raid
from skykeep.core.raid.tables.entities import LogEntry, Shot
from skykeep.core.raid.vocabulary.codes import DONE, HIT, LOG_FULL, NOT_FIRED, WASTED
from skykeep.core.raid.vocabulary.kinds import FIRST_BLOCK, LOG_NAMES
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError

from .batch import kernel_fault
from .built_in_policies import seat_of
from .legend import Legend, plain_legend
from .schemas import event_schema

__all__ = [
    "OF_LAUNCHERS",
    "OF_POSTS",
    "OF_RADARS",
    "PlayedRaid",
    "Replay",
    "link_name",
    "play_raid",
    "replay_raid",
]

_FIRST_ROWS = 1024

_NAMES = (*LOG_NAMES, "launch", "kill", "miss", "wasted")
_LAUNCH, _KILL, _MISS, _WASTED = range(len(LOG_NAMES), len(_NAMES))
_REPORTS = ("report_sent", "report_lost", "report_received")
OF_PARTS, OF_LAUNCHERS = ("part_fails", "part_works"), ("launcher_lost", "launcher_unharmed")
OF_RADARS = (
    "confirmed",
    "search_radar_lost",
    "switched_on",
    "radar_full",
    "radar_busy",
    "track_dropped",
    "bearing",
    "met_silence",
    "search_radar_unharmed",
)
OF_POSTS = ("known", "classified", "held_friendly", "post_lost", "post_unharmed", "fixed")
_TURNS = ("turn", "turned_to_bearing")
_ORDER = (
    "switched_on",
    "radar_busy",
    "radar_full",
    "confirmed",
    "bearing",
    *_REPORTS,
    "fixed",
    "known",
    "classified",
    "held_friendly",
    "turned_to_bearing",
    "kill",
    "miss",
    "wasted",
    "track_dropped",
    "met_silence",
    "radar_lost",
    "search_radar_lost",
    "post_lost",
    "launcher_lost",
    "radar_unharmed",
    "search_radar_unharmed",
    "post_unharmed",
    "launcher_unharmed",
    "part_fails",
    "unit_leaves",
    "unit_set_up",
    "part_works",
    "held_back",
    "assessed_dead",
    "assessed_alive",
    "let_go",
    "ready",
    "turn",
    "order_sent",
    "order_lost",
    "assigned",
    *LOG_NAMES[FIRST_BLOCK:],
    "ordered",
    "launch",
)
_TELLS = ("track", "engaged", "dead", "bearing", "request", "permission")
"""What a report tells of a threat, by code."""


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
        events=_event_table(case, world, rows, plain_legend(case) if legend is None else legend),
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
    seat = seat_of(case)

    def go_on() -> int:
        if seat is None:
            return run_raids(case, world, alone, 0, np.inf, raid, results)
        return seat.run(case, world, alone, 0, raid, results)

    code = go_on()
    while code == LOG_FULL:
        longer = new_log(2 * len(raid.log))
        longer[: len(raid.log)] = raid.log
        raid = raid._replace(log=longer)
        code = go_on()
    if code != DONE:
        raise kernel_fault(case, world, raid, code)
    return PlayedRaid(raid=raid, results=results)


def _shot_rows(shots: Rows[Shot]) -> Any:
    """Return the launch and the end of every shot that was fired, in the form of log entries."""
    launches, ends = LogEntry.table(2, len(shots))
    for rows, when in ((launches, "launch_s"), (ends, "intercept_s")):
        rows["time_s"] = shots[when]
        rows["place"] = shots["unit"]
        rows["threat"] = shots["threat"]
    launches["kind"] = _LAUNCH
    launches["value"] = shots["interceptor"]
    ends["kind"] = np.select([shots["end"] == HIT, shots["end"] == WASTED], [_KILL, _WASTED], _MISS)
    ends["value"] = shots["ordinal"]
    return np.concatenate([ends, launches])


def link_name(case: Case, world: int, link: int, legend: Legend) -> str:
    """Return the name of a link: who sends over it, a radar or a post, and the post that receives."""
    radars = np.flatnonzero(case.radars["link"][world] == link)
    first, end = case.posts["first_link"][world], case.posts["end_link"][world]
    posts = np.flatnonzero((first <= link) & (link < end))
    senders = [legend.sensors[number] for number in radars] or [legend.posts[number] for number in posts]
    return f"{', '.join(senders)} to {legend.posts[case.links['to_post'][world, link]]}"


def _event_table(case: Case, world: int, rows: Any, legend: Legend) -> Any:
    """Return events in order of time; what happens together goes from cause to effect."""
    order = np.array([_ORDER.index(name) for name in _NAMES])
    rows = rows[np.lexsort((order[rows["kind"]], rows["time_s"]))]
    of = _EventColumns([_NAMES[kind] for kind in rows["kind"]], rows["place"], rows["value"])
    links = [link_name(case, world, link, legend) for link in range(case.links.shape[1])]
    elsewhere = (*OF_RADARS, *OF_POSTS, *_REPORTS, *OF_PARTS, *OF_LAUNCHERS)
    of_units = tuple(name for name in _NAMES if name not in elsewhere)
    return pa.Table.from_arrays(
        [
            pa.array(np.ascontiguousarray(rows["time_s"])),
            pa.array(of.names, pa.string()),
            of.places(of_units, legend.units),
            of.threats(rows["threat"], legend.threats),
            of.values(("launch",), pa.string(), lambda value: legend.interceptors[int(value)]),
            of.values(("kill", "miss", "wasted"), pa.int32(), int),
            of.values(("assessed_dead", "assessed_alive"), pa.bool_(), lambda value: value > 0.0),
            of.values(_TURNS, pa.float64(), float),
            of.places(OF_RADARS, legend.sensors),
            of.places(OF_POSTS, legend.posts),
            of.places(_REPORTS, links),
            of.values(_REPORTS, pa.string(), lambda value: _TELLS[int(value)]),
            of.values(("ordered",), pa.int32(), int),
            of.values(LOG_NAMES[FIRST_BLOCK:], pa.float64(), lambda value: value if value < np.inf else None),
            *((of.values(("classified",), pa.string(), _class_name(legend)),) if _recognises(case) else ()),
            *(_parts(of, legend) if legend.parts else ()),
        ],
        schema=event_schema(parts=bool(legend.parts), recognition=_recognises(case)),
    )


def _recognises(case: Case) -> bool:
    """Whether posts take time to tell what a track is, and err."""
    return case.recognition is not None


def _class_name(legend: Legend) -> Callable[[float], str]:
    """Return what names a class by its number."""
    return lambda value: legend.classes[int(value)] if legend.classes else f"class-{int(value)}"


def _parts(of: _EventColumns, legend: Legend) -> tuple[Any, Any]:
    """Return the columns on launchers and other parts."""
    return of.places(OF_LAUNCHERS, legend.launchers), of.places(OF_PARTS, legend.parts)


class _EventColumns(NamedTuple):
    """Events in order: what happened, and the numbers of the log that only some of them have."""

    names: list[str]
    place: Any
    value: Any

    def places(self, events: Sequence[str], named: Sequence[str]) -> Any:
        """Return by name where some events happened, null for the others."""
        pairs = zip(self.names, self.place, strict=True)
        return pa.array([named[int(place)] if name in events else None for name, place in pairs], pa.string())

    def threats(self, numbers: Any, named: Sequence[str]) -> Any:
        """Return by name which threat each event is about, null for those about none."""
        return pa.array([named[int(number)] if number >= 0 else None for number in numbers], pa.string())

    def values(self, events: Sequence[str], kind: Any, read: Callable[[Any], Any]) -> Any:
        """Return what the values of some events mean, null for the others."""
        pairs = zip(self.names, self.value, strict=True)
        return pa.array([read(value) if name in events else None for name, value in pairs], kind)
