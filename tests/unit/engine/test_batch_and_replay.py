"""Doors of the engine: keys that do not exist, faults with the key to reproduce them, logs that grow."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.engine import Worker, replay_raid, run_worlds
from skykeep.errors import KernelFault, UsageError
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

from .small_cases import Threat, small_case

GOLDEN = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


def textbook(threats=8, worlds=3, rows=1):
    start_s = np.tile(np.linspace(0.0, 20.0, threats), (rows, 1))
    defence = AbstractDefence(
        launchers=2,
        rounds_per_launcher=6,
        kill_p=0.6,
        channels=3,
        assessment_s=4.0,
        interceptor_speed_mps=900.0,
        range_max_m=50_000.0,
    )
    raid = AbstractRaid(
        threats=threats, range_m=80_000.0, speed_mps=260.0, start_s=start_s, ready_s=start_s + 40.0
    )
    return abstract_case(defence, raid, seed=9, worlds=worlds)


@pytest.fixture(scope="module")
def mixed():
    """Give a prepared raid over flat ground with decoys, lost radars and reloads."""
    scenario = read_scenario(GOLDEN)
    return prepare(replace(scenario, study=replace(scenario.study, worlds=4)), load_catalogue())


@pytest.fixture
def small_queue(monkeypatch):
    """Give workers and replays a queue for a single event, which no whole case has."""
    from skykeep.engine import batch, replay

    for module in (batch, replay):
        whole = module.new_raid
        monkeypatch.setattr(
            module, "new_raid", lambda case, whole=whole: whole(case)._replace(queue=whole(case).queue[:2])
        )


def test_a_raid_that_breaks_off_is_named_by_its_key_in_a_batch(small_queue):
    with pytest.raises(
        KernelFault,
        match=r"broke off with exit code 3 in the raid with seed 9, world 1, replication 0\. This is a fault "
        r"of skykeep: please report it with the scenario and this key",
    ):
        run_worlds(textbook(), 1, 3, replications=2)


def test_a_raid_that_breaks_off_is_named_by_its_key_in_a_replay(small_queue):
    with pytest.raises(
        KernelFault, match=r"exit code 3 in the raid with seed 9, world 2, replication 5\. This is a fault"
    ):
        replay_raid(textbook(), 2, 5)


def test_the_command_line_ends_a_broken_raid_with_one_message(small_queue, tmp_path):
    command = ["run", str(GOLDEN), "--worlds", "2", "--replications", "1", "--out", str(tmp_path / "run")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert "broke off with exit code 3 in the raid with seed 11, world " in " ".join(result.stderr.split())
    assert "Traceback" not in result.output + result.stderr


def test_a_raid_with_room_for_its_events_is_done():
    assert not run_worlds(textbook(), 0, 3, replications=20).results.raids["exit_code"].any()


@pytest.mark.parametrize(
    ("first", "end", "replications"), [(-1, 1, 1), (0, 4, 1), (2, 2, 1), (2, 1, 1), (0, 1, 0)]
)
def test_worlds_that_a_case_does_not_hold_are_refused(first, end, replications):
    with pytest.raises(
        ValueError,
        match=f"worlds {first} to {end} with {replications} replications: the case holds worlds 0 to 3, and",
    ):
        run_worlds(textbook(), first, end, replications=replications)


@pytest.mark.parametrize(("world", "replication"), [(3, 0), (-1, 0), (0, -1)])
def test_a_raid_that_a_case_does_not_hold_cannot_be_replayed(world, replication):
    with pytest.raises(UsageError, match=f"no raid with world {world} and replication {replication}: worlds"):
        replay_raid(textbook(), world, replication)


def test_a_case_with_a_picture_for_each_raid_cannot_be_replayed():
    with pytest.raises(UsageError, match="a given picture for each raid cannot be replayed by world"):
        replay_raid(textbook(rows=2), 0, 0)


def test_a_worker_that_is_stopped_gives_nothing_and_one_that_is_not_counts_worlds():
    worker, done = Worker(textbook()), []
    assert worker.run(0, 3, 2, stopped=lambda: len(done) == 2, tick=done.append) is None
    assert done == [1, 1]
    batch = worker.run(0, 3, 2, tick=done.append)
    assert batch is not None
    assert batch.raids == 6
    assert done == [1] * 5


def test_a_worker_gives_the_same_raids_however_often_it_was_used(mixed):
    worker = Worker(mixed.case)
    first = worker.run(2, 4, 3)
    worker.run(0, 4, 1)
    again = worker.run(2, 4, 3)
    assert first is not None
    assert again is not None
    for name in first.results._fields:
        found, before = getattr(again.results, name), getattr(first.results, name)
        assert found.tobytes() == before.tobytes(), name


@pytest.mark.parametrize("first_rows", [1, 2, 100, 257, 260, 300, 5_000])
def test_events_do_not_depend_on_the_rows_of_the_first_log(first_rows, mixed):
    for case in (textbook(threats=60), mixed.case):
        whole = replay_raid(case, 1, 2, first_rows=4_096)
        grown = replay_raid(case, 1, 2, first_rows=first_rows)
        assert grown.events.equals(whole.events)
        assert np.array_equal(grown.threat_outcome, whole.threat_outcome)
        assert np.array_equal(grown.threat_reason, whole.threat_reason)
        assert np.array_equal(grown.threat_shots, whole.threat_shots)


def test_the_log_of_a_long_raid_grows_more_than_once():
    # one channel: 300 threats one after the other
    threats = [Threat(step_s=20.0, row=(("delay_s", 60.0 * number),)) for number in range(300)]
    case = small_case(*threats, unit={"target_channels": 1}, launcher={"rounds": 300})
    grown, whole = (replay_raid(case, 0, 0, first_rows=rows).events for rows in (256, 4_000))
    counted = Counter(grown["event"].to_pylist())
    once = ("confirmed", "known", "ready", "ordered", "launch", "kill", "assessed_dead")
    assert [counted[name] for name in once] == [300] * len(once)
    assert grown.equals(whole)


def test_a_replay_is_the_raid_of_the_batch_for_every_key(mixed):
    case = mixed.case
    results = run_worlds(case, 0, 4, replications=5).results.threats.reshape(4, 5, -1)
    lost = 0
    for world in range(4):
        for replication in range(5):
            replayed = replay_raid(case, world, replication, legend=mixed.legend)
            found = results[world, replication]
            assert np.array_equal(found["outcome"], replayed.threat_outcome)
            assert np.array_equal(found["reason"], replayed.threat_reason)
            assert np.array_equal(found["shots"], replayed.threat_shots)
            events = replayed.events.to_pylist()
            launches = [event["threat"] for event in events if event["event"] == "launch"]
            assert [launches.count(name) for name in mixed.legend.threats] == found["shots"].tolist()
            lost += sum(event["event"] == "radar_lost" for event in events)
    assert lost > 0
