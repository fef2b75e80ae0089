"""Worlds: joint draws of all figures, each keyed by seed, figure and world alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..catalogue import value_in_view
from ..model.figure import Figure, View
from .uniforms import IndependentUniforms, Uniforms

__all__ = [
    "Span",
    "draw_places",
    "draw_worlds",
    "field_of",
    "keys_of",
    "span_in_view",
    "triangle_quantile",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_KEYED_BY_CLASS = "kill_p"
"""The one field that holds a figure for each threat class: its ids end in the class, not in the field."""


class Span(NamedTuple):
    """Least, best and greatest value that a figure can take."""

    low: float
    best: float
    high: float


def field_of(figure_id: str) -> str:
    """Return the field that a figure id names.

    Examples
    --------
    >>> field_of("s-400/radars/91n6e/detection_range_m")
    'detection_range_m'
    >>> field_of("common/kill_p/srbm")
    'kill_p'
    """
    parts = figure_id.split("/")
    return _KEYED_BY_CLASS if parts[-2:-1] == [_KEYED_BY_CLASS] else parts[-1]


def draw_worlds(
    figures: Mapping[str, Figure],
    *,
    seed: int,
    worlds: int,
    view: View = "balanced",
    first_world: int = 0,
    uniforms: Uniforms | None = None,
) -> dict[str, F64]:
    """Return the value of every figure in consecutive worlds, by figure id, SI units, shape (worlds,) each.

    A draw depends on seed, figure and number of the world and on nothing else, so worlds are independent,
    can be added later and are the same for every option. Figures under one ``same_draw`` name take the same
    place in their own triangles, or the same alternative. A figure that was counted is drawn from the beta
    laws of its counts, each keyed apart.

    Parameters
    ----------
    figures
        Figures by id, see ``skykeep.catalogue.iter_figures``.
    seed
        Seed of the study.
    worlds
        How many.
    view
        ``balanced`` draws; ``brochure`` and ``sceptic`` take one value, the same in every world, see
        ``skykeep.catalogue.value_in_view``.
    first_world
        Number of the first world.
    uniforms
        Where draws come from, in place of those that are keyed by the seed.
    """
    if view != "balanced":
        return {
            name: np.full(worlds, span_in_view(name, figure, view).best) for name, figure in figures.items()
        }
    drawn = {name: figure for name, figure in figures.items() if not figure.is_fixed}
    keys = {name: keys_of(name, figure) for name, figure in drawn.items()}
    uniforms = uniforms or IndependentUniforms(seed)
    found = uniforms.draw([key for each in keys.values() for key in each], first_world, worlds)
    values = {name: np.full(worlds, figure.best) for name, figure in figures.items()}
    for name, figure in drawn.items():
        if figure.tallies:
            values[name] = _counted([found[key] for key in keys[name]], figure)
            continue
        u = found[keys[name][0]]
        values[name] = _alternative(u, figure) if figure.alternatives else triangle_quantile(u, figure)
    return values


def keys_of(figure_id: str, figure: Figure) -> tuple[str, ...]:
    """Return the keys of the draws of a figure: its own or that of its shared draw, and one more for each
    further count of one that was counted."""
    key = figure.same_draw or figure_id
    return (key, *(f"{key}/tally-{number}" for number in range(2, len(figure.tallies) + 1)))


def draw_places(
    weights: Sequence[float],
    key: str,
    *,
    seed: int,
    worlds: int,
    first_world: int = 0,
    uniforms: Uniforms | None = None,
) -> I64:
    """Return which of several values each world takes, by weight, shape (worlds,).

    Parameters
    ----------
    weights
        Above zero, of any sum.
    key
        Name that keys the draw: a figure id, or the name of a shared draw.
    seed, worlds, first_world, uniforms
        As in :func:`draw_worlds`.
    """
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    u = (uniforms or IndependentUniforms(seed)).draw([key], first_world, worlds)[key]
    return np.asarray(np.searchsorted(edges[:-1], u * edges[-1], side="right"), dtype=np.int64)


def triangle_quantile(u: npt.ArrayLike, figure: Figure) -> F64:
    """Return quantiles of a figure's triangular distribution, mode best, in the figure's scale.

    ``u`` is from 0 to 1, any shape. The inverse of the distribution function in closed form: u below the knee
    (best - low) / (high - low) gives low + sqrt(u (high - low) (best - low)), above it high - sqrt((1 - u)
    (high - low) (high - best)); logarithms of all three on a log scale.
    """
    place = np.asarray(u, dtype=np.float64)
    low, best, high = figure.low, figure.best, figure.high
    if low == high:
        return np.full(place.shape, best)
    if figure.scale == "log":
        low, best, high = np.log([low, best, high])
    width = high - low
    below = low + np.sqrt(place * width * (best - low))
    above = high - np.sqrt((1.0 - place) * width * (high - best))
    value = np.where(place < (best - low) / width, below, above)
    if figure.scale == "log":
        value = np.exp(value)
    return np.clip(value, figure.low, figure.high)


def span_in_view(figure_id: str, figure: Figure, view: View) -> Span:
    """Return the least, best and greatest value of a figure in a view: one point except in ``balanced``.

    Of a figure with alternatives only these count in ``balanced``, because only these are drawn.
    """
    if view != "balanced":
        value = value_in_view(field_of(figure_id), figure, view)
        return Span(value, value, value)
    claims = [choice.value for choice in figure.alternatives]
    low, high = (min(claims), max(claims)) if claims else (figure.low, figure.high)
    return Span(low, min(max(figure.best, low), high), high)


def _counted(uniforms: Sequence[F64], figure: Figure) -> F64:
    """Return the product of one draw from the beta law of each count."""
    from scipy.special import betaincinv

    laws = [tally.beta for tally in figure.tallies]
    drawn = [betaincinv(*law, u) for law, u in zip(laws, uniforms, strict=True)]
    return np.asarray(np.prod(drawn, axis=0), dtype=np.float64)


def _alternative(u: F64, figure: Figure) -> F64:
    """Return one whole alternative for each uniform, all with equal weight."""
    values = np.array([choice.value for choice in figure.alternatives])
    return values[np.minimum((u * values.size).astype(np.int64), values.size - 1)]
