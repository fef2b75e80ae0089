"""Confirmed-track range of an inbound threat against the plain probability functions."""

import math

import numpy as np
import pytest

from skykeep.core.earth.sight import polar_sweep
from skykeep.core.radar.detection import p_detect, p_detect_table, required_snr_db
from skykeep.core.radar.inbound import (
    RadarColumns,
    confirmed_range,
    make_rays,
)
from skykeep.core.radar.radar_table import Radar
from skykeep.textbook.binary_integration import m_of_n_cumulative

RADIUS_M = 4.0 / 3.0 * 6_371_000.0
RANGE_M = np.arange(1, 801) * 500.0
PFA = 1e-6
TABLE = p_detect_table(1, 1, PFA)
SNR_REFERENCE = 10.0 ** (required_snr_db(1, 1, PFA, 0.8) / 10.0)


def flat_radars(*radars):
    """Return columns of radars over flat ground, given as dicts, and the rays."""
    ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    default = {"mast": 20.0, "range": 300e3, "instrument": 350e3, "revisit": 10.0, "low": -0.1, "high": 1.2}
    rows = [default | radar for radar in radars]
    table = Radar.table(len(rows))
    table["snr_range4_per_m2"] = [SNR_REFERENCE * row["range"] ** 4 for row in rows]
    table["instrumented_m"] = [row["instrument"] for row in rows]
    table["revisit_s"] = [row["revisit"] for row in rows]
    table["elevation_min_rad"] = [row["low"] for row in rows]
    table["elevation_max_rad"] = [row["high"] for row in rows]
    table["sector_half_rad"] = math.pi
    columns = RadarColumns(
        table,
        np.array([row["mast"] for row in rows]),
        np.ones(len(rows)),
        np.stack([polar_sweep(ground, RANGE_M, row["mast"], 4.0 / 3.0, 6_371_000.0) for row in rows]),
    )
    return columns, make_rays(ground, RANGE_M, RADIUS_M)


def seen(radars, height_m=9000.0, speed=250.0, p=0.9, phases=6, rule=(2, 3)):
    """Return the confirmed range over flat ground, m."""
    columns, rays = flat_radars(*radars)
    return float(confirmed_range(columns, rays, TABLE, (*rule, phases), (speed, height_m, p))[0])


def plain_seen(radars, height_m, speed, p, phases):
    """Return the same by the plain functions: each phase and radar on its own, averaged, then joined."""
    missed = np.ones(RANGE_M.size)
    for radar in radars:
        mean = np.zeros(RANGE_M.size)
        for phase in range(phases):
            looks = RANGE_M[-1] - (np.arange(10_000) + phase / phases) * speed * radar["revisit"]
            looks = looks[looks > 0.0]
            near = np.clip(np.rint(looks / 500.0).astype(int) * 500.0, 500.0, RANGE_M[-1])
            slant = np.sqrt(height_m**2 + near**2 * (1.0 + height_m / RADIUS_M))
            chance = p_detect(1, 1, PFA, SNR_REFERENCE * (300e3 / slant) ** 4)
            chance[slant > 350e3] = 0.0
            confirmed = m_of_n_cumulative(chance, 2, 3)
            last = np.searchsorted(-looks, -RANGE_M, side="right") - 1
            mean += np.where(last >= 0, confirmed[np.maximum(last, 0)], 0.0) / phases
        missed *= 1.0 - mean
    return float(RANGE_M[np.nonzero(1.0 - missed >= p)[0][-1]])


@pytest.mark.parametrize("p", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("radars", [[{"revisit": 10.0}], [{"revisit": 6.0}, {"revisit": 12.0}]])
def test_the_confirmed_range_equals_the_plain_functions(p, radars):
    kernel = seen(radars, height_m=9000.0, p=p)
    plain = plain_seen(radars, 9000.0, 250.0, p, 6)
    assert kernel == pytest.approx(plain, abs=1_000.0)


def test_a_second_radar_never_makes_it_later():
    alone = seen([{"revisit": 12.0}])
    assert seen([{"revisit": 12.0}, {"revisit": 6.0, "range": 100e3}]) >= alone
    assert seen([{"revisit": 12.0}, {"revisit": 12.0}]) > alone


def test_below_the_horizon_a_threat_is_confirmed_only_after_it_has_come_into_sight():
    horizon = math.sqrt(2.0 * RADIUS_M) * (math.sqrt(20.0) + math.sqrt(50.0))
    low = seen([{}], height_m=50.0)
    assert horizon - 3 * 250.0 * 10.0 < low < horizon - 250.0 * 10.0


def test_the_end_of_the_display_ends_the_seen_range():
    short = seen([{"instrument": 100e3}])
    assert 90e3 < short < 100e3
    assert seen([{"instrument": math.inf}]) > 200e3
    assert seen([{"instrument": 100e3, "range": math.inf}]) == pytest.approx(short, abs=1000.0)


def test_a_target_above_the_beam_is_not_looked_at():
    assert seen([{"high": 0.0349}], height_m=9000.0) > 0.0
    assert seen([{"high": 0.0349, "instrument": 150e3}], height_m=9000.0) == 0.0


def test_more_power_never_makes_it_later_and_a_faster_target_never_earlier():
    assert seen([{"range": 320e3}]) > seen([{"range": 280e3}])
    assert seen([{}], speed=600.0) < seen([{}], speed=200.0)


def test_a_higher_probability_asked_for_is_reached_later():
    ranges = [seen([{}], p=p) for p in (0.3, 0.6, 0.9, 0.99)]
    assert ranges == sorted(ranges, reverse=True)
    assert len(set(ranges)) == 4


def test_nothing_is_confirmed_behind_missing_ground():
    ground = np.zeros((1, RANGE_M.size), dtype=np.float32)
    ground[0, 100:] = np.nan
    columns, _ = flat_radars({})
    columns = columns._replace(
        lowest_alt_msl_m=polar_sweep(ground, RANGE_M, 20.0, 4.0 / 3.0, 6_371_000.0)[None]
    )
    rays = make_rays(ground, RANGE_M, RADIUS_M)
    assert confirmed_range(columns, rays, TABLE, (2, 3, 6), (250.0, 9000.0, 0.9))[0] <= RANGE_M[100]
