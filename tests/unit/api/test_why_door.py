"""``skykeep.why`` and ``skykeep why``: which raid is told, what is said of it, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

import skykeep
from skykeep.report.why_chart import lanes_of
from skykeep.report.why_words import leak_sentences
from skykeep.study.tellings import pick_raid, pick_threat, tellings_of


@pytest.fixture(scope="module")
def folder(small_run, tmp_path_factory):
    """Give the folder of the small run."""
    return small_run.save(tmp_path_factory.mktemp("why") / "run")


@pytest.fixture(scope="module")
def told(small_run):
    """Give the typical ballistic missile of the small run explained."""
    return small_run.why("srbm")


def rows_of(run, threat):
    """Return the rows of a threat in the table of a run, raid by raid."""
    return [row for row in run.threats.to_pylist() if row["threat"] == threat]


def test_the_share_of_leaks_and_their_reasons_are_those_of_the_table(told, small_run):
    rows = rows_of(small_run, told.threat)
    leaked = [row for row in rows if row["outcome"] == "leaked"]
    assert (told.raids, told.raids_leaked) == (len(rows), len(leaked)) == (60 * 14, told.raids_leaked)
    assert told.leaks.mean == pytest.approx(len(leaked) / len(rows))
    low, high = told.leaks.mc_error_90
    assert low <= told.leaks.mean <= high
    assert sum(each["raids"] for each in told.to_json()["reasons"]) == len(leaked)


def test_without_a_raid_the_first_with_the_most_frequent_reason_is_told(told, small_run):
    plain = told.to_json()
    most = plain["reasons"][0]["reason"]
    first = next(row for row in rows_of(small_run, told.threat) if row["reason"] == most)
    assert (told.world, told.replication, told.reason) == (first["world"], first["replication"], most)
    assert plain["reason"] == most
    assert "most frequent reason" in plain["chosen"]


def test_the_raid_told_is_that_of_the_run(told, small_run):
    plain = told.to_json()
    replayed = small_run.replay(world=told.world, replication=told.replication)
    (row,) = replayed.chosen(told.threat)
    assert plain["story"] == row
    assert [moment["moment"] for moment in plain["moments"]] == [
        moment["moment"] for moment in replayed.moments_of(told.threat)
    ]


def test_a_raid_can_be_asked_for(small_run):
    killed = next(row for row in small_run.threats.to_pylist() if row["outcome"] == "killed")
    found = small_run.why(killed["threat"], raid=(killed["world"], killed["replication"]))
    assert found.reason is None
    assert found.said().startswith("In this raid: killed")
    assert "raid asked for" in " ".join(leak_sentences(found.to_json()))


def test_a_class_stands_for_the_threat_of_it_that_leaks_most_like_all(small_run):
    found = tellings_of(small_run.threats.to_arrow(), 14)
    number = pick_threat(found, "cruise-missile")
    shares = [found.leaked(row).mean() for row, name in enumerate(found.classes) if name == "cruise-missile"]
    assert abs(found.leaked(number).mean() - np.mean(shares)) == min(abs(shares - np.mean(shares)))


def test_what_has_no_reason_is_told_by_how_it_ended(small_run):
    found = tellings_of(small_run.threats.to_arrow(), 14)
    decoy = found.classes.index("decoy-uav")
    world, replication, chosen = pick_raid(found, decoy)
    row = found.row(decoy, world, replication, ("outcome", "reason"))
    assert row["reason"] is None
    assert chosen == f"the first raid in which it {'was killed' if row['outcome'] == 'killed' else 'leaked'}"


def test_a_folder_tells_the_same_as_the_run(told, folder):
    assert skykeep.why(folder, "srbm").to_json() == told.to_json()


def test_the_command_tells_it_in_words_and_as_json(command, folder, told):
    code, out, err = command("why", folder, "--threat", "srbm")
    assert (code, err) == (0, "")
    for words in ("came through", "In this raid", "range km", "What would have had to be different"):
        assert words in out
    code, out, _ = command("why", folder, "--threat", "srbm", "--json")
    assert code == 0
    assert json.loads(out) == told.to_json()
    assert str(told).splitlines()[0].endswith(told.threat)
    assert command("why", folder, "--threat", "srbm", "--out", "why.txt", "--quiet") == (0, "", "")
    assert Path("why.txt").read_text(encoding="utf-8") == f"{told}\n"
    assert json.loads(told.save("why.json").read_text(encoding="utf-8")) == told.to_json()
    code, _, err = command("why", folder, "--threat", "srbm", "--out", "why.doc")
    assert code == 2
    assert "must end in one of .txt, .json, .parquet, .csv, .png, .svg, .pdf, or be a folder" in err


def test_the_moments_are_a_table_and_their_time_line_a_chart(command, folder, told):
    assert told.table.to_pylist() == told.to_json()["moments"]
    assert told.table.units["time_s"] == "s"
    for name in ("why.csv", "why.svg", "why.png"):
        assert command("why", folder, "--threat", "srbm", "--out", name, "--quiet") == (0, "", "")
    header, *rows = Path("why.csv").read_text(encoding="utf-8").splitlines()
    assert header.replace('"', "").startswith("threat,time_s,")
    assert len(rows) == len(told.moments)
    drawn = Path("why.svg").read_text(encoding="utf-8")
    for lane in lanes_of(told.to_json()["moments"]):
        assert lane.words.split(" (")[0] in drawn


def test_what_is_not_there_is_refused_with_the_nearest(small_run, folder, tmp_path, command):
    with pytest.raises(
        skykeep.SkykeepError, match=r"no such threat and no such class\. Did you mean 'srbm'\?"
    ):
        small_run.why("sbrm")
    with pytest.raises(skykeep.SkykeepError, match="threats end so"):
        small_run.why("0")
    with pytest.raises(skykeep.SkykeepError, match="the run has no raid with world 60"):
        small_run.why("srbm", raid=(60, 0))
    with pytest.raises(skykeep.SkykeepError, match="is not a run folder: write one with skykeep run"):
        skykeep.why(tmp_path, "srbm")
    code, _, err = command("why", folder, "--threat", "srbm", "--raid", "one")
    assert code == 2
    assert "must be the numbers of a world and a replication" in err
