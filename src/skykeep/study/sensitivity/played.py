"""A scenario as a model: sets of points in, an outcome of every raid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import EngineCase, real_threats
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from ..executors import Executor
from ..outcomes import Outcomes, play_worlds
from .factors import Factors, GivenUniforms

__all__ = ["MEASURES", "Measure", "Played"]

F64 = npt.NDArray[np.float64]

_SETS_AT_ONCE = 4
"""Sets that are compiled before they are played: enough for the workers, few enough for their memory."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked of a raid: name, words, and how it is read from outcomes and the threats launched."""

    id: str
    words: str
    read: Callable[[Outcomes, int], F64]
    is_probability: bool = False


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        each.id: each
        for each in (
            Measure("leakers", "mean leakers", lambda found, _: found.leakers),
            Measure("p_no_leaker", "chance that none leaks", lambda found, _: found.none_leaked, True),
            Measure("stopped_share", "share stopped", lambda found, real: found.killed / max(real, 1)),
            Measure("rounds_fired", "rounds fired", lambda found, _: found.shots),
        )
    }
)


@dataclass(eq=False, kw_only=True)
class Played:
    """A scenario that is asked at points: every row is a world whose draws are the columns of the point, and
    its raids meet the luck of the number of the row, whatever the point. ``raids`` counts what was played.
    """

    scenario: Scenario
    catalogue: Catalogue
    factors: Factors
    measure: Measure
    replications: int
    cache: CompileCache
    terrain: Heightfield | None
    executor: Executor
    tick: Callable[[], object]
    raids: int = 0

    def __call__(self, sets: Sequence[F64]) -> list[F64]:
        """Return the outcome of every raid [row, replication] of each set of points [row, column].

        Raises
        ------
        SkykeepError
            As ``skykeep.compiler.scenario.compile_scenario``.
        KeyboardInterrupt
            After Ctrl-C.
        """
        found: list[F64] = []
        for first in range(0, len(sets), _SETS_AT_ONCE):
            some = sets[first : first + _SETS_AT_ONCE]
            cases = [self.case(points) for points in some]
            rows = len(some[0])
            played = play_worlds(
                cases, range(rows), self.replications, executor=self.executor, tick=self.tick
            )
            for case, outcomes in zip(cases, played, strict=True):
                found.append(self.measure.read(outcomes, int(real_threats(case.threats).sum())))
            self.raids += len(some) * rows * self.replications
        return found

    def case(self, points: F64) -> EngineCase:
        """Return the scenario compiled with one world for each row."""
        study = replace(self.scenario.study, worlds=len(points))
        return compile_scenario(
            replace(self.scenario, study=study),
            self.catalogue,
            terrain=self.terrain,
            cache=self.cache,
            given=self.factors.given(points),
            uniforms=GivenUniforms(self.factors.names, points, study.seed),
        ).case
