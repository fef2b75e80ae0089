"""State of one raid inside the engagement kernel, and the log of its events: flat arrays, made once per
worker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .bit_set import WORD_BITS
from .event_queue import MOST_THREATS, MOST_UNITS
from .jit import kernel
from .rows import address
from .time_order import sorting_room

__all__ = ["RaidRows", "RaidState", "new_log", "new_state", "raid_rows"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_EVENTS_PER_PAIR = 4


class RaidState(NamedTuple):
    """One raid under way in packed columns; the places in each last axis are named in ``layout``.

    Places that end in ``_S`` hold times on the raid's clock, infinite for not yet or never; a launcher
    without a round is never ready. ``by_impact`` lists the threats as they arrive, and ``waiting`` holds
    a bit for each place in that list. ``arrival_s`` says when a pair becomes ready and ``arrival`` which,
    as an event; the ``unsorted`` ones and ``room`` serve to sort them.
    ``HELD_FOR_DECOY`` is 1 for what is held to be a decoy, rightly or wrongly; ``BLOCKED`` remembers what
    last kept a pair of fire unit and threat from a shot (0 nothing, 1 sector, 2 no round); ``SPOILED`` is 2
    until the common-mode draw of a pair is made, then 1 if it spoils every shot; ``LOST_SHOTS`` lost their
    radar.
    """

    threat: F64
    course: I64
    pair: F64
    unit: F64
    launcher: F64
    launcher_ready_s: F64
    launcher_kind: F64
    launcher_order: I64
    by_impact: I64
    waiting: I64
    arrival_s: F64
    arrival: I64
    unsorted_s: F64
    unsorted: I64
    room: I64
    shot: F64
    queue_s: F64
    queue: I64
    confirmed_s: F64
    progress: I64


class RaidRows(NamedTuple):
    """The columns of :class:`RaidState` and of the log as kernels see them: each by the address of its first
    row.
    """

    threat: F64
    course: I64
    pair: F64
    unit: F64
    launcher: F64
    launcher_ready_s: F64
    launcher_kind: F64
    launcher_order: I64
    by_impact: I64
    waiting: I64
    arrival_s: F64
    arrival: I64
    unsorted_s: F64
    unsorted: I64
    room: I64
    shot: F64
    queue_s: F64
    queue: I64
    confirmed_s: F64
    progress: I64
    log: F64
    queue_rows: int
    pictures: int
    log_rows: int
    waiting_words: int


@kernel()
def raid_rows(state: RaidState, log: F64) -> RaidRows:
    """Return the rows of a state and a log, which must outlive them."""
    return RaidRows(
        address(state.threat),
        address(state.course),
        address(state.pair),
        address(state.unit),
        address(state.launcher),
        address(state.launcher_ready_s),
        address(state.launcher_kind),
        address(state.launcher_order),
        address(state.by_impact),
        address(state.waiting),
        address(state.arrival_s),
        address(state.arrival),
        address(state.unsorted_s),
        address(state.unsorted),
        address(state.room),
        address(state.shot),
        address(state.queue_s),
        address(state.queue),
        address(state.confirmed_s),
        address(state.progress),
        address(log),
        state.queue.size,
        state.confirmed_s.shape[0],
        log.shape[0],
        state.waiting.shape[1],
    )


def new_log(rows: int) -> F64:
    """Return an empty event log of ``rows`` rows (0 records nothing); places are named in ``layout``."""
    return np.zeros((rows, at.LOG_PLACES))


def new_state(case: Case) -> RaidState:
    """Return an empty state large enough for every raid of ``case``.

    Raises
    ------
    ValueError
        If the case has more threats or fire units than an event can name, or fire units that share launchers.
    """
    threats = case.threats.shape[0]
    units = case.units.shape[1]
    if threats > MOST_THREATS or units > MOST_UNITS:
        raise ValueError(
            f"{threats} threats against {units} fire units: a raid has at most {MOST_THREATS} threats and "
            f"{MOST_UNITS} fire units"
        )
    _refuse_shared_launchers(case)
    loads = 1.0 + case.launchers[:, :, at.LAUNCHER_RELOAD_SETS]
    rounds = case.launchers[:, :, at.LAUNCHER_ROUNDS] * loads * case.launchers[:, :, at.LAUNCHER_PRESENT]
    shots = int(rounds.sum(axis=1).max(initial=0.0)) + 1
    pictures = int(case.units[:, :, at.UNIT_PICTURE].max(initial=0.0)) + 1
    pairs = max(units, 1) * threats
    events = _EVENTS_PER_PAIR * units * threats + threats + 64
    return RaidState(
        threat=np.zeros((threats, at.STATE_THREAT_PLACES)),
        course=np.zeros((threats, at.COURSE_PLACES), np.int64),
        pair=np.zeros((units, threats, at.STATE_PAIR_PLACES)),
        unit=np.zeros((units, at.STATE_UNIT_PLACES)),
        launcher=np.zeros((case.launchers.shape[1], at.STATE_LAUNCHER_PLACES)),
        launcher_ready_s=np.zeros(case.launchers.shape[1]),
        launcher_kind=np.zeros(case.launchers.shape[1]),
        launcher_order=np.zeros((case.launchers.shape[1] + units, at.ORDER_PLACES), np.int64),
        by_impact=np.zeros(threats, np.int64),
        waiting=np.zeros((units, -(-threats // WORD_BITS)), np.int64),
        arrival_s=np.zeros(pairs),
        arrival=np.zeros(pairs, np.int64),
        unsorted_s=np.zeros(pairs),
        unsorted=np.zeros(pairs, np.int64),
        room=np.zeros(sorting_room(pairs), np.int64),
        shot=np.zeros((shots, at.SHOT_PLACES)),
        queue_s=np.zeros(events),
        queue=np.zeros(events, np.int64),
        confirmed_s=np.zeros((pictures, threats)),
        progress=np.zeros(at.PROGRESS_PLACES, np.int64),
    )


def _refuse_shared_launchers(case: Case) -> None:
    """Raise an error if a launcher belongs to two fire units: it stands in the order of one only."""
    worlds, launchers = case.launchers.shape[:2]
    places = (at.UNIT_LAUNCHER_START, at.UNIT_LAUNCHER_END)
    first, end = (case.units[:, :, place].astype(int) for place in places)
    owners = np.zeros((worlds, launchers + 1), int)
    if np.all((first >= 0) & (first <= end) & (end <= launchers)):
        world = np.arange(worlds)[:, None]
        np.add.at(owners, (world, first), 1)
        np.add.at(owners, (world, end), -1)
        if owners.cumsum(axis=1).max(initial=0) <= 1:
            return
    raise ValueError(f"each fire unit needs launchers of its own, among the {launchers} of the case")
