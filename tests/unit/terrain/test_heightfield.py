"""Bilinear heights, edges, voids and longitudes of a heightfield."""

import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.terrain import Heightfield, flat_ground


def field(alt, **changes):
    """Return one-degree posts with their north-west corner at 40 N, 10 E."""
    base = Heightfield(
        alt_msl_m=np.asarray(alt, dtype=np.float32),
        north_deg=40.0,
        west_deg=10.0,
        lat_step_deg=1.0,
        lon_step_deg=1.0,
        name="test",
        licence="none",
        vertical_datum="mean sea level",
        step_m=111_195.0,
    )
    return replace(base, **changes)


RAMP = [[0.0, 10.0, 20.0], [100.0, 110.0, 120.0], [200.0, 210.0, 220.0]]


def test_row_zero_is_north_and_column_zero_is_west():
    assert field(RAMP).sample([40.0, 38.0, 40.0], [10.0, 10.0, 12.0]).tolist() == [0.0, 200.0, 20.0]


def test_heights_between_posts_are_bilinear():
    assert field(RAMP).sample(39.25, 11.5) == pytest.approx(75.0 + 15.0)


def test_outside_the_posts_there_is_no_height():
    heights = field(RAMP).sample([40.01, 37.99, 39.0, 39.0], [11.0, 11.0, 9.99, 12.01])
    assert np.isnan(heights).all()


def test_edges_belong_to_the_data_in_spite_of_rounding():
    shifted = field(RAMP, west_deg=10.0 + 1e-12)
    assert shifted.sample(39.0, 10.0) == pytest.approx(100.0)
    assert shifted.sample(39.0, 12.0 + 2e-12) == pytest.approx(120.0)


def test_longitudes_count_modulo_a_turn():
    assert field(RAMP).sample(39.0, 371.0) == pytest.approx(110.0)
    assert field(RAMP).sample(39.0, -349.0) == pytest.approx(110.0)


def test_a_void_spoils_the_cells_that_need_it_and_no_others():
    holed = np.array(RAMP)
    holed[1, 1] = np.nan
    ground = field(holed)
    assert math.isnan(ground.sample(39.5, 10.5))
    assert math.isnan(ground.sample(39.0, 11.0))
    assert ground.sample(40.0, 10.5) == pytest.approx(5.0)
    assert ground.sample(39.0, 12.0) == pytest.approx(120.0)
    assert ground.void_share == pytest.approx(1 / 9)
    assert ground.void_mask[1, 1]


def test_flat_ground_is_zero_everywhere_and_says_that_it_is_flat():
    flat = flat_ground()
    assert flat.sample([-80.0, 0.0, 33.3], [-179.0, 180.0, 44.4]).tolist() == [0.0, 0.0, 0.0]
    assert flat.is_flat
    assert any("flat" in caution for caution in flat.cautions)


def test_a_description_holds_what_every_result_must_say():
    about = field(RAMP).describe()
    assert about["bounds_deg"] == [38.0, 10.0, 40.0, 12.0]
    assert {"name", "step_m", "licence", "vertical_datum", "void_share", "cautions"} <= about.keys()
