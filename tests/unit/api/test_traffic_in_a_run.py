"""A run with traffic: the same bytes for any workers, and what it tells of friends lost and rounds wasted."""

import json

import pytest

import skykeep
from skykeep.report.traffic_words import traffic_sentence, wasted_sentence

SMALL = {
    "terrain.source": "flat",
    "first_bearing_deg": 0,
    "traffic.airway.spacing_s": 60,
    "figures.common/friend_silent_p": 0.5,
    "figures.common/neutral_silent_p": 0.5,
}
"""Changes to the shipped scenario that let a run take a second, and traffic be shot at."""


def played(tmp_path, jobs, **changes):
    """Return the run of a few worlds, and the bytes of its files."""
    folder = tmp_path / str(jobs)
    run = skykeep.run(
        "iraq-baghdad-traffic", set=SMALL | changes, worlds=6, replications=4, jobs=jobs, out=folder
    )
    files = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")
    return run, {name: (folder / name).read_bytes() for name in files}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return played(tmp_path_factory.mktemp("runs"), 1)


def test_the_bytes_do_not_depend_on_the_number_of_workers(alone, tmp_path):
    assert played(tmp_path, 3)[1] == alone[1]


def test_the_summary_counts_friends_and_neutrals_apart_from_threats(alone):
    summary = json.loads(alone[1]["summary.json"])
    traffic, raids = summary["traffic"], alone[0].raids.to_pandas()
    assert summary["threats_launched"] == 8
    assert (traffic["friendly_flown"], traffic["neutral_flown"]) == (4, 9)
    assert traffic["friendly_shot_down"]["mean"] == pytest.approx(raids.friendly_shot_down.mean())
    assert traffic["friendly_shot_down"]["mean"] > 0.0
    kinds = [name for name in raids.columns if name.startswith("rounds_at_")] + ["rounds_wasted"]
    assert traffic["rounds_wasted_in_all"]["mean"] == pytest.approx(raids[kinds].sum(axis=1).mean())
    assert "total_90" in traffic["neutral_engaged"]
    assert any(each["name"] == "traffic" for each in summary["warnings"])


def test_the_table_of_threats_says_whose_each_is_and_why_it_was_shot_down(alone):
    threats = alone[0].threats.to_pandas()
    traffic = threats[threats.side != "raid"]
    assert set(traffic.outcome) == {"killed", "passed"}
    assert set(traffic.reason[traffic.outcome == "killed"]) <= {"did_not_answer", "answer_missed"}
    assert set(threats.outcome[threats.side == "raid"]) <= {"killed", "leaked"}


def test_words_tell_of_friends_shot_down_and_of_wasted_rounds(alone):
    summary = json.loads(alone[1]["summary.json"])
    assert "of 4 friendly aircraft" in traffic_sentence(summary)
    assert "assumed" in traffic_sentence(summary)
    assert "at friends" in wasted_sentence(summary)


def test_with_identification_off_nothing_of_the_traffic_is_shot_at_and_that_is_called_an_assumption(tmp_path):
    _, files = played(tmp_path, 1, **{"conditions.identification": False})
    summary = json.loads(files["summary.json"])
    assert summary["traffic"]["friendly_engaged"]["mean"] == 0.0
    assert summary["traffic"]["neutral_engaged"]["mean"] == 0.0
    assert "by assumption: identification is off" in traffic_sentence(summary)


def test_why_tells_how_often_a_friend_is_shot_down(alone):
    threats = alone[0].threats.to_pandas()
    lost = threats[(threats.side == "friendly") & (threats.outcome == "killed")].threat.iloc[0]
    found = alone[0].why(str(lost))
    assert found.raids_shot_down == int(((threats.threat == lost) & (threats.outcome == "killed")).sum())
    assert "was shot down" in str(found)


def test_a_smaller_raid_meets_the_same_traffic():
    curve = skykeep.saturate("iraq-baghdad-traffic", n="1:2", worlds=2, replications=2, set=SMALL)
    assert [point["n"] for point in curve.to_json()["points"]][:2] == [1, 2]
