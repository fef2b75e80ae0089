"""A run with losses, repair, moves and supply: the same bytes for any workers, and what it tells."""

import json

import pytest

import skykeep
from skykeep.report.wear_words import wear_sentences

NEAR = {
    "terrain.source": "flat",
    "first_bearing_deg": 0,
    "raid.groups.seekers.count": 2,
    "fire_units.battalion.alternate.set_up_s": 600,
    "fire_units.battalion.alternate.tear_down_s": 1800,
    "fire_units.battalion.supply.load_s": 60,
    "fire_units.battalion.rounds_per_launcher": 1,
}
"""Changes to the shipped scenario that let a run take a second, and threats come through."""


def played(tmp_path, jobs):
    """Return the run of a few worlds, and the bytes of its tables."""
    folder = tmp_path / str(jobs)
    run = skykeep.run(
        "iraq-baghdad-s300pmu2-struck", set=NEAR, worlds=6, replications=4, jobs=jobs, out=folder
    )
    files = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")
    return run, {name: (folder / name).read_bytes() for name in files}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return played(tmp_path_factory.mktemp("runs"), 1)


def test_the_bytes_do_not_depend_on_the_number_of_workers(alone, tmp_path):
    assert played(tmp_path, 3)[1] == alone[1]


def test_rounds_fired_left_and_lost_are_those_loaded_in_every_raid(alone):
    raids = alone[0].raids.to_pandas()
    accounted = raids.rounds_fired + raids.rounds_left + raids.rounds_lost
    assert accounted.tolist() == raids.rounds_loaded.tolist()
    assert raids.launchers_lost.sum() > 0
    assert raids.repairs.sum() > 0


def test_the_summary_says_what_is_lost_and_when_the_last_round_is_fired(alone):
    summary = json.loads(alone[1]["summary.json"])
    (row,) = summary["wear"]["exhaustion"]
    raids = alone[0].raids.to_pandas()
    assert row["unit"] == "battalion"
    assert row["exhausted_p"]["mean"] == pytest.approx(raids.exhausted_s_battalion.notna().mean())
    assert summary["wear"]["launchers_lost"]["mean"] == pytest.approx(raids.launchers_lost.mean())
    said = " ".join(wear_sentences(summary))
    assert "launchers are hit" in said
    assert "battalion" in said
    assert any(each["name"] == "upkeep" for each in summary["warnings"])


def test_a_run_that_asks_for_none_of_it_says_nothing_of_it():
    assert wear_sentences({}) == []


def test_exhaustion_is_told_as_chances_and_minutes():
    never = {"unit": "a", "exhausted_p": {"mean": 0.0}, "median_s": None, "chance_90_s": None}
    often = {"unit": "b", "exhausted_p": {"mean": 0.5}, "median_s": 90.0, "chance_90_s": [60.0, 120.0]}
    none = {name: {"mean": 0.0, "mc_error_90": None} for name in ("launchers_lost", "rounds_lost", "repairs")}
    seldom = {"unit": "c", "exhausted_p": {"mean": 0.01}, "median_s": 90.0, "chance_90_s": [60.0, 120.0]}
    second, first = wear_sentences({"wear": none | {"exhaustion": [never, often]}})
    assert first == "a fires its last round in no raid."
    assert "in 50 of 100 raids" in second
    assert "1.5\u00a0min in the median, 1.0 to 2.0\u00a0min" in second
    (together,) = wear_sentences({"wear": none | {"exhaustion": [never, seldom]}})
    assert together == "a and c fire their last round in at most 1 of 100 raids."
