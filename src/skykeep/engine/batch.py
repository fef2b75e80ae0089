"""Runs the raids of consecutive worlds and hands back their columns, or the key of a raid that failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.core.kernel.handed import handed
from skykeep.core.kernel.records import part
from skykeep.core.raid.account.results import Results, new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid, new_raid
from skykeep.core.raid.vocabulary.codes import DONE
from skykeep.core.raid.world import Case
from skykeep.errors import KernelFault

from .built_in_policies import seat_of
from .decisions import PolicySeat, asks_user

__all__ = ["RaidBatch", "Worker", "kernel_fault", "repeat_world", "run_worlds", "take_worlds"]

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidBatch:
    """Results of the raids of worlds ``first_world`` to ``end_world`` (not included), in key order."""

    first_world: int
    end_world: int
    replications: int
    results: Results

    @property
    def raids(self) -> int:
        """Number of raids in the batch."""
        return (self.end_world - self.first_world) * self.replications

    @property
    def leakers(self) -> I64:
        """Leakers of each raid."""
        found: I64 = self.results.raids["leakers"]
        return found

    @property
    def killed(self) -> I64:
        """Real threats killed in each raid."""
        found: I64 = self.results.raids["killed"]
        return found


class Worker:
    """One thread's own state for a case: made once, used for any number of batches.

    With a ``seat`` all posts of the case ask its policy in Python; else posts do as the case says.
    """

    def __init__(self, case: Case, seat: PolicySeat | None = None) -> None:
        self.case = case if seat is None else asks_user(case)
        self._seat = seat or seat_of(case)
        self._raid: Raid = new_raid(self.case)
        self._handed = handed(self._raid)

    def run(
        self,
        first_world: int,
        end_world: int,
        replications: int,
        *,
        stopped: Callable[[], bool] = lambda: False,
        tick: Callable[[int], object] = int,
    ) -> RaidBatch | None:
        """Return the raids of some worlds, or None if ``stopped`` said so before the last of them.

        ``tick`` is called with 1 after each world.

        Raises
        ------
        KernelFault
            If the kernel broke off; the message holds the key of the raid.
        ValueError
            If the case does not hold these worlds.
        """
        worlds = self.case.worlds
        if not 0 <= first_world < end_world <= worlds or replications < 1:
            raise ValueError(
                f"worlds {first_world} to {end_world} with {replications} replications: the case holds "
                f"worlds 0 to {worlds}, and at least one replication is needed"
            )
        results = new_results(self.case, (end_world - first_world) * replications)
        for world in range(first_world, end_world):
            if stopped():
                return None
            first_row = (world - first_world) * replications
            rows = _rows_of(results, slice(first_row, first_row + replications))
            given_row = world * replications
            raid = self._raid
            span = range(replications)
            if self._seat is None:
                code = run_raids(self.case, world, span, given_row, np.inf, self._handed, rows)
            else:
                code = self._seat.run(self.case, world, span, given_row, raid, rows)
            if code != DONE:
                raise kernel_fault(self.case, world, raid, code)
            tick(1)
        return RaidBatch(
            first_world=first_world, end_world=end_world, replications=replications, results=results
        )


def run_worlds(case: Case, first_world: int, end_world: int, *, replications: int) -> RaidBatch:
    """Return the raids of worlds ``first_world`` to ``end_world`` (not included), ``replications`` in each.

    A raid depends on its key (seed of the case, world, replication) alone, never on the other raids of a
    batch.

    Raises
    ------
    KernelFault
        If the kernel broke off; the message holds the key of the raid.
    ValueError
        If the case does not hold these worlds, or there is no replication.
    """
    batch = Worker(case).run(first_world, end_world, replications)
    assert batch is not None  # nothing asks it to stop
    return batch


def repeat_world(case: Case, world: int, worlds: int) -> Case:
    """Return a case with the figures of one world in each of its worlds, see :func:`take_worlds`."""
    return take_worlds(case, np.full(worlds, world))


def take_worlds(case: Case, places: I64) -> Case:
    """Return a case whose worlds have the figures of the worlds at ``places``, and keep their own luck.

    Its raids meet the luck of the same worlds and replications of every case with the same seed.
    """
    columns: dict[str, Any] = {name: np.take(table, places, axis=0) for name, table in case.drawn().items()}
    for name in ("effects", "duties", "wear"):
        if getattr(case, name) is not None:
            columns[name] = getattr(case, name).of_worlds(places)
    if case.first_paths is not None:
        columns["first_paths"] = np.take(case.first_paths, places, axis=0)
    return case._replace(**columns)


def _rows_of(results: Results, rows: slice) -> Results:
    """Return a view of the results of some raids."""
    return Results(*(part(table, rows) for table in results))


def kernel_fault(case: Case, world: int, raid: Raid, code: int) -> KernelFault:
    """Return the error for a raid that the kernel broke off; the replication is the one under way."""
    replication = int(raid.progress.raid) - 1
    return KernelFault(
        f"the engagement kernel broke off with exit code {code} in the raid with seed {case.seed}, world "
        f"{world}, replication {replication}. This is a fault of skykeep: please report it with the scenario "
        "and this key"
    )
