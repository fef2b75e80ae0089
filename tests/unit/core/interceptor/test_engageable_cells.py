"""Engageable cells on a ray against the same question worked out by hand for a constant-speed round."""

import math

import numpy as np
import pytest

from skykeep.core.earth.sight import polar_sweep
from skykeep.core.interceptor.inbound import RoundColumns, engageable_cells
from skykeep.core.interceptor.interceptor_table import FLYOUT_TABLE, Interceptor
from skykeep.core.radar.detection import LookTable
from skykeep.core.radar.inbound import RadarColumns, make_rays
from skykeep.core.radar.radar_table import Radar

RADIUS_M = 4.0 / 3.0 * 6_371_000.0
RANGE_M = np.arange(1, 1001) * 200.0
SURE = LookTable(np.ones(11), -500.0, 100.0)
SPEED = 250.0
ROUND_MPS = 1000.0


def constant_speed_round(**changes):
    """Return a round that flies 1000 m/s, to 100 km."""
    range_m, height_m = np.linspace(0.0, 150e3, 301), np.linspace(0.0, 30e3, 61)
    time_s = np.hypot(*np.meshgrid(range_m, height_m)) / ROUND_MPS
    figures = {
        "flyout_mode": FLYOUT_TABLE,
        "range_step_m": range_m[1],
        "height_step_m": height_m[1],
        "range_max_m": 100e3,
        "range_min_m": 5e3,
        "alt_max_msl_m": 25e3,
        "alt_min_agl_m": 10.0,
        "target_speed_max_mps": 1200.0,
        "coast_s": 2.0,
    }
    row = Interceptor.table(1)
    for name, value in (figures | changes).items():
        row[name] = value
    return RoundColumns(row, time_s[None], False, 0.0, 6_371_000.0)


def answer(
    confirmed_m,
    *,
    ground=None,
    height=3000.0,
    reaction=10.0,
    speed=SPEED,
    mast=15.0,
    high=1.3,
    looks=SURE,
    **changes,
):
    """Return the farthest intercept and the cells of one ray."""
    ground = np.zeros((1, RANGE_M.size), dtype=np.float32) if ground is None else ground
    lowest = polar_sweep(ground, RANGE_M, mast, 4.0 / 3.0, 6_371_000.0)
    row = Radar.table(1)
    row["snr_range4_per_m2"], row["instrumented_m"], row["revisit_s"] = 1e30, 300e3, 1.0
    row["elevation_min_rad"], row["elevation_max_rad"], row["sector_half_rad"] = -0.2, high, math.pi
    radars = RadarColumns(row, np.array([mast]), np.array([1.0]), lowest[None])
    cells = np.zeros(ground.shape, dtype=np.uint8)
    rays = make_rays(ground, RANGE_M, RADIUS_M)
    met = engageable_cells(
        radars,
        rays,
        looks,
        constant_speed_round(**changes),
        (speed, height, 0.9, reaction),
        np.array([confirmed_m]),
        cells,
    )
    return float(met[0]), cells[0]


def test_the_farthest_intercept_is_where_round_and_threat_meet():
    met, cells = answer(80_000.0)
    # threat at 80 km less 10 s of reaction; both fly until they meet
    expected = (80_000.0 - 10.0 * SPEED) * ROUND_MPS / (ROUND_MPS + SPEED)
    assert met == pytest.approx(expected, rel=1e-3)
    assert cells[met - 1.0 >= RANGE_M][30:].all()
    assert not cells[met < RANGE_M].any()


def test_the_public_range_cuts_the_farthest_intercept():
    met, _ = answer(190_000.0)
    assert met == pytest.approx(100_000.0, rel=0.01)


def test_a_later_track_or_a_slower_reaction_costs_range():
    assert answer(50_000.0)[0] < answer(60_000.0)[0]
    assert answer(60_000.0, reaction=30.0)[0] < answer(60_000.0, reaction=10.0)[0]


def test_without_a_track_nothing_is_engageable():
    met, cells = answer(0.0)
    assert met == 0.0
    assert not cells.any()


def test_looks_of_the_engagement_radar_add_up_until_it_has_found_the_threat():
    looks = LookTable(np.full(11, 0.5), -500.0, 100.0)
    met, _ = answer(60_000.0, reaction=0.0, looks=looks)
    locked_m = 60_000.0 - 3.0 * SPEED  # four looks find it in 94 %, three in 88 %; 90 % are asked for
    assert met == pytest.approx(locked_m * ROUND_MPS / (ROUND_MPS + SPEED), rel=1e-3)


def test_a_track_that_comes_too_late_is_not_engaged():
    met, cells = answer(6_500.0)
    assert met == 0.0
    assert not cells.any()


def test_the_dead_zone_is_marked_apart():
    _, cells = answer(80_000.0)
    assert set(cells[(RANGE_M < 3_500.0)]) == {2}
    assert set(cells[(RANGE_M > 5_000.0) & (RANGE_M < 50_000.0)]) == {1}


@pytest.mark.parametrize(
    "changes",
    [
        {"alt_max_msl_m": 2_000.0},
        {"alt_min_agl_m": 4_000.0},
        {"target_speed_max_mps": 200.0},
    ],
)
def test_outside_the_envelope_nothing_is_engageable(changes):
    met, cells = answer(80_000.0, **changes)
    assert met == 0.0
    assert not cells.any()


def test_a_threat_that_dips_out_of_sight_cannot_be_met_before_it_shows_again():
    high_ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    high_ground[0, RANGE_M > 60_000.0] = 900.0
    high_ground[0, (RANGE_M > 38_000.0) & (RANGE_M < 40_000.0)] = 400.0
    met, cells = answer(85_000.0, ground=high_ground, height=60.0)
    hidden = (RANGE_M > 40_500.0) & (RANGE_M < 59_500.0)
    assert not cells[hidden].any()
    assert met < 40_500.0


def test_a_short_gap_is_bridged_by_the_coast_time():
    ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    ground[0, RANGE_M > 51_000.0] = 300.0
    ground[0, 250] = 355.0  # a wall at 50 km: a shadow of under a kilometre for a target at 360 m
    bridged, cells = answer(60_000.0, ground=ground, height=360.0, coast_s=10.0)
    strict, _ = answer(60_000.0, ground=ground, height=360.0, coast_s=0.0)
    assert bridged == pytest.approx(46_000.0, abs=1_000.0)
    assert strict == pytest.approx(40_000.0, abs=1_000.0)
    assert cells[RANGE_M < 45_000.0].all()


def test_a_round_that_needs_no_radar_is_not_held_by_sight():
    high_ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    high_ground[0, (RANGE_M > 20_000.0) & (RANGE_M < 22_000.0)] = 1500.0
    held, _ = answer(60_000.0, ground=high_ground, height=60.0)
    free, cells = answer(60_000.0, ground=high_ground, height=60.0, any_track=True)
    assert free > 40_000.0 > held
    assert cells[(RANGE_M > 25_000.0) & (RANGE_M < 40_000.0)].all()


def test_support_until_handover_lets_the_radar_go_earlier():
    ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    ground[0, RANGE_M > 45_000.0] = 800.0
    ground[0, (RANGE_M > 36_000.0) & (RANGE_M < 37_000.0)] = 300.0
    until_the_end, _ = answer(75_000.0, ground=ground, height=60.0, coast_s=0.0)
    until_handover, _ = answer(75_000.0, ground=ground, height=60.0, coast_s=0.0, support_before_s=40.0)
    assert until_handover > until_the_end
