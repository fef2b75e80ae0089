"""The ladder of heights repeats what coverage says, and adds heights that coverage would say the same of."""

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.coverage import Question, compute_coverage
from skykeep.coverage.ladder import LADDER_HEIGHTS_AGL_M, height_ladder
from skykeep.coverage.limits import LIMITS
from skykeep.coverage.met_limits import MET_LIMITS

from .coverage_cases import SITE, ground, system

ASKED = Question(heights_agl_m=(100.0, 1000.0), bearings=360)


def hills(lat_deg, lon_deg):
    """Return a wave of hills, m."""
    return 250.0 + 200.0 * np.sin(9.0 * lat_deg) * np.cos(7.0 * lon_deg)


@pytest.fixture(scope="module")
def found():
    hilly, catalogue = ground(hills), load_catalogue()
    known = compute_coverage(system(), SITE, ASKED, terrain=hilly, catalogue=catalogue)
    ladder = height_ladder(
        system(),
        SITE,
        ASKED,
        known=known,
        heights_agl_m=(100.0, 300.0, 3000.0),
        terrain=hilly,
        catalogue=catalogue,
    )
    return hilly, catalogue, known, ladder


def test_known_heights_are_repeated_to_the_digit(found):
    _, _, known, ladder = found
    for height in known.heights:
        rung = ladder.heights_agl_m.index(height.height_agl_m)
        assert np.array_equal(ladder.seen_range_m[rung], height.seen_range_m.astype(np.float32))
        assert np.array_equal(ladder.solid_range_m[rung], height.solid_range_m.astype(np.float32))
        assert np.array_equal(ladder.intercept_range_m[rung], height.engageable_range_m.astype(np.float32))
        assert tuple(LIMITS[code] for code in ladder.seen_limit[rung]) == height.limited_by
        assert tuple(MET_LIMITS[code] for code in ladder.met_limit[rung]) == height.met_limited_by


def test_further_heights_are_those_of_a_coverage_that_asks_for_them(found):
    hilly, catalogue, _, ladder = found
    asked = ASKED.at_heights(100.0, 300.0, 3000.0)
    again = compute_coverage(system(), SITE, asked, terrain=hilly, catalogue=catalogue)
    for height in again.heights[1:]:
        rung = ladder.heights_agl_m.index(height.height_agl_m)
        assert np.array_equal(ladder.seen_range_m[rung], height.seen_range_m.astype(np.float32))
        assert np.array_equal(ladder.intercept_range_m[rung], height.engageable_range_m.astype(np.float32))
        assert tuple(LIMITS[code] for code in ladder.seen_limit[rung]) == height.limited_by


def test_heights_of_the_tables_have_limits_that_hold_the_best_range(found):
    _, _, known, ladder = found
    assert ladder.limit_heights_agl_m == (100.0, 1000.0)
    for place, height in enumerate(known.heights):
        low, high = ladder.seen_limits_m[place]
        assert (low <= height.seen_range_m + 0.1).all()
        assert (high >= height.seen_range_m - 0.1).all()
        assert np.array_equal(
            ladder.intercept_limits_m[place],
            np.stack(height.range_limits_m["engageable_range_m"]).astype(np.float32),
        )


def test_heights_come_once_and_rise(found):
    ladder = found[3]
    assert ladder.heights_agl_m == (100.0, 300.0, 1000.0, 3000.0)
    assert ladder.threat_classes == ("cruise-missile", "cruise-missile", "fighter", "fighter")
    assert ladder.antenna_agl_m == 10.0
    assert ladder.speeds_mps[0] < ladder.speeds_mps[-1]


def test_the_usual_heights_span_what_is_flown_and_keep_the_classes_apart():
    assert LADDER_HEIGHTS_AGL_M[0] == 30.0
    assert LADDER_HEIGHTS_AGL_M[-1] == 20_000.0
    assert list(LADDER_HEIGHTS_AGL_M) == sorted(set(LADDER_HEIGHTS_AGL_M))
    steps = np.diff(np.log(LADDER_HEIGHTS_AGL_M))
    assert steps.max() < np.log(1.7)
    assert {990.0, 1000.0} < set(LADDER_HEIGHTS_AGL_M)
