"""A raid for CesiumJS: by the schema of its makers, by what that leaves open, and read back by czml3."""

import json
import math
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from czml3 import Document
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from skykeep.export.czml import to_czml, write_czml
from skykeep.testing import ReadBack, check_exporter

from .format_cases import CASES, NAMES, raid, reference

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
SHAPES = ("Position", "PositionList")


@pytest.fixture(scope="module")
def schema():
    """Return the schema of a document, with all that it refers to."""
    resources = []
    for path in sorted((CASES / "czml_schema").rglob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        resources.append((content["$id"], Resource.from_contents(content)))
    document = json.loads((CASES / "czml_schema" / "Document.json").read_text(encoding="utf-8"))
    return Draft7Validator(document, registry=Registry().with_resources(resources))


def instants(interval):
    """Return the seconds of the ends of a span."""
    return [(datetime.fromisoformat(end) - EPOCH).total_seconds() for end in interval.split("/")]


def read_czml(path):
    """Yield the points of a document as czml3 reads it."""
    for packet in Document.model_validate(json.loads(path.read_text(encoding="utf-8"))).packets:
        if packet.position is None or packet.id.startswith("happening/"):
            continue
        numbers = packet.position.cartographicDegrees.values
        rows = (
            [numbers[i : i + 4] for i in range(0, len(numbers), 4)]
            if packet.position.epoch
            else [[0.0, *numbers]]
        )
        for time_s, lon_deg, lat_deg, alt_msl_m in rows:
            yield ReadBack(packet.id, time_s, lat_deg, lon_deg, alt_msl_m)


@pytest.mark.parametrize("case", reference("czml.json")["cases"], ids=lambda case: case["name"])
def test_the_schema_gives_the_verdicts_of_the_reference(schema, case):
    assert schema.is_valid(case["doc"]) == case["valid"]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_by_the_schema_and_by_what_that_leaves_open(schema, name):
    packets = to_czml(raid(name))
    assert [error.message for error in schema.iter_errors(packets)] == []
    assert packets[0]["id"] == "document"
    assert packets[0]["version"] == "1.0"
    ids = [packet["id"] for packet in packets]
    assert len(set(ids)) == len(ids)
    for packet in packets[1:]:
        numbers = packet["position"]["cartographicDegrees"]
        assert len(numbers) % 4 == 0 if "epoch" in packet["position"] else len(numbers) == 3
        for colour in colours(packet):
            assert len(colour) == 4
            assert all(0 <= part <= 255 for part in colour)
        begins_s, ends_s = instants(packet["availability"])
        assert begins_s < ends_s
        if "epoch" in packet["position"]:
            assert [numbers[0], numbers[-4]] == pytest.approx([begins_s, ends_s], abs=1.1e-3)


def colours(value):
    """Yield every colour in a packet."""
    if isinstance(value, dict):
        if "rgba" in value:
            yield value["rgba"]
        for each in value.values():
            yield from colours(each)


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_documents(name):
    check_exporter(write_czml, ending=".czml", read=read_czml, scene=raid(name), slack_m=0.011)


def test_a_document_says_what_it_is():
    document = to_czml(raid("iraq"))[0]
    assert "positions of units are of the scenario, not of real units" in document["description"]
    assert instants(document["clock"]["interval"]) == [0.0, 60.0]


@pytest.mark.parametrize("name", NAMES)
def test_a_volume_is_shown_while_its_radar_radiates_and_turns_with_it(name):
    scene = raid(name)
    volumes = {packet["id"]: packet["ellipsoid"] for packet in to_czml(scene) if "ellipsoid" in packet}
    assert set(volumes) == {a.id for a in scene.of_kind("radar") if a.reach is not None and not a.passive}
    for radar, volume in volumes.items():
        spans = [(*instants(each["interval"]), each["boolean"]) for each in volume["show"]]
        assert spans[0][0] == 0.0
        assert spans[-1][1] == pytest.approx(scene.ends_s, abs=1e-3)
        assert all(before[1] == after[0] for before, after in pairwise(spans))
        shown = [(from_s, until_s) for from_s, until_s, is_shown in spans if is_shown]
        radiates = [(s.from_s, s.until_s) for s in scene.spells_of(radar, "radiates")]
        assert shown == [pytest.approx(span, abs=1e-3) for span in radiates]
        assert volume["minimumCone"] < volume["maximumCone"] <= math.pi / 2 + 1e-6


def test_a_sector_turns_the_shorter_way_between_two_facings():
    (volume,) = (p["ellipsoid"] for p in to_czml(raid("iraq")) if p["id"] == "unit-1/tracker")
    numbers = volume["minimumClock"]["number"]
    assert numbers[::2] == [0.0, 4.0, 6.0, 60.0]
    first, _, second, _ = numbers[1::2]
    assert first == pytest.approx(math.pi / 2 - 5.5 - math.pi / 4, abs=1e-6)
    assert second - first == pytest.approx(-(0.4 + 2 * math.pi - 5.5), abs=2e-6)  # clockwise through north
    width = volume["maximumClock"]["number"][1] - first
    assert width == pytest.approx(math.pi / 2, abs=2e-6)
    (search,) = (p["ellipsoid"] for p in to_czml(raid("iraq")) if p["id"] == "unit-1/search")
    assert (search["minimumClock"], search["maximumClock"]) == (-3.141593, 3.141593)


def test_what_ended_is_shown_for_a_while_where_it_did():
    packets = {
        packet["name"]: packet for packet in to_czml(raid("iraq")) if packet["id"].startswith("happening/")
    }
    kill = packets["unit-1/round/1 kills raid/axis-0/cruise-missile/0"]
    assert instants(kill["availability"]) == [24.25, 44.25]
    assert len(packets) == 5
