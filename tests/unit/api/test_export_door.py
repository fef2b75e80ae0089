"""``skykeep.export`` and ``skykeep export``: which raid is written, in which format, and what is refused."""

import json
import socket
from pathlib import Path

import pytest

import skykeep
from skykeep.api.exports import scene_of
from skykeep.export.formats import FORMATS, format_of_path, writer_of
from skykeep.study.chosen_raids import raids_shown


@pytest.fixture(scope="module")
def folder(small_run, tmp_path_factory):
    """Give the folder of the small run."""
    return small_run.save(tmp_path_factory.mktemp("runs") / "small")


def dots_of(run):
    """Return leakers, world and replication of each dot of the page of a run."""
    keys, _ = raids_shown(run.raids.to_arrow(), dots=True)
    assert len(keys) == len(run.to_json()["hundred_raids"]["dots"])
    rows = ((row["leakers"], row["world"], row["replication"]) for row in run.raids.to_pylist())
    return [row for row in rows if row[1:] in keys]


def middle(run):
    """Return leakers and key of the median dot, found another way: how many have fewer, or as many and come
    before."""
    rows = dots_of(run)
    for row in rows:
        if sum(other < row for other in rows) == (len(rows) - 1) // 2:
            return row
    raise AssertionError


def test_of_a_run_the_median_raid_by_leakers_is_written_and_said(small_run, folder, tmp_path):
    leakers, *key = middle(small_run)
    made = skykeep.export(folder, out=tmp_path / "raid.acmi")
    assert [made.world, made.replication] == key
    assert made.chosen == f"the median of {len(dots_of(small_run))} raids by leakers: {leakers} in this one"
    told = small_run.replay(world=key[0], replication=key[1])
    leaked = [row for row in told.threats.to_pylist() if row["outcome"] == "leaked" and not row["decoy"]]
    assert len(leaked) == leakers
    same = skykeep.export(small_run, out=tmp_path / "same.acmi")
    assert (tmp_path / "same.acmi").read_bytes() == (tmp_path / "raid.acmi").read_bytes()
    assert (same.world, same.replication, same.seed) == (*key, 7)


def test_the_median_of_an_even_number_is_the_lower_and_first_one(small_run):
    _, (median, *_) = raids_shown(small_run.raids.to_arrow(), dots=True)
    assert median.key == tuple(middle(small_run)[1:])
    _, (of_all, *_) = raids_shown(small_run.raids.to_arrow(), dots=False)
    assert of_all.why.startswith("the median of 840 raids")


def test_of_a_scenario_the_first_raid_is_written_and_any_by_its_key(small, tmp_path):
    first = skykeep.export(small, out=tmp_path / "first.acmi", seed=7)
    assert (first.world, first.replication) == (0, 0)
    assert first.chosen == "the first raid, which need not be typical"
    other = skykeep.export(small, out=tmp_path / "other.acmi", seed=7, key=(3, 5))
    assert (other.world, other.replication, other.chosen) == (3, 5, "as asked for")
    assert "World 3, replication 5 of A small mixed raid on flat ground" in str(other)


def test_a_run_and_its_scenario_give_the_same_bytes(small, small_run, folder, tmp_path):
    for number, source in enumerate((small_run, folder)):
        skykeep.export(source, out=tmp_path / f"{number}.acmi", key=(3, 5))
    skykeep.export(small, out=tmp_path / "2.acmi", key=(3, 5), seed=7)
    contents = {(tmp_path / f"{number}.acmi").read_bytes() for number in range(3)}
    assert len(contents) == 1


def test_the_scene_of_a_raid_is_that_of_its_story(small_run):
    scene, _ = scene_of(small_run, key=(3, 5))
    story = small_run.replay(world=3, replication=5)
    assert [(t.id, t.end, t.ends_s) for t in scene.of_kind("threat")] == [
        (row["threat"], row["outcome"], row["ended_s"]) for row in story.threats.to_pylist()
    ]


def test_the_scene_of_a_scenario_needs_nothing_but_its_name(small):
    scene, chosen = scene_of(small)
    assert (scene.world, scene.replication, scene.seed) == (0, 0, 11)
    assert chosen == "the first raid, which need not be typical"


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_a_writer_and_endings_that_name_it_alone(name):
    form = FORMATS[name]
    assert form.id == name
    assert callable(writer_of(form))
    assert form.title
    assert form.opens_in
    for ending in form.endings:
        assert format_of_path(Path(f"some.where/raid{ending}")) is form


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"out": "raid.docx"}, r"raid\.docx: its ending names no format; give one of \.acmi, "),
        (
            {"out": "raid.acmi", "to": "acmy"},
            r"to = 'acmy': is no format; allowed: acmi.*Did you mean 'acmi'",
        ),
        ({"out": "raid.txt", "to": "acmi"}, r"raid\.txt: Tacview ACMI 2\.2 is written as \.acmi or \.txt"),
        ({}, "give out, a file to write, or udp, an address of this computer: one of them"),
        ({"out": "raid.dis", "udp": "127.0.0.1:3000"}, "or udp, an address of this computer: one of them"),
        ({"udp": "10.0.0.5:3000"}, r"'10\.0\.0\.5' is no address of this computer alone"),
        ({"udp": "127.0.0.1:3000", "to": "acmi"}, r"Tacview ACMI 2\.2 is written to files alone; .* is dis"),
        ({"udp": "127.0.0.1:3000", "speed": 0.0}, r"speed 0\.0: must be above 0 seconds of the raid"),
        (
            {"out": "raid.acmi", "key": (60, 0)},
            "no raid with world 60 and replication 0: worlds go from 0 to 59",
        ),
        ({"out": "raid.acmi", "seed": 3}, "is a run, which says seed itself: leave it out"),
        ({"out": "raid.acmi", "step_s": 0.0}, r"step_s = 0\.0: must be from 0\.05 to 600 seconds"),
        ({"out": "missing/raid.acmi"}, r"raid\.acmi: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_exported_is_refused(folder, tmp_path, monkeypatch, given, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(skykeep.SkykeepError, match=message):
        skykeep.export(folder, **given)
    assert list(tmp_path.iterdir()) == []


def test_a_raid_that_its_folder_tells_otherwise_is_refused(small_run, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    spoiled = small_run.save(tmp_path / "run")
    table = pq.read_table(spoiled / "threats.parquet")
    ended = table["ended_s"].to_pylist()
    ended[0] += 1.0
    place = table.schema.get_field_index("ended_s")
    changed = pa.array(ended, pa.float64())
    pq.write_table(table.set_column(place, table.schema.field(place), changed), spoiled / "threats.parquet")
    with pytest.raises(skykeep.SkykeepError, match="comes out otherwise than the folder's table says"):
        skykeep.export(spoiled, key=(0, 0), out=tmp_path / "raid.acmi")
    skykeep.export(spoiled, key=(1, 0), out=tmp_path / "raid.acmi")


def test_the_command_writes_what_the_function_writes(small, command, tmp_path):
    code, out, err = command("export", small, "--seed", 7, "--key", "3,5", "--out", "here/raid.acmi")
    assert (code, out) == (0, "")
    assert "wrote here/raid.acmi: Tacview ACMI 2.2, for Tacview. World 3, replication 5" in err
    skykeep.export(small, seed=7, key=(3, 5), out=tmp_path / "raid.acmi")
    assert Path("here/raid.acmi").read_bytes() == (tmp_path / "raid.acmi").read_bytes()


def test_the_command_names_the_file_itself_and_prints_json(small, command):
    code, out, err = command("export", small, "--to", "acmi", "--json", "--quiet", "--step", 5)
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["path"], told["format"], told["step_s"]) == ("raid.acmi", "acmi", 5.0)
    assert Path("raid.acmi").is_file()
    code, out, err = command("export", small, "--to", "acmi", "--out", "folder")
    assert (code, Path("folder/raid.acmi").is_file()) == (0, True)


def test_the_command_sends_a_raid_to_a_program_on_this_computer(small, command):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5.0)
        address = f"127.0.0.1:{receiver.getsockname()[1]}"
        code, out, err = command("export", small, "--udp", address, "--speed", 1e6, "--step", 60)
        assert (code, out) == (0, "")
        assert f"sent {address}: DIS 7 (IEEE 1278.1-2012), for simulations that take DIS" in err
        first = receiver.recv(65535)
    assert first[0] == 7
    assert b"A study from public figures" in first
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--udp", "10.0.0.5:3000"), "'10.0.0.5' is no address of this computer alone"),
        (("--to", "acmy"), "to = 'acmy': is no format; allowed: acmi"),
        (("--out", "raid.docx"), "raid.docx: its ending names no format"),
        (
            ("--to", "acmi", "--out", "raid.docx"),
            "raid.docx: must end in one of .acmi, .txt.acmi, .zip.acmi, or",
        ),
        (("--key", "3"), "--key '3': must be the numbers of a world and a replication, as 3,7"),
        (("--step", "0"), "step_s = 0.0: must be from 0.05 to 600 seconds"),
    ],
)
def test_what_the_command_cannot_write_is_refused_before_anything_is_computed(small, command, words, message):
    code, out, err = command("export", small, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert list(Path().iterdir()) == []
