"""A raid under way: its tables, made once for a worker, and the log of its events."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..kernel.bit_set import WORD_BITS
from ..kernel.by_address import lasting
from ..kernel.records import Grid, Rows
from ..kernel.time_order import sorting_room
from .tables import (
    Engagement,
    Event,
    LauncherState,
    LogEntry,
    Option,
    Progress,
    Shot,
    ThreatState,
    UnitState,
)
from .world import Case

__all__ = ["Raid", "new_log", "new_raid"]

_EVENTS_PER_ENGAGEMENT = 4


@lasting
class Raid(NamedTuple):
    """One raid under way.

    ``engagements`` [unit, threat]. The launchers of a fire unit are linked in the order in which they are
    ready, ties by number; both ends of the list of unit u meet in row L + u of ``launchers``. ``by_impact``
    lists the threats as they arrive, and ``waiting`` [unit, word] holds a bit for each place in that list.
    ``ready_s`` says when pairs of fire unit and threat become ready and ``ready_pair`` which, unit times
    threats plus threat; the ``unsorted`` ones and ``room`` serve to sort them. ``confirmed_s`` [picture,
    threat] is when a track was confirmed. The log records nothing if it has no rows.
    """

    threats: Rows[ThreatState]
    engagements: Grid[Engagement]
    units: Rows[UnitState]
    launchers: Rows[LauncherState]
    by_impact: Rows[int]
    waiting: Grid[int]
    ready_s: Rows[float]
    ready_pair: Rows[int]
    unsorted_s: Rows[float]
    unsorted: Rows[int]
    room: Rows[int]
    shots: Rows[Shot]
    queue: Rows[Event]
    confirmed_s: Grid[float]
    progress: Progress
    option: Option
    log: Rows[LogEntry]


def new_log(rows: int) -> Rows[LogEntry]:
    """Return an empty event log of ``rows`` rows (0 records nothing)."""
    log: Rows[LogEntry] = LogEntry.table(rows)
    return log


def new_raid(case: Case) -> Raid:
    """Return empty tables large enough for every raid of ``case``, without a log.

    Raises
    ------
    ValueError
        If fire units share launchers.
    """
    _refuse_shared_launchers(case)
    threats = len(case.threats)
    units, launchers = case.units.shape[1], case.launchers.shape[1]
    rounds = case.launchers["rounds"] * (1 + case.launchers["reload_sets"]) * case.launchers["present"]
    shots = int(rounds.sum(axis=1).max(initial=0)) + 1
    pictures = int(case.units["picture"].max(initial=0)) + 1
    pairs = max(units, 1) * threats
    return Raid(
        threats=ThreatState.table(threats),
        engagements=Engagement.table(units, threats),
        units=UnitState.table(units),
        launchers=LauncherState.table(launchers + units),
        by_impact=_whole(threats),
        waiting=_whole(units, -(-threats // WORD_BITS)),
        ready_s=_real(pairs),
        ready_pair=_whole(pairs),
        unsorted_s=_real(pairs),
        unsorted=_whole(pairs),
        room=_whole(sorting_room(pairs)),
        shots=Shot.table(shots),
        queue=Event.table(_EVENTS_PER_ENGAGEMENT * units * threats + threats + 64),
        confirmed_s=_real(pictures, threats),
        progress=Progress.one(),
        option=Option.one(),
        log=new_log(0),
    )


def _whole(*shape: int) -> Any:
    """Return a table of whole numbers."""
    return np.zeros(shape, np.int64)


def _real(*shape: int) -> Any:
    """Return a table of numbers."""
    return np.zeros(shape)


def _refuse_shared_launchers(case: Case) -> None:
    """Raise an error if a launcher belongs to two fire units: it stands in the order of one only."""
    worlds, launchers = case.launchers.shape[:2]
    first, end = case.units["first_launcher"], case.units["end_launcher"]
    owners = np.zeros((worlds, launchers + 1), int)
    if np.all((first >= 0) & (first <= end) & (end <= launchers)):
        world = np.arange(worlds)[:, None]
        np.add.at(owners, (world, first), 1)
        np.add.at(owners, (world, end), -1)
        if owners.cumsum(axis=1).max(initial=0) <= 1:
            return
    raise ValueError(f"each fire unit needs launchers of its own, among the {launchers} of the case")
