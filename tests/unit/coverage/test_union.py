"""What several fire units cover together, against discs on flat ground and counting by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

import skykeep
from skykeep.coverage.union import unite
from skykeep.terrain.geodesic import WGS84

HEIGHT_M = 20_000.0


@pytest.fixture(scope="module")
def one():
    """Return one fire unit on flat ground, seen and engageable in plain discs at a great height."""
    (unit,) = skykeep.coverage(
        system="s-300pmu-2", site=(33.0, 44.0), heights=[HEIGHT_M], terrain="flat", view="brochure"
    ).units
    return unit


def moved(unit, east_m, name):
    """Return the same unit at a place in the east: flat ground looks the same from everywhere."""
    lon_deg, lat_deg, _ = WGS84.fwd(unit.site.lon_deg, unit.site.lat_deg, 90.0, east_m)
    return replace(unit, site=replace(unit.site, lat_deg=lat_deg, lon_deg=lon_deg, name=name))


def lens_m2(radius_m, apart_m):
    """Return the area that two discs share."""
    half = math.acos(min(apart_m / (2.0 * radius_m), 1.0))
    return 2.0 * radius_m**2 * half - 0.5 * apart_m * math.sqrt(max(4.0 * radius_m**2 - apart_m**2, 0.0))


def seen_m(unit):
    """Return how far a unit sees, alike on every bearing."""
    (height,) = unit.heights
    reach_m = height.polar.seen_range_m
    assert np.ptp(reach_m) < 1.0
    return float(reach_m[0])


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0, 3.0])
def test_two_discs_cover_what_geometry_says(one, share):
    ring_m, radius_m = one.heights[0].detection_ring_m, seen_m(one)
    apart_m = share * ring_m
    (found,) = unite([one, moved(one, apart_m, "east")])
    area_m2 = 2.0 * math.pi * ring_m**2 - lens_m2(ring_m, apart_m)
    covered_m = min(radius_m, ring_m) if apart_m == 0.0 else radius_m
    assert found.seen.rings_area_m2 == pytest.approx(area_m2, rel=0.02)
    if radius_m <= ring_m:
        both_m2 = lens_m2(covered_m, apart_m)
        any_m2 = 2.0 * math.pi * covered_m**2 - both_m2
        assert found.seen.share == pytest.approx(any_m2 / area_m2, abs=0.02)
        assert found.seen.overlap_share == pytest.approx(both_m2 / area_m2, abs=0.02)


def test_shares_add_up_and_a_twin_adds_nothing(one):
    (alone,) = unite([one])
    (twins,) = unite([one, one])
    for name in ("seen", "engageable"):
        single, double = getattr(alone, name), getattr(twins, name)
        assert double.share == pytest.approx(single.share)
        assert double.overlap_share == pytest.approx(single.share)
        assert double.sum_share == pytest.approx(2.0 * single.share)
        assert [each.alone_share for each in double.units] == [0.0, 0.0]
        assert sum(double.by_count) == pytest.approx(1.0)


def test_far_apart_each_is_alone_and_its_share_is_its_own(one):
    (found,) = unite([one, moved(one, 3.0 * one.heights[0].detection_ring_m, "east")])
    assert found.engageable.overlap_share == 0.0
    for each in found.engageable.units:
        assert each.share == each.alone_share
        own = one.heights[0].engageable_share_of_engagement_ring
        assert 2.0 * each.share == pytest.approx(own, abs=0.06)


def test_units_of_other_heights_are_refused(one):
    with pytest.raises(ValueError, match="same heights"):
        unite([one, replace(one, heights=())])


def watching(unit, name):
    """Return the same unit as one that engages nothing."""
    (height,) = unit.heights
    blind = replace(
        height,
        engagement_ring_m=0.0,
        polar=replace(height.polar, engageable=np.zeros_like(height.polar.engageable)),
    )
    return replace(unit, site=replace(unit.site, name=name), heights=(blind,))


def test_one_that_only_watches_adds_to_what_is_seen_and_to_nothing_else(one):
    (alone,) = unite([one])
    far = moved(watching(one, "post"), 3.0 * one.heights[0].detection_ring_m, "post")
    (found,) = unite([one, far])
    assert [each.unit for each in found.seen.units] == [one.site.name, "post"]
    assert found.seen.rings_area_m2 == pytest.approx(2.0 * alone.seen.rings_area_m2, rel=0.02)
    assert [each.unit for each in found.engageable.units] == [one.site.name]
    assert len(found.engageable.by_count) == 2
    assert found.engageable.share == pytest.approx(alone.engageable.share, abs=0.02)
    (none,) = unite([watching(one, "a"), watching(one, "b")])
    assert none.engageable is None
