"""A raid for Tacview: by the rules of the format, and read back by pyacmi, which we did not write."""

import re
import zipfile

import pytest
from pyacmi import Acmi

from skykeep.export.acmi import to_acmi, write_acmi
from skykeep.testing import ReadBack, check_exporter

from .format_cases import NAMES, raid, reference

CASES = reference("tacview_acmi.json")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
FIELDS = (3, 5, 6, 9)


def problems_of(text):
    """Return what breaks the rules of the format in a recording, each in words."""
    lines = text.removeprefix("\ufeff").replace("\\\n", "").splitlines()
    if lines[:1] != ["FileType=text/acmi/tacview"]:
        return ["line 1 must be FileType=text/acmi/tacview"]
    if not re.fullmatch(r"FileVersion=2\.\d", lines[1]):
        return ["line 2 must be FileVersion=2.x"]
    found, there, now_s = [], {"0"}, float("-inf")
    for line in filter(None, lines[2:]):
        if line.startswith("#"):
            if float(line[1:]) < now_s:
                found.append(f"time goes back at {line}")
            now_s = float(line[1:])
        elif line.startswith("-"):
            if line[1:] not in there:
                found.append(f"removal of unknown object {line[1:]}")
            there.discard(line[1:])
        elif not line.startswith("//"):
            name, *values = re.split(r"(?<!\\),", line)
            found += object_problems(name, values, line)
            there.add(name)
    return found


def object_problems(name, values, line):
    """Yield what is wrong with a line about an object."""
    if not re.fullmatch(r"[0-9a-f]+", name):
        yield f"no hexadecimal id in {line!r}"
    for value in values:
        key, equals, told = value.partition("=")
        if not equals:
            yield f"property without = in {line!r}"
        elif key == "T" and len(told.split("|")) not in FIELDS:
            yield f"T needs 3, 5, 6 or 9 fields, got {len(told.split('|'))}"
        elif key == "ReferenceTime" and not TIME.fullmatch(told):
            yield "ReferenceTime must be UTC ISO 8601 with Z"


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_the_rules_of_this_test_give_the_verdicts_of_the_reference(case):
    found = problems_of(case["text"])
    assert (found == []) == case["valid"]
    assert found == case["problems"]


def load(path):
    """Return a recording as pyacmi reads it."""
    found = Acmi()
    found.load_acmi(str(path))
    return found


def read_back(path):
    """Yield the points of a recording, objects by their call signs."""
    for found in load(path).objects.values():
        columns = [found.data[name] for name in ("Latitude", "Longitude", "Altitude")]
        for time_s in columns[0]:
            yield ReadBack(found.get_value("CallSign"), time_s, *(column[time_s] for column in columns))


@pytest.mark.parametrize("ending", [".acmi", ".txt.acmi", ".zip.acmi"])
@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_recordings(name, ending):
    check_exporter(write_acmi, ending=ending, read=read_back, scene=raid(name), slack_m=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_breaks_no_rule(name):
    text = to_acmi(raid(name)).decode("utf-8")
    assert text.startswith("\ufeffFileType=text/acmi/tacview\nFileVersion=2.2\n")
    assert problems_of(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_program_finds_every_actor_with_its_type_colour_and_end(name, tmp_path, capsys):
    scene = raid(name)
    write_acmi(scene, tmp_path / "raid.acmi")
    found = load(tmp_path / "raid.acmi")
    by_name = {each.get_value("CallSign"): each for each in found.objects.values()}
    assert set(by_name) == {actor.id for actor in scene.actors}
    number = {actor: each.id for actor, each in by_name.items()}
    for actor in scene.actors:
        read = by_name[actor.id]
        colours = {"raid": "Red", "defence": "Blue", "friendly": "Cyan", "neutral": "Green"}
        assert read.get_value("Color") == colours[actor.side]
        moves = actor.kind in ("threat", "interceptor")
        assert (read.removed_at is not None) == moves
        if moves:
            assert read.removed_at == pytest.approx(actor.ends_s, abs=6e-4)
        if actor.kind == "interceptor":
            assert read.tags == "Weapon+Missile"
            assert read.get_value("Parent") == number[actor.belongs_to]
            assert read.get_value("LockedTarget") == number[actor.at]
    assert found.reference_time.isoformat() == "2000-01-01T00:00:00"
    assert "positions of units are of the scenario" in found.comments.replace("\\", "")
    assert "Unknown" not in capsys.readouterr().out.replace("Unknown global property: Event", "")


def test_kills_leaks_launches_and_losses_are_events():
    text = to_acmi(raid("iraq")).decode()
    numbers = dict(re.findall(r"^([0-9a-f]+),T=.*?CallSign=([^,]*)", text, re.MULTILINE))
    of = {name: number for number, name in numbers.items()}
    killed, srbm = of["raid/axis-0/cruise-missile/0"], of["raid/axis-0/srbm/0"]
    frames = dict(re.findall(r"^#([\d.]+)\n((?:[^#].*\n?)*)", text, re.MULTILINE))
    assert f"0,Event=Destroyed|{killed}|\n" in frames["24.25"]
    assert frames["24.25"].rstrip().endswith(f"-{of['unit-1/round/1']}")
    assert f"-{killed}\n" in frames["24.25"]
    assert f"0,Event=Message|{srbm}|raid/axis-0/srbm/0 reaches its aim" in frames["40"]
    assert "loses its engagement radar" in frames["40"]
    assert "launches Round\\, of a sample at raid/axis-0/cruise-missile/0" in frames["8"]


def test_radars_tell_when_they_radiate_and_where_they_face():
    text = to_acmi(raid("iraq")).decode()
    (tracker,) = re.findall(r"^([0-9a-f]+),T=.*CallSign=unit-1/tracker", text, re.MULTILINE)
    frames = dict(re.findall(r"^#([\d.]+)\n((?:[^#].*\n?)*)", text, re.MULTILINE))
    assert f"{tracker},RadarMode=0,RadarRange=90000," in frames["0"]
    assert "RadarHorizontalBeamwidth=90," in frames["0"]
    assert frames["0"].index(f"{tracker},RadarMode=0") < frames["0"].index(f"{tracker},RadarMode=1\n")
    assert f"{tracker},RadarAzimuth=315.13\n" in frames["0"]
    assert f"{tracker},RadarAzimuth=22.92\n" in frames["6"]
    assert f"{tracker},RadarMode=0\n" in frames["40"]


def test_a_packed_recording_holds_the_same_text(tmp_path):
    scene = raid("iraq")
    write_acmi(scene, tmp_path / "raid.zip.acmi")
    with zipfile.ZipFile(tmp_path / "raid.zip.acmi") as archive:
        assert archive.namelist() == ["raid.txt.acmi"]
        assert archive.read("raid.txt.acmi") == to_acmi(scene)
    assert (tmp_path / "raid.zip.acmi").stat().st_size < len(to_acmi(scene)) / 2


def test_names_with_commas_and_backslashes_stay_one_value():
    text = to_acmi(raid("iraq")).decode()
    assert "Name=Sample / system\\, <1>," in text
    assert 'Title=A <sample>\\, "two" & more | not real' in text
