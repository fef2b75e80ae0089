"""What a placement is asked, and what has been found of it so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from skykeep.coverage import Site
from skykeep.coverage.country import CountryGrid

from .answer import FrontRow, Rechosen
from .candidates import pairs_apart
from .claims import PlacementClaim
from .cover import Cover
from .demand import Demand
from .maximal import Choice, Fewest
from .problem import Problem
from .sides import SidesTable

__all__ = ["Asked", "Work", "standing_of"]

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """What is asked of a placement.

    ``told_heights`` are the heights at which shares are told and the best set for each is chosen; the
    ``height_weights`` (one for each, 0 where a height does not count for the one choice) sum to 1, and are
    None where the worst of ``counted_heights`` is to be as good as can be. ``worlds`` are drawn for the
    interval of the share, in the first ``worlds_anew`` of them the choice is made anew; without
    ``worlds_told`` only shares at heights that count have an interval.
    """

    grid: CountryGrid
    demand: Demand
    candidates: tuple[Site, ...]
    fixed: tuple[Site, ...] = ()
    count: int = 4
    counted: tuple[bool, ...] = (True,)
    height_weights: tuple[float, ...] | None = None
    overlap: int = 1
    spacing_m: float = 0.0
    one_lost: bool = False
    goal: float | None = None
    claim: PlacementClaim | None = None
    front_to: int = 0
    sides: tuple[str, ...] = ()
    worlds: int = 0
    worlds_anew: int = 20
    worlds_told: bool = True
    seed: int = 1
    limits: bool = True
    time_limit_s: float = 60.0
    gap: float = 0.0

    @property
    def sites(self) -> tuple[Site, ...]:
        """The candidates, then the fixed sites."""
        return (*self.candidates, *self.fixed)


@dataclass(eq=False)
class Work:
    """What has been found so far: later steps may be cut short, and earlier ones stay."""

    asked: Asked
    cover: Cover
    jobs: int
    tick: Callable[[], object]
    masks: Bools
    limits: list[Bools] = field(default_factory=list)
    worlds: list[Bools] = field(default_factory=list)
    rechosen: Rechosen | None = None
    front: list[FrontRow] = field(default_factory=list)
    best: dict[int, Choice] = field(default_factory=dict)
    fewest_at: dict[int, Fewest] = field(default_factory=dict)
    fewest: Fewest | None = None
    sides: SidesTable | None = None

    def problem(self, masks: Bools, levels: Sequence[int] | None = None) -> Problem:
        """Return the problem of masks [site, height, place], of all heights that count or of one alone."""
        asked = self.asked
        counted = np.flatnonzero(asked.counted) if levels is None else np.array(levels)
        if levels is not None or asked.height_weights is None:
            of_height = np.eye(len(counted))
        else:
            of_height = np.array(asked.height_weights)[None, counted]
        used = asked.demand.weight > 0.0
        covers = masks[:, counted][:, :, used]
        return Problem(
            covers=covers.reshape(covers.shape[0], -1),
            weights=np.kron(of_height, asked.demand.weight[used]).astype(np.float64),
            count=asked.count,
            fixed=tuple(range(len(asked.candidates), len(asked.sites))),
            apart=self.apart,
            overlap=asked.overlap,
            one_lost=asked.one_lost,
        )

    @property
    def apart(self) -> tuple[tuple[int, int], ...]:
        """Pairs that are too near; two fixed sites stand as they are."""
        first_fixed = len(self.asked.candidates)
        pairs = pairs_apart(self.asked.sites, self.asked.spacing_m)
        return tuple(pair for pair in pairs if pair[0] < first_fixed)


def standing_of(problem: Problem, choice: Choice) -> list[int]:
    """Return chosen and fixed sites, in the order of indices."""
    return sorted((*choice.sites, *problem.fixed))
