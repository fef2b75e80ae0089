"""One raid at a time, from decision to decision of the posts that assign."""

from __future__ import annotations

from typing import Any

import numpy as np

from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.vocabulary.codes import DECISION, DONE, LEAKED
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError

from .batch import kernel_fault
from .decisions import Situation, asks_user, put_answer, situation_of
from .legend import Legend
from .worth import worth_of_threats

__all__ = ["RaidByDecisions"]


class RaidByDecisions:
    """A raid that waits for an answer at each decision; ``value_through`` is what has got through so far."""

    def __init__(self, case: Case, legend: Legend) -> None:
        self.case, self.legend = asks_user(case), legend
        self._raid, self._results = new_raid(self.case), new_results(self.case, 1)
        self._worth = worth_of_threats(case)
        self._key: tuple[int, int] | None = None
        self._situation: Situation | None = None

    def begin(self, world: int, replication: int) -> Situation | None:
        """Begin a raid and return its first decision, None if it ends without one.

        Raises
        ------
        UsageError
            If the case does not hold the world, or the replication is negative.
        """
        if not 0 <= world < self.case.worlds or replication < 0:
            raise UsageError(
                f"world {world}, replication {replication}: worlds are 0 to {self.case.worlds - 1} here, "
                "replications 0 and more"
            )
        self._raid.progress.raid = 0
        self._key = world, replication
        return self._go_on()

    def answer(self, answer: Any, name: str) -> Situation | None:
        """Give the orders of a policy and return the next decision, None once the raid is over.

        Raises
        ------
        UsageError
            If no decision is open, or the answer is not allowed; the decision then stays open.
        """
        if self._situation is None:
            raise UsageError("no decision is open: begin a raid with reset() first")
        put_answer(self._raid, self._situation, answer, name)
        return self._go_on()

    @property
    def value_through(self) -> float:
        """Value that has got through until now, or in all once the raid is over."""
        if self._situation is None:
            return float(self._worth[self._results.threats["outcome"][0] == LEAKED].sum())
        state = self._raid.threats
        through = (state["impact_s"] <= self._raid.progress.now_s) & ~np.isfinite(state["killed_s"])
        return float(self._worth[through & ~self.case.paths["aborted"][state["path"]]].sum())

    @property
    def outcome(self) -> dict[str, int]:
        """Leakers, kills and rounds fired of a raid that is over."""
        result = self._results.raids[0]
        return {
            "leakers": int(result.leakers),
            "killed": int(result.killed),
            "rounds_fired": int(self._results.rounds_fired[0].sum()),
        }

    def _go_on(self) -> Situation | None:
        """Run the raid on to its next decision, or its end."""
        assert self._key is not None
        world, replication = self._key
        code = run_raids(
            self.case, world, range(replication, replication + 1), 0, np.inf, self._raid, self._results
        )
        if code not in (DECISION, DONE):
            raise kernel_fault(self.case, world, self._raid, code)
        waits = code == DECISION
        self._situation = situation_of(self.case, world, self._raid, self.legend) if waits else None
        return self._situation
