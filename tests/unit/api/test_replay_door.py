"""``skykeep.replay`` and ``skykeep replay``: the raid of the run, told threat by threat."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

import skykeep
from skykeep.api.replays import Replay
from skykeep.cli._app import app
from skykeep.errors import UsageError
from skykeep.study.brief_case import read_brief_case

SHARED = (
    "threat",
    "threat_class",
    "outcome",
    "reason",
    "shots",
    "start_s",
    "confirmed_s",
    "ready_s",
    "ended_s",
)
KEYS = [(world, replication) for world in range(0, 60, 4) for replication in (0, 13)]


@pytest.fixture(scope="module")
def told(small_run):
    """Give some raids of the small run told, by key."""
    return {key: small_run.replay(world=key[0], replication=key[1]) for key in KEYS}


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """Give a function that runs the command in an empty folder and returns code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def _command(*words):
        with pytest.raises(SystemExit) as left:
            app([str(word) for word in words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _command


def test_every_threat_ends_as_the_table_of_the_run_says(told, small_run):
    rows = small_run.threats.to_pylist()
    size = len(rows) // (60 * 14)
    for (world, replication), replay in told.items():
        first = (world * 14 + replication) * size
        expected = [{name: row[name] for name in SHARED} for row in rows[first : first + size]]
        assert [{name: row[name] for name in SHARED} for row in replay.threats.to_pylist()] == expected


def test_the_story_holds_every_outcome_so_that_the_tests_below_see_it(told):
    outcomes = Counter(row["outcome"] for replay in told.values() for row in replay.threats.to_pylist())
    moments = Counter(row["moment"] for replay in told.values() for row in replay.moments.to_pylist())
    assert {"killed", "leaked"} <= set(outcomes)
    assert {"in_sight", "detected", "confirmed", "ready", "launched", "killed", "missed"} <= set(moments)
    assert {"assessed_dead", "assessed_alive", "leaked"} <= set(moments)


def test_decisive_moments_count_what_the_tables_count(told):
    for replay in list(told.values())[:4]:
        rows, moments = replay.threats.to_pylist(), replay.moments.to_pylist()
        real = [row for row in rows if not row["decoy"]]
        by_name = {each["moment"]: each for each in replay.decisive}
        assert by_name["over"]["counts"] == {
            "threats": len(real),
            "leaked": sum(row["outcome"] == "leaked" for row in real),
            "killed": sum(row["outcome"] == "killed" for row in real),
        }
        first = {
            name: [row["time_s"] for row in moments if row["moment"] == name]
            for name in ("launched", "leaked")
        }
        if first["launched"]:
            assert by_name["first_engagement"]["time_s"] == min(first["launched"])
        if first["leaked"]:
            assert by_name["first_leak"]["time_s"] == min(first["leaked"])
        assert replay.to_json()["decisive"] == replay.decisive
        assert all(each["reason"] in str(replay) for each in replay.decisive)


def test_moments_come_in_order_of_time_and_of_cause(told):
    for replay in told.values():
        for row in replay.threats.to_pylist():
            moments = replay.moments_of(row["threat"])
            assert all(before["time_s"] <= after["time_s"] for before, after in pairwise(moments))
            first = {moment["moment"]: moment["time_s"] for moment in reversed(moments)}
            chain = [first[name] for name in ("in_sight", "detected", "confirmed", "ready") if name in first]
            assert chain == sorted(chain)
            if "launched" in first:
                assert {"in_sight", "detected", "confirmed", "ready"} <= set(first)
                assert first["ready"] <= first["launched"]
            if "detected" in first:
                assert first["detected"] >= first["in_sight"]


def test_the_radar_that_made_a_track_made_it_when_the_table_says(told):
    for replay in told.values():
        for row in replay.threats.to_pylist():
            for moment in replay.moments_of(row["threat"]):
                if moment["moment"] == "confirmed":
                    assert moment["time_s"] == row["confirmed_s"]
                    assert row["detected_s"] <= row["confirmed_s"]


def test_shots_launches_and_ends_agree(told):
    for replay in told.values():
        for row in replay.threats.to_pylist():
            counts = Counter(moment["moment"] for moment in replay.moments_of(row["threat"]))
            assert counts["launched"] == row["shots"]
            assert row["shots"] == counts["killed"] + counts["missed"] + counts["wasted"]
            assert (counts["killed"] > 0) == (row["outcome"] == "killed")
            assert counts["leaked"] == (row["outcome"] == "leaked")


def test_ranges_and_heights_are_those_of_the_path(told):
    replay = told[KEYS[0]]
    for row in replay.threats.to_pylist():
        places = [
            moment for moment in replay.moments_of(row["threat"]) if moment["slant_range_m"] is not None
        ]
        assert places[0]["moment"] == "begins"
        for place in places:
            assert place["height_agl_m"] >= -1.0
            assert place["slant_range_m"] >= 0.0
        seen = [place for place in places if place["moment"] in ("in_sight", "detected", "confirmed")]
        assert all(a["ground_range_m"] > b["ground_range_m"] for a, b in pairwise(seen) if a["by"] == b["by"])


def test_threats_that_nobody_engaged_are_told_too(told):
    rows = [row for replay in told.values() for row in replay.threats.to_pylist()]
    alone = [row for row in rows if row["outcome"] == "leaked" and row["shots"] == 0]
    assert alone
    for row in alone:
        assert row["reason"] is not None or row["decoy"]


def test_words_say_what_became_of_the_raid_and_of_each_threat(told):
    replay = told[KEYS[0]]
    text = str(replay)
    rows = replay.threats.to_pylist()
    leaked = sum(row["outcome"] == "leaked" and not row["decoy"] for row in rows)
    assert f"{leaked} leaked" in replay.said()
    for row in rows:
        assert f"\n{row['threat']}: " in text
    only = replay.lines(threat="srbm/1")
    assert sum(line.startswith("raid/") for line in only) == 1


def test_a_scenario_and_a_run_folder_tell_the_same(small, small_run, tmp_path):
    folder = small_run.save(tmp_path / "run")
    from_folder = skykeep.replay(folder, world=3, replication=5)
    from_scenario = skykeep.replay(small, world=3, replication=5, seed=7)
    assert (
        from_folder.to_json() == from_scenario.to_json() == small_run.replay(world=3, replication=5).to_json()
    )


def test_what_was_set_for_a_run_holds_in_its_replay(small, tmp_path):
    made = skykeep.run(small, worlds=2, replications=2, set="fire_units.0.launchers=1", out=tmp_path / "run")
    found = skykeep.replay(tmp_path / "run", world=1, replication=1)
    assert found.to_json() == made.replay(world=1, replication=1).to_json()
    other = skykeep.replay(small, world=1, replication=1, set="fire_units.0.launchers=1")
    assert found.to_json()["threats"] == other.to_json()["threats"]


def test_a_folder_whose_table_says_otherwise_is_refused(small_run, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = small_run.save(tmp_path / "run")
    table = pq.read_table(folder / "threats.parquet")
    shots = table["shots"].to_pylist()
    shots[0] += 1
    place = table.schema.get_field_index("shots")
    changed = pa.array(shots, pa.int32())
    pq.write_table(table.set_column(place, table.schema.field(place), changed), folder / "threats.parquet")
    with pytest.raises(skykeep.SkykeepError, match="comes out otherwise than the folder's table says"):
        skykeep.replay(folder)
    skykeep.replay(folder, world=1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"world": 60}, "no raid with world 60 and replication 0: worlds go from 0 to 59"),
        ({"replication": 14}, "replications from 0 to 13"),
        ({"world": -1}, "world -1: must be a whole number from 0"),
        ({"seed": 3}, "is a run folder, which says seed itself: leave it out"),
    ],
)
def test_what_a_run_folder_does_not_hold_is_refused(small_run, tmp_path, given, message):
    folder = small_run.save(tmp_path / "run")
    with pytest.raises(skykeep.SkykeepError, match=message):
        skykeep.replay(folder, **given)


def test_the_command_prints_the_story_and_its_json(small, small_run, command):
    code, out, _ = command("replay", small, "--seed", 7, "--key", "3,5", "--json")
    assert code == 0
    assert json.loads(out) == json.loads(json.dumps(small_run.replay(world=3, replication=5).to_json()))
    code, out, _ = command("replay", small, "--seed", 7, "--key", "3,5", "--threat", "cruise-missile/0")
    assert code == 0
    assert "raid/axis-0/cruise-missile/0: " in out
    assert "raid/axis-0/cruise-missile/1: " not in out
    assert "first in sight" in out


@pytest.mark.parametrize("name", ["told.parquet", "told.csv", "told.json", "told.txt"])
def test_the_command_writes_what_the_name_asks_for(small, command, name):
    code, out, err = command("replay", small, "--out", name)
    assert (code, out) == (0, "")
    assert f"wrote {name}" in err
    found = skykeep.replay(small)
    if name.endswith(".parquet"):
        import pyarrow.parquet as pq

        assert pq.read_table(name).equals(found.moments.to_arrow())
    elif name.endswith(".json"):
        assert json.loads(Path(name).read_text(encoding="utf-8")) == json.loads(json.dumps(found.to_json()))
    elif name.endswith(".txt"):
        assert Path(name).read_text(encoding="utf-8") == f"{found}\n"
    else:
        assert len(Path(name).read_text(encoding="utf-8").splitlines()) == len(found.moments) + 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--key", "3"), "--key '3': must be the numbers of a world and a replication, as 3,7"),
        (("--key", "0,9999999"), "replications go from 0 to 999999"),
        (("--threat", "ship"), "threat 'ship': no threat's id holds this; ids are as raid/axis-0/"),
        (
            ("--out", "x.docx"),
            "x.docx: must end in one of .html, .txt, .json, .parquet, .csv, or be a folder",
        ),
    ],
)
def test_what_cannot_be_replayed_is_refused(small, command, words, message):
    code, out, err = command("replay", small, *words)
    assert code == 2
    assert out == ""
    assert message in err


def test_an_option_of_a_case_is_replayed_in_the_raid_of_its_dots(command):
    told = skykeep.replay("iraq", option="patriot", world=3, replication=4)
    assert told.name == "Baghdad: Patriot against 24 cruise missiles on one axis"
    assert (len(told.threats), told.seed) == (24, read_brief_case("iraq").raids.seed)
    assert not told.own.question  # the case shipped
    code, out, _ = command("replay", "iraq", "--option", "patriot", "--key", "3,4", "--json")
    assert (code, json.loads(out)) == (0, told.to_json())
    code, _, err = command("replay", "iraq", "--option", "patroit")
    assert code == 2
    assert "option: given 'patroit', allowed s-300pmu-2, s-400" in err
    assert "patriot'?" in err


def test_an_option_without_a_case_is_refused(small):
    with pytest.raises(UsageError, match="option 's-400': given with a Scenario; it is one of a case"):
        skykeep.replay(skykeep.load_scenario(small), option="s-400")


def test_a_notebook_shows_a_raid_with_text_escaped(told):
    assert "first in sight" in told[KEYS[0]]._repr_html_()


@pytest.mark.slow
def test_raids_over_ground_are_told_as_their_table_says():
    made = skykeep.run("two-sites", worlds=6, replications=3, seed=2)
    rows = made.threats.to_pylist()
    size = len(rows) // 18
    for world in range(6):
        number = 3 * world + world % 3
        found = made.replay(world=world, replication=world % 3).threats.to_pylist()
        expected = [{name: row[name] for name in SHARED} for row in rows[number * size : (number + 1) * size]]
        assert [{name: row[name] for name in SHARED} for row in found] == expected


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("raid/axis-0/cruise-missile/1", [1]),
        ("cruise-missile/1", [1]),
        ("missile/1", [1, 10, 11]),
        ("missile", [0, 1, 10, 11]),
        (None, [0, 1, 10, 11]),
    ],
)
def test_a_whole_id_or_its_end_comes_before_ids_that_hold_it(asked, found):
    rows = [{"threat": f"raid/axis-0/cruise-missile/{number}"} for number in (0, 1, 10, 11)]
    replay = SimpleNamespace(threats=SimpleNamespace(to_pylist=lambda: rows))
    chosen = Replay.chosen(replay, asked)
    assert [int(row["threat"].rpartition("/")[2]) for row in chosen] == found


def test_the_raid_that_nobody_chose_is_said_to_be_the_first(small, capsys):
    for more, is_said in (((), True), (("--key", "0,0"), False)):
        with pytest.raises(SystemExit):
            app(["replay", str(small), *more])
        assert ("The first raid, which need not be typical" in capsys.readouterr().out) == is_said
