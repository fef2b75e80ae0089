"""One raid told threat by threat: when each was in sight, detected, tracked, shot at and met, what kept fire
units from their shots, and how it ended; also those that nobody engaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core.kernel.records import Rows
from skykeep.core.raid.tables.entities import LogEntry, Node, Sight
from skykeep.core.raid.vocabulary.codes import ENGAGEMENT, HIT, OUTCOME_NAMES, WASTED
from skykeep.core.raid.vocabulary.kinds import (
    FIRST_BLOCK,
    LOG_CLASSIFIED,
    LOG_CONFIRMED,
    LOG_KNOWN,
    LOG_NAMES,
    LOG_ORDERED,
    LOG_REPORT_LOST,
    TELLS_TRACK,
)
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, SHOT_DOWN_NAMES
from skykeep.core.raid.world import Case

from .blocks import blocks_of
from .legend import Legend
from .replay import OF_LAUNCHERS, OF_POSTS, OF_RADARS, PlayedRaid, link_name, play_raid
from .schemas import moment_schema, told_threat_schema

__all__ = ["Story", "place_then", "tell_raid", "tell_threat"]

F64 = npt.NDArray[np.float64]

_NEVER_S = np.inf


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Story:
    """A raid told: ``threats`` has one row each, ``moments`` one row for everything that happened to one."""

    world: int
    replication: int
    threats: Any
    moments: Any


class _Moment(NamedTuple):
    """Something that happened to a threat; ``site`` is the place that ranges count from, -1 for none."""

    time_s: float
    order: int
    name: str
    by: str
    site: int
    interceptor: str | None = None
    shot: int | None = None
    dead: bool | None = None
    until_s: float | None = None
    expected_s: float | None = None
    held_by: tuple[int, ...] = ()


class _First(NamedTuple):
    """When something first happened to each threat, and which sensor did it (-1: none), shape (threats,)."""

    time_s: F64
    sensor: npt.NDArray[np.int64]


_ORDER = (
    "begins",
    "in_sight",
    "detected",
    "switched_on",
    "radar_busy",
    "radar_full",
    "confirmed",
    "bearing",
    "fixed",
    "report_lost",
    "known",
    "classified",
    "turned_to_bearing",
    "killed",
    "missed",
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
    "launched",
    "leaked",
    "passed",
    "aborted",
)
"""Moments, in the order in which those at one time are told: from cause to effect."""
_ENDS = {HIT: "killed", WASTED: "wasted"}
"""What a round is told to have done; any other one missed."""


def tell_raid(case: Case, world: int, replication: int, *, legend: Legend) -> Story:
    """Return the raid of a key told threat by threat: the same raid as in any batch.

    First detections are not kept by the kernel: they come from the same raid played again with each searching
    radar alone, whose draws are its own.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid.
    legend
        Names of what the rows of the case stand for.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    played = play_raid(case, world, replication)
    firsts = _firsts(case, world, played)
    rows, moments = [], []
    for threat in range(len(case.threats)):
        row, told = _tell(case, world, played, threat, firsts, legend)
        rows.append(row)
        moments += told
    return Story(
        world=world,
        replication=replication,
        threats=pa.Table.from_pylist(rows, schema=told_threat_schema(traffic=bool(legend.sides))),
        moments=pa.Table.from_pylist(moments, schema=moment_schema()),
    )


def tell_threat(
    case: Case, world: int, played: PlayedRaid, threat: int, *, legend: Legend
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row and the moments that ``tell_raid`` has for one threat of a raid that was played.

    Parameters
    ----------
    case, world
        The compiled case, and the world of the raid.
    played
        The raid.
    threat
        Row of the threat.
    legend
        Names of what the rows of the case stand for.
    """
    return _tell(case, world, played, threat, _firsts(case, world, played), legend)


def _firsts(case: Case, world: int, played: PlayedRaid) -> dict[str, _First]:
    """Return when each threat was first in sight, detected and tracked."""
    replication = int(played.raid.progress.replication)
    return {
        "in_sight": _first_in_sight(case, world, played),
        "detected": _first_track(case._replace(confirm_m=1, confirm_n=1), world, replication),
        "confirmed": _first_confirmed(played),
    }


def _tell(
    case: Case, world: int, played: PlayedRaid, threat: int, firsts: dict[str, _First], legend: Legend
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row and the moments of a threat."""
    told = sorted(_moments(case, world, played, threat, firsts, legend))
    moments = [_moment_row(case, played, threat, moment, legend) for moment in told]
    return _threat_row(case, played, threat, firsts, legend), moments


def _nodes(played: PlayedRaid, threat: int) -> slice:
    """Return where the nodes of a threat's path are."""
    state = played.raid.threats[threat]
    return slice(state.first_node, state.end_node)


def _first_in_sight(case: Case, world: int, played: PlayedRaid) -> _First:
    """Return when each threat first stands above the lowest visible height of any radar."""
    threats = len(case.threats)
    time_s = np.full(threats, _NEVER_S)
    found = np.full(threats, -1)
    for number, radar in enumerate(case.radars[world]):
        for threat in range(threats):
            nodes = _nodes(played, threat)
            seen = np.flatnonzero((case.sights["seen"][radar.site, nodes] >> radar.sight_bit) & 1)
            if seen.size:
                start_s = played.raid.threats[threat].start_s
                when_s = float(start_s + case.nodes["path_s"][nodes][seen[0]])
                if when_s < time_s[threat]:
                    time_s[threat], found[threat] = when_s, number
    return _First(time_s, found)


def _first_confirmed(played: PlayedRaid) -> _First:
    """Return when a track of each threat was first confirmed, and by which searching radar."""
    entries = played.entries[played.entries["kind"] == LOG_CONFIRMED]
    time_s = np.full(len(played.raid.threats), _NEVER_S)
    found = np.full(len(played.raid.threats), -1)
    for entry in entries[::-1]:
        time_s[entry.threat], found[entry.threat] = entry.time_s, entry.place
    return _First(time_s, found)


def _first_track(case: Case, world: int, replication: int) -> _First:
    """Return when each threat is first tracked if each searching radar is alone, and by which."""
    threats = len(case.threats)
    time_s = np.full(threats, _NEVER_S)
    found = np.full(threats, -1)
    searching = np.flatnonzero(case.radars["role"][world] != ENGAGEMENT)
    for number in searching:
        blind = case.radars.copy()
        blind["instrumented_m"][:, searching[searching != number]] = 0.0
        alone = play_raid(case._replace(radars=blind), world, replication)
        when_s = alone.raid.tracks["known_s"].min(axis=0)
        earlier = when_s < time_s
        time_s[earlier], found[earlier] = when_s[earlier], number
    return _First(time_s, found)


def _moments(
    case: Case,
    world: int,
    played: PlayedRaid,
    threat: int,
    firsts: dict[str, _First],
    legend: Legend,
) -> Iterator[_Moment]:
    """Yield everything that happened to a threat until it ended."""
    ended_s = float(played.results.threats[0, threat].ended_s)
    sites = case.units["site"][world]

    def moment(time_s: float, name: str, by: str, site: int, **more: Any) -> _Moment:
        return _Moment(float(time_s), _ORDER.index(name), name, by, int(site), **more)

    yield moment(played.raid.threats[threat].start_s, "begins", "", _nearest_site(case, world))
    for name, first in firsts.items():
        number = int(first.sensor[threat])
        if number >= 0 and first.time_s[threat] <= ended_s:
            site = case.radars["site"][world, number]
            yield moment(first.time_s[threat], name, legend.sensors[number], site)
    for unit, site in enumerate(sites):
        ready_s = played.raid.engagements[unit, threat].ready_s
        if ready_s <= ended_s:
            yield moment(ready_s, "ready", legend.units[unit], site)
    for shot in played.shots[played.shots["threat"] == threat]:
        more = {"interceptor": legend.interceptors[shot.interceptor], "shot": int(shot.ordinal)}
        by, site = legend.units[shot.unit], sites[shot.unit]
        yield moment(shot.launch_s, "launched", by, site, **more)
        yield moment(shot.intercept_s, _ENDS.get(shot.end, "missed"), by, site, **more)
    entries = played.entries[played.entries["threat"] == threat]
    for entry in entries[(entries["kind"] > LOG_ORDERED) & (entries["kind"] < FIRST_BLOCK)]:
        name = LOG_NAMES[entry.kind]
        dead = bool(entry.value > 0.0) if name.startswith("assessed") else None
        by, site = _where(case, world, entry, legend)
        yield moment(entry.time_s, name, by, site, dead=dead)
    for time_s, name, by in _told(case, world, entries, legend):
        if time_s <= ended_s:
            yield moment(time_s, name, by, -1)
    for block in blocks_of(played, threat):
        yield moment(
            block.from_s,
            block.name,
            legend.units[block.unit],
            sites[block.unit],
            until_s=block.until_s,
            expected_s=block.expected_s,
            held_by=block.held_by,
        )
    outcome = OUTCOME_NAMES[played.results.threats[0, threat].outcome]
    if outcome in ("leaked", "aborted", "passed"):
        yield moment(ended_s, outcome, "", _nearest_site(case, world))


def _where(case: Case, world: int, entry: LogEntry, legend: Legend) -> tuple[str, int]:
    """Return what an entry of the log is about, a radar, post or fire unit, and its site, -1 for a post."""
    if LOG_NAMES[entry.kind] in OF_RADARS:
        return legend.sensors[entry.place], int(case.radars["site"][world, entry.place])
    if LOG_NAMES[entry.kind] in OF_POSTS:
        return legend.posts[entry.place], -1
    if LOG_NAMES[entry.kind] in OF_LAUNCHERS:
        return legend.launchers[entry.place], int(case.launchers["site"][world, entry.place])
    return legend.units[entry.place], int(case.units["site"][world, entry.place])


def _told(
    case: Case, world: int, entries: Rows[LogEntry], legend: Legend
) -> Iterator[tuple[float, str, str]]:
    """Yield when posts learnt of a track, where that says more than that a radar confirmed it, and when
    reports of it were lost: time, what, and which post, or whose report."""
    confirmed_s = entries["time_s"][entries["kind"] == LOG_CONFIRMED]
    for entry in entries[entries["kind"] == LOG_KNOWN]:
        if len(legend.posts) > 1 or entry.time_s not in confirmed_s:
            yield float(entry.time_s), "known", legend.posts[entry.place]
    for entry in entries[entries["kind"] == LOG_CLASSIFIED]:
        taken_for = legend.classes[int(entry.value)] if legend.classes else f"class-{int(entry.value)}"
        yield float(entry.time_s), "classified", f"{legend.posts[entry.place]}: {taken_for}"
    for entry in entries[(entries["kind"] == LOG_REPORT_LOST) & (entries["value"] == TELLS_TRACK)]:
        yield float(entry.time_s), "report_lost", link_name(case, world, int(entry.place), legend)


def _nearest_site(case: Case, world: int) -> int:
    """Return the site of the first fire unit, which ranges of no unit's moment count from."""
    return int(case.units["site"][world, 0]) if case.units.shape[1] else -1


def _place(nodes: Rows[Node], view: Rows[Sight], path_s: float) -> dict[str, float]:
    """Return where a threat is at a time on its path."""
    columns = {
        "ground_range_m": view["ground_m"],
        "slant_range_m": view["slant_m"],
        "height_agl_m": nodes["height_agl_m"],
        "alt_msl_m": nodes["alt_msl_m"],
    }
    return {name: float(np.interp(path_s, nodes["path_s"], values)) for name, values in columns.items()}


def _moment_row(
    case: Case, played: PlayedRaid, threat: int, moment: _Moment, legend: Legend
) -> dict[str, Any]:
    """Return one row of the moments; what is judged after a threat has ended has no place of it."""
    row: dict[str, Any] = {
        "threat": legend.threats[threat],
        "time_s": moment.time_s,
        "moment": moment.name,
        "by": moment.by or None,
        "interceptor": moment.interceptor,
        "shot": moment.shot,
        "dead": None if moment.dead is None else bool(moment.dead),
        "until_s": moment.until_s,
        "expected_s": None if moment.expected_s is None else _finite(moment.expected_s),
        "held_by": ", ".join(legend.threats[number] for number in moment.held_by) or None,
    }
    row |= dict.fromkeys(("ground_range_m", "slant_range_m", "height_agl_m", "alt_msl_m"))
    ended_s = played.results.threats[0, threat].ended_s
    if moment.site >= 0 and moment.time_s <= ended_s:
        row |= place_then(case, played, threat, moment.site, moment.time_s)
    return row


def place_then(case: Case, played: PlayedRaid, threat: int, site: int, time_s: float) -> dict[str, float]:
    """Return where a threat is at a time on the raid's clock, as seen from a site: ranges and heights."""
    nodes = _nodes(played, threat)
    path_s = time_s - played.raid.threats[threat].start_s
    return _place(case.nodes[nodes], case.sights[site, nodes], path_s)


def _threat_row(
    case: Case, played: PlayedRaid, threat: int, firsts: dict[str, _First], legend: Legend
) -> dict[str, Any]:
    """Return one row of the threats; outcome, reason, shots and times as in the table of a run."""
    result = played.results.threats[0, threat]
    state = played.raid.threats[threat]
    return {
        "threat": legend.threats[threat],
        "threat_class": legend.threat_class[threat],
        "decoy": bool(case.threats[threat].decoy),
        **({"side": legend.sides[threat]} if legend.sides else {}),
        "tracked": bool(state.tracked),
        "held_for_decoy": bool(state.held_for_decoy),
        "outcome": OUTCOME_NAMES[result.outcome],
        "reason": (*REASON_NAMES, *SHOT_DOWN_NAMES)[result.reason - 1] if result.reason else None,
        "shots": int(result.shots),
        "start_s": float(result.start_s),
        "in_sight_s": _finite(firsts["in_sight"].time_s[threat]),
        "detected_s": _finite(firsts["detected"].time_s[threat]),
        "confirmed_s": _finite(result.confirmed_s),
        "ready_s": _finite(result.ready_s),
        "ended_s": float(result.ended_s),
    }


def _finite(time_s: float) -> float | None:
    """Return a time, None for what never happened."""
    return float(time_s) if np.isfinite(time_s) else None
