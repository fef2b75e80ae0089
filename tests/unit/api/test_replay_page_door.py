"""``skykeep.replay_page`` and ``skykeep replay --out x.html``: which raids are played, what is refused."""

import json

import pytest

import skykeep
from skykeep.api import run_pages
from skykeep.errors import ExportError, UsageError


@pytest.fixture(scope="module")
def folder(small_run, tmp_path_factory):
    """Give the folder of the small run."""
    return small_run.save(tmp_path_factory.mktemp("runs") / "small")


@pytest.fixture(scope="module")
def three(folder, tmp_path_factory):
    """Give the page of a run, and its text."""
    path = tmp_path_factory.mktemp("pages") / "run.html"
    return skykeep.replay_page(folder, out=path), path.read_text(encoding="utf-8")


def test_of_a_run_the_same_raids_are_played_as_in_its_page_and_it_says_why(
    three, small_run, folder, tmp_path
):
    made, text = three
    _, told = run_pages._chosen(small_run)
    assert [(raid.part, raid.world, raid.replication) for raid in made.raids] == [
        each[:3] for each, _ in told
    ]
    written = skykeep.export(folder, out=tmp_path / "raid.acmi")
    assert (written.world, written.replication) == told[0][0].key
    assert {raid.part for raid in made.raids} <= {"median_of_dots", "worst_of_dots", "best_of_dots"}
    for raid in made.raids:
        assert raid.why in str(made)
        assert f"world {raid.world}, replication {raid.replication}" in text
    assert made.bytes == len(text.encode("utf-8")) < 1_500_000


def test_a_run_in_memory_and_its_folder_give_the_same_page(three, small_run, tmp_path):
    made = skykeep.replay_page(small_run, out=tmp_path / "memory.html")
    assert (tmp_path / "memory.html").read_text(encoding="utf-8") == three[1]
    assert made.raids == three[0].raids


def test_of_a_scenario_the_first_raid_is_played_and_any_by_its_key(small, tmp_path):
    first = skykeep.replay_page(small, out=tmp_path / "first.html", seed=7)
    assert [(raid.part, raid.world, raid.replication) for raid in first.raids] == [("first", 0, 0)]
    assert "need not be typical" in first.raids[0].why
    two = skykeep.replay_page(small, out=tmp_path / "two.html", seed=7, keys=[(3, 1), (0, 2), (3, 1)])
    assert [(raid.part, raid.world, raid.replication) for raid in two.raids] == [
        ("asked", 3, 1),
        ("asked", 0, 2),
    ]


def test_the_page_says_whose_the_scenario_and_its_settings_are(three, small):
    assert "Your own:</strong> The scenario" in three[1]
    told = skykeep.replay(small, set="doctrine.salvo_size=1")
    assert (told.own.question, dict(told.own.settings)) == (True, {"doctrine.salvo_size": 1})


def test_a_replay_saves_the_page_of_its_raid(small, tmp_path):
    told = skykeep.replay(small, world=3, replication=1, seed=7)
    assert told.save(tmp_path / "one.html") == tmp_path / "one.html"
    skykeep.replay_page(small, out=tmp_path / "same.html", seed=7, keys=[(3, 1)])
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "same.html").read_bytes()


def test_what_cannot_be_is_refused_with_what_to_do(small, small_run, folder, tmp_path):
    with pytest.raises(UsageError, match=r"a page is written as \.html; give a name that ends so"):
        skykeep.replay_page(small, out=tmp_path / "page.htm")
    with pytest.raises(UsageError, match="is a run, which says seed itself: leave it out"):
        skykeep.replay_page(folder, out=tmp_path / "page.html", seed=3)
    with pytest.raises(UsageError, match="the run has no raid with world 60 and replication 0"):
        skykeep.replay_page(small_run, out=tmp_path / "page.html", keys=[(60, 0)])
    with pytest.raises(ExportError, match="cannot be written"):
        skykeep.replay(small, seed=7).save(tmp_path / "nowhere" / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_raids_asks_for_a_key(folder, tmp_path):
    (bare := tmp_path / "bare").mkdir()
    (bare / "run.json").write_bytes((folder / "run.json").read_bytes())
    with pytest.raises(
        UsageError, match=r"has no raids yet; give a key, or finish it with skykeep run --resume"
    ):
        skykeep.replay_page(bare, out=tmp_path / "page.html")


def test_the_command_writes_the_page_and_says_which_raids(folder, command):
    code, out, err = command("replay", folder, "--out", "page.html", "--json")
    assert code == 0
    told = json.loads(out)
    assert [raid["part"] for raid in told["raids"]] == ["median_of_dots", "worst_of_dots", "best_of_dots"]
    assert all(raid["why"] in " ".join(err.split()) for raid in told["raids"])
    code, out, err = command("replay", folder, "--key", "3,1", "--out", "one.html", "--quiet")
    assert (code, out, err) == (0, "", "")


def test_the_command_refuses_one_threat_of_a_page(small, command):
    code, _, err = command("replay", small, "--threat", "uav/0", "--out", "page.html")
    assert code == 2
    assert "a page tells all threats of its raids: leave it out" in " ".join(err.split())
