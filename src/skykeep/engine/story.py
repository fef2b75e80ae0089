"""One raid told threat by threat: when each was in sight, detected, tracked, shot at and met, and how it
ended; also those that nobody engaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core import layout as at
from skykeep.core.arrays import Case
from skykeep.core.engagement import EVENT_NAMES
from skykeep.core.ledger import REASON_NAMES
from skykeep.core.raid_columns import (
    THREAT_CONFIRMED_S,
    THREAT_ENDED_S,
    THREAT_OUTCOME,
    THREAT_READY_S,
    THREAT_REASON,
    THREAT_SHOTS,
    THREAT_START_S,
)

from .legend import Legend
from .replay import PlayedRaid, play_raid
from .schemas import OUTCOME_NAMES, moment_schema, told_threat_schema

__all__ = ["Story", "tell_raid"]

F64 = npt.NDArray[np.float64]

_ENGAGEMENT_ROLE = 2
_ONE_LOOK = (1, 1)
"""Confirmation rule with which a track is its first detection."""
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


class _First(NamedTuple):
    """When something first happened to each threat, and which sensor did it (-1: none), shape (threats,)."""

    time_s: F64
    sensor: npt.NDArray[np.int64]


_ORDER = (
    "begins",
    "in_sight",
    "detected",
    "confirmed",
    "killed",
    "missed",
    "radar_lost",
    "assessed_dead",
    "assessed_alive",
    "ready",
    "turn",
    "launched",
    "leaked",
    "aborted",
)
"""Moments, in the order in which those at one time are told: from cause to effect."""


def tell_raid(case: Case, world: int, replication: int, *, legend: Legend, sensors: Sequence[str]) -> Story:
    """Return the raid of a key told threat by threat: the same raid as in any batch.

    First detections, and which radar made a track, are not kept by the kernel: they come from the same raid
    played again with each searching radar alone, whose draws are its own.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid.
    legend, sensors
        Names of what the rows of the case stand for.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    played = play_raid(case, world, replication)
    in_sight = _first_in_sight(case, world, played)
    detected = _first_track(case._replace(confirm=_ONE_LOOK), world, replication)
    confirmed = _first_track(case, world, replication)
    firsts = {"in_sight": in_sight, "detected": detected, "confirmed": confirmed}
    rows, moments = [], []
    for threat in range(case.threats.shape[0]):
        told = sorted(_moments(case, world, played, threat, firsts, (legend, sensors)))
        rows.append(_threat_row(case, played, threat, firsts, legend))
        moments += [_moment_row(case, played, threat, moment, legend) for moment in told]
    return Story(
        world=world,
        replication=replication,
        threats=pa.Table.from_pylist(rows, schema=told_threat_schema()),
        moments=pa.Table.from_pylist(moments, schema=moment_schema()),
    )


def _nodes(case: Case, played: PlayedRaid, threat: int, site: int) -> F64:
    """Return the nodes of a threat's path as a site sees them."""
    number = int(played.state.threat[threat, at.PATH])
    first, end = case.path[number, at.PATH_START], case.path[number + 1, at.PATH_START]
    nodes: F64 = case.track[site, first:end]
    return nodes


def _first_in_sight(case: Case, world: int, played: PlayedRaid) -> _First:
    """Return when each threat first stands above the lowest visible height of any sensor."""
    threats = case.threats.shape[0]
    time_s = np.full(threats, _NEVER_S)
    found = np.full(threats, -1)
    for number, sensor in enumerate(case.sensors[world]):
        bit = int(sensor[at.SENSOR_SIGHT_BIT])
        for threat in range(threats):
            nodes = _nodes(case, played, threat, int(sensor[at.SENSOR_SITE]))
            seen = np.flatnonzero((nodes[:, at.NODE_SIGHT].astype(np.int64) >> bit) & 1)
            if seen.size:
                start_s = played.state.threat[threat, at.START_S]
                when_s = float(start_s + nodes[seen[0], at.NODE_T_S])
                if when_s < time_s[threat]:
                    time_s[threat], found[threat] = when_s, number
    return _First(time_s, found)


def _first_track(case: Case, world: int, replication: int) -> _First:
    """Return when a track of each threat is first confirmed, and by which searching radar."""
    threats = case.threats.shape[0]
    time_s = np.full(threats, _NEVER_S)
    found = np.full(threats, -1)
    searching = np.flatnonzero(case.sensors[world, :, at.SENSOR_ROLE] != _ENGAGEMENT_ROLE)
    for number in searching:
        blind = case.sensors.copy()
        blind[:, searching[searching != number], at.SENSOR_INSTRUMENTED_M] = 0.0
        alone = play_raid(case._replace(sensors=blind), world, replication)
        when_s = alone.state.confirmed_s.min(axis=0)
        earlier = when_s < time_s
        time_s[earlier], found[earlier] = when_s[earlier], number
    return _First(time_s, found)


def _moments(
    case: Case,
    world: int,
    played: PlayedRaid,
    threat: int,
    firsts: dict[str, _First],
    names: tuple[Legend, Sequence[str]],
) -> Iterator[_Moment]:
    """Yield everything that happened to a threat until it ended."""
    legend, sensors = names
    state = played.state
    ended_s = float(played.columns.threat_s[0, threat, THREAT_ENDED_S])
    sites = case.units[world, :, at.UNIT_SITE].astype(int)

    def moment(time_s: float, name: str, by: str, site: int, **more: Any) -> _Moment:
        return _Moment(float(time_s), _ORDER.index(name), name, by, site, **more)

    yield moment(state.threat[threat, at.START_S], "begins", "", _nearest_site(case, world))
    for name, first in firsts.items():
        number = int(first.sensor[threat])
        if number >= 0 and first.time_s[threat] <= ended_s:
            site = int(case.sensors[world, number, at.SENSOR_SITE])
            yield moment(first.time_s[threat], name, sensors[number], site)
    for unit, site in enumerate(sites):
        ready_s = state.pair[unit, threat, at.READY_S]
        if ready_s <= ended_s:
            yield moment(ready_s, "ready", legend.units[unit], int(site))
    for shot in state.shot[: state.progress[at.SHOTS_FIRED]]:
        if int(shot[at.SHOT_THREAT]) != threat or shot[at.SHOT_KILLS] < 0.0:
            continue
        unit = int(shot[at.SHOT_UNIT])
        more = {
            "interceptor": legend.interceptors[int(shot[at.SHOT_INTERCEPTOR])],
            "shot": int(shot[at.SHOT_ORDINAL]),
        }
        by, site = legend.units[unit], int(sites[unit])
        yield moment(shot[at.SHOT_LAUNCH_S], "launched", by, site, **more)
        met = "killed" if shot[at.SHOT_KILLS] > 0.0 else "missed"
        yield moment(shot[at.SHOT_INTERCEPT_S], met, by, site, **more)
    for event in played.log[: played.state.progress[at.LOGGED]]:
        name = EVENT_NAMES[int(event[at.LOG_KIND])]
        if int(event[at.LOG_THREAT]) == threat and name != "ready":
            unit = int(event[at.LOG_UNIT])
            dead = event[at.LOG_VALUE] > 0.0 if name.startswith("assessed") else None
            yield moment(event[at.LOG_S], name, legend.units[unit], int(sites[unit]), dead=dead)
    outcome = OUTCOME_NAMES[int(played.columns.threat_counts[0, threat, THREAT_OUTCOME])]
    if outcome in ("leaked", "aborted"):
        yield moment(ended_s, outcome, "", _nearest_site(case, world))


def _nearest_site(case: Case, world: int) -> int:
    """Return the site of the first fire unit, which ranges of no unit's moment count from."""
    return int(case.units[world, 0, at.UNIT_SITE]) if case.units.shape[1] else -1


def _place(nodes: F64, path_s: float) -> dict[str, float]:
    """Return where a threat is at a time on its path."""
    at_s = nodes[:, at.NODE_T_S]
    columns = {
        "ground_range_m": at.NODE_GROUND_M,
        "slant_range_m": at.NODE_SLANT_M,
        "height_agl_m": at.NODE_HEIGHT_AGL_M,
        "alt_msl_m": at.NODE_ALT_MSL_M,
    }
    return {name: float(np.interp(path_s, at_s, nodes[:, column])) for name, column in columns.items()}


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
    }
    start_s = played.state.threat[threat, at.START_S]
    ended_s = played.columns.threat_s[0, threat, THREAT_ENDED_S]
    if moment.site >= 0 and moment.time_s <= ended_s:
        row |= _place(_nodes(case, played, threat, moment.site), moment.time_s - start_s)
    return row


def _threat_row(
    case: Case, played: PlayedRaid, threat: int, firsts: dict[str, _First], legend: Legend
) -> dict[str, Any]:
    """Return one row of the threats; outcome, reason, shots and times as in the table of a run."""
    counts = played.columns.threat_counts[0, threat]
    times_s = played.columns.threat_s[0, threat]
    state = played.state.threat[threat]
    reason = int(counts[THREAT_REASON])
    return {
        "threat": legend.threats[threat],
        "threat_class": legend.threat_class[threat],
        "decoy": bool(case.threats[threat, at.THREAT_DECOY]),
        "tracked": bool(state[at.TRACKED]),
        "held_for_decoy": bool(state[at.HELD_FOR_DECOY]),
        "outcome": OUTCOME_NAMES[int(counts[THREAT_OUTCOME])],
        "reason": REASON_NAMES[reason - 1] if reason else None,
        "shots": int(counts[THREAT_SHOTS]),
        "start_s": float(times_s[THREAT_START_S]),
        "in_sight_s": _finite(firsts["in_sight"].time_s[threat]),
        "detected_s": _finite(firsts["detected"].time_s[threat]),
        "confirmed_s": _finite(times_s[THREAT_CONFIRMED_S]),
        "ready_s": _finite(times_s[THREAT_READY_S]),
        "ended_s": float(times_s[THREAT_ENDED_S]),
    }


def _finite(time_s: float) -> float | None:
    """Return a time, None for what never happened."""
    return float(time_s) if np.isfinite(time_s) else None
