"""Options against one raid at one site: the same worlds and raids of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.coverage.threads import in_order
from skykeep.engine import EngineCase
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from ..executors import Executor
from ..facts import RunFacts
from ..hundred import DOTS
from ..intervals import WORLDS_FOR_IGNORANCE, median_worlds
from ..outcomes import Outcomes, play_single_worlds, play_worlds
from ..prepare import Prepared, prepare
from ..stopping import Goal, Stopped, play_until

__all__ = ["Played", "play_together"]

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Played:
    """What came of one option: outcomes [world, replication], and what a reader must know of them.

    ``firing`` is the alternative of doctrine that each world drew, by its place among ``alternatives``; empty
    where the raid leaves none to be drawn. ``median`` are raids of the median worlds alone, a hundred at
    least, and ``median_worlds`` which these are; None and empty where nobody asked, or the worlds are too few
    to have a middle.
    """

    outcomes: Outcomes
    threats: int
    decoys: int
    reasons: tuple[str, ...]
    firing: I64
    alternatives: tuple[str, ...]
    facts: RunFacts
    median: Outcomes | None = None
    median_worlds: tuple[int, ...] = ()


def play_together(
    scenarios: Mapping[str, Scenario],
    catalogue: Catalogue,
    *,
    goal: Goal | None,
    terrain: Heightfield,
    executor: Executor,
    jobs: int = 1,
    with_median: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> tuple[dict[str, Played], Stopped | None]:
    """Return what comes of some options by id, in the same worlds, and how many worlds a goal took.

    Parameters
    ----------
    scenarios
        One for each option, all of the same site, raid and study.
    goal
        Until when worlds are added, at most those of the study; without one all of them are played.
    jobs
        Threads that share the preparing; never changes a number.
    with_median
        Whether the median worlds are played until they hold a hundred raids.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    cache = process_cache()

    def made(scenario: Scenario) -> Prepared:
        return prepare(scenario, catalogue, terrain=terrain, cache=cache)

    ready = dict(zip(scenarios, in_order(made, list(scenarios.values()), jobs=jobs), strict=True))
    study = next(iter(scenarios.values())).study
    cases = [each.case for each in ready.values()]

    def play(worlds: range) -> list[Outcomes]:
        return play_worlds(cases, worlds, study.replications, executor=executor, tick=tick)

    stopped = None
    if goal is None:
        outcomes = play(range(study.worlds))
    else:
        outcomes, stopped = play_until(play, goal, study.worlds)
    median: list[tuple[Outcomes | None, tuple[int, ...]]] = [(None, ())] * len(cases)
    if with_median and outcomes[0].worlds >= WORLDS_FOR_IGNORANCE:
        median = [*_median_raids(cases, outcomes, study.replications, executor)]
    return {
        name: _played(each, outcome, *middle)
        for (name, each), outcome, middle in zip(ready.items(), outcomes, median, strict=True)
    }, stopped


def _median_raids(
    cases: Sequence[EngineCase], outcomes: Sequence[Outcomes], replications: int, executor: Executor
) -> Iterator[tuple[Outcomes, tuple[int, ...]]]:
    """Yield raids of the median worlds of each case, each world as often as makes a hundred together, and
    which worlds these are."""
    worlds = [median_worlds(each.leakers) for each in outcomes]
    needed = max(replications, *(-(-DOTS // len(each)) for each in worlds))
    asked = [(case, int(world)) for case, middle in zip(cases, worlds, strict=True) for world in middle]
    played = iter(play_single_worlds(asked, needed, executor=executor))
    for middle in worlds:
        yield Outcomes.joined([next(played) for _ in middle]), tuple(middle.tolist())


def _played(
    ready: Prepared, outcomes: Outcomes, median: Outcomes | None, median_worlds: tuple[int, ...]
) -> Played:
    """Return one option with what is told of it."""
    drawn = next(iter(ready.compiled.firing.items()), None)
    firing = np.zeros(0, np.int64) if drawn is None else np.asarray(drawn[1], np.int64)
    alternatives = () if drawn is None else tuple(ready.legend.alternatives[drawn[0]])
    return Played(
        outcomes=outcomes,
        threats=ready.facts.threats_launched,
        decoys=ready.facts.decoys_launched,
        reasons=tuple(ready.legend.reasons),
        firing=firing[: outcomes.worlds],
        alternatives=alternatives,
        facts=ready.facts,
        median=median,
        median_worlds=median_worlds,
    )
