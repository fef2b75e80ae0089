"""The check of writers finds what it is to find: each fault is planted once."""

import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from skykeep.errors import ExportError
from skykeep.export.files import write_bytes, zipped
from skykeep.testing import ReadBack, check_exporter, sample_scene


def rows_of(scene):
    """Return the points of a raid as plain rows."""
    return [
        [actor.id, *(float(each[place]) for each in columns)]
        for actor in scene.actors
        for columns in [
            (actor.course.time_s, actor.course.lat_deg, actor.course.lon_deg, actor.course.alt_msl_m)
        ]
        for place in range(columns[0].size)
    ]


def good(scene, path):
    """Write a raid as JSON, as it should be done."""
    write_bytes(path, json.dumps(rows_of(scene)).encode())


def read(path):
    """Return the points of such a file."""
    return [ReadBack(*row) for row in json.loads(path.read_text(encoding="utf-8"))]


def changed(change):
    """Return a writer that spoils the rows before it writes them."""

    def write(scene, path):
        rows = rows_of(scene)
        change(rows)
        write_bytes(path, json.dumps(rows).encode())

    return write


def test_a_writer_that_does_everything_passes():
    check_exporter(good, ending=".json", read=read)
    check_exporter(good, ending=".json", read=read, scene=sample_scene(lon_deg=180.0))


def with_text(text):
    """Return a writer that adds what a function returns."""
    return lambda scene, path: write_bytes(path, json.dumps(rows_of(scene)).encode() + text(path).encode())


def leaves_half(scene, path):
    """Write a partial file and never clean it up."""
    half = path.with_suffix(".half")
    try:
        half.write_bytes(b"half")
        os.replace(half, path)  # noqa: PTH105 (as atomic_file does)
        good(scene, path)
    except OSError as error:
        raise ExportError(f"{path}: {error}") from None


def in_place(scene, path):
    """Open the file itself before anything is sure."""
    try:
        path.write_bytes(b"begun")
        good(scene, path)
    except OSError as error:
        raise ExportError(f"{path}: {error}") from None


def silent(scene, path):
    """Take no notice of what cannot be written."""
    try:
        good(scene, path)
    except ExportError:
        return


def nameless(scene, path):
    """Refuse without a word on which file."""
    try:
        good(scene, path)
    except ExportError:
        raise ExportError("no") from None


FAULTS = {
    "empty": (lambda scene, path: write_bytes(path, b""), "the file is empty"),
    "clock": (with_text(lambda path: f" {time.time():.0f}"), "the same raid gives other bytes"),
    "path": (with_text(lambda path: f" {path.parent}"), "the same raid gives other bytes"),
    "place": (with_text(lambda path: f" {Path.cwd()}"), "the file tells"),
    "day": (with_text(lambda path: time.strftime(" %Y-%m-%d", time.gmtime())), "the file tells"),
    "nothing": (lambda scene, path: write_bytes(path, b"[]"), "nothing was read back"),
    "missing": (changed(lambda rows: rows.__delitem__(slice(40, None))), "these were not read: raid/axis-0"),
    "time": (changed(lambda rows: rows[3].__setitem__(1, 0.5)), "time goes from"),
    "twice": (
        changed(lambda rows: [row.__setitem__(0, rows[0][0]) for row in rows[30:60]]),
        "time goes from",
    ),
    "outside": (changed(lambda rows: rows[3].__setitem__(2, -60.0)), "is outside"),
    "swapped": (changed(lambda rows: [row.__setitem__(2, row[2] + 0.01) for row in rows[:3]]), "read "),
    "height": (changed(lambda rows: [row.__setitem__(4, row[4] + 200.0) for row in rows[:3]]), "read "),
    "half": (leaves_half, "left something behind"),
    "in place": (in_place, "left something behind|spoiled what was there"),
    "silent": (silent, "was written where it cannot be"),
    "nameless": (nameless, "the error does not name"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(fault):
    write, message = FAULTS[fault]

    def read_json(path):
        text = path.read_text(encoding="utf-8")
        return [ReadBack(*row) for row in json.JSONDecoder().raw_decode(text)[0]]

    with pytest.raises(AssertionError, match=message):
        check_exporter(write, ending=".json", read=read_json)


def test_an_archive_with_dates_is_found():
    def dated(scene, path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo("raid.json", (2020, 1, 1, 0, 0, 0)), json.dumps(rows_of(scene)))

    def undated(scene, path):
        write_bytes(path, zipped({"raid.json": json.dumps(rows_of(scene)).encode()}))

    def read_zip(path):
        with zipfile.ZipFile(path) as archive:
            return [ReadBack(*row) for row in json.loads(archive.read("raid.json"))]

    with pytest.raises(AssertionError, match="the archive holds dates"):
        check_exporter(dated, ending=".zip", read=read_zip)
    check_exporter(undated, ending=".zip", read=read_zip)


def test_the_raid_made_by_hand_holds_one_of_everything():
    from skykeep.engine.scene import ACTOR_KINDS, SPELL_STATES
    from skykeep.export.symbols import IDENTITIES

    scene = sample_scene()
    assert {actor.kind for actor in scene.actors} == set(ACTOR_KINDS)
    assert {spell.state for spell in scene.spells} == set(SPELL_STATES)
    assert {actor.side for actor in scene.actors} == set(IDENTITIES) - {"friendly"}
    assert {each.actor for each in scene.happenings} <= set(scene.by_id)
    assert {each.about for each in scene.spells} - {""} <= set(scene.by_id)
