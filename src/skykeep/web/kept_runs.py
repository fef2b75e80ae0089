"""Runs that a worker has played and still holds, so that no raid is played twice for the page of one."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from .limits import RUN_KEPT_S, RUNS_BYTES, RUNS_KEPT

if TYPE_CHECKING:
    from skykeep.api.runs import Run

__all__ = ["KeptRuns"]


class _Kept(NamedTuple):
    run: Run
    size_bytes: int
    since_s: float


class KeptRuns:
    """The runs played last by what was asked: so many, so many bytes of tables together, for so long."""

    def __init__(
        self, *, room_bytes: int = RUNS_BYTES, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._runs: OrderedDict[str, _Kept] = OrderedDict()
        self._room_bytes = room_bytes
        self._clock_s = clock_s

    def __len__(self) -> int:
        return len(self._runs)

    def keep(self, asked: str, run: Run) -> None:
        """Keep a run; the oldest make room. One whose tables are larger than all room is not kept, and takes
        none from others."""
        tables = (run.raids, run.threats, run.worlds_table)
        size_bytes = sum(table.to_arrow().nbytes for table in tables)
        self._runs.pop(asked, None)
        if size_bytes > self._room_bytes:
            return
        self._runs[asked] = _Kept(run, size_bytes, self._clock_s())
        self.forget()

    def find(self, asked: str) -> Run | None:
        """Return the run of a question, None where it was not played here or is gone."""
        self.forget()
        found = self._runs.get(asked)
        return None if found is None else found.run

    def forget(self) -> None:
        """Let go of runs that are kept too long, are too many, or too large together, the oldest first."""
        while self._runs:
            oldest = next(iter(self._runs.values()))
            together = sum(each.size_bytes for each in self._runs.values())
            is_late = self._clock_s() - oldest.since_s > RUN_KEPT_S
            if not (is_late or len(self._runs) > RUNS_KEPT or together > self._room_bytes):
                return
            self._runs.popitem(last=False)
