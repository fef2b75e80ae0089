"""A system file of one radar: coverage and probes work, raids are refused with a sentence."""

import json
from pathlib import Path

import pytest

import skykeep
from skykeep.errors import CatalogueError, ScenarioError

FILE = Path(__file__).parent / "data" / "hill-radar.toml"
ASKED = {"system": "hill-radar", "site": "33.3,44.4", "terrain": "flat", "catalogue": FILE}
SCENARIO = """
schema_version = 1
name = "A raid on a radar"
aim = "point"

[[assets]]
id = "point"
name = "Point"
lat_deg = 33.3
lon_deg = 44.4

[[fire_units]]
id = "unit-1"
system = "hill-radar"
lat_deg = 33.3
lon_deg = 44.4

[raid]
standard = "cruise-24-one-axis"
"""


def test_coverage_has_one_ring_and_nothing_engageable(tmp_path):
    found = skykeep.coverage(heights=[300.0], **ASKED)
    answer = found.to_json()
    (height,) = answer["heights"]
    assert height["seen_share_of_detection_ring"] > 0.0
    assert height["engagement_ring_m"] is None
    assert height["engageable_share_of_engagement_ring"] is None
    assert [ring["kind"] for ring in answer["rings"]] == ["detection"]
    kinds = [
        feature["properties"]["kind"]
        for feature in json.loads(found.save(tmp_path / "radar.geojson").read_text())["features"]
    ]
    assert kinds == ["site", "brochure_detection_ring", "in_sight", "seen"]
    assert "no interceptors" in found._repr_html_()


def test_its_map_shows_no_engagement(tmp_path):
    pytest.importorskip("matplotlib")
    text = skykeep.coverage(heights=[300.0], **ASKED).save(tmp_path / "map.svg").read_text()
    assert "detection ring" in text
    assert "engage" not in text


def test_a_probe_says_nothing_of_engagement():
    found = skykeep.probe(at=(33.5, 44.4), height_m=300.0, **ASKED)
    assert found.seen
    assert found.engageable is None
    assert found.to_json()["engageable"] is None


def test_a_raid_on_it_is_refused(tmp_path):
    path = tmp_path / "raid.toml"
    path.write_text(SCENARIO)
    with pytest.raises(ScenarioError, match="which has no interceptors: must be a system that can engage"):
        skykeep.load_scenario(path, catalogue=FILE)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('brochure_interceptor = "x"', "brochure_interceptor: given without interceptors"),
        ('role = "engagement"', "role: given 'engagement' without interceptors"),
    ],
)
def test_what_would_need_interceptors_is_refused(tmp_path, line, message):
    key = line.split(" ")[0]
    lines = [each for each in FILE.read_text().splitlines() if not each.startswith(f"{key} =")]
    place = next(n for n, each in enumerate(lines) if each.startswith("band" if key == "role" else "summary"))
    lines.insert(place, line)
    path = tmp_path / "radar.toml"
    path.write_text("\n".join(lines))
    with pytest.raises(CatalogueError, match=message):
        skykeep.load_catalogue(path)
