"""How the answer of a run stands while raids are still being played: each raid as it ends, both doubts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from skykeep.engine.arrow_arrays import numbers_of
from skykeep.study.hundred import NOTHING
from skykeep.study.intervals import estimate_outcome, estimate_probability

if TYPE_CHECKING:
    from skykeep.study.facts import RunFacts
    from skykeep.study.plan import Chunk

__all__ = ["RaidsSoFar", "watched_raids"]

I64 = npt.NDArray[np.int64]
LEDGER = "ledger_"


def watched_raids(
    facts: RunFacts, tell: Callable[[Mapping[str, Any]], object]
) -> Callable[[Chunk, Any], object]:
    """Return what a run calls with the table of the raids of each chunk, see :class:`RaidsSoFar`."""
    so_far = RaidsSoFar(facts.plan.worlds, facts.plan.replications, tell)
    return lambda chunk, raids: so_far.add(chunk.first_world, raids, facts.threats_launched)


class RaidsSoFar:
    """Gathers the raids of chunks of worlds, in whatever order they end, and tells what came of them.

    ``tell`` is called after each chunk with ``raids``: of each raid of the chunk its world, replication,
    leakers and main reason, and with what all raids so far give: ``worlds`` of ``worlds_asked``, and the
    estimates ``leakers``, ``stopped_share`` and ``p_no_leaker`` with their intervals. The last call has the
    estimates of the summary. Calls come from several threads, one at a time.
    """

    def __init__(
        self, worlds_asked: int, replications: int, tell: Callable[[Mapping[str, Any]], object]
    ) -> None:
        self._asked = worlds_asked
        self._replications = replications
        self._tell = tell
        self._turn = threading.Lock()
        self._leakers: dict[int, I64] = {}
        self._killed: dict[int, I64] = {}

    def add(self, first_world: int, raids: Any, launched: int) -> None:
        """Take the table of the raids of a chunk of worlds, ``launched`` real threats in each raid."""
        shape = (-1, self._replications)
        leakers, killed = (
            numbers_of(raids[name]).astype(np.int64).reshape(shape) for name in ("leakers", "killed")
        )
        with self._turn:
            for number, (leaked, stopped) in enumerate(zip(leakers, killed, strict=True)):
                self._leakers[first_world + number] = leaked
                self._killed[first_world + number] = stopped
            self._tell({"raids": _rows(raids), "threats_launched": launched, **self._estimates(launched)})

    def _estimates(self, launched: int) -> dict[str, Any]:
        """Return what all raids so far give."""
        worlds = sorted(self._leakers)
        leakers = np.stack([self._leakers[world] for world in worlds])
        share = np.stack([self._killed[world] for world in worlds]) / max(launched, 1)
        return {
            "worlds": len(worlds),
            "worlds_asked": self._asked,
            "leakers": estimate_outcome(leakers, bounds=(0.0, float(launched))).as_row(),
            "stopped_share": estimate_outcome(share, bounds=(0.0, 1.0)).as_row(),
            "p_no_leaker": estimate_probability(leakers == 0).as_row(),
        }


def _rows(raids: Any) -> list[list[int | str]]:
    """Return world, replication, leakers and main reason of each raid of a table."""
    reasons = [name for name in raids.column_names if name.startswith(LEDGER)]
    ledger = np.stack([numbers_of(raids[name]) for name in reasons], axis=-1)
    leakers = numbers_of(raids["leakers"])
    main = ledger.argmax(axis=-1)
    named = [
        reasons[int(most)].removeprefix(LEDGER) if leaked else NOTHING
        for most, leaked in zip(main, leakers, strict=True)
    ]
    keys = (numbers_of(raids[name]).tolist() for name in ("world", "replication"))
    return [list(row) for row in zip(*keys, leakers.tolist(), named, strict=True)]
