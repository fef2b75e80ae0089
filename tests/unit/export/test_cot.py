"""A raid as Cursor on Target: by the rules of the base event, and read back by takproto."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from lxml import etree
from takproto.functions import xml2message

from skykeep.engine.scene import motion_of
from skykeep.export.cot import to_cot, write_cot
from skykeep.testing import ReadBack, check_exporter

from .format_cases import NAMES, raid

EPOCH_MS = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)
REQUIRED = {"version", "type", "uid", "time", "start", "stale", "how"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def lines_of(content):
    """Return the events of a document as they stand on its lines."""
    return [line for line in content.decode("utf-8").splitlines() if line.startswith("<event ")]


def read_cot(path):
    """Yield the points of a document as takproto reads its events, one by one."""
    for line in lines_of(path.read_bytes()):
        event = xml2message(line.encode()).cotEvent
        if event.type != "b-m-p-s-m":
            time_s = (event.sendTime - EPOCH_MS) / 1000.0
            yield ReadBack(event.detail.contact.callsign, time_s, event.lat, event.lon, event.hae)


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_events(name):
    check_exporter(write_cot, ending=".cot", read=read_cot, scene=raid(name), slack_m=0.011)


def problems_of(event):
    """Yield what breaks the rules of the base event: attributes, patterns, ranges, one point, one detail."""
    if missing := REQUIRED - set(event.attrib):
        yield f"without {missing}"
    if float(event.get("version")) < 2:
        yield "version below 2"
    if not re.fullmatch(r"\w+(-\w+)*(;[^;]*)?", event.get("type")):
        yield f"type {event.get('type')}"
    if not re.fullmatch(r"\w(-\w+)*", event.get("how")):
        yield f"how {event.get('how')}"
    if not re.fullmatch(r"[oes](-.*)?", event.get("opex", "s")):
        yield f"opex {event.get('opex')}"
    times = [event.get(name) for name in ("time", "start", "stale")]
    if not all(TIME.fullmatch(time) for time in times):
        yield f"times {times}"
    if not times[1] < times[2]:
        yield f"stale before it starts: {times}"
    if sorted(child.tag for child in event) != ["detail", "point"]:
        yield f"children {[child.tag for child in event]}"
    point = event.find("point")
    if set(point.attrib) != {"lat", "lon", "hae", "ce", "le"}:
        yield f"point with {set(point.attrib)}"
    if not (abs(float(point.get("lat"))) <= 90.0 and abs(float(point.get("lon"))) <= 180.0):
        yield f"no place: {dict(point.attrib)}"
    if not all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in point.attrib.values()):
        yield f"no decimals: {dict(point.attrib)}"


@pytest.mark.parametrize("name", NAMES)
def test_every_event_keeps_the_rules_and_is_a_message_by_itself(name):
    content = to_cot(raid(name))
    root = etree.fromstring(content)
    assert root.tag == "events"
    assert len(lines_of(content)) == len(root)
    found = [problem for event in root for problem in problems_of(event)]
    assert found == []
    times = [event.get("time") for event in root]
    assert times == sorted(times)


def test_the_rules_of_this_test_find_what_is_wrong():
    good = etree.fromstring(lines_of(to_cot(raid("iraq")))[0])
    assert list(problems_of(good)) == []
    for name, value in (
        ("type", "a--h"),
        ("how", "simulated?"),
        ("stale", good.get("time")),
        ("time", "now"),
    ):
        bad = etree.fromstring(etree.tostring(good))
        bad.set(name, value)
        assert list(problems_of(bad)) != []
    bad = etree.fromstring(etree.tostring(good))
    bad.find("point").set("lat", "1e2")
    assert list(problems_of(bad)) != []


def test_an_event_is_stale_when_the_next_of_its_thing_comes():
    events = {}
    for event in etree.fromstring(to_cot(raid("iraq"))):
        events.setdefault(event.get("uid"), []).append(event)
    assert len(events) == 13 + 7
    for found in events.values():
        for before, after in pairwise(found):
            assert before.get("stale") == after.get("time")
    assert len(events["skykeep/sample/1/2/3/unit-1"]) == 1
    assert events["skykeep/sample/1/2/3/unit-1"][0].get("stale") == "2000-01-01T00:01:00.000Z"


def test_types_speeds_and_courses_are_those_of_the_raid():
    scene = raid("iraq")
    root = etree.fromstring(to_cot(scene))
    types = {event.find("detail/contact").get("callsign"): event.get("type") for event in root}
    assert types["raid/axis-0/cruise-missile/0"] == "a-h-A-W-M"
    assert types["raid/axis-0/airliner/0"] == "a-n-A-C-F"
    assert types["unit-1/round/0"] == "a-f-A-W-M-S-A"
    assert types["unit-1"] == "a-f-G-U-C-D-M"
    first = next(e for e in root if e.find("detail/contact").get("callsign") == "raid/axis-0/airliner/0")
    motion = motion_of(scene.by_id["raid/axis-0/airliner/0"].course)
    track = first.find("detail/track")
    assert float(track.get("speed")) == pytest.approx(motion.ground_speed_mps[0], abs=0.006)
    assert float(track.get("course")) == pytest.approx(float(motion.heading_rad[0]) * 57.29578, abs=0.006)


def test_every_event_says_that_it_is_simulated():
    content = to_cot(raid("iraq"))
    for event in etree.fromstring(content):
        assert (event.get("how"), event.get("opex")) == ("m-s", "s-skykeep")
        assert "not a real unit" in event.find("detail/remarks").text
    assert b"positions of units are of the scenario, not of real units" in content
