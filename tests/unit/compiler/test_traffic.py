"""Traffic of a scenario in the columns: rows behind those of the raid, one path for each group."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.errors import ScenarioError
from skykeep.scenario.file import parse_scenario
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.study.prepare import figures_that_count, prepare
from skykeep.terrain.geodesic import WGS84

ROOT = Path(__file__).parents[3]
SHIPPED = (ROOT / "scenarios" / "iraq-baghdad-traffic.toml").read_text(encoding="utf-8")
FLAT = SHIPPED.replace('source = "shipped"', 'source = "flat"').replace(
    'aim = "baghdad"', 'aim = "baghdad"\nfirst_bearing_deg = 0', 1
)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def read(text, catalogue):
    scenario = parse_scenario(text, path=Path("traffic.toml"), catalogue=catalogue)
    return replace(scenario, study=replace(scenario.study, worlds=3))


@pytest.fixture(scope="module")
def compiled(catalogue):
    return compile_scenario(read(FLAT, catalogue), catalogue)


def test_traffic_stands_behind_the_raid_with_its_side_and_times(compiled):
    rows = compiled.case.threats
    assert rows["side"].tolist() == [0] * 8 + [2] * 9 + [1] * 4
    assert rows["delay_s"][8:14].tolist() == [240.0 * number for number in range(6)]
    assert rows["delay_s"][17:].tolist() == [300.0, 360.0, 420.0, 480.0]
    assert len(set(rows["key"])) == len(rows)
    assert compiled.names.threats[8] == "traffic/airway/airliner/0"
    classes = [compiled.names.classes[place] for place in rows["threat_class"]]
    assert tuple(classes) == compiled.names.threat_class


def test_each_group_flies_from_its_beginning_to_its_end(compiled, catalogue):
    case = compiled.case
    rows = case.threats[[8, 14, 17]]
    assert (rows["bearings"] == 1).all()
    for row, group in zip(rows, read(FLAT, catalogue).traffic, strict=True):
        path = case.paths[row.first_path]
        length_m = WGS84.inv(group.from_lon_deg, group.from_lat_deg, group.to_lon_deg, group.to_lat_deg)[2]
        nodes = case.nodes[path.first_node : path.end_node]
        flown_m = nodes["speed_mps"][0] * nodes["path_s"][-1]
        assert flown_m == pytest.approx(length_m, rel=0.01)
        ends = nodes["alt_msl_m"][-1] < 1.0
        assert ends == group.lands
        # where it begins, as the first site sees it
        unit = compiled.units[0]
        azimuth_deg, _, away_m = WGS84.inv(unit.lon_deg, unit.lat_deg, group.from_lon_deg, group.from_lat_deg)
        view = case.sights[0, path.first_node]
        assert view.ground_m == pytest.approx(away_m, rel=0.01)
        assert np.degrees(view.azimuth_rad) == pytest.approx(azimuth_deg % 360.0, abs=0.5)


def test_the_raid_is_the_same_with_traffic_and_without(compiled, catalogue):
    alone = compile_scenario(replace(read(FLAT, catalogue), traffic=()), catalogue)
    assert alone.case.threats.tolist() == compiled.case.threats[:8].tolist()
    paths = len(alone.case.paths)
    assert alone.case.paths.tolist() == compiled.case.paths[:paths].tolist()
    assert alone.case.kill_p.tolist() == compiled.case.kill_p[..., :1].tolist()


def test_only_figures_of_what_is_asked_count(catalogue):
    scenario = read(FLAT, catalogue)

    def counting(scenario):
        return {name.partition("/")[2] for name in figures_that_count(scenario, catalogue)}

    silence = {"friend_silent_p", "neutral_silent_p", "answer_missed_p"}
    assert silence <= counting(scenario)
    assert "threat_undeclared_p" not in counting(scenario)
    assert not silence & counting(replace(scenario, identification=False))
    assert not silence & counting(replace(scenario, traffic=()))


def test_a_scenario_without_traffic_has_the_identity_that_it_had(catalogue):
    scenario = replace(read(FLAT, catalogue), traffic=(), identification=False)
    assert prepare(scenario, catalogue).legend.sides == ()


def test_traffic_is_written_and_read_back(catalogue):
    scenario = read(FLAT, catalogue)
    again = scenario_of_plain(plain_scenario(scenario, catalogue), catalogue, label="plain")
    assert again.traffic == scenario.traffic


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ('id = "arrivals"', 'id = "airway"', r"traffic\[1\]\.id: 'airway' stands twice"),
        ('"airliner"', '"srbm"', r"traffic\[0\]\.threat_class: given 'srbm', which is ballistic"),
        ('"airliner"', '"airlinr"', r"traffic\[0\]\.threat_class.*Did you mean 'airliner'"),
        ('side = "neutral"', 'side = "hostile"', r"traffic\[0\]\.side"),
        ("to_lat_deg = 31.6", "to_lat_deg = 34.9\nlands = true", r"traffic\[0\]"),
        ("from_lat_deg = 34.9", "from_lat_deg = 70.0", r"km apart, must be from 1 to 2000 km"),
    ],
)
def test_traffic_that_cannot_fly_is_refused_in_words(given, instead, said, catalogue):
    text = FLAT.replace(given, instead, 1)
    if instead.startswith("to_lat_deg"):
        text = text.replace("to_lon_deg = 46.1", "to_lon_deg = 43.0")
    with pytest.raises(ScenarioError, match=said):
        read(text, catalogue)
