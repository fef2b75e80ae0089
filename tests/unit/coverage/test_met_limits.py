"""What limits how far it is seen, and what limits how far out it is met, are told apart."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.core.radar.detection import p_detect
from skykeep.coverage import Question, Site, compute_coverage
from skykeep.coverage.met_limits import MET_LIMITS
from skykeep.terrain import choose_terrain

LAT_DEG, LON_DEG = 33.0, 44.0


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def coverage(catalogue, system, height_agl_m, **question):
    site = Site(lat_deg=LAT_DEG, lon_deg=LON_DEG, name="here")
    ground = choose_terrain("flat", lat_deg=LAT_DEG, lon_deg=LON_DEG, radius_m=4e5)
    asked = Question(
        heights_agl_m=(height_agl_m,), detection=catalogue.detection, limits=False, bearings=360, **question
    )
    return compute_coverage(system, site, asked, terrain=ground, catalogue=catalogue).heights[0]


def interceptor_with(system, **figures):
    """Return a system whose interceptors have other best values."""
    changed = tuple(
        replace(each, **{name: _at(getattr(each, name), value) for name, value in figures.items()})
        for each in system.interceptors
    )
    return replace(system, interceptors=changed)


def _at(figure, value):
    return replace(figure, best=value, low=min(value, figure.low), high=max(value, figure.high))


def test_high_up_the_interceptor_ends_what_the_radar_does_not(catalogue):
    found = coverage(catalogue, catalogue.system("s-300pmu-2"), 10_000.0)
    assert set(found.met_limited_by) == {"range"}
    assert set(found.limited_by) <= {"instrument", "power"}


def test_below_the_lowest_engagement_height_the_height_is_the_limit(catalogue):
    system = interceptor_with(catalogue.system("s-300pmu-2"), alt_min_agl_m=200.0)
    found = coverage(catalogue, system, 100.0)
    assert set(found.met_limited_by) == {"height"}
    assert set(found.limited_by) == {"horizon"}


def test_above_the_ceiling_the_height_is_the_limit(catalogue):
    system = interceptor_with(catalogue.system("s-300pmu-2"), alt_max_msl_m=9_000.0)
    assert set(coverage(catalogue, system, 10_000.0).met_limited_by) == {"height"}


def test_a_threat_too_fast_for_the_interceptor_is_limited_by_speed(catalogue):
    system = interceptor_with(catalogue.system("s-300pmu-2"), target_speed_max_mps=100.0)
    found = coverage(catalogue, system, 10_000.0)
    assert set(found.met_limited_by) == {"speed"}
    assert not found.engageable_range_m.any()


def test_every_label_is_one_of_the_list(catalogue):
    found = coverage(catalogue, catalogue.system("s-400"), 100.0)
    assert set(found.met_limited_by) <= set(MET_LIMITS)
    assert len(found.met_limited_by) == 360


def test_one_look_alone_has_the_chance_asked_for_at_its_range(catalogue):
    system = catalogue.system("s-300pmu-2")
    found = coverage(catalogue, system, 10_000.0)
    radar = next(each for each in system.radars if each.id == system.brochure_detection_radar)
    rule, target = catalogue.detection, found.polar.target
    assert found.single_look_m < radar.instrumented_range_m.best
    # by the radar equation from the printed range: one look there has the reference chance
    reference = float(p_reference_snr(radar, rule))
    snr = reference * (radar.detection_range_m.best / found.single_look_m) ** 4
    snr *= target.rcs_m2 / radar.reference_rcs_m2.best
    assert float(p_detect(target.swerling, rule.pulses, rule.p_false_alarm, snr)) == pytest.approx(
        rule.p_detect, abs=0.02
    )


def p_reference_snr(radar, rule):
    """Return the power ratio at which one look has the reference probability, found by bisection."""
    low, high = 1.0, 1e6
    for _ in range(80):
        middle = np.sqrt(low * high)
        p = float(p_detect(1, rule.pulses, rule.p_false_alarm, middle))
        low, high = (middle, high) if p < radar.reference_p_detect.best else (low, middle)
    return low
