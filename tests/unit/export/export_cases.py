"""Results on which exports are tried: flat ground, a wall with shadow behind it, the antimeridian."""

import numpy as np

from skykeep.coverage import Site, compute_coverage
from skykeep.terrain import flat_ground

from ..coverage.coverage_cases import SITE, ground, question, system

FIJI = Site(lat_deg=-16.5, lon_deg=179.9, mast_m=10.0, name="Fiji & <b>")
"""A site 11 km from 180 degrees, with letters that markup has to escape."""


def covered(*heights, site=SITE, terrain=None, **changes):
    """Return coverage of the test system at a site, on flat ground unless told otherwise."""
    asked = question(*heights, **changes)
    return compute_coverage(system(), site, asked, terrain=terrain or flat_ground())


def behind_walls(*heights):
    """Return coverage over ground with walls east and north-west of the site, which throw shadows."""

    def alt(north_deg, east_deg):
        east_wall = (np.abs(east_deg - 0.2) < 0.01) & (np.abs(north_deg) < 0.1)
        other = (np.abs(north_deg - 0.3) < 0.01) & (np.abs(east_deg + 0.4) < 0.15)
        return np.where(east_wall | other, 400.0, 0.0)

    return covered(*heights, terrain=ground(alt))
