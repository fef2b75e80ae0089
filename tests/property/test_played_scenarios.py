"""Valid scenario files, however odd: each is prepared and played, or refused by a named error."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from skykeep.catalogue import load_catalogue
from skykeep.engine import replay_raid, run_worlds
from skykeep.errors import ScenarioError, SkykeepError
from skykeep.scenario.build import HEIGHT_OF_FLIGHT
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

from ..examples import examples
from .test_scenario_fuzz import spoiled_lines

CATALOGUE = load_catalogue()
SYSTEMS = sorted(system.id for system in CATALOGUE.systems.values() if system.interceptors)
CLASSES = sorted(CATALOGUE.threats)
HEIGHTS_M = {
    "height_agl_m": [1.0, 30.0, 2e4],
    "alt_msl_m": [1.0, 500.0, 4e4],
    "apogee_m": [1e3, 5e4, 1.5e6],
}
NEAR_BAGHDAD = [(33.3, 44.4), (33.3, 44.5), (36.2, 44.0), (30.5, 47.8), (33.3, 45.9)]
ANYWHERE = [(0.0, 0.0), (85.0, 10.0), (-85.0, 10.0), (12.0, 180.0), (-12.0, -180.0), (33.3, 44.4)]


def some(draw, lines):
    """Return some of the lines of a table, each with a value out of its list."""
    return [
        f"{key} = {draw(st.sampled_from(values))}" for key, values in lines.items() if draw(st.booleans())
    ]


def words(*values):
    """Return strings as TOML writes them."""
    return [f'"{value}"' for value in values]


@st.composite
def groups(draw):
    """Give one group of the raid."""
    name = draw(st.sampled_from(CLASSES))
    key = HEIGHT_OF_FLIGHT[CATALOGUE.threats[name].flight]
    return [
        "[[raid.groups]]",
        f'threat_class = "{name}"',
        f"count = {draw(st.sampled_from([1, 3, 40]))}",
        f"speed_mps = {draw(st.sampled_from([1.0, 50.0, 240.0, 1500.0, 8000.0]))}",
        f"standoff_m = {draw(st.sampled_from([1e3, 4e4, 1.5e5, 3e5, 3e6]))}",
        f"{key} = {draw(st.sampled_from(HEIGHTS_M[key]))}",
        *some(
            draw,
            {
                "axis": [0, 1, 35],
                "fan_rad": [0.0, 0.5, 6.283],
                "spacing_s": [0.0, 5.0, 3.6e4],
                "spacing_law": words("fixed", "exponential"),
                "delay_s": [0.0, 300.0, 8.64e4],
                "aim": words("engagement_radar"),
            },
        ),
    ]


@st.composite
def fire_units(draw, number, places):
    """Give one fire unit, with changes to its doctrine."""
    lat_deg, lon_deg = draw(st.sampled_from(places))
    system = draw(st.sampled_from(SYSTEMS))
    rounds = [kind.id for kind in CATALOGUE.systems[system].interceptors]
    name = draw(st.sampled_from(CLASSES))
    return [
        "[[fire_units]]",
        f'id = "unit-{number}"',
        f'system = "{system}"',
        f"lat_deg = {lat_deg}",
        f"lon_deg = {lon_deg}",
        *some(
            draw,
            {
                "mast_m": [0.5, 20.0, 200.0],
                "launchers": [1, 8, 500],
                "rounds_per_launcher": [1, 64],
                "facing_deg": [-360.0, 90.0, 360.0],
            },
        ),
        "[fire_units.doctrine]",
        *some(
            draw,
            {
                "salvo_size": [1, 2, 8],
                "max_salvos_per_threat": [0, 1, 100],
                "partial_salvo": ["true", "false"],
                "slew_when_engaged": ["true", "false"],
                "reload_in_raid": ["true", "false"],
                "hold_fire_classes": [f'["{name}"]', "[]"],
                "prefer": [f'{{ {name} = ["{rounds[-1]}"] }}'],
                "salvo_by_class": [f"{{ {name} = 4 }}"],
            },
        ),
    ]


@st.composite
def odd_scenarios(draw):
    """Give a valid scenario, its numbers often at the ends of what is allowed."""
    flat = draw(st.booleans())
    places = ANYWHERE if flat else NEAR_BAGHDAD
    lat_deg, lon_deg = draw(st.sampled_from(places))
    lines = [
        "schema_version = 1",
        'name = "odd"',
        'aim = "town"',
        f"first_bearing_deg = {draw(st.sampled_from([-360.0, 0.0, 77.7, 360.0]))}",
        "[[assets]]",
        'id = "town"',
        'name = "Town"',
        f"lat_deg = {lat_deg}",
        f"lon_deg = {lon_deg}",
    ]
    for number in range(draw(st.integers(1, 2))):
        near = [(lat_deg, lon_deg), *places] if draw(st.booleans()) else [(lat_deg, lon_deg)]
        lines += draw(fire_units(number, near))
    angle_rad = draw(st.sampled_from([0.0, 1.0, 6.283]))
    lines += ["[raid]", 'name = "groups"', f"axis_angle_rad = {angle_rad}"]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(groups())
    lines += ["[terrain]", f'source = "{"flat" if flat else "shipped"}"']
    refraction = [[], ["k = 0.5"], ["k = 20.0"], words("gulf_coast")]
    chosen = draw(st.sampled_from(refraction))
    lines += ["[refraction]", *(f"region = {word}" if word.startswith('"') else word for word in chosen)]
    confirm_n = draw(st.sampled_from([1, 3, 12]))
    lines += [
        "[detection]",
        f"confirm_m = {draw(st.sampled_from([1, confirm_n]))}",
        f"confirm_n = {confirm_n}",
        *some(draw, {"p_detect": [0.01, 0.9999], "p_false_alarm": [1e-15, 1e-6, 0.1], "pulses": [1, 1000]}),
        "[conditions]",
        *some(draw, {"drawn": ["true", "false"]}),
        "[study]",
        *some(
            draw,
            {
                "seed": [0, 2**31 - 1],
                "view": words("brochure", "sceptic", "balanced"),
                "common_luck": ["true", "false"],
            },
        ),
    ]
    return "\n".join(lines)


def played(scenario):
    """Return the leakers of one raid of a scenario, whose threats all come to an end, or what refuses it.

    A raid that would come from anywhere comes from one side, or its paths would take too long.
    """
    study = replace(scenario.study, worlds=1, replications=1)
    first_deg = 30.0 if scenario.first_bearing_deg is None else scenario.first_bearing_deg
    try:
        prepared = prepare(replace(scenario, study=study, first_bearing_deg=first_deg), CATALOGUE)
    except SkykeepError as error:
        return str(error)
    raid = run_worlds(prepared.case, 0, 1, replications=1).results.raids[0]
    assert raid.killed + raid.leakers + raid.aborted == prepared.facts.threats_launched
    replayed = replay_raid(prepared.case, 0, 0, legend=prepared.legend)
    assert np.isfinite(replayed.events["time_s"].to_numpy()).all()
    return int(raid.leakers)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("odd") / "odd.toml"


PLAYING = {
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@examples(15, **PLAYING)
@given(text=odd_scenarios())
def test_an_odd_scenario_is_played_or_refused_by_name(file, text):
    file.write_text(text, encoding="utf-8")
    found = played(read_scenario(file, catalogue=CATALOGUE))
    assert isinstance(found, int) or "groups[" in found


@examples(60, **PLAYING)
@given(data=spoiled_lines())
def test_a_spoiled_file_that_is_still_valid_is_played_or_refused_by_name(file, data):
    file.write_bytes(data)
    try:
        scenario = read_scenario(file, catalogue=CATALOGUE)
    except ScenarioError:
        return
    found = played(scenario)
    assert isinstance(found, int) or scenario.raid.id in found or scenario.id in found
