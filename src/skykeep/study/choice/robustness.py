"""N-1: every part of an option lost alone, in the same raids as the whole: what that costs on average over
its parts, launchers that are alike once, and which loss adds most leakers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.compiler.losses import without
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from ..executors import Executor
from ..outcomes import Outcomes, play_worlds
from ..prepare import prepare
from ..stress import Loss, losses_alone

__all__ = ["LOSS_REPLICATIONS", "LOSS_WORLDS", "Robustness", "robustness"]

F64 = npt.NDArray[np.float64]

LOSS_WORLDS, LOSS_REPLICATIONS = 100, 5
"""Fewer raids than of the whole: there are a dozen parts, and the difference is paired."""
_NO_PART = ("cueing", "readiness", "jamming", "links")
"""Kinds of losses of ``stress`` that are no part of a defence."""
_UNIT = "fire unit"
"""Of an option with one unit this is all of it, and no part."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Robustness:
    """The whole option, and without each of its parts in turn (``alone``); without the part whose loss adds
    most leakers; the same of the parts whose loss leaves somebody who shoots, None where there are none.
    """

    whole: Outcomes
    alone: tuple[tuple[Loss, Outcomes], ...]
    worst: tuple[Loss, Outcomes]
    worst_that_shoots: tuple[Loss, Outcomes] | None
    parts: int
    threats: int

    @property
    def mean_leakers(self) -> F64:
        """Leakers by raid [world, replication] without one part, the mean over all parts."""
        found: F64 = np.mean([outcomes.leakers for _, outcomes in self.alone], axis=0)
        return found

    @property
    def mean_lost_share(self) -> F64:
        """Share of the threats that the whole stops and one part less does not, by raid [world, replication],
        the mean over all parts."""
        return self.lost_share(np.mean([outcomes.killed for _, outcomes in self.alone], axis=0))

    def lost_share(self, killed: F64) -> F64:
        """Return the share of the threats that the whole stops beyond what something less kills, by raid."""
        found: F64 = (self.whole.killed - killed) / max(self.threats, 1)
        return found


def robustness(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    executor: Executor,
    tick: Callable[[], object] = lambda: None,
) -> Robustness:
    """Return what an option does without its worst single part, at most ``LOSS_WORLDS`` worlds of
    ``LOSS_REPLICATIONS`` raids.

    The worst is the one with the most leakers in these raids; of parts that cannot be told apart the first.
    """
    study = scenario.study
    sized = replace(
        study,
        worlds=min(study.worlds, LOSS_WORLDS),
        replications=min(study.replications, LOSS_REPLICATIONS),
    )
    asked = replace(scenario, study=sized)
    ready = prepare(asked, catalogue, terrain=terrain, cache=process_cache())
    no_part = _NO_PART if len(asked.fire_units) > 1 else (*_NO_PART, _UNIT)
    losses = [each for each in losses_alone(asked, catalogue) if each.kind not in no_part]
    cases = [ready.case, *(without(ready.case, ready.compiled.loss_rows, each.ids) for each in losses)]
    whole, *others = play_worlds(cases, range(sized.worlds), sized.replications, executor=executor, tick=tick)
    pairs = list(zip(losses, others, strict=True))
    shooting = [each for each in pairs if each[1].engaged.any()]
    return Robustness(
        whole=whole,
        alone=tuple(pairs),
        worst=max(pairs, key=_leakers),
        worst_that_shoots=max(shooting, key=_leakers) if shooting else None,
        parts=len(losses),
        threats=ready.facts.threats_launched,
    )


def _leakers(pair: tuple[Loss, Outcomes]) -> float:
    """Return the mean leakers of a loss."""
    return float(np.mean(pair[1].leakers))
