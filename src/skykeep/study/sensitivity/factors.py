"""The factors of a scenario: every cause of its raids with the draws that move it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.wear_figures import sites_path
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.draws import FIRING, REFRACTION
from skykeep.compiler.heights import height_grid
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.uniforms import IndependentUniforms
from skykeep.compiler.worlds import keys_of, triangle_quantile
from skykeep.model import Figure, Scenario
from skykeep.terrain import Heightfield

from ..causes import causes_of, moving_figures
from ..prepare import DRAWN_PER_RAID
from .groups import group_of

__all__ = ["Factor", "Factors", "GivenUniforms", "Listening", "factors_of"]

F64 = npt.NDArray[np.float64]

_SITES, _BODY, _BENDING = "sites/", "/body/", "refraction/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Figures that move together: the first by name, those with it, kind, ends, group, and ``draws``, names
    of the uniforms that move them. What is ``per_raid`` is drawn anew for each raid elsewhere: luck, which
    no fact takes away.
    """

    figure: str
    with_it: tuple[str, ...]
    kind: str
    low: float
    high: float
    group: str
    draws: tuple[str, ...]
    per_raid: bool
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Factors:
    """All factors of a scenario; ``names`` of the columns of a point, and all ``figures`` by id."""

    factors: tuple[Factor, ...]
    names: tuple[str, ...]
    figures: Mapping[str, Figure]

    def columns(self, some: Sequence[Factor]) -> tuple[int, ...]:
        """Return the columns of some factors."""
        return tuple(sorted({self.names.index(name) for factor in some for name in factor.draws}))

    def given(self, points: F64) -> dict[str, F64]:
        """Return the values of what else were drawn for each raid, by figure, one for each row."""
        found = {}
        for factor in self.factors:
            if factor.per_raid:
                u = points[:, self.names.index(factor.draws[0])]
                for name in (factor.figure, *factor.with_it):
                    found[name] = _raid_values(name, self.figures[name], u)
        return found


class GivenUniforms:
    """Uniforms of a set of points for the draws that are its columns, keyed ones for all others."""

    def __init__(self, names: Sequence[str], points: F64, seed: int) -> None:
        self._columns = {name: points[:, place] for place, name in enumerate(names)}
        self._else = IndependentUniforms(seed)

    def draw(self, keys: Sequence[str], first_world: int, worlds: int) -> dict[str, F64]:
        """Return the uniforms of each key in consecutive worlds, shape (worlds,) each."""
        found = self._else.draw(
            [key for key in keys if key not in self._columns] or ["none"], first_world, worlds
        )
        rows = slice(first_world, first_world + worlds)
        return found | {key: self._columns[key][rows] for key in keys if key in self._columns}


class Listening(IndependentUniforms):
    """Keyed uniforms that remember for which draws they were asked."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.asked: dict[str, None] = {}

    def draw(self, keys: Sequence[str], first_world: int, worlds: int) -> dict[str, F64]:
        """Return the uniforms of each key, and remember the keys."""
        self.asked |= dict.fromkeys(keys)
        return super().draw(keys, first_world, worlds)


def factors_of(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield | None = None,
    cache: CompileCache | None = None,
) -> Factors:
    """Return every factor of a scenario: one for each cause, with what is drawn for it in worlds or raids.

    Raises
    ------
    SkykeepError
        As ``skykeep.compiler.scenario.compile_scenario``.
    """
    figures = moving_figures(scenario, catalogue)
    listening = Listening(scenario.study.seed)
    one = replace(scenario, study=replace(scenario.study, worlds=1))
    compile_scenario(one, catalogue, terrain=terrain, cache=cache, uniforms=listening)
    asked = tuple(listening.asked)
    found = []
    for cause in causes_of(scenario, catalogue, figures):
        per_raid = cause.figure.endswith(DRAWN_PER_RAID)
        draws = (f"raid/{cause.figure}",) if per_raid else _draws_of(cause.figure, figures, asked)
        if draws:
            found.append(
                Factor(
                    figure=cause.figure,
                    with_it=cause.with_it,
                    kind=cause.kind,
                    low=cause.low,
                    high=cause.high,
                    group=group_of(cause.figure),
                    draws=draws,
                    per_raid=per_raid,
                    alternatives=cause.alternatives,
                )
            )
    names = tuple(dict.fromkeys(name for factor in found for name in factor.draws))
    return Factors(factors=tuple(found), names=names, figures=figures)


def _draws_of(figure_id: str, figures: Mapping[str, Figure], asked: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the draws that a cause is moved by, among those that compiling asked for."""
    if figure_id == FIRING:
        wanted: tuple[str, ...] = (FIRING,)
    elif figure_id == REFRACTION:
        wanted = tuple(key for key in asked if key.startswith(_BENDING))
    elif figure_id.startswith(sites_path()):
        wanted = tuple(key for key in asked if key.startswith(_SITES))
    elif _BODY in figure_id:
        wanted = (figure_id.partition(_BODY)[0] + _BODY.rstrip("/"),)
    else:
        wanted = keys_of(figure_id, figures[figure_id])
    return tuple(key for key in wanted if key in asked)


def _raid_values(name: str, figure: Figure, u: F64) -> F64:
    """Return what raids are given in place of their own draw of a figure."""
    if name.endswith("set_height_m"):
        grid = np.array(height_grid(figure))
        return grid[np.minimum((u * grid.size).astype(np.int64), grid.size - 1)]
    return triangle_quantile(u, figure)
