"""Where things are on the earth: kernels need ranges and angles alone, maps need places."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..model.formation import FormationSite
from ..model.scenario import Asset, Scenario
from ..terrain import Heightfield
from .command import post_rows_of
from .geometry import SitePlace
from .plans import Defence
from .sites import SiteColumns

__all__ = ["AssetPlace", "Whereabouts", "all_places", "whereabouts"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


class AssetPlace(NamedTuple):
    """A defended place, geodetic degrees and its ground above sea level in metres."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float
    alt_msl_m: float


class Whereabouts(NamedTuple):
    """Where the sites and posts of a defence, what it defends, and the nodes of paths are.

    ``post_site`` [world, post] is the row in ``sites`` of the place where a command post stands;
    ``nodes_ecef_m`` [node, 3] are earth-centred, in the order of ``Case.nodes``, with heights above sea level
    taken as heights above the ellipsoid. Assets without elevation data are left out: nobody flies at them.
    """

    sites: tuple[SitePlace, ...]
    post_site: I64
    assets: tuple[AssetPlace, ...]
    nodes_ecef_m: F64


def whereabouts(
    scenario: Scenario, defence: Defence, seen: SiteColumns, ground: Heightfield, worlds: int
) -> Whereabouts:
    """Return where everything of a scenario is that has been laid out."""
    return Whereabouts(
        sites=seen.places,
        post_site=_post_sites(scenario, defence, worlds),
        assets=tuple(_assets(scenario, ground)),
        nodes_ecef_m=seen.nodes_ecef_m,
    )


def all_places(scenario: Scenario, aim: Asset) -> list[tuple[float, float]]:
    """Return where the answer stands: the aim point and the fire units, degrees."""
    return [(aim.lat_deg, aim.lon_deg), *((each.lat_deg, each.lon_deg) for each in scenario.placed)]


def _post_sites(scenario: Scenario, defence: Defence, worlds: int) -> I64:
    """Return the row of the site of each post in each world: that of its first fire unit, or its own."""
    found = np.zeros((worlds, len(defence.posts)), np.int64)
    rows = post_rows_of(scenario)
    for site in scenario.formations:
        found[:, rows[site.id]] = defence.site_by_world(_own_site(defence, site))
    for number, post in enumerate(defence.posts):
        if post.units[0] < post.units[1]:
            found[:, number] = defence.site_by_world(defence.units[post.units[0]].site)
    return found


def _own_site(defence: Defence, place: FormationSite) -> int:
    """Return the row of the site at which a formation was laid out, whether it has radars there or not."""
    owner = place.id if place.offset is not None else ""
    for number, site in enumerate(defence.sites):
        if owner and site.owner == owner:
            return number
        if not owner and (site.lat_deg, site.lon_deg, site.owner) == (place.lat_deg, place.lon_deg, ""):
            return number
    raise AssertionError(f"formation {place.id!r} has no site")


def _assets(scenario: Scenario, ground: Heightfield) -> list[AssetPlace]:
    """Return the assets over known ground."""
    heights_m = [float(ground.sample(asset.lat_deg, asset.lon_deg)) for asset in scenario.assets]
    return [
        AssetPlace(asset.id, asset.name, asset.lat_deg, asset.lon_deg, alt_msl_m)
        for asset, alt_msl_m in zip(scenario.assets, heights_m, strict=True)
        if not math.isnan(alt_msl_m)
    ]
