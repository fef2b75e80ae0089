"""Where batteries stand that are set off from what they defend: at a stated place, or at one of a few drawn
ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..catalogue.wear_figures import sites_path
from ..errors import CompileError
from ..model.scenario import Scenario
from ..model.wear import SiteOffset
from ..terrain.geodesic import WGS84
from .draws import Draws
from .worlds import triangle_quantile

__all__ = ["OFFSET_PLACES", "OffsetPlan", "offset_plans", "with_offset"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

OFFSET_PLACES = 8
"""Places of a battery among which worlds draw: sight is swept once for each, not once for each world."""
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)
_TWO_PI = 2.0 * math.pi


class OffsetPlan(NamedTuple):
    """Distances (m) and bearings (rad) at which a battery may stand, and which of them each world takes."""

    places: tuple[tuple[float, float], ...]
    place: I64


def offset_plans(scenario: Scenario, draws: Draws) -> Mapping[str, OffsetPlan]:
    """Return where the fire units and formations stand that are set off, by id.

    Bearings that are drawn are those of ``OFFSET_PLACES`` equal sectors, distances that are drawn spread over
    the figure, each place with equal weight. The draw depends on seed and id alone: it is the same for every
    system that stands there.

    Raises
    ------
    CompileError
        If a site is drawn and radar effects are on.
    """
    if scenario.radar_effects.on and scenario.drawn_sites:
        raise CompileError(
            f"scenario {scenario.id!r}: an offset is drawn while radar effects are on, which need the "
            "site of each radar; give distance_km and bearing_deg of each offset"
        )
    return {
        each.id: _plan(each.id, each.offset, draws) for each in scenario.placed if each.offset is not None
    }


def _plan(name: str, offset: SiteOffset, draws: Draws) -> OffsetPlan:
    """Return the places of one battery."""
    nothing = np.zeros(draws.worlds, np.int64)
    numbers = np.arange(OFFSET_PLACES)
    drawn = draws.places([1.0] * OFFSET_PLACES, f"sites/{name}")
    bearing_rad = _TWO_PI * (numbers[drawn] + 0.5) / OFFSET_PLACES
    if offset.bearing_rad is not None:
        bearing_rad = np.full(draws.worlds, offset.bearing_rad % _TWO_PI)
    distance_m = _distances(offset, draws, drawn)
    pairs, place = np.unique(np.stack([distance_m, bearing_rad], axis=1), axis=0, return_inverse=True)
    found = tuple((float(distance), float(bearing)) for distance, bearing in pairs)
    return OffsetPlan(found, place.reshape(-1).astype(np.int64) if len(found) > 1 else nothing)


def _distances(offset: SiteOffset, draws: Draws, drawn: I64) -> F64:
    """Return the distance in each world, m."""
    if offset.distance_m is not None:
        return np.full(draws.worlds, offset.distance_m)
    figure_id = f"{sites_path()}/offset_m"
    if draws.view != "balanced":
        return draws.value(sites_path(), "offset_m")
    shares = (np.arange(OFFSET_PLACES) * _GOLDEN + 0.5) % 1.0
    return draws.or_given(figure_id, triangle_quantile(shares, draws.figures[figure_id])[drawn])


def with_offset(lat_deg: float, lon_deg: float, place: tuple[float, float]) -> tuple[float, float]:
    """Return the latitude and longitude at a distance (m) and bearing (rad) from a place, degrees."""
    distance_m, bearing_rad = place
    if distance_m == 0.0:
        return lat_deg, lon_deg
    lon, lat, _ = WGS84.fwd(lon_deg, lat_deg, math.degrees(bearing_rad), distance_m)
    return float(lat), float(lon)
