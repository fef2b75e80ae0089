"""What a defence loses, gets back and is supplied with in a raid: one description for each entity.

Every table is empty where a scenario asks for none of it, and nothing here is then entered.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ...kernel.by_address import lasting
from ...kernel.records import Grid, Record, Rows

__all__ = [
    "NO_POOL",
    "Move",
    "MoveState",
    "Part",
    "PartState",
    "Pool",
    "Stand",
    "Supply",
    "SupplyState",
    "Transloader",
    "Wear",
    "WearState",
    "WearTables",
    "new_wear_state",
    "no_wear",
]

NO_POOL = -1
"""The pool of a part that nobody repairs once it was hit."""


class Part(Record):
    """A part of the defence in one world: it fails after ``mtbf_s`` in the mean, infinite for never, and
    works again after ``mttr_s`` in the mean.

    Once it was hit, a repair takes one spare of ``pool`` and a time that is drawn between ``repair_low_s``
    and ``repair_high_s``. ``move`` is that of its fire unit, -1 for none. The link to a group of launchers
    has the rows from ``row`` to before ``end_row``, which counts for no other kind of part.
    """

    key: np.uint64
    part_kind: int
    row: int
    end_row: int
    pool: int
    move: int
    mtbf_s: float
    mttr_s: float
    repair_low_s: float
    repair_best_s: float
    repair_high_s: float


class PartState(Record):
    """A part under way: until when it is out of action, infinite for good, whether that is because it was
    ``hit``, and how often it has failed and was repaired."""

    back_s: float
    hit: bool
    failures: int
    repairs: int


class Pool(Record):
    """Spares that some parts share: in a world how many there are, in a raid how many are left."""

    spares: int


class Move(Record):
    """A fire unit that can go to an alternate site: its rows, and how long each step takes.

    Its radars have further rows there, the first of which is ``alternate_radar``. Its post is -1 where that
    stays. It leaves at ``leave_s``, infinite for no stated time, or once it was shot at.
    """

    post: int
    first_unit: int
    end_unit: int
    first_radar: int
    end_radar: int
    alternate_radar: int
    when_shot_at: bool
    leave_s: float
    tear_down_s: float
    drive_s: float
    set_up_s: float


class MoveState(Record):
    """A move under way: when the unit began to pack up, has left its site and works from the other one."""

    left_s: float
    gone_s: float
    arrives_s: float


class Stand(Record):
    """Where a launcher stands at the alternate site of its fire unit."""

    site: int
    alt_msl_m: float


class Supply(Record):
    """What loads the launchers of a fire unit: ``transloaders`` one after another, 0 for each by itself.

    Each carries one load and hands it over in ``load_s``; then it takes one of the ``stock`` at hand, or
    gets one of those at the ``depot`` in ``trip_s``. ``stock`` below zero stands for the loads that launchers
    would have had for themselves.
    """

    transloaders: int
    load_s: float
    trip_s: float
    stock: int
    depot: int


class SupplyState(Record):
    """Loads that are left: at hand, and at the depot."""

    stock: int
    depot: int


class Transloader(Record):
    """A transloader under way: when it is free, and whether it has a load then."""

    free_s: float
    loaded: bool


@lasting
class Wear(NamedTuple):
    """What wears out in one world; a row of ``stands`` for each launcher, of ``supply`` for each fire
    unit."""

    parts: Rows[Part]
    pools: Rows[Pool]
    moves: Rows[Move]
    stands: Rows[Stand]
    supply: Rows[Supply]


class WearTables(NamedTuple):
    """The same of all worlds, which are the first axis."""

    parts: Grid[Part]
    pools: Grid[Pool]
    moves: Grid[Move]
    stands: Grid[Stand]
    supply: Grid[Supply]

    def world(self, number: int) -> Wear:
        """Return that of one world."""
        return Wear(
            self.parts[number],
            self.pools[number],
            self.moves[number],
            self.stands[number],
            self.supply[number],
        )

    def of_worlds(self, places: npt.NDArray[np.int64]) -> WearTables:
        """Return that of the worlds at some places."""
        taken: Any = (np.take(table, places, axis=0) for table in self)
        return WearTables(*taken)


@lasting
class WearState(NamedTuple):
    """Wear under way; ``transloaders`` [unit, vehicle]."""

    parts: Rows[PartState]
    pools: Rows[Pool]
    moves: Rows[MoveState]
    supply: Rows[SupplyState]
    transloaders: Grid[Transloader]


def no_wear() -> Wear:
    """Return what stands for nothing of it."""
    return Wear(Part.table(0), Pool.table(0), Move.table(0), Stand.table(0), Supply.table(0))


def new_wear_state(wear: WearTables | None) -> WearState:
    """Return tables for every raid of a case; without rows where nothing wears."""
    if wear is None:
        return WearState(
            PartState.table(0),
            Pool.table(0),
            MoveState.table(0),
            SupplyState.table(0),
            Transloader.table(0, 0),
        )
    vehicles = int(wear.supply["transloaders"].max(initial=0))
    return WearState(
        PartState.table(wear.parts.shape[1]),
        Pool.table(wear.pools.shape[1]),
        MoveState.table(wear.moves.shape[1]),
        SupplyState.table(wear.supply.shape[1]),
        Transloader.table(wear.supply.shape[1], vehicles),
    )
