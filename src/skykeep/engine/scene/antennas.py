"""Radars as things: rows of the case that are one antenna, where it faces, when it radiates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skykeep.core.raid.state import Raid
from skykeep.core.raid.vocabulary.kinds import LOG_TURN, LOG_TURNED_TO_BEARING
from skykeep.core.raid.world import Case

from ..replay import PlayedRaid
from .records import RadarReach

__all__ = [
    "Antenna",
    "Facing",
    "antennas_of",
    "facing_at",
    "facings_of",
    "merged",
    "radiating_spans",
    "reach_of",
]


@dataclass(frozen=True, slots=True)
class Antenna:
    """One radar: its rows where it stands first, its rows at the alternate site of its fire unit, and the
    fire unit whose engagement radar it is, -1 for none."""

    rows: tuple[int, ...]
    moved_rows: tuple[int, ...]
    unit: int

    @property
    def all_rows(self) -> tuple[int, ...]:
        """Every row that stands for it."""
        return self.rows + self.moved_rows


def antennas_of(case: Case, world: int) -> tuple[Antenna, ...]:
    """Return the radars of a world: rows with one key are one radar in its roles, in the order of the first
    ones."""
    moved = _moved_rows(case, world)
    rows: dict[int, list[int]] = {}
    for number, key in enumerate(case.radars["key"][world]):
        rows.setdefault(int(key), []).append(number)
    engaging = {int(unit.radar): number for number, unit in enumerate(case.units[world])}
    return tuple(
        Antenna(
            rows=tuple(row for row in found if row not in moved),
            moved_rows=tuple(row for row in found if row in moved),
            unit=next((engaging[row] for row in found if row in engaging), -1),
        )
        for found in rows.values()
    )


def _moved_rows(case: Case, world: int) -> frozenset[int]:
    """Return the rows of radars at the alternate sites of fire units."""
    if case.wear is None:
        return frozenset()
    return frozenset(
        int(move.alternate_radar) + place
        for move in case.wear.moves[world]
        for place in range(int(move.end_radar - move.first_radar))
    )


def reach_of(case: Case, world: int, antenna: Antenna) -> RadarReach | None:
    """Return how far a radar may look in any of its roles; None for one that is lost from the start."""
    rows = case.radars[world, list(antenna.rows)]
    range_m = float(rows["instrumented_m"].max())
    if not 0.0 < range_m < math.inf:
        return None
    return RadarReach(
        range_m,
        float(rows["elevation_min_rad"].min()),
        float(rows["elevation_max_rad"].max()),
        min(float(rows["sector_half_rad"].max()), math.pi),
        float(rows["revisit_s"].min()),
    )


@dataclass(frozen=True, slots=True)
class Facing:
    """A radar faces an azimuth from one time to another; before, it is turning."""

    from_s: float
    until_s: float
    azimuth_rad: float


def facings_of(
    case: Case, world: int, started: Raid, played: PlayedRaid, antenna: Antenna, ends_s: float
) -> tuple[Facing, ...]:
    """Return where a radar with a sector faces; nothing for one that turns all round.

    An engagement radar is turned with its fire unit, the sector of one that only searches with bearings
    alone. Between two facings it turns at the rate of the unit.
    """
    rows = case.radars[world, list(antenna.rows)]
    if float(rows["sector_half_rad"].max()) >= math.pi:
        return ()
    unit, kinds = antenna.unit, [LOG_TURN, LOG_TURNED_TO_BEARING]
    if unit < 0:
        post = case.posts[world, int(rows["post"][0])]
        unit, kinds = int(post.first_unit), [LOG_TURNED_TO_BEARING]
        if post.first_unit == post.end_unit:
            return ()
    entries = played.entries
    turns = entries[np.isin(entries["kind"], kinds) & (entries["place"] == unit)]
    azimuth_rad, since_s = float(started.units["sector_centre_rad"][unit]), 0.0
    found = []
    for turn in turns:
        if turn.time_s > since_s:
            found.append(Facing(since_s, float(turn.time_s), azimuth_rad))
        turned_rad = abs((float(turn.value) - azimuth_rad + math.pi) % (2.0 * math.pi) - math.pi)
        azimuth_rad = float(turn.value)
        since_s = float(turn.time_s) + turned_rad / float(case.units["slew_rate_radps"][world, unit])
    if since_s < ends_s:
        found.append(Facing(since_s, ends_s, azimuth_rad))
    return tuple(found)


def facing_at(facings: Sequence[Facing], time_s: float) -> float | None:
    """Return where a radar faces at a time, turning evenly the shorter way between two facings; None where
    it has no sector."""
    before = [each for each in facings if each.from_s <= time_s]
    after = [each for each in facings if each.from_s > time_s]
    if not before or time_s <= before[-1].until_s or not after:
        nearest = before[-1] if before else after[0] if after else None
        return None if nearest is None else nearest.azimuth_rad
    last, following = before[-1], after[0]
    turn_rad = (following.azimuth_rad - last.azimuth_rad + math.pi) % (2.0 * math.pi) - math.pi
    share = (time_s - last.until_s) / (following.from_s - last.until_s)
    return (last.azimuth_rad + share * turn_rad) % (2.0 * math.pi)


def radiating_spans(
    case: Case, world: int, played: PlayedRaid, antenna: Antenna, ends_s: float
) -> list[tuple[float, float]]:
    """Return from when to when a radar radiates, whether it works or not; a passive sensor never does."""
    if case.duties is None:
        return [(0.0, ends_s)]
    spans: list[tuple[float, float]] = []
    for row in antenna.rows:
        duty, state = case.duties.radars[world, row], played.raid.duty[row]
        if duty.bearing_only or state.on_s > ends_s:
            continue
        from_s = max(float(state.on_s), 0.0)
        if duty.period_s <= 0.0:
            spans.append((from_s, ends_s))
            continue
        first_s = float(duty.turn_from_s + state.shift_s)
        turn = math.floor((from_s - first_s) / duty.period_s)
        while (begins_s := first_s + turn * float(duty.period_s)) < ends_s:
            until_s = min(begins_s + float(duty.turn_s), ends_s)
            if until_s > from_s:
                spans.append((max(begins_s, from_s), until_s))
            turn += 1
    return merged(spans)


def merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans of time joined where they meet or overlap, in order."""
    found: list[tuple[float, float]] = []
    for from_s, until_s in sorted(spans):
        if found and from_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until_s))
        else:
            found.append((from_s, until_s))
    return found
