"""Which raids of a run to look at: the median one by its leakers, the worst and the best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from skykeep.plurals import counted

from .hundred import hundred_keys

__all__ = ["ChosenRaid", "chosen_raids", "raids_shown"]


class ChosenRaid(NamedTuple):
    """A raid that was chosen: ``name`` is its part in the choice, ``why`` says it in words."""

    name: str
    world: int
    replication: int
    why: str

    @property
    def key(self) -> tuple[int, int]:
        """World and replication."""
        return self.world, self.replication


def chosen_raids(raids: Any) -> tuple[ChosenRaid, ...]:
    """Return the median raid of a run by leakers, and the worst and the best where they leak otherwise.

    Of two in the middle the one with fewer leakers is the median, of several with as many the first in the
    order of leakers, world and replication that is in the middle. Of several worst or best ones the first by
    world and replication is taken.

    Parameters
    ----------
    raids
        Table of the raids of a run with ``world``, ``replication`` and ``leakers``, at least one row.
    """
    columns = raids.select(["leakers", "world", "replication"]).to_pylist()
    rows = sorted((int(row["leakers"]), int(row["world"]), int(row["replication"])) for row in columns)
    median = rows[(len(rows) - 1) // 2]
    worst = next(row for row in rows if row[0] == rows[-1][0])
    found = []
    for name, row in (("median", median), ("worst", worst), ("best", rows[0])):
        if name != "median" and row[0] == median[0]:
            continue
        leakers, world, replication = row
        why = f"{_WHYS[name](len(rows))}: {leakers} in this one"
        alike = sum(each[0] == leakers for each in rows)
        if name != "median" and alike > 1:
            why += f", the first of {alike} such raids"
        found.append(ChosenRaid(name, world, replication, why))
    return tuple(found)


def raids_shown(raids: Any, *, dots: bool) -> tuple[list[tuple[int, int]], tuple[ChosenRaid, ...]]:
    """Return the key of each dot of a run, and the raids of it that are looked at: whoever plays, exports or
    draws a run shows the same ones.

    Parameters
    ----------
    raids
        Table of all raids of a run, in order of world and replication.
    dots
        Whether the run tells of a hundred raids that stand for all (``hundred_raids`` of its summary): the
        median, worst and best are then among them, else among all raids and no raid is a dot.
    """
    if not dots:
        return [], chosen_raids(raids)
    replications = int(raids["replication"].to_numpy().max()) + 1
    reasons = [name for name in raids.column_names if name.startswith("ledger_")]
    leakers = raids["leakers"].to_numpy().reshape(-1, replications)
    ledger = np.stack([raids[name].to_numpy().reshape(-1, replications) for name in reasons], axis=-1)
    keys = hundred_keys(leakers, ledger)
    of_dots = chosen_raids(raids.take([world * replications + replication for world, replication in keys]))
    return keys, tuple(each._replace(name=f"{each.name}_of_dots") for each in of_dots)


_WHYS: dict[str, Callable[[int], str]] = {
    "median": lambda count: f"the median of {counted(count, 'raid')} by leakers",
    "worst": lambda count: f"the most leakers of {counted(count, 'raid')}",
    "best": lambda count: f"the fewest leakers of {counted(count, 'raid')}",
}
