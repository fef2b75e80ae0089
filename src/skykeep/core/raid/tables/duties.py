"""How radars and fire units stand to each other and to time, where a scenario asks for more than radars that
always look, have room for every track, and belong to a fire unit: off where the tables have no rows.

Times are on the raid's clock, infinite for not yet or never.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ...kernel.by_address import lasting
from ...kernel.records import Grid, Record, Rows

__all__ = [
    "ClassDuty",
    "Duties",
    "DutyState",
    "DutyTables",
    "Hold",
    "RadarDuty",
    "UnitDuty",
    "no_duties",
]


class RadarDuty(Record):
    """How a radar spends its time in one world.

    It radiates as ``begins`` says, ``switch_on_s`` after the word came, and where ``period_s`` is above zero
    only for ``turn_s`` of each period from ``turn_from_s`` on; ``turn_key`` names the draw that shifts the
    turns in each raid, 0 for none. ``bearing_only`` marks a passive sensor: it finds what radiates, without
    a range, and two of them make a track where their lines cross by ``crossing_min_rad`` or more.

    Tracks are kept under the number ``antenna``, that of the first radar row of one antenna: ``tracks_max``
    at most, 0 for any number. Where ``dwell_s`` is above zero each track takes one dwell in each revisit, and
    a search takes ``search_share`` of a revisit.
    """

    begins: int
    switch_on_s: float
    period_s: float
    turn_from_s: float
    turn_s: float
    turn_key: np.uint64
    bearing_only: bool
    crossing_min_rad: float
    antenna: int
    tracks_max: int
    dwell_s: float
    search_share: float


class UnitDuty(Record):
    """What a fire unit may do without its own radar or without the post above it, in one world.

    With ``remote`` its rounds need no sight of its own radar while a radar of ``Duties.eyes`` holds the
    track. ``above`` is the post above its own, -1 for none: once that is lost the unit waits
    ``autonomous_after_s`` for orders before it goes on by itself.
    """

    remote: bool
    above: int
    autonomous_after_s: float


class ClassDuty(Record):
    """What a class of threats has to do with radiation in one world: the chance that one of it radiates so
    that passive sensors find it, and whether it finds its aim by the aim's radiation alone."""

    radiates_p: float
    homes_on_emission: bool


@lasting
class Duties(NamedTuple):
    """The duties of one world: of radars, fire units and threat classes; ``eyes`` [unit, place] are the
    radars whose tracks reach the post of a fire unit, -1 ends."""

    radars: Rows[RadarDuty]
    units: Rows[UnitDuty]
    classes: Rows[ClassDuty]
    eyes: Grid[int]


class DutyTables(NamedTuple):
    """The same of all worlds, which are the first axis of the first three tables."""

    radars: Grid[RadarDuty]
    units: Grid[UnitDuty]
    classes: Grid[ClassDuty]
    eyes: Grid[int]

    def world(self, number: int) -> Duties:
        """Return those of one world."""
        return Duties(self.radars[number], self.units[number], self.classes[number], self.eyes)

    def of_worlds(self, places: npt.NDArray[np.int64]) -> DutyTables:
        """Return those of the worlds at some places."""
        drawn: dict[str, Any] = {
            name: np.take(getattr(self, name), places, axis=0) for name in self._fields[:3]
        }
        return self._replace(**drawn)


def no_duties() -> Duties:
    """Return what stands for no duties."""
    eyes: Any = np.zeros((0, 0), np.int64)
    return Duties(RadarDuty.table(0), UnitDuty.table(0), ClassDuty.table(0), eyes)


class DutyState(Record):
    """A radar under way: since when it radiates, by how much its turns are shifted, how many tracks its
    antenna keeps, and which part of its line of tracks that wait for room is filled.

    What is foreseen of its searching holds for one ``epoch``: it begins anew when the radar is switched on or
    turned.
    """

    on_s: float
    shift_s: float
    epoch: int
    tracks: int
    first_waiting: int
    waiting: int


class Hold(Record):
    """A radar, by its antenna, and a threat: since when it keeps the track, whether it has dropped it,
    whether the track waits for room, and since when a post knows the bearing of a passive sensor."""

    since_s: float
    dropped: bool
    waits: bool
    told_s: float
