"""Heights that raids draw: a few quantiles of the figure of a class, each with its own paths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..model.figure import Figure
from ..model.threat import RaidGroup, ThreatClass
from .draws import Draws
from .worlds import triangle_quantile

__all__ = ["HEIGHTS", "DrawnHeights", "drawn_heights", "height_grid", "heights_of_classes"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

HEIGHTS = 5
"""Heights that the range of a figure is drawn from: the middles of so many equally likely parts."""


class DrawnHeights(NamedTuple):
    """Heights for which paths are laid, metres in the sense of the class, lowest first; in each world a raid
    draws one of ``places`` from place ``first`` on."""

    values_m: tuple[float, ...]
    first: I64
    places: I64


def height_grid(figure: Figure) -> tuple[float, ...]:
    """Return the heights that a raid draws from, lowest first, equally likely, in metres."""
    if figure.alternatives:
        return tuple(sorted(choice.value for choice in figure.alternatives))
    if figure.is_fixed:
        return (figure.best,)
    middles = (np.arange(HEIGHTS) + 0.5) / HEIGHTS
    return tuple(float(height) for height in triangle_quantile(middles, figure))


def drawn_heights(draws: Draws, threat: ThreatClass, *, conditions: bool) -> DrawnHeights:
    """Return the heights of a class: drawn for each raid, in every view, for no view claims what an attacker
    does; the best one where ``conditions`` are off; where a value is given (not NaN), that.
    """
    grid = height_grid(threat.set_height_m) if conditions else (threat.set_height_m.best,)
    given = draws.given.get(f"threats/{threat.id}/set_height_m", np.full(draws.worlds, np.nan))
    fixed = ~np.isnan(given)
    more = tuple(sorted({float(height) for height in given[fixed]} - set(grid)))
    values = (*grid, *more)
    first, count = np.zeros(draws.worlds, np.int64), np.full(draws.worlds, len(grid))
    first[fixed] = [values.index(height) for height in given[fixed]]
    count[fixed] = 1
    return DrawnHeights(values, first, count)


def heights_of_classes(
    draws: Draws, groups: Iterable[RaidGroup], threats: Iterable[ThreatClass], *, conditions: bool
) -> dict[str, DrawnHeights]:
    """Return the heights of each class that has a group without a stated one, by its id."""
    drawn = {group.threat_class for group in groups if group.height_m is None}
    return {
        threat.id: drawn_heights(draws, threat, conditions=conditions)
        for threat in threats
        if threat.id in drawn
    }
