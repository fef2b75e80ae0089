"""Bodies of quasi-ballistic missiles: nobody knows their figures, so worlds draw one of a few bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..catalogue import favours
from ..core.earth.quasi_ballistic import DivingBody
from ..model.figure import Figure
from ..model.threat import ThreatClass
from .draws import Draws, with_values
from .worlds import field_of, triangle_quantile

__all__ = ["BODIES", "DrawnBodies", "bodies_of_classes", "body_grid", "draw_bodies"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

BODIES = 3
"""Bodies of a class that worlds draw from, the middles of equally likely parts from what favours the defence
to what does not: each has paths of its own at every height, which have to be laid and looked at."""


class DrawnBodies(NamedTuple):
    """Bodies for which paths are laid, and which of them each world has, shape (worlds,)."""

    bodies: tuple[DivingBody, ...]
    place: I64


def body_grid(figure_id: str, figure: Figure) -> tuple[float, ...]:
    """Return the values of a figure of a body, by id, from the one that favours the defence most to that
    which does least."""
    middles = (np.arange(BODIES) + 0.5) / BODIES
    grid = tuple(float(value) for value in triangle_quantile(middles, figure))
    return grid[::-1] if favours(field_of(figure_id)) == "high" else grid


def draw_bodies(draws: Draws, threats: Iterable[ThreatClass]) -> Draws:
    """Return draws in which every world has one of a few bodies of each class, all figures of it together,
    but for those whose value is given; in views that draw nothing they stay as they are."""
    if draws.view != "balanced":
        return draws
    drawn: dict[str, F64] = {}
    for threat in threats:
        place = draws.places((1.0,) * BODIES, f"threats/{threat.id}/body")
        for name in DivingBody._fields:
            figure_id = f"threats/{threat.id}/body/{name}"
            if figure_id in draws.figures:
                values = np.asarray(body_grid(figure_id, draws.figures[figure_id]))[place]
                drawn[figure_id] = draws.or_given(figure_id, values)
    return with_values(draws, drawn)


def bodies_of_classes(draws: Draws, threats: Iterable[ThreatClass]) -> Mapping[str, DrawnBodies]:
    """Return the bodies of each class that has one, by its id: the drawn ones, or where classes are not
    drawn the one of its best figures."""
    return {threat.id: _bodies(draws, threat) for threat in threats if threat.body is not None}


def _bodies(draws: Draws, threat: ThreatClass) -> DrawnBodies:
    """Return the bodies that stand in the columns of a class."""
    columns = [
        draws.values.get(
            f"threats/{threat.id}/body/{name}", np.full(draws.worlds, getattr(threat.body, name).best)
        )
        for name in DivingBody._fields
    ]
    rows, place = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    bodies = tuple(DivingBody(*(float(value) for value in row)) for row in rows)
    return DrawnBodies(bodies, place.reshape(-1).astype(np.int64))
