"""Playing a compiled case many times: the one door between simulated reference cases and the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.raid.account.results import Results, new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid, new_raid
from skykeep.core.raid.vocabulary.codes import DONE, LEAKED
from skykeep.core.raid.world import Case as EngineCase
from skykeep.rng import entity_key

from .casefile import Case

__all__ = ["Played", "case_seed", "parts", "play", "play_case", "shots_of_first_raid"]

I64 = npt.NDArray[np.int64]

_SEED_MASK = (1 << 62) - 1
_ROWS_AT_ONCE = 400_000
"""Threats of raids whose columns are held at once: tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Played:
    """What happened: threats that leaked, and shots, by raid and threat [raids, threats]."""

    leaked: npt.NDArray[np.bool_]
    shots: I64

    @property
    def leakers(self) -> I64:
        """Leakers of each raid."""
        return np.asarray(self.leaked.sum(axis=1, dtype=np.int64))


def case_seed(case: Case, key: int) -> int:
    """Return the seed under which a case is played with a key: the same on every machine, no two alike."""
    given = case.values.get("params", case.values)
    named = sorted((str(name), str(value)) for name, value in given.items())
    return entity_key(f"verify/{key}/{case.kind}/{named}") & _SEED_MASK


def _play(case: EngineCase, raids: int) -> tuple[Raid, Results]:
    """Return the last of some raids of world 0 of a compiled case, and the results of all.

    Raises
    ------
    ValueError
        If the engine gave a raid up.
    """
    raid, results = new_raid(case), new_results(case, raids)
    if run_raids(case, 0, range(raids), 0, np.inf, raid, results) != DONE:
        raise ValueError("the engine gave a raid up: too many events at once")
    return raid, results


def play_case(case: EngineCase, raids: int) -> Played:
    """Return ``raids`` raids of world 0 of a compiled case.

    Raises
    ------
    ValueError
        If the engine gave a raid up.
    """
    threats = _play(case, raids)[1].threats
    return Played(threats["outcome"] == LEAKED, threats["shots"])


def parts(threats: int, raids: int) -> Iterator[tuple[int, int]]:
    """Give the parts in which raids are played so that they fit in memory: its number and its raids."""
    most = max(1, _ROWS_AT_ONCE // threats)
    for number, first in enumerate(range(0, raids, most)):
        yield number, min(most, raids - first)


def play(defence: AbstractDefence, raid: AbstractRaid, raids: int, *, seed: int) -> Iterator[Played]:
    """Give ``raids`` raids in parts that fit in memory, each part under a seed of its own."""
    for number, count in parts(raid.threats, raids):
        yield play_case(abstract_case(defence, raid, seed=seed + number), count)


def shots_of_first_raid(case: EngineCase) -> list[tuple[float, float]]:
    """Return launch and intercept time [s] of every shot of raid 0 in world 0, in order of launch.

    Raises
    ------
    ValueError
        If the engine gave the raid up.
    """
    raid, _ = _play(case, 1)
    shots = raid.shots[: raid.progress.shots]
    return list(zip(shots["launch_s"].tolist(), shots["intercept_s"].tolist(), strict=True))
