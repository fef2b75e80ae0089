"""Radar effects of a scenario as tables: on by name, drawn like other figures, nothing while all are off."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

import skykeep.compiler.air
from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.errors import CompileError, ScenarioError
from skykeep.scenario.file import parse_scenario
from skykeep.scenario.plain import plain_scenario, scenario_of_plain

SCENARIO = """
schema_version = 1
name = "one battalion on flat ground"
aim = "city"
first_bearing_deg = 90
[[assets]]
id = "city"
name = "City"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "u1"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
[raid]
[[raid.groups]]
threat_class = "fighter"
count = 2
speed_mps = 250
alt_msl_m = 3000
standoff_km = 150
[terrain]
source = "flat"
[refraction]
k = 1.3333
[study]
worlds = 3
replications = 1
"""
JAMMER = """
[[jammers]]
id = "j1"
kind = "stand-off"
alt_msl_m = 9000
bearing_deg = 90
distance_km = 120
"""


def scenario(more="", **study):
    found = parse_scenario(SCENARIO + more, path=Path("s.toml"))
    return dataclasses.replace(found, study=dataclasses.replace(found.study, **study))


def compiled(more="", **study):
    return compile_scenario(scenario(more, **study), load_catalogue())


@pytest.fixture(scope="module")
def clear():
    return compiled()


def test_where_nothing_is_on_there_are_no_tables_no_figures_and_no_words(clear):
    assert clear.case.effects is None
    assert len(clear.case.world(0).effects.receivers) == 0
    assert not any(name.startswith("effects/") for name in clear.figures)
    assert not any("adar effects" in text for text in clear.warnings)


def test_each_effect_draws_the_figures_that_it_uses_and_says_that_it_is_on():
    found = compiled("[radar_effects]\nclutter = true\nnotch = true\nland_cover = 'built-up'\n")
    effects = {name for name in found.figures if name.startswith("effects/")}
    gains = {f"effects/bands/{band}/antenna_gain_db" for band in ("s", "x")}
    others = {"range_cell_m", "improvement_db", "least_speed_mps"}
    expected = gains | {f"effects/receivers/{name}" for name in others}
    assert effects == expected | {"effects/land_covers/built-up/sigma0_db"}
    (said,) = [text for text in found.warnings if "adar effects" in text]
    assert "clutter" in said
    assert "notch" in said
    assert "built up" in said
    receivers = found.case.effects.receivers
    assert np.all(receivers["residue_m2_per_m"] > 0.0)
    speeds = found.figures["effects/receivers/least_speed_mps"]
    assert np.all(receivers["least_speed_mps"] == speeds[:, None])
    assert np.unique(speeds).size == 3


def test_views_take_the_ends_of_the_figures():
    sceptic = compiled("[radar_effects]\nnotch = true\n", view="sceptic", worlds=1)
    brochure = compiled("[radar_effects]\nnotch = true\n", view="brochure", worlds=1)
    assert sceptic.figures["effects/receivers/least_speed_mps"][0] == 45.0
    assert brochure.figures["effects/receivers/least_speed_mps"][0] == 20.0


def test_a_jammer_has_its_azimuth_its_lobe_and_the_ratio_of_the_one_way_equation():
    found = compiled(JAMMER + "erp_density_w_per_hz = 0.002\nstart_s = 10\nend_s = 60\n")
    source = found.case.effects.sources[:, 0, 0]
    assert np.degrees(source["azimuth_rad"]) == pytest.approx(90.0, abs=0.01)
    gain = 10.0 ** (found.figures["effects/bands/s/antenna_gain_db"] / 10.0)
    wave = 299_792_458.0 / found.figures["effects/bands/s/frequency_hz"]
    noise = 1.380649e-23 * found.figures["effects/receivers/noise_k"]
    slant_m = math.hypot(120e3, 9000.0)
    ratio = 0.002 * gain * wave**2 / ((4.0 * math.pi * slant_m) ** 2 * noise)
    assert source["inside_factor"] == pytest.approx(ratio, rel=1e-6)
    below = 10.0 ** (found.figures["effects/receivers/sidelobe_db"] / 10.0)
    assert source["outside_factor"] == pytest.approx(ratio * below, rel=1e-6)
    assert np.all(source["start_s"] == 10.0)
    assert np.all(source["end_s"] == 60.0)
    assert not source["on_axis"].any()


def test_a_jammer_on_the_axis_turns_with_the_raid():
    text = JAMMER.replace("bearing_deg = 90", "axis_bearing_deg = 20")
    source = compiled(text).case.effects.sources[:, 0, 0]
    assert source["on_axis"].all()
    assert np.degrees(source["azimuth_rad"]) == pytest.approx(20.0)


@pytest.mark.parametrize(
    "change",
    ["distance_km = 900\n", "distance_km = 120\nsector_deg = 40\npointing_deg = 90\n"],
)
def test_below_the_horizon_and_outside_its_sector_a_jammer_does_nothing(change):
    found = compiled(JAMMER.replace("distance_km = 120\n", change))
    assert np.all(found.case.effects.sources["inside_factor"] == 0.0)
    assert np.all(found.case.effects.sources["outside_factor"] == 0.0)


def test_a_jammer_points_at_the_aim_unless_told_otherwise():
    found = compiled(JAMMER + "sector_deg = 40\n")
    assert np.all(found.case.effects.sources["inside_factor"] > 0.0)


def test_a_blanked_sector_holds_for_the_radar_that_is_named():
    text = '[[blanked_sectors]]\nfrom_deg = 350\nto_deg = 20\nfire_unit = "u1"\nradar = "76n6"\n'
    found = compiled(text)
    names = list(found.names.sensors)
    factor = found.case.effects.sources["inside_factor"][0, :, 0]
    assert [math.isinf(value) for value in factor] == ["76n6" in name for name in names]
    row = found.case.effects.sources[0, names.index("u1/76n6"), 0]
    assert math.degrees(row["azimuth_rad"]) == pytest.approx(5.0)
    assert math.degrees(row["half_rad"]) == pytest.approx(15.0)


def test_only_classes_with_such_a_figure_screen_themselves():
    found = compiled("[radar_effects]\nself_screening = true\n")
    assert np.all(found.case.effects.self_screening_m2 > 0.0)
    text = SCENARIO.replace('"fighter"', '"male-uav"') + "[radar_effects]\nself_screening = true\n"
    other = compile_scenario(parse_scenario(text, path=Path("s.toml")), load_catalogue())
    assert np.all(other.case.effects.self_screening_m2 == 0.0)


def test_radial_speeds_of_threats_that_come_straight_in_are_their_speeds():
    found = compiled("[radar_effects]\nnotch = true\n")
    nodes, radial = found.case.nodes, found.case.effects.radial_speed_mps[0]
    far = found.case.sights["slant_m"][0] > 60e3
    assert np.abs(radial[far]) == pytest.approx(nodes["speed_mps"][far], rel=0.01)


def test_ground_far_beyond_the_horizon_is_not_seen_and_near_the_site_it_is():
    found = compiled("[radar_effects]\nclutter = true\n")
    seen, ground_m = found.case.effects.ground_seen[0], found.case.sights["ground_m"][0]
    assert np.all(seen[(ground_m < 8e3) & (ground_m > 1e3)] != 0)
    assert np.all(seen[ground_m > 60e3] == 0)


def test_bent_echoes_are_there_before_sight_and_weaker_than_in_the_clear(clear):
    text = SCENARIO.replace("alt_msl_m = 3000", "alt_msl_m = 150").replace('"flat"', '"shipped"')
    low = compile_scenario(parse_scenario(text, path=Path("s.toml")), load_catalogue())
    bent = compile_scenario(
        parse_scenario(text + "[radar_effects]\ndiffraction = true\n", path=Path("s.toml")), load_catalogue()
    )
    power, rows = bent.case.effects.diffraction, bent.case.effects.receivers["diffraction_row"]
    assert np.all((power >= 0.0) & (power <= 1.0))
    assert np.all(bent.case.first_sight <= low.case.first_sight)
    assert np.any(bent.case.first_sight < low.case.first_sight)
    first = power[rows[0, 0]][bent.case.first_sight[0, 0] : low.case.first_sight[0, 0]]
    assert np.all(first < 0.1)


def test_gas_and_rain_lose_what_the_recommendations_say():
    pytest.importorskip("itur", reason="gas and rain need the extra 'air'")
    found = compiled("[radar_effects]\ngas = true\nrain = true\n")
    receivers = found.case.effects.receivers
    assert np.all(receivers["dry_db_per_m"] > 4e-6)
    assert np.all(receivers["dry_db_per_m"] < 1.2e-5)
    rain = found.figures["effects/air/rain_rate_mmph"]
    x_band = [name.endswith("30n6e2") for name in found.names.sensors].index(True)
    assert np.all(np.diff(receivers["rain_db_per_m"][np.argsort(rain), x_band]) > 0.0)


def test_without_itur_gas_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(skykeep.compiler.air, "find_spec", lambda name: None)
    with pytest.raises(
        CompileError, match=r"package itur, which is not installed: pip install 'skykeep\[air\]'"
    ):
        compiled("[radar_effects]\ngas = true\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (JAMMER.replace("stand-off", "stand-of"), r"jammers\[0\]\.kind.*Did you mean 'stand-off'"),
        (JAMMER + "lat_deg = 1\n", r"jammers\[0\]: must say where it stands by lat_deg and lon_deg"),
        (JAMMER.replace("bearing_deg = 90\n", ""), r"jammers\[0\]: must say where it stands"),
        (JAMMER + "start_s = 50\nend_s = 20\n", r"jammers\[0\]\.end_s: given 20, must be above start_s, 50"),
        (JAMMER + JAMMER, r"jammers\[1\]\.id: 'j1' stands twice"),
        (
            '[[blanked_sectors]]\nfrom_deg = 1\nto_deg = 2\nradar = "76n7"\n',
            r"blanked_sectors\[0\]\.radar.*Did you mean '76n6'",
        ),
        ("[[blanked_sectors]]\nfrom_deg = 1\nto_deg = 1\n", r"blanked_sectors\[0\]: begins and ends at one"),
        ("[radar_effects]\nclutter = 1\n", r"radar_effects\.clutter: given 1, must be true or false"),
        ("[radar_effects]\nland_cover = 'dessert'\n", r"radar_effects\.land_cover.*Did you mean 'desert'"),
    ],
)
def test_a_mistake_is_answered_with_its_key_and_what_is_allowed(more, said):
    with pytest.raises(ScenarioError, match=f"(?s){said}"):
        scenario(more)


@pytest.mark.parametrize(
    "more",
    ["", JAMMER, "[radar_effects]\nmultipath = true\n", "[[blanked_sectors]]\nfrom_deg = 1\nto_deg = 9\n"],
)
def test_what_is_on_is_written_out_and_read_back(more):
    asked = scenario(more)
    tables = plain_scenario(asked, load_catalogue())
    assert scenario_of_plain(tables, load_catalogue(), label="s") == asked
    assert ("radar_effects" in tables) == ("radar_effects" in more)
