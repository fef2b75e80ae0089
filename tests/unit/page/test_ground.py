"""The ground of a page: as fine as its room allows, whole metres on the posts of the data."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.page.ground import HEIGHT_STEP_M, ground_that_fits, in_height_steps, packed_size
from skykeep.terrain import flat_ground, shipped_terrain
from skykeep.terrain.heightfield import Heightfield
from skykeep.terrain.window import NO_HEIGHT_M, ground_window


def rough(side=120, seed=3):
    """Return a window of rough ground."""
    alt = np.random.default_rng(seed).normal(500.0, 80.0, (side, side)).astype(np.float32)
    alt[5, 7] = np.nan
    ground = Heightfield(
        alt_msl_m=alt,
        north_deg=34.0,
        west_deg=44.0,
        lat_step_deg=0.01,
        lon_step_deg=0.01,
        name="rough",
        licence="none",
        vertical_datum="mean sea level",
        step_m=1112.0,
    )
    return ground, ground_window(ground, (33.0, 44.1, 33.9, 45.0))


def test_a_window_holds_the_posts_of_its_box_in_whole_metres():
    ground, window = rough()
    assert (round(window.north_deg, 6), round(window.west_deg, 6)) == (33.9, 44.1)
    assert window.alt_msl_m.shape == (91, 91)
    assert np.array_equal(window.alt_msl_m, np.rint(ground.alt_msl_m[10:101, 10:101]))


def test_a_void_is_told_as_no_height():
    ground, _ = rough()
    window = ground_window(ground, (33.9, 44.0, 34.0, 44.1))
    assert window.alt_msl_m[5, 7] == NO_HEIGHT_M
    assert np.count_nonzero(window.alt_msl_m == NO_HEIGHT_M) == 1


def test_a_box_beyond_the_data_is_cut_at_its_edge():
    ground, _ = rough()
    window = ground_window(ground, (30.0, 40.0, 60.0, 60.0))
    assert window.alt_msl_m.shape == ground.alt_msl_m.shape
    assert (window.north_deg, window.west_deg) == (34.0, 44.0)


def test_flat_ground_gives_its_four_posts():
    window = ground_window(flat_ground(), (30.0, 40.0, 35.0, 45.0))
    assert window.alt_msl_m.shape == (2, 2)
    assert ground_that_fits(window).every == 1


@pytest.mark.parametrize("most_bytes", [1000, 3000, 9000, 40_000])
def test_the_step_is_the_least_whole_number_that_fits(most_bytes):
    _, window = rough()
    fitted = ground_that_fits(window, most_bytes)
    assert packed_size(fitted) <= most_bytes
    assert fitted.every == 1 or packed_size(window.thinned(fitted.every - 1)) > most_bytes
    assert fitted.step_m == pytest.approx(fitted.every * window.source_step_m)
    assert np.array_equal(fitted.alt_msl_m, window.alt_msl_m[:: fitted.every, :: fitted.every])


def test_a_thinned_window_keeps_its_first_post_and_counts_on():
    _, window = rough()
    twice = window.thinned(2).thinned(3)
    assert twice.every == 6
    assert (twice.north_deg, twice.west_deg) == (window.north_deg, window.west_deg)
    assert np.array_equal(twice.alt_msl_m, window.alt_msl_m[::6, ::6])
    with pytest.raises(ValueError, match="every 0: must be at least 1"):
        window.thinned(0)


def test_heights_in_steps_are_whole_metres_to_within_one_and_a_void_stays_one():
    alt = np.array([[NO_HEIGHT_M, -430, -1, 0, 1, 2, 3, 4, 8848, 32767]], dtype=np.int16)
    steps = in_height_steps(alt, HEIGHT_STEP_M)
    assert steps[0, 0] == NO_HEIGHT_M
    assert np.abs(HEIGHT_STEP_M * steps[0, 1:].astype(int) - alt[0, 1:]).max() <= 1
    assert np.array_equal(in_height_steps(alt, 1), alt)


def test_no_room_at_all_is_said():
    _, window = rough()
    with pytest.raises(ValueError, match="3 bytes hold no ground at all"):
        ground_that_fits(replace(window, alt_msl_m=window.alt_msl_m[:20, :20]), 3)


def test_the_shipped_ground_round_baghdad_is_exact_on_its_posts():
    ground = shipped_terrain()
    window = ground_window(ground, (33.0, 44.0, 34.0, 45.0))
    assert window.alt_msl_m.shape == (121, 121)
    lat = window.north_deg - 40 * window.lat_step_deg
    lon = window.west_deg + 70 * window.lon_step_deg
    assert window.alt_msl_m[40, 70] == ground.sample(lat, lon)
