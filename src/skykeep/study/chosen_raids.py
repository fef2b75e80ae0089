"""Which raids of a run to look at: the median one by its leakers, the worst and the best."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from skykeep.plurals import counted

__all__ = ["ChosenRaid", "chosen_raids"]


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


_WHYS: dict[str, Callable[[int], str]] = {
    "median": lambda count: f"the median of {counted(count, 'raid')} by leakers",
    "worst": lambda count: f"the most leakers of {counted(count, 'raid')}",
    "best": lambda count: f"the fewest leakers of {counted(count, 'raid')}",
}
