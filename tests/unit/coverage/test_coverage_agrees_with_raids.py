"""Coverage and raids agree where an inbound threat is first met: one engagement, worked out by both."""

import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.coverage.figures import read_by_view
from skykeep.coverage.polar import answer_at_height, prepare_site
from skykeep.model import (
    Asset,
    Detection,
    FireUnitSite,
    RaidGroup,
    Refraction,
    Scenario,
    StandardRaid,
    Study,
    ThreatClass,
    fixed,
)
from skykeep.verify.played import shots_of_first_raid

from .coverage_cases import INTERCEPTOR, SITE, figure, ground, question, radar, system

SURE = Detection(confirm_m=1, confirm_n=1)
"""One look confirms, and the threat is so large that every look in sight detects it."""
REVISIT_S = 0.2
GROUND = ground()
THREAT = ThreatClass(
    id="level",
    name="Level threat",
    flight="level_overhead",
    rcs_m2=fixed(1e8),
    rcs_low_band_m2=fixed(1e8),
    speed_mps=fixed(250.0),
    set_height_m=fixed(1000.0),
    climb_max_rad=fixed(0.5),
    dive_max_rad=fixed(0.5),
    swerling=0,
)


def made(threat, **changes):
    """Return the catalogue with the made system and threat, the system with changes to its interceptor."""
    looks = {"revisit_s": fixed(REVISIT_S), **changes.pop("radars", {})}
    one = system(
        radar("search", "acquisition", **looks),
        radar(
            "engage",
            "engagement",
            **looks,
            target_channels=fixed(6.0),
            missile_channels=fixed(12.0),
            slew_time_s=fixed(5.0),
        ),
        replace(INTERCEPTOR, kill_p={"level": fixed(0.5)}, **changes),
    )
    shelf = load_catalogue()
    return replace(
        shelf, systems={**shelf.systems, one.id: one}, threats={**shelf.threats, threat.id: threat}
    )


def first_met_in_raid_m(catalogue, threat, height_m, view, terrain=GROUND):
    """Return the ground range at which the first shot of a raid meets the threat, 0 if none does."""
    group = RaidGroup(
        threat_class="level", count=1, speed_mps=threat.speed_mps.best, height_m=height_m, standoff_m=300e3
    )
    scenario = Scenario(
        id="one",
        name="one",
        assets=(Asset(id="aim", name="Aim", lat_deg=SITE.lat_deg, lon_deg=SITE.lon_deg),),
        fire_units=(
            FireUnitSite(id="unit", system="test-system", lat_deg=SITE.lat_deg, lon_deg=SITE.lon_deg),
        ),
        raid=StandardRaid(id="one", name="one", description="one", groups=(group,)),
        aim="aim",
        first_bearing_deg=70.0,
        conditions=False,
        refraction=Refraction(k=4.0 / 3.0),
        detection=SURE,
        study=Study(worlds=1, view=view),
    )
    case = compile_scenario(scenario, catalogue, terrain=terrain).case
    shots = shots_of_first_raid(case)
    if not shots:
        return 0.0
    return float(np.interp(shots[0][1], case.nodes["path_s"], case.sights["ground_m"][0]))


def first_met_in_coverage_m(catalogue, height_m, view, terrain=GROUND):
    """Return the same from coverage, and the side of its cells."""
    asked = question(height_m, target="level", detection=SURE, view=view)
    site = replace(SITE, mast_m=None)
    setup = prepare_site(
        catalogue.systems["test-system"], site, asked, terrain=terrain, read=read_by_view(view)
    )
    answer = answer_at_height(setup, catalogue, height_m)
    return float(answer.intercept_range_m[70]), float(answer.range_m[1] - answer.range_m[0])


HANDOVER = {"radar_support": "to_handover", "support_before_intercept_s": fixed(10.0)}
FIXED_VIEWS = ("brochure", "sceptic")
"""Views in which a raid takes the same figures as coverage; in the other it draws them."""
SPREAD = {
    "peak_speed_mps": figure(1000.0, 1600.0, 1900.0),
    "range_max_m": figure(60e3, 100e3, 130e3),
    "alt_max_msl_m": figure(15e3, 25e3, 30e3),
}


@pytest.mark.parametrize(
    ("height_m", "speed_mps", "changes", "view"),
    [
        (5000.0, 250.0, {"range_max_m": fixed(60e3)}, "balanced"),
        (15_000.0, 250.0, {"range_max_m": fixed(40e3)}, "balanced"),
        (150.0, 250.0, {}, "balanced"),
        (1000.0, 700.0, {}, "balanced"),
        (6000.0, 250.0, {"radars": {"instrumented_range_m": fixed(70e3)}}, "balanced"),
        (6000.0, 900.0, {"radars": {"instrumented_range_m": fixed(90e3)}}, "balanced"),
        (500.0, 250.0, {"radar_support": "any_track"}, "balanced"),
        (500.0, 300.0, HANDOVER, "balanced"),
        *[(height_m, 400.0, SPREAD, view) for height_m in (300.0, 3000.0, 20_000.0) for view in FIXED_VIEWS],
    ],
)
def test_a_raid_first_meets_the_threat_where_coverage_says_that_it_can(height_m, speed_mps, changes, view):
    threat = replace(THREAT, speed_mps=fixed(speed_mps))
    catalogue = made(threat, **changes)
    covered_m, cell_m = first_met_in_coverage_m(catalogue, height_m, view)
    raided_m = first_met_in_raid_m(catalogue, threat, height_m, view)
    looks_m = 2.0 * REVISIT_S * speed_mps
    # one planner for both: what differs is when a look comes, and where between two samples sight begins
    assert abs(raided_m - covered_m) <= looks_m + 0.1 * cell_m


def test_the_public_range_is_the_straight_distance_from_the_launcher():
    catalogue = made(THREAT, range_max_m=fixed(30e3))
    for height_m in (1000.0, 10_000.0, 20_000.0):
        on_the_ground_m = np.sqrt(30e3**2 - height_m**2)
        covered_m, cell_m = first_met_in_coverage_m(catalogue, height_m, "balanced")
        raided_m = first_met_in_raid_m(catalogue, THREAT, height_m, "balanced")
        assert raided_m == pytest.approx(on_the_ground_m, rel=3e-3)
        assert on_the_ground_m - cell_m <= covered_m <= on_the_ground_m


def walls(*at_m, rise_m):
    """Return flat ground with round walls at distances from the site, one post thick."""
    metres = 111_200.0

    def alt(north_deg, east_deg):
        away_m = np.hypot(north_deg, east_deg * math.cos(math.radians(SITE.lat_deg))) * metres
        return rise_m * sum((np.abs(away_m - wall) < 500.0).astype(float) for wall in at_m)

    return ground(alt)


@pytest.mark.parametrize("at_m", [(40e3,), (55e3,), (20e3, 34e3)])
def test_walls_cost_both_the_same(at_m):
    terrain = walls(*at_m, rise_m=120.0)
    threat = replace(THREAT, speed_mps=fixed(300.0), flight="constant_altitude")
    catalogue = made(threat)
    covered_m, cell_m = first_met_in_coverage_m(catalogue, 330.0, "balanced", terrain)
    raided_m = first_met_in_raid_m(catalogue, threat, 330.0, "balanced", terrain)
    assert raided_m < 70e3
    # sight is looked up between rays in a raid and on them in coverage: a sample more or less
    assert raided_m == pytest.approx(covered_m, abs=2.0 * cell_m)
