"""Bending of beams by region: effective-earth factors, and which region a place belongs to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from skykeep.errors import ScenarioError, did_you_mean

from .places import Place, number, refuse_unknown, text, text_list

if TYPE_CHECKING:
    from skykeep.model import Scenario, View

__all__ = ["ELSEWHERE", "REACH_M", "RefractionValues", "read_refraction", "region_at", "scenario_refraction"]

ELSEWHERE = "elsewhere"
"""The region of places for which nothing was computed."""

REACH_M = 300_000.0
"""Assumed: how far from a point its values are taken to hold; the maps have a step of 1.5 degrees."""

_EARTH_RADIUS_M = 6_371_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RefractionValues:
    """Effective-earth factors of a region with the weight of each, and what they rest on.

    ``points`` are the places, latitude and longitude in degrees, that stand for the region; ``assumed`` is
    true where nothing was computed.
    """

    region: str
    k: tuple[float, ...]
    weights: tuple[float, ...]
    note: str
    sources: tuple[str, ...]
    points: tuple[tuple[float, float], ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether no source gives the values."""
        return not self.sources

    @property
    def limits(self) -> tuple[float, float]:
        """Least and greatest factor."""
        return min(self.k), max(self.k)

    def in_view(self, view: View) -> float:
        """Return the factor that a view takes: ``sceptic`` the lowest, with which radars see least far, the
        others the median. The view ``balanced`` of a run draws all of them."""
        if view == "sceptic":
            return min(self.k)
        return self.k[self.weights.index(max(self.weights))]


class RefractionShelf(Protocol):
    """What holds the regions."""

    @property
    def refraction(self) -> Mapping[str, RefractionValues]:
        """Regions by name."""


def region_at(regions: Mapping[str, RefractionValues], lat_deg: float, lon_deg: float) -> RefractionValues:
    """Return the region whose nearest point is nearest to a place, ``elsewhere`` beyond :data:`REACH_M`.

    Parameters
    ----------
    regions
        All regions by name, ``elsewhere`` among them.
    lat_deg, lon_deg
        The place, degrees.
    """
    away = {
        name: min(distance_m((lat_deg, lon_deg), point) for point in values.points)
        for name, values in regions.items()
        if values.points
    }
    nearest = min(away, key=lambda name: away[name], default=ELSEWHERE)
    return regions[nearest if away.get(nearest, math.inf) <= REACH_M else ELSEWHERE]


def scenario_refraction(scenario: Scenario, catalogue: RefractionShelf) -> RefractionValues | None:
    """Return the factors that a scenario draws from: those of its region, or of the region of the place that
    the raid flies at; None where it gives one factor.

    Raises
    ------
    ScenarioError
        If it names a region that the catalogue does not have.
    """
    asked = scenario.refraction
    if asked.k is not None:
        return None
    if asked.region is None:
        aim = next(asset for asset in scenario.assets if asset.id == scenario.aim)
        return region_at(catalogue.refraction, aim.lat_deg, aim.lon_deg)
    if asked.region not in catalogue.refraction:
        raise ScenarioError(
            f"refraction: region = {asked.region!r}; allowed: a factor k (1.3333 is the standard atmosphere),"
            f" or a region of {', '.join(catalogue.refraction)}."
            + did_you_mean(asked.region, catalogue.refraction)
        )
    return catalogue.refraction[asked.region]


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two places on a sphere, m (haversine formula)."""
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin(0.5 * (lat2 - lat)) ** 2 + math.cos(lat) * math.cos(lat2) * (
        math.sin(0.5 * (lon2 - lon)) ** 2
    )
    return 2.0 * _EARTH_RADIUS_M * math.asin(math.sqrt(half))


def read_refraction(tables: Any, place: Place) -> dict[str, RefractionValues]:
    """Return the effective-earth factors by region.

    Raises
    ------
    CatalogueError
        If a table does not hold as many weights of sum 1 as factors, a note, and points with its sources.
    """
    if not isinstance(tables, dict) or ELSEWHERE not in tables:
        raise place.refuse(repr(tables)[:60], f"one table per region, {ELSEWHERE!r} among them")
    found: dict[str, RefractionValues] = {}
    for region, table in tables.items():
        spot = place.at(region)
        if not isinstance(table, dict) or not {"k", "weights"} <= set(table):
            raise spot.refuse(repr(table)[:60], "a table with k, weights, points, sources and note")
        refuse_unknown(table, ("k", "weights", "points", "note", "sources"), spot)
        k = tuple(number(value, spot.at("k")) for value in table["k"])
        weights = tuple(number(value, spot.at("weights")) for value in table["weights"])
        if len(k) != len(weights) or abs(sum(weights) - 1.0) > 1.0e-9 or min((*k, *weights)) <= 0.0:
            raise spot.refuse(
                f"k {k} and weights {weights}", "as many weights as factors, above zero, of sum 1"
            )
        note = text(table.get("note", ""), spot.at("note")).strip()
        if not note:
            raise spot.refuse("numbers without a note", "a note that gives the reason", hint="Add note = ...")
        found[region] = RefractionValues(
            region=region,
            k=k,
            weights=weights,
            note=note,
            sources=text_list(table.get("sources", []), spot.at("sources")),
            points=tuple(_read_point(point, spot.at("points")) for point in table.get("points", [])),
        )
    return found


def _read_point(point: Any, place: Place) -> tuple[float, float]:
    """Return latitude and longitude of one point."""
    if not isinstance(point, list) or len(point) != 2:
        raise place.refuse(repr(point)[:60], "latitude and longitude in degrees, as [33.3, 44.4]")
    return number(point[0], place), number(point[1], place)
