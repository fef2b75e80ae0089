"""A raid under way: its tables, made once for a worker, and the log of its events."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..kernel.bit_set import WORD_BITS
from ..kernel.by_address import lasting
from ..kernel.records import Grid, Rows
from ..kernel.time_order import sorting_room
from .tables.assignment import Aim, InUse, Order, Slot, Stake, room_needed
from .tables.duties import DutyState, Hold
from .tables.entities import (
    Engagement,
    Event,
    LauncherState,
    LinkState,
    LogEntry,
    Option,
    PostState,
    Progress,
    RadarState,
    Shot,
    Terms,
    ThreatState,
    Track,
    UnitState,
)
from .tables.permits import Permit
from .tables.wear import WearState, new_wear_state
from .vocabulary.kinds import TELLS
from .world import Case

__all__ = ["Raid", "new_log", "new_raid"]

_EVENTS_PER_ENGAGEMENT = 4
_REPORTS_PER_TRACK = 4
_ORDERS_PER_ENGAGEMENT = 4
_EVENTS_PER_HOLD = 4
_SHOTS_AT_HAND = 4
"""Given draws of so many shots at each threat are kept with a raid; few threats are shot at more often."""


@lasting
class Raid(NamedTuple):
    """One raid under way.

    ``engagements`` [unit, threat], ``tracks`` [post, threat]. The launchers of a fire unit are linked in the
    order in which they are ready, ties by number; both ends of the list of unit u meet in row L + u of
    ``launchers``. ``by_impact`` lists the threats as they arrive, ``order`` [unit, rank] as each unit looks
    at them, and ``waiting`` [unit, word] holds a bit for each rank, as does ``unkept`` for threats that
    nothing keeps the unit from but what ends at a time that is known. ``asked`` [word] holds one for each
    unit that is still to look for shots. ``foreseen_s`` says when what the picture foresees comes about, and
    ``foreseen`` what: in its upper half the number of a radar, or in a given picture of a fire unit, in the
    lower that of a threat; the ``unsorted`` ones and ``room`` serve to sort them. ``reports_sent`` [link,
    ``TELLS`` times a threat plus what is told] counts reports that are alike. ``permits`` [unit, threat] say
    how far permissions to fire have come, where any unit needs one. ``operators_free_s`` [unit, operator] is
    when each is free again, ``lines`` [unit, place] hold the threats whose tracks they were given, in that
    order. ``terms`` and ``option`` are room for whoever looks for a shot: what doctrine leaves of it, and the
    earliest there is. They are handed to all that fill or read them, and nothing is left in them for a later
    look. ``free_terms`` are those on which doctrine says nothing. ``given_kill_u`` [shot, threat] are the
    draws of kills that this raid is given for the first shots at each threat. The log records nothing if it
    has no rows.

    Where posts assign threats, ``slot`` holds the decision that is taken, ``aims`` and ``orders`` [unit,
    threat] what it is about and what came of it, ``answer`` [unit, threat] the rounds that a policy orders,
    ``aim_units`` and ``aim_threats`` who stands in the decision, ``stakes`` [threat] what each means,
    ``spare`` how many engagements each of the units could begin; policies work in ``reals`` and ``wholes``,
    as far as ``in_use`` says. All of them are empty where none does.
    Where radars have duties, ``duty`` [radar] and ``holds`` [antenna, threat] say what has become of them,
    ``in_line`` [radar, place] holds the threats whose tracks wait for room, in a ring; ``eyes`` is room for
    the radars that hold a threat now, -1 ends, and ``tellers`` for marks of the posts that tell of it;
    without duties these tables have no rows.
    """

    threats: Rows[ThreatState]
    engagements: Grid[Engagement]
    tracks: Grid[Track]
    radars: Rows[RadarState]
    posts: Rows[PostState]
    links: Rows[LinkState]
    reports_sent: Grid[int]
    permits: Grid[Permit]
    units: Rows[UnitState]
    launchers: Rows[LauncherState]
    by_impact: Rows[int]
    order: Grid[int]
    waiting: Grid[int]
    unkept: Grid[int]
    asked: Rows[int]
    foreseen_s: Rows[float]
    foreseen: Rows[int]
    unsorted_s: Rows[float]
    unsorted: Rows[int]
    room: Rows[int]
    given_kill_u: Grid[float]
    shots: Rows[Shot]
    queue: Rows[Event]
    operators_free_s: Grid[float]
    lines: Grid[int]
    progress: Progress
    option: Option
    terms: Terms
    free_terms: Terms
    slot: Slot
    in_use: InUse
    aims: Grid[Aim]
    orders: Grid[Order]
    answer: Grid[int]
    aim_units: Rows[int]
    spare: Rows[int]
    aim_threats: Rows[int]
    stakes: Rows[Stake]
    reals: Rows[float]
    wholes: Rows[int]
    duty: Rows[DutyState]
    holds: Grid[Hold]
    in_line: Grid[int]
    eyes: Rows[int]
    tellers: Rows[bool]
    log: Rows[LogEntry]
    wear: WearState


def new_log(rows: int) -> Rows[LogEntry]:
    """Return an empty event log of ``rows`` rows (0 records nothing)."""
    log: Rows[LogEntry] = LogEntry.table(rows)
    return log


def new_raid(case: Case) -> Raid:
    """Return empty tables large enough for every raid of ``case``, without a log.

    Raises
    ------
    ValueError
        If fire units share launchers, or belong to no post.
    """
    _refuse_shared_launchers(case)
    _refuse_strays(case)
    threats = len(case.threats)
    units, launchers = case.units.shape[1], case.launchers.shape[1]
    posts, links = case.posts.shape[1], case.links.shape[1]
    shots = _most_rounds(case) + 1
    foreseen = max(units, case.radars.shape[1], 1) * threats
    given_shots = case.given_kill_u.shape[1] if len(case.given_kill_u) else 0
    assigned = units if np.any(case.units["assigner"] >= 0) else 0
    asking = units if np.any(case.doctrine["permission_s"] > 0.0) else 0
    minding = 0 if case.duties is None else case.radars.shape[1]
    return Raid(
        threats=ThreatState.table(threats),
        engagements=Engagement.table(units, threats),
        tracks=Track.table(posts, threats),
        radars=RadarState.table(case.radars.shape[1]),
        posts=PostState.table(posts),
        links=LinkState.table(links),
        reports_sent=_whole(links, TELLS * threats),
        permits=Permit.table(asking, threats),
        units=UnitState.table(units),
        launchers=LauncherState.table(launchers + units),
        by_impact=_whole(threats),
        order=_whole(units, threats),
        waiting=_whole(units, -(-threats // WORD_BITS)),
        unkept=_whole(units, -(-threats // WORD_BITS)),
        asked=_whole(-(-units // WORD_BITS)),
        foreseen_s=_real(foreseen),
        foreseen=_whole(foreseen),
        unsorted_s=_real(foreseen),
        unsorted=_whole(foreseen),
        room=_whole(sorting_room(foreseen)),
        given_kill_u=_real(min(given_shots, _SHOTS_AT_HAND), threats),
        shots=Shot.table(shots),
        queue=Event.table(_most_events(case, foreseen, assigned + asking, minding) + shots),
        operators_free_s=_real(units, int(case.units["operators"].max(initial=0))),
        lines=_whole(units, threats if np.any(case.units["operators"] > 0) else 0),
        progress=Progress.one(),
        option=Option.one(),
        terms=Terms.one(),
        free_terms=Terms.one(),
        **_for_assignment(assigned, threats),
        duty=DutyState.table(minding),
        holds=Hold.table(minding, threats),
        in_line=_whole(minding, threats),
        eyes=_whole(minding + 1),
        tellers=_flags(posts if minding else 0),
        log=new_log(0),
        wear=new_wear_state(case.wear),
    )


def _for_assignment(units: int, threats: int) -> dict[str, Any]:
    """Return the tables of posts that assign so many fire units."""
    room = room_needed(units, threats)
    return {
        "slot": Slot.one(),
        "in_use": InUse.one(),
        "aims": Aim.table(units, threats),
        "orders": Order.table(units, threats),
        "answer": _whole(units, threats),
        "aim_units": _whole(units),
        "spare": _whole(units),
        "aim_threats": _whole(threats if units else 0),
        "stakes": Stake.table(threats if units else 0),
        "reals": _real(room),
        "wholes": _whole(room),
    }


def _most_events(case: Case, foreseen: int, asking: int, minding: int) -> int:
    """Return the most events that wait at a time beside shots: ``asking`` fire units wait for orders or
    permissions, ``minding`` radars have duties."""
    threats, units, links = len(case.threats), case.units.shape[1], case.links.shape[1]
    at_once = (_EVENTS_PER_ENGAGEMENT * units + _REPORTS_PER_TRACK * links + 1) * threats
    events = at_once + _ORDERS_PER_ENGAGEMENT * asking * threats + 64
    if minding:
        events += (_EVENTS_PER_HOLD * minding + 2 * case.posts.shape[1]) * threats
    if case.wear is not None:
        events += at_once + foreseen + 2 * case.wear.parts.shape[1]
    return events


def _most_rounds(case: Case) -> int:
    """Return the most rounds that can be ordered in a raid of any world."""
    given = case.launchers
    rounds = (given["rounds"] * (1 + given["reload_sets"]) * given["present"]).sum(axis=1)
    if case.wear is not None:
        largest = (given["rounds"] * given["present"]).max(axis=1, initial=0)
        spare = np.maximum(case.wear.supply["stock"], 0) + case.wear.supply["depot"]
        rounds = 2 * (rounds + largest * spare.sum(axis=1))  # what is held back may be ordered once more
    return int(rounds.max(initial=0))


def _whole(*shape: int) -> Any:
    """Return a table of whole numbers."""
    return np.zeros(shape, np.int64)


def _flags(*shape: int) -> Any:
    """Return a table of flags."""
    return np.zeros(shape, np.bool_)


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


def _refuse_strays(case: Case) -> None:
    """Raise an error if a fire unit, radar or link leads to a post, or a radar to a link, that is not
    there."""
    posts, links = case.posts.shape[1], case.links.shape[1]
    unit = np.arange(case.units.shape[1])
    first, end = case.posts["first_unit"], case.posts["end_unit"]
    owned = (first[:, :, None] <= unit) & (unit < end[:, :, None])  # [world, post, unit]
    own = np.arange(posts)[:, None] == case.units["post"][:, None, :]
    radars, reports = case.radars["post"], case.radars["link"]
    if (
        np.array_equal(owned, own)
        and np.all(own.any(axis=1))
        and np.all((radars >= 0) & (radars < posts) & (reports < links))
        and np.all((case.links["to_post"] >= 0) & (case.links["to_post"] < posts))
        and np.all((case.posts["first_link"] >= 0) & (case.posts["end_link"] <= links))
        and np.all(end <= len(unit))
    ):
        return
    raise ValueError(f"each fire unit, radar and link needs a post of the case, of which there are {posts}")
