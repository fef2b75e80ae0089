"""The figures that a scenario uses, drawn: one array over worlds each, a few of them taken from a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue, RefractionValues, iter_figures, scenario_refraction
from ..catalogue.effect_figures import figures_of_effects
from ..catalogue.watch_figures import figures_of_watch
from ..catalogue.wear_figures import figures_of_wear
from ..errors import CompileError
from ..model.figure import Figure, View
from ..model.formation import Formation
from ..model.scenario import SOBOL_BATCHES, Scenario
from ..model.system import Radar, System
from ..model.threat import RaidConditions, ThreatClass
from .uniforms import SobolUniforms, Uniforms
from .worlds import Span, draw_places, draw_worlds, keys_of, span_in_view

__all__ = [
    "FIRING",
    "REFRACTION",
    "Choice",
    "Draws",
    "antenna_heights",
    "draw_figures",
    "few_values",
    "refraction_factors",
    "region_factors",
    "with_values",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

ASSUMED_HEIGHT_WEIGHTS = (0.25, 0.5, 0.25)
"""Weights of the low, best and high antenna height, which are drawn as three values so that sight is swept
three times and not once per world: assumed."""

REFRACTION = "refraction/k"
"""Id of the effective-earth factor among the drawn values."""
FIRING = "doctrine/firing"
"""Id of the drawn firing doctrine; of a class with alternatives of its own ``doctrine/firing/<class>``."""
_OF_NO_SYSTEM = ("common", "threats")
"""How the ids of figures begin that are the same whoever defends."""


class Choice(NamedTuple):
    """A list of values and the place in it that each world takes, shape (worlds,)."""

    values: tuple[float, ...]
    place: I64

    @property
    def drawn(self) -> F64:
        """The value of each world."""
        return np.asarray(self.values)[self.place]


def _choice(given: F64) -> Choice:
    """Return the values that stand in a column, lowest first, and where each world finds its own."""
    values, place = np.unique(given, return_inverse=True)
    return Choice(tuple(float(value) for value in values), place.astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Figures by id, and their drawn values, one array over worlds each.

    ``given`` holds the values of figures that are not drawn; NaN in it is a world that draws all the same.
    ``uniforms`` are where draws come from, None for those keyed by the seed.
    The worlds of the study stand ``repeats`` times one after the other, each time with the same draws.
    """

    figures: Mapping[str, Figure]
    values: Mapping[str, F64]
    seed: int
    worlds: int
    view: View
    given: Mapping[str, F64] = field(default_factory=lambda: MappingProxyType({}))
    repeats: int = 1
    uniforms: Uniforms | None = None

    def places(self, weights: Sequence[float], key: str) -> I64:
        """Return which of several values each world takes, by weight; ``key`` names the draw."""
        once = draw_places(
            weights, key, seed=self.seed, worlds=self.worlds // self.repeats, uniforms=self.uniforms
        )
        return np.tile(once, self.repeats)

    def or_given(self, figure_id: str, drawn: F64) -> F64:
        """Return drawn values, with those that are given in their place."""
        given = self.given.get(figure_id)
        return drawn if given is None else np.where(np.isnan(given), drawn, given)

    def value(self, path: str, name: str) -> F64:
        """Return the drawn values of field ``name`` of the entry at ``path``."""
        return self.values[f"{path}/{name}"]

    def span(self, path: str, name: str) -> Span:
        """Return least, best and greatest value of a figure in this view, whatever the worlds drawn."""
        figure_id = f"{path}/{name}"
        return span_in_view(figure_id, self.figures[figure_id], self.view)

    def triangles(self, path: str, name: str) -> F64:
        """Return (least, best, greatest) of a figure that is drawn for each raid, shape (worlds, 3).

        It is the figure's own span, or where a value is given (not NaN) that value three times.
        """
        rows = np.tile(np.array(self.span(path, name)), (self.worlds, 1))
        found = self.given.get(f"{path}/{name}")
        if found is not None:
            rows[~np.isnan(found)] = found[~np.isnan(found), None]
        return rows

    def has(self, path: str, name: str) -> bool:
        """Return whether there is such a figure."""
        return f"{path}/{name}" in self.figures


def draw_figures(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    systems: Iterable[System],
    classes: Iterable[ThreatClass],
    formations: Iterable[Formation] = (),
    given: Mapping[str, F64] = MappingProxyType({}),
    repeats: int = 1,
    uniforms: Uniforms | None = None,
) -> Draws:
    """Return the draws of all figures of some systems, formations and threat classes and the raid conditions.

    ``given`` and ``repeats`` are those of :class:`Draws`; ``uniforms`` stand in place of those of the study.
    """
    figures: dict[str, Figure] = {}
    entries: list[System | Formation | ThreatClass | RaidConditions] = [
        *systems,
        *formations,
        *classes,
        catalogue.conditions,
    ]
    for entry in entries:
        figures.update(iter_figures(entry))
    figures.update(figures_of_effects(scenario, catalogue))
    figures.update(figures_of_wear(scenario, catalogue))
    figures.update(figures_of_watch(scenario, catalogue))
    study = scenario.study
    if study.worlds < 1 or study.seed < 0:
        raise CompileError(
            f"scenario {scenario.id!r}: study.worlds = {study.worlds} and study.seed = {study.seed}; "
            "allowed: at least one world, and a seed of zero or more"
        )
    uniforms = uniforms or _uniforms_of(scenario, catalogue, figures)
    values = draw_worlds(figures, seed=study.seed, worlds=study.worlds, view=study.view, uniforms=uniforms)
    values = {name: np.tile(drawn, repeats) for name, drawn in values.items()} if repeats > 1 else values
    drawn = Draws(
        figures=MappingProxyType(figures),
        values=MappingProxyType(values),
        seed=study.seed,
        worlds=study.worlds * repeats,
        view=study.view,
        given=given,
        repeats=repeats,
        uniforms=uniforms,
    )
    return with_values(drawn, {name: drawn.or_given(name, values[name]) for name in given if name in values})


def _uniforms_of(scenario: Scenario, catalogue: Catalogue, figures: Mapping[str, Figure]) -> Uniforms | None:
    """Return where the draws of a study come from, None where they are keyed by its seed.

    Of a Sobol design, figures that no choice of systems changes come first: options keep their dimensions.
    """
    study = scenario.study
    if study.design is None:
        return None
    keys = {name: keys_of(name, figure) for name, figure in figures.items() if not figure.is_fixed}
    shared = sorted({key for name in keys if name.split("/")[0] in _OF_NO_SYSTEM for key in keys[name]})
    region = scenario_refraction(scenario, catalogue)
    first = [FIRING, *([] if region is None else [region_key(region)]), *shared]
    return SobolUniforms(
        study.seed, SOBOL_BATCHES, (*first, *sorted(key for each in keys.values() for key in each))
    )


def antenna_heights(draws: Draws, path: str, radar: Radar, mast_m: float | None) -> Choice:
    """Return the antenna heights of a radar, metres above ground, lowest first, and what each world takes.

    ``mast_m`` fixes the height. Else the height is one of the alternatives, or one of low, best and high with
    the weights ``ASSUMED_HEIGHT_WEIGHTS``; in the views that do not draw it is the one of the view.
    """
    if mast_m is not None:
        return Choice((mast_m,), np.zeros(draws.worlds, np.int64))
    return few_values(draws, path, "antenna_height_m", radar.antenna_height_m)


def few_values(draws: Draws, path: str, name: str, figure: Figure) -> Choice:
    """Return the values of a figure that enters through tables, lowest first, and what each world takes.

    They are its alternatives, or low, best and high with the weights ``ASSUMED_HEIGHT_WEIGHTS``; in the views
    that do not draw the one value of the view.
    """
    figure_id = f"{path}/{name}"
    nothing = np.zeros(draws.worlds, np.int64)
    if figure_id in draws.given:
        drawn = draws.values[figure_id]
        if not figure.alternatives:
            drawn = few_values(replace(draws, given=MappingProxyType({})), path, name, figure).drawn
        return _choice(draws.or_given(figure_id, drawn))
    if draws.view != "balanced":
        return Choice((draws.span(path, name).best,), nothing)
    if figure.alternatives:
        values = sorted({choice.value for choice in figure.alternatives})
        return Choice(tuple(values), np.searchsorted(values, draws.values[figure_id]))
    weights: dict[float, float] = {}
    for value, weight in zip((figure.low, figure.best, figure.high), ASSUMED_HEIGHT_WEIGHTS, strict=True):
        weights[value] = weights.get(value, 0.0) + weight
    if len(weights) == 1:
        return Choice(tuple(weights), nothing)
    return Choice(tuple(weights), draws.places(tuple(weights.values()), figure.same_draw or figure_id))


def with_values(draws: Draws, values: Mapping[str, F64]) -> Draws:
    """Return the draws with values that were taken from a list, by figure id."""
    return replace(draws, values=MappingProxyType({**draws.values, **values}))


def refraction_factors(scenario: Scenario, catalogue: Catalogue, draws: Draws) -> Choice:
    """Return the effective-earth factors and which of them each world takes.

    One factor where the scenario gives ``k``; else those of its region, or of that of its aim, by weight, or
    in the views that do not draw the one of the view.

    Raises
    ------
    ScenarioError
        If the scenario gives a region that the catalogue does not have.
    """
    nothing = np.zeros(draws.worlds, np.int64)
    known = scenario_refraction(scenario, catalogue)
    if known is None:
        return Choice((float(scenario.refraction.k or 0.0),), nothing)
    if draws.view != "balanced":
        found = Choice((known.in_view(draws.view),), nothing)
    else:
        found = Choice(known.k, draws.places(known.weights, region_key(known)))
    return _choice(draws.or_given(REFRACTION, found.drawn)) if REFRACTION in draws.given else found


def region_factors(
    region: RefractionValues, *, seed: int, worlds: int, uniforms: Uniforms | None = None
) -> Choice:
    """Return the effective-earth factors of a region, and which of them each world takes, by weight."""
    places = draw_places(region.weights, region_key(region), seed=seed, worlds=worlds, uniforms=uniforms)
    return Choice(region.k, places)


def region_key(region: RefractionValues) -> str:
    """Return the name that keys the draw of a region's factors."""
    return f"refraction/{region.region}/k"
