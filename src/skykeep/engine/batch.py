"""Runs the raids of consecutive worlds and hands back their columns, or the key of a raid that failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.core import layout as at
from skykeep.core.arrays import Case
from skykeep.core.engagement import DONE
from skykeep.core.engagement_state import RaidState, new_log, new_state
from skykeep.core.raid_batch import run_raids
from skykeep.core.raid_columns import KILLED, LEAKERS, RaidColumns, new_columns
from skykeep.errors import KernelFault

__all__ = ["RaidBatch", "Worker", "kernel_fault", "repeat_world", "run_worlds"]

I64 = npt.NDArray[np.int64]

_WORLD_COLUMNS = ("doctrine", "sensors", "units", "launchers", "interceptors", "classes", "luck")
"""Columns of a case that have a row for each world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidBatch:
    """Result columns of the raids of worlds ``first_world`` to ``end_world`` (not included), in key order."""

    first_world: int
    end_world: int
    replications: int
    columns: RaidColumns

    @property
    def raids(self) -> int:
        """Number of raids in the batch."""
        return (self.end_world - self.first_world) * self.replications

    @property
    def leakers(self) -> I64:
        """Leakers of each raid."""
        found: I64 = self.columns.counts[:, LEAKERS]
        return found

    @property
    def killed(self) -> I64:
        """Real threats killed in each raid."""
        found: I64 = self.columns.counts[:, KILLED]
        return found


class Worker:
    """One thread's own state for a case: made once, used for any number of batches."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._state: RaidState = new_state(case)
        self._log = new_log(0)

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
        worlds = self.case.units.shape[0]
        if not 0 <= first_world < end_world <= worlds or replications < 1:
            raise ValueError(
                f"worlds {first_world} to {end_world} with {replications} replications: the case holds "
                f"worlds 0 to {worlds}, and at least one replication is needed"
            )
        columns = new_columns(self.case, (end_world - first_world) * replications)
        for world in range(first_world, end_world):
            if stopped():
                return None
            first_row = (world - first_world) * replications
            rows = slice(first_row, first_row + replications)
            part = _rows_of(columns, rows)
            raids = (world, 0, replications)
            given_row = world * replications
            code = run_raids(self.case, raids, given_row, np.inf, self._state, self._log, part)
            if code != DONE:
                raise kernel_fault(self.case, world, self._state.progress, code)
            tick(1)
        return RaidBatch(
            first_world=first_world, end_world=end_world, replications=replications, columns=columns
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
    """Return a case with the figures of one world in each of its worlds, which keep their own luck.

    Its raids meet the luck of the same worlds and replications of every case with the same seed.
    """
    columns: dict[str, Any] = {
        name: np.repeat(getattr(case, name)[world : world + 1], worlds, axis=0) for name in _WORLD_COLUMNS
    }
    return case._replace(**columns)


def _rows_of(columns: RaidColumns, rows: slice) -> RaidColumns:
    """Return a view of some rows of result columns."""
    return RaidColumns(
        counts=columns.counts[rows],
        rounds_fired=columns.rounds_fired[rows],
        ledger=columns.ledger[rows],
        threat_counts=columns.threat_counts[rows],
        threat_s=columns.threat_s[rows],
    )


def kernel_fault(case: Case, world: int, progress: npt.NDArray[np.int64], code: int) -> KernelFault:
    """Return the error for a raid that the kernel broke off; the replication is the one under way."""
    replication = int(progress[at.UNDER_WAY]) - 1
    return KernelFault(
        f"the engagement kernel broke off with exit code {code} in the raid with seed {case.seed}, world "
        f"{world}, replication {replication}. This is a fault of skykeep: please report it with the scenario "
        "and this key"
    )
