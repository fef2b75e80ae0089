"""Which threat and which raid of a run are worth telling: how often each leaked, and for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Tellings", "pick_raid", "pick_threat", "tellings_of"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tellings:
    """The threats of a run: their ids and classes, and the table with a row for each in every raid."""

    ids: list[str]
    classes: list[str]
    table: Any
    replications: int

    def _column(self, number: int, name: str) -> list[Any]:
        """Return a column of the table for one threat, raid by raid."""
        size = len(self.ids)
        rows = np.arange(number, self.table.num_rows, size)
        found: list[Any] = self.table.column(name).take(rows).to_pylist()
        return found

    def leaked(self, number: int) -> npt.NDArray[np.bool_]:
        """Return whether a threat leaked, shape (worlds, replications)."""
        outcome = np.array(self._column(number, "outcome"), dtype=object)
        return np.asarray(outcome == "leaked").reshape(-1, self.replications)

    def shot_down(self, number: int) -> npt.NDArray[np.bool_]:
        """Return whether a threat was killed, shape (worlds, replications)."""
        outcome = np.array(self._column(number, "outcome"), dtype=object)
        return np.asarray(outcome == "killed").reshape(-1, self.replications)

    def is_traffic(self, number: int) -> bool:
        """Return whether a row of the threats is traffic, which leaks never."""
        return "side" in self.table.column_names and self._column(number, "side")[0] != "raid"

    def reasons(self, number: int) -> list[dict[str, Any]]:
        """Return in how many raids a threat leaked, or traffic was shot down, for which reason, the most
        frequent first."""
        counts = Counter(reason for reason in self._column(number, "reason") if reason is not None)
        return [
            {"reason": reason, "raids": count}
            for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def row(self, number: int, world: int, replication: int, columns: Sequence[str]) -> dict[str, Any] | None:
        """Return some columns of a threat in one raid, None if the table does not hold the raid."""
        place = (world * self.replications + replication) * len(self.ids) + number
        if place >= self.table.num_rows:
            return None
        row: dict[str, Any] = self.table.select(columns).slice(place, 1).to_pylist()[0]
        return row

    def first(self, number: int, column: str, value: str) -> tuple[int, int] | None:
        """Return world and replication of the first raid in which a column says so of a threat."""
        said = self._column(number, column)
        return divmod(said.index(value), self.replications) if value in said else None


def tellings_of(table: Any, replications: int) -> Tellings:
    """Return the threats of a run from its table, whose rows come in order of raid and threat.

    Parameters
    ----------
    table
        Arrow table of the threats.
    replications
        Raids in each world.
    """
    first = table.slice(0, _raid_size(table)).select(["threat", "threat_class"]).to_pydict()
    return Tellings(
        ids=first["threat"], classes=first["threat_class"], table=table, replications=replications
    )


def _raid_size(table: Any) -> int:
    """Return the number of threats of each raid."""
    world, replication = (np.asarray(table.column(name)) for name in ("world", "replication"))
    later = np.flatnonzero((world != world[0]) | (replication != replication[0]))
    return int(later[0]) if later.size else len(world)


def pick_threat(found: Tellings, threat_class: str) -> int:
    """Return the typical threat of a class: the one whose share of leaks lies nearest to that of all of them,
    the first of those."""
    numbers = [number for number, name in enumerate(found.classes) if name == threat_class]
    shares = np.array([found.leaked(number).mean() for number in numbers])
    return numbers[int(np.argmin(np.abs(shares - shares.mean())))]


def pick_raid(found: Tellings, number: int) -> tuple[int, int, str]:
    """Return world and replication of the raid to be told of a threat, and why that one.

    It is the first in which it leaked for its most frequent reason; for one that has no reason (a decoy, or
    what never leaked) the first in which it leaked, then that in which it was killed, then the first of all.
    """
    if reasons := found.reasons(number):
        key = found.first(number, "reason", reasons[0]["reason"])
        assert key is not None  # it was counted
        ended = "was shot down" if found.is_traffic(number) else "leaked"
        return *key, f"the first raid in which it {ended} for its most frequent reason"
    for outcome, words in (("leaked", "leaked"), ("killed", "was killed")):
        if key := found.first(number, "outcome", outcome):
            return *key, f"the first raid in which it {words}"
    return 0, 0, "the first raid of the run"
