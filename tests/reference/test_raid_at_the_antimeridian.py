"""A raid near 180 degrees is the raid that it is elsewhere: Fiji works as Iraq does."""

import gzip

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.scenario.file import read_scenario

SCENARIO = """
schema_version = 1
name = "Islands"
description = "A raid from the east on a point beside the antimeridian."
aim = "p"
first_bearing_deg = 90
[[assets]]
id = "p"
name = "P"
lat_deg = -16.5
lon_deg = {lon}
[[fire_units]]
id = "u"
system = "pantsir-s1"
lat_deg = -16.52
lon_deg = {lon}
[raid]
name = "r"
axis_angle_deg = 90
[[raid.groups]]
threat_class = "cruise-missile"
count = 6
speed_mps = 240
height_agl_m = 100
standoff_km = 30
axis = 0
fan_deg = 0
spacing_s = 10
spacing_law = "fixed"
delay_s = 0
aim = "defended_point"
[terrain]
source = "{tiles}"
[refraction]
k = 1.3333
[study]
worlds = 6
replications = 5
seed = 3
"""


PLACES = (
    (9.95, (9, 10)),
    (179.95, (179, -180)),
    (10.05, (9, 10)),
    (-179.95, (179, -180)),
)
"""Longitudes of the point, and the west edges of the tiles on both sides of it."""


def tile_name(lon):
    return f"S17{'E' if lon >= 0 else 'W'}{abs(lon):03d}.hgt.gz"


@pytest.fixture(scope="module")
def raids(tmp_path_factory):
    """Return the compiled raid on a point at each longitude, over tiles on both sides of it."""
    folder = tmp_path_factory.mktemp("islands")
    catalogue = load_catalogue()
    ridge = np.zeros((1201, 1201), ">i2")
    ridge[:, 200:210] = 80
    tile = gzip.compress(ridge.tobytes(), 1)
    found = {}
    for lon_deg, corners in PLACES:
        tiles = folder / str(lon_deg)
        tiles.mkdir()
        for corner in corners:
            (tiles / tile_name(corner)).write_bytes(tile)
        file = folder / f"at{lon_deg}.toml"
        file.write_text(SCENARIO.format(lon=lon_deg, tiles=tiles.as_posix()), encoding="utf-8")
        found[lon_deg] = compile_scenario(read_scenario(file, catalogue=catalogue), catalogue)
    return found


@pytest.mark.parametrize(("elsewhere_deg", "lon_deg"), [(9.95, 179.95), (10.05, -179.95)])
def test_a_raid_beside_the_antimeridian_is_seen_and_met_as_elsewhere(raids, elsewhere_deg, lon_deg):
    here, there = raids[elsewhere_deg].case, raids[lon_deg].case
    sight = here.sights["seen"][0]
    assert 0.05 < np.count_nonzero(sight) / sight.size < 0.95
    assert np.count_nonzero(there.sights["seen"][0] != sight) <= 0.001 * sight.size
    assert there.sights["slant_m"][0] == pytest.approx(here.sights["slant_m"][0], abs=0.01)
    played = [run_worlds(case, 0, 4, replications=5).results.raids for case in (here, there)]
    assert np.array_equal(played[0], played[1])
