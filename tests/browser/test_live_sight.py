"""Sight swept in the page is the kernel's, number by number, on ground sampled as the program samples it."""

import base64

import numpy as np
import pytest

from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M
from skykeep.core.earth.sight import polar_sweep
from skykeep.terrain import shipped_terrain
from skykeep.terrain.heightfield import Heightfield
from skykeep.terrain.profiles import sample_profiles
from skykeep.terrain.window import ground_window

from .pages import CHROMIUM, NO_CHROMIUM, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

K = 1.37
PLACES = ((36.19, 44.01, 24.0), (33.34, 44.4, 40.0), (30.5, 47.8, 6.0))
HEIGHTS_AGL_M = (30.0, 100.0, 300.0, 1000.0, 3000.0, 10_000.0)

SWEEP = """([ground, ranges, antenna, k]) => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
  const [alt, range_m] = [new Float32Array(bytes(ground)), new Float64Array(bytes(ranges))];
  const lowest = skykeep.polarSweep(alt, range_m, antenna, k);
  return Array.from(new Uint32Array(lowest.buffer));
}"""
SAMPLE = """([alt, ground, place, bearings, reach]) => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
  const rays = skykeep.sampleRays({ ...ground, alt_msl_m: new Int16Array(bytes(alt)) }, place,
    new Float64Array(bytes(bearings)), reach);
  return [Array.from(new Uint32Array(rays.ground_alt_msl_m.buffer)), Array.from(rays.range_m)];
}"""


def text(values):
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")


def floats(words):
    return np.array(words, dtype=np.uint32).view(np.float32)


@pytest.fixture(scope="module")
def page(browser, page_file):
    with opened(browser, page_file, painter="canvas") as found:
        yield found


@pytest.fixture(scope="module")
def coarse():
    """The shipped ground on every third post, as a page holds it, and as a height field of its own."""
    window = ground_window(shipped_terrain(), (28.0, 40.0, 39.0, 50.0)).thinned(3)
    field = Heightfield(
        alt_msl_m=window.alt_msl_m.astype(np.float32),
        north_deg=window.north_deg,
        west_deg=window.west_deg,
        lat_step_deg=window.lat_step_deg,
        lon_step_deg=window.lon_step_deg,
        name="every third post",
        licence="",
        vertical_datum="mean sea level",
        step_m=window.step_m,
    )
    return window, field


@pytest.mark.parametrize(("lat_deg", "lon_deg", "antenna_agl_m"), PLACES)
def test_the_sweep_is_that_of_the_kernel_cell_by_cell(page, coarse, lat_deg, lon_deg, antenna_agl_m):
    _, field = coarse
    profiles = sample_profiles(field, lat_deg, lon_deg, reach_m=250_000.0)
    antenna = profiles.site_alt_msl_m + antenna_agl_m
    ground = profiles.ground_alt_msl_m
    ours = polar_sweep(ground, profiles.range_m, antenna, K, MEAN_EARTH_RADIUS_M)
    theirs = floats(page.evaluate(SWEEP, [text(ground), text(profiles.range_m), antenna, K])).reshape(
        ours.shape
    )
    assert np.array_equal(np.isnan(ours), np.isnan(theirs))
    apart = np.abs(ours.view(np.int32).astype(np.int64) - theirs.view(np.int32))
    assert (
        apart[~np.isnan(ours)].max() <= 1
    )  # the last binary digit of a float32, where sines differ in theirs
    assert np.count_nonzero(apart[~np.isnan(ours)]) < 1e-3 * ours.size
    for height_agl_m in HEIGHTS_AGL_M:
        top = ground + np.float32(height_agl_m)
        assert np.array_equal(top >= ours, top >= theirs)


def test_a_gap_in_the_ground_ends_a_ray(page):
    ranges = 1000.0 * np.arange(1, 9)
    ground = np.zeros((2, 8), dtype=np.float32)
    ground[0, 3], ground[1, 5] = np.nan, 4000.0
    ours = polar_sweep(ground, ranges, 15.0, K, MEAN_EARTH_RADIUS_M)
    theirs = floats(page.evaluate(SWEEP, [text(ground), text(ranges), 15.0, K])).reshape(2, 8)
    assert np.array_equal(np.isnan(ours), np.isnan(theirs))
    assert np.isnan(theirs[0]).tolist() == [False] * 3 + [True] * 5
    assert np.array_equal(ours[1], theirs[1])


@pytest.mark.parametrize(("lat_deg", "lon_deg", "antenna_agl_m"), PLACES)
def test_ground_along_rays_is_sampled_as_the_program_samples_it(
    page, coarse, lat_deg, lon_deg, antenna_agl_m
):
    window, field = coarse
    rows, columns = window.alt_msl_m.shape
    south, west, north, east = window.box_deg
    told = {
        "rows": rows,
        "columns": columns,
        "north_deg": north,
        "west_deg": west,
        "south_deg": south,
        "east_deg": east,
        "lat_step_deg": window.lat_step_deg,
        "lon_step_deg": window.lon_step_deg,
        "step_m": window.step_m,
    }
    bearings = np.arange(0.0, 2.0 * np.pi, 0.05)
    ours = sample_profiles(field, lat_deg, lon_deg, reach_m=400_000.0, bearing_rad=bearings)
    words, ranges = page.evaluate(
        SAMPLE, [text(window.alt_msl_m), told, [lon_deg, lat_deg], text(bearings), 400_000.0]
    )
    assert np.allclose(ranges, ours.range_m, rtol=1e-12)
    theirs = floats(words).reshape(ours.ground_alt_msl_m.shape)
    assert np.array_equal(np.isnan(ours.ground_alt_msl_m), np.isnan(theirs))
    inside = ~np.isnan(theirs)
    assert inside.mean() > 0.5
    assert np.abs(ours.ground_alt_msl_m - theirs)[inside].max() < 0.02
