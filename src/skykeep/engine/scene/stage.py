"""A raid played once more, with who stands on which rows of it: what actors, spells and happenings share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from skykeep.compiler.whereabouts import Whereabouts
from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid, new_raid
from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART, LINK_PART, POST_PART, RADAR_PART
from skykeep.core.raid.vocabulary.kinds import LOG_ASSESSED_ALIVE, LOG_ASSESSED_DEAD
from skykeep.core.raid.world import Case

from ..legend import Legend
from ..replay import PlayedRaid, play_raid
from .antennas import Antenna, antennas_of

__all__ = ["Stage", "set_stage"]

_BEFORE_ALL_S = -1.0
"""A time before every event: a raid that is run until then has begun, and nothing has happened."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Stage:
    """A raid at its end and at its beginning, its world, and the ids of all that stands or flies in it.

    ``names`` are those in words, see :func:`skykeep.engine.scene.scene_of_raid`.
    """

    case: Case
    where: Whereabouts
    world: int
    replication: int
    played: PlayedRaid
    started: Raid
    legend: Legend
    names: Mapping[str, str]
    step_s: float = 1.0

    @cached_property
    def antennas(self) -> tuple[Antenna, ...]:
        """The radars, rows joined that are one."""
        return antennas_of(self.case, self.world)

    @cached_property
    def radar_ids(self) -> tuple[str, ...]:
        """Ids of the radars: their names, numbered where several share one."""
        return _numbered([self.legend.sensors[antenna.all_rows[0]] for antenna in self.antennas])

    @cached_property
    def antenna_of_row(self) -> dict[int, int]:
        """Which radar each row of the case stands for."""
        return {row: number for number, antenna in enumerate(self.antennas) for row in antenna.all_rows}

    @cached_property
    def post_ids(self) -> tuple[str, ...]:
        """Ids of the command posts."""
        return tuple(f"{name}/command-post" for name in self.legend.posts)

    @cached_property
    def shot_ids(self) -> tuple[str, ...]:
        """Ids of the shots that were fired: fire unit, type, and number in the order of their launches."""
        shots = self.played.shots
        counts: dict[str, int] = {}
        ids = [""] * len(shots)
        for place in np.argsort(shots["launch_s"], kind="stable"):
            kind = self.legend.interceptors[shots["interceptor"][place]].rpartition("/")[2]
            stem = f"{self.legend.units[shots['unit'][place]]}/{kind}"
            ids[place] = f"{stem}/{counts.get(stem, 0)}"
            counts[stem] = counts.get(stem, 0) + 1
        return tuple(ids)

    @cached_property
    def ends_s(self) -> float:
        """When the last threat has ended, the last round has met and the last salvo was judged."""
        entries = self.played.entries
        judged = entries[np.isin(entries["kind"], (LOG_ASSESSED_DEAD, LOG_ASSESSED_ALIVE))]
        ends = (
            self.played.results.threats["ended_s"][0],
            self.played.shots["intercept_s"],
            judged["time_s"],
        )
        return float(max(times.max(initial=0.0) for times in ends))

    def moves(self) -> list[int]:
        """Return the moves of the case whose fire unit has left its first site in this raid."""
        left_s = self.played.raid.wear.moves["left_s"]
        return [int(number) for number in np.flatnonzero(left_s < np.inf)]

    def of_part(self, part: int) -> tuple[str, ...]:
        """Return the ids of what goes out of action with a part of the defence."""
        assert self.case.wear is not None
        row = self.case.wear.parts[self.world, part]
        if row.part_kind == POST_PART:
            return (self.post_ids[row.row],)
        if row.part_kind == RADAR_PART:
            return (self.radar_ids[self.antenna_of_row[int(row.row)]],)
        if row.part_kind in (LAUNCHER_PART, LINK_PART):
            return ()
        return self.of_unit(int(row.row))

    def of_unit(self, unit: int) -> tuple[str, ...]:
        """Return the ids of a fire unit and its engagement radar."""
        radar = self.antenna_of_row[int(self.case.units["radar"][self.world, unit])]
        return (self.legend.units[unit], self.radar_ids[radar])

    def of_move(self, move: int) -> tuple[str, ...]:
        """Return the ids of all that goes with a fire unit that moves."""
        assert self.case.wear is not None
        given = self.case.wear.moves[self.world, move]
        radars = {self.antenna_of_row[row] for row in range(int(given.first_radar), int(given.end_radar))}
        units = self.legend.units[int(given.first_unit) : int(given.end_unit)]
        post = (self.post_ids[given.post],) if given.post >= 0 else ()
        return (*units, *(self.radar_ids[radar] for radar in sorted(radars)), *post)

    def unit_of_launcher(self, launcher: int) -> int:
        """Return the fire unit of a launcher."""
        first = self.case.units["first_launcher"][self.world]
        end = self.case.units["end_launcher"][self.world]
        return int(np.flatnonzero((first <= launcher) & (launcher < end))[0])


def set_stage(
    case: Case,
    where: Whereabouts,
    world: int,
    replication: int,
    *,
    legend: Legend,
    names: Mapping[str, str],
) -> Stage:
    """Return the raid of a key played, see :func:`skykeep.engine.replay.play_raid` for what it refuses."""
    return Stage(
        case=case,
        where=where,
        world=world,
        replication=replication,
        played=play_raid(case, world, replication),
        started=_raid_at_its_start(case, world, replication),
        legend=legend,
        names=names,
    )


def _raid_at_its_start(case: Case, world: int, replication: int) -> Raid:
    """Return a raid that has begun and in which nothing has happened yet: where radars faced at first."""
    raid = new_raid(case)
    alone = range(replication, replication + 1)
    run_raids(case, world, alone, 0, _BEFORE_ALL_S, raid, new_results(case, 1))
    return raid


def _numbered(names: list[str]) -> tuple[str, ...]:
    """Return names, from the second of one on with its number behind."""
    counts: dict[str, int] = {}
    found = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        found.append(name if counts[name] == 1 else f"{name}#{counts[name]}")
    return tuple(found)
