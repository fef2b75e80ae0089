"""``skykeep.Episode``: one raid as a loop of reset and step, as learners of policies have it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.model import Scenario

from .options import whole_asked
from .settings import Settings
from .studied import studied

if TYPE_CHECKING:
    from skykeep.engine.decisions import Answer, Situation
    from skykeep.terrain import Heightfield

__all__ = ["Episode"]

WORLDS = 20
_MOST = 10**6


class Episode:
    """Raids of a scenario, decision by decision, in the form of a Gymnasium environment without its package.

    ``reset`` begins a raid and returns the first :class:`skykeep.Situation` with a dict of facts; ``step``
    takes orders and returns the next situation, the reward, whether the raid is over, False, and facts. The
    reward is the value that has got through since the step before, negative; their sum is what a run would
    count. The situation is what the post believes; the reward is the truth, for learning, and no part of it.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``; its highest posts are asked.
    worlds
        Joint draws of the public figures to choose from, 20 by default.
    seed, view, set, lost
        As in ``skykeep.run``.
    catalogue, terrain
        As in ``skykeep.run``.

    Raises
    ------
    SkykeepError
        If anything asked for is not there or out of range.
    """

    def __init__(
        self,
        scenario: Scenario | Path | str,
        *,
        worlds: int = WORLDS,
        seed: int | None = None,
        view: str | None = None,
        set: Settings | None = None,
        lost: Sequence[str] | str = (),
        catalogue: Catalogue | Path | str | None = None,
        terrain: Heightfield | Path | str | None = None,
    ) -> None:
        from skykeep.engine.raid_by_decisions import RaidByDecisions
        from skykeep.study.prepare import prepare

        asked = studied(
            scenario,
            catalogue=catalogue,
            terrain=terrain,
            set=set,
            lost=lost,
            worlds=worlds,
            seed=seed,
            view=view,
            keep_design=True,
        )
        prepared = prepare(asked.scenario, asked.catalogue, terrain=asked.ground, with_places=True)
        self._raid = RaidByDecisions(prepared.case, prepared.legend)
        self._through = 0.0

    def reset(self, *, world: int = 0, replication: int = 0) -> tuple[Situation | None, dict[str, Any]]:
        """Begin the raid of a key; the situation is None where the raid ends without a decision.

        Raises
        ------
        UsageError
            If there is no such world, or the replication is out of range.
        """
        key = whole_asked("world", world, 0, _MOST), whole_asked("replication", replication, 0, _MOST)
        situation = self._raid.begin(*key)
        self._through = self._raid.value_through
        return situation, self._facts(situation)

    def step(self, answer: Answer) -> tuple[Situation | None, float, bool, bool, dict[str, Any]]:
        """Give orders and return what comes next: situation, reward, over, False, facts.

        Raises
        ------
        UsageError
            If no raid is under way, or the orders are not allowed: the decision then stays open.
        """
        situation = self._raid.answer(answer, type(self).__name__)
        through = self._raid.value_through
        reward, self._through = self._through - through, through
        return situation, reward, situation is None, False, self._facts(situation)

    def _facts(self, situation: Situation | None) -> dict[str, Any]:
        """Return facts about the raid."""
        facts: dict[str, Any] = {"value_through": self._raid.value_through}
        return facts | (self._raid.outcome if situation is None else {"time_s": situation.time_s})
