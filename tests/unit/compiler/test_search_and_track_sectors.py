"""A radar that tracks in a wider sector than it searches: found in the one, engaged in the other."""

from __future__ import annotations

import dataclasses
import math

import pytest

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.worlds import draw_worlds
from skykeep.engine import plain_legend, tell_raid
from skykeep.model import (
    Asset,
    FireUnitSite,
    RaidGroup,
    Refraction,
    Scenario,
    StandardRaid,
    Study,
    System,
    TerrainChoice,
    fixed,
)
from skykeep.terrain.geodesic import WGS84

SITE = (33.0, 44.0)
OFFSET_M = 60e3
SHIPPED = load_catalogue()


def patriot(search_deg: float = 90.0, track_deg: float | None = 120.0) -> System:
    """Return the shipped battery with sectors of its radar, degrees, and an operator for every track."""
    system = SHIPPED.system("patriot")
    (radar,) = system.radars
    track = None if track_deg is None else fixed(math.radians(track_deg))
    radar = dataclasses.replace(radar, sector_rad=fixed(math.radians(search_deg)), track_sector_rad=track)
    assert system.command_post is not None
    post = dataclasses.replace(system.command_post, operators=fixed(64.0))
    return dataclasses.replace(system, radars=(radar,), command_post=post)


def fighters(system: System, *, aim_east_m: float, bearing_deg: float):
    """Return the case of a battery that faces north, and six fighters towards a point east of it."""
    lon_deg, lat_deg, _ = WGS84.fwd(SITE[1], SITE[0], 90.0, aim_east_m)
    group = RaidGroup(
        threat_class="fighter", count=6, speed_mps=250.0, height_m=8000.0, standoff_m=75e3, spacing_s=5.0
    )
    raid = StandardRaid(id="six", name="six", description="six fighters", groups=(group,))
    scenario = Scenario(
        id="sectors",
        name="sectors",
        assets=(Asset(id="aim", name="aim", lat_deg=lat_deg, lon_deg=lon_deg),),
        fire_units=(
            FireUnitSite(id="unit", system="patriot", lat_deg=SITE[0], lon_deg=SITE[1], facing_deg=0.0),
        ),
        raid=raid,
        aim="aim",
        first_bearing_deg=bearing_deg,
        terrain=TerrainChoice(source="flat"),
        refraction=Refraction(k=4.0 / 3.0, region=None),
        conditions=False,
        study=Study(worlds=1, view="brochure"),
    )
    catalogue: Catalogue = dataclasses.replace(SHIPPED, systems={"patriot": system})
    return compile_scenario(scenario, catalogue)


def told(system: System, **raid: float):
    """Return what happened in one raid: (moment, azimuth of the threat from the battery, degrees)."""
    compiled = fighters(system, **raid)
    case = compiled.case
    legend = dataclasses.replace(plain_legend(case), sensors=compiled.names.sensors)
    story = tell_raid(case, 0, 0, legend=legend)
    return [(row["moment"], row["ground_range_m"]) for row in story.moments.to_pylist()]


def azimuths_deg(moments, *names: str) -> list[float]:
    """Return the azimuths at which moments of these names happened to threats on the line OFFSET_M east."""
    return [
        math.degrees(math.asin(min(1.0, OFFSET_M / range_m))) for name, range_m in moments if name in names
    ]


def test_a_threat_that_was_found_is_engaged_beyond_the_sector_that_is_searched():
    crossing = told(patriot(), aim_east_m=OFFSET_M, bearing_deg=0.0)
    assert max(azimuths_deg(crossing, "detected")) <= 45.0
    assert 45.0 < max(azimuths_deg(crossing, "killed", "missed")) <= 60.5


@pytest.mark.parametrize("track_deg", [None, 90.0])
def test_a_radar_that_tracks_as_wide_as_it_searches_loses_it_before_a_round_arrives(track_deg):
    crossing = told(patriot(track_deg=track_deg), aim_east_m=OFFSET_M, bearing_deg=0.0)
    assert azimuths_deg(crossing, "detected")
    assert not azimuths_deg(crossing, "launched")


def test_a_threat_at_fifty_degrees_off_the_axis_is_not_found():
    moments = told(patriot(), aim_east_m=0.0, bearing_deg=50.0)
    assert not {"detected", "launched"} & {name for name, _ in moments}


@pytest.mark.parametrize(("bearing_deg", "engaged"), [(50.0, True), (70.0, False)])
def test_a_threat_that_another_sector_would_find_is_engaged_within_the_track_sector_only(
    bearing_deg, engaged
):
    moments = told(patriot(119.0, 120.0), aim_east_m=0.0, bearing_deg=bearing_deg)
    assert ("launched" in {name for name, _ in moments}) == engaged


def test_one_radar_is_a_searching_and_an_engaging_sensor_with_the_same_draws_and_its_own_sectors():
    scenario_case = fighters(SHIPPED.system("patriot"), aim_east_m=0.0, bearing_deg=0.0).case
    search, engage = scenario_case.radars[0]
    assert [int(row["role"]) for row in (search, engage)] == [0, 2]
    assert math.degrees(search["sector_half_rad"]) == pytest.approx(45.0)
    assert math.degrees(engage["sector_half_rad"]) == pytest.approx(60.0)
    for place in ("snr_range4_per_m2", "instrumented_m", "sight_bit"):
        assert search[place] == engage[place]


def test_the_track_sector_is_never_narrower_than_the_search_sector_in_any_world():
    figures = dict(SHIPPED.figures())
    names = [f"patriot/radars/an-mpq-65/{name}" for name in ("sector_rad", "track_sector_rad")]
    drawn = draw_worlds({name: figures[name] for name in names}, seed=3, worlds=200)
    assert (drawn[names[0]] <= drawn[names[1]]).all()
    assert drawn[names[0]].std() > 0.0
