"""What bends over the terrain to a radar: the loss of every path node, once for each antenna height, k and
frequency."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M
from ..core.kernel.records import Rows
from ..core.radar.bent_echoes import fill_bent_echoes, fill_geometry
from ..core.radar.equation import SPEED_OF_LIGHT_MPS
from ..core.raid.tables.entities import Sight
from ..model.radar_effects import RadarEffects
from ..terrain import Heightfield
from ..terrain.profiles import SiteProfiles, sample_profiles
from .draws import Choice
from .geometry import SitePlace, sight_reach_m
from .plans import Defence
from .sites import SiteColumns

__all__ = ["REACH_M", "diffraction_rows", "node_rows", "seen_first"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

REACH_M = 300_000.0
"""Beyond this ground range nothing that is hidden is asked for: the loss there is beyond all power."""


_ROWS_LIKE_A_SITE = 9
"""So many rows of the table take the memory of what one site sees of the nodes."""
_FREQUENCIES = 3


class _Row(NamedTuple):
    """What one row of the table is of."""

    site: int
    height_agl_m: float
    k: float
    frequency_hz: float


def node_rows(effects: RadarEffects, defence: Defence) -> int:
    """Return how often path nodes are held, counted in sites: for each site, and for rows of this table."""
    if not effects.diffraction:
        return len(defence.sites)
    heights = sum(len(sensor.heights.values) for sensor in defence.sensors)
    return len(defence.sites) + math.ceil(heights * defence.factors * _FREQUENCIES / _ROWS_LIKE_A_SITE)


def diffraction_rows(
    ground: Heightfield,
    defence: Defence,
    seen: SiteColumns,
    factors: Choice,
    frequencies: dict[str, Choice],
    effects: RadarEffects,
) -> tuple[F64, I64]:
    """Return what is left of the power of an echo, shape (rows, nodes), and the row of each radar, (worlds,
    radars).

    There is a row for each combination that some world draws; radars of one band and height share theirs.
    """
    worlds = len(factors.place)
    places = np.zeros((worlds, len(defence.sensors)), np.int64)
    rows: dict[_Row, int] = {}
    for number, sensor in enumerate(defence.sensors):
        drawn = (sensor.heights.drawn, factors.drawn, frequencies[sensor.radar.band].drawn)
        for world, (height, k, frequency) in enumerate(zip(*drawn, strict=True)):
            row = _Row(sensor.site, float(height), float(k), float(frequency))
            places[world, number] = rows.setdefault(row, len(rows))
    table = np.zeros((len(rows), len(seen.nodes)))
    wavelengths_m = [SPEED_OF_LIGHT_MPS / row.frequency_hz for row in rows]
    sea_share = 1.0 if effects.land_cover == "sea" else 0.0
    alts_m = np.ascontiguousarray(seen.nodes["alt_msl_m"])
    geometry = np.empty((len(seen.nodes), 4))
    for site, here in _groups(rows, lambda row: row.site):
        view, place = seen.sights[site], seen.places[site]
        profiles = _profiles(ground, place, view)
        cells = _cells(profiles, view)
        length_m = profiles.range_m[np.maximum(cells[1], 0)]
        for (height, k), alike in _groups(here, lambda row: (row.height_agl_m, row.k)):
            radius_m = k * MEAN_EARTH_RADIUS_M
            fill_geometry(
                (profiles.range_m, profiles.ground_alt_msl_m),
                (place.alt_msl_m, place.alt_msl_m + height, radius_m),
                max(wavelengths_m),
                (*cells, alts_m),
                geometry,
            )
            for row in alike:
                number = rows[row]
                wave = (wavelengths_m[number], effects.vertical, sea_share)
                fill_bent_echoes(geometry, length_m, radius_m, wave, table[number])
    return table, places


def _groups(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> Iterator[tuple[Any, list[_Row]]]:
    """Yield rows that have something in common, with what that is."""
    for common, group in itertools.groupby(sorted(rows, key=key), key=key):
        yield common, list(group)


def _profiles(ground: Heightfield, place: SitePlace, view: Rows[Sight]) -> SiteProfiles:
    """Return the ground about a site, a post apart: half of the points that sight is judged by."""
    reach_m = sight_reach_m(view, REACH_M)
    profiles = sample_profiles(ground, place.lat_deg, place.lon_deg, reach_m=reach_m)
    return profiles._replace(
        range_m=np.ascontiguousarray(profiles.range_m[1::2]),
        ground_alt_msl_m=np.ascontiguousarray(profiles.ground_alt_msl_m[:, 1::2]),
    )


def _cells(profiles: SiteProfiles, view: Rows[Sight]) -> tuple[I64, I64]:
    """Return the nearest ray of each node, and its nearest point there; -1 beyond the profiles."""
    count = profiles.bearing_rad.size
    rays = np.rint(view["azimuth_rad"] * (count / (2.0 * np.pi))).astype(np.int64) % count
    points = np.rint(view["ground_m"] / profiles.range_m[0]).astype(np.int64) - 1
    points[(points >= profiles.range_m.size) | (view["slant_m"] > REACH_M)] = -1
    return rays, points


def seen_first(bent: F64, places: I64, seen: SiteColumns) -> I64:
    """Return ``Case.first_sight`` where echoes bend: the first node that is in sight or sends one back."""
    first = seen.first_sight.copy()
    starts, ends = seen.paths["first_node"], seen.paths["end_node"]
    for radar in range(places.shape[1]):
        some = (bent[np.unique(places[:, radar])] > 0.0).any(axis=0)
        numbers = np.where(some, np.arange(some.size), some.size)
        earliest = np.minimum.reduceat(numbers, starts)
        first[:, radar] = np.minimum(first[:, radar], np.minimum(earliest, ends))
    return first
