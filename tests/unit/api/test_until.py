"""``--until`` of ``run`` and ``sweep``: as many worlds as it takes, and then the same bytes."""

import json
from pathlib import Path

import pytest

import skykeep
from skykeep.errors import UsageError

SIZE = {"replications": 2, "seed": 3, "jobs": 1}


@pytest.fixture(scope="module")
def until(small):
    """Give a run that stops by itself."""
    return skykeep.run(small, until=0.45, worlds=400, **SIZE)


def test_a_run_that_stops_is_the_run_with_as_many_worlds(until, small):
    stopping = until.stopping
    assert stopping.reached
    assert stopping.worlds == until.worlds < 400
    low, high = until.leakers.mc_error_90
    assert high - low <= 2 * 0.45
    plain = until.to_json()
    del plain["stopping"]
    fixed = skykeep.run(small, worlds=until.worlds, **SIZE)
    assert json.dumps(plain) == json.dumps(fixed.to_json())
    assert until.raids.to_arrow().equals(fixed.raids.to_arrow())
    assert until.worlds_table.to_arrow().equals(fixed.worlds_table.to_arrow())


def test_the_number_of_worlds_does_not_depend_on_jobs(until, small):
    again = skykeep.run(small, until=0.45, worlds=400, **(SIZE | {"jobs": 2}))
    assert json.dumps(again.to_json()) == json.dumps(until.to_json())


def test_a_folder_says_how_many_it_took_and_is_gone_on_with(until, small, command):
    words = ["run", small, "--until", 0.45, "-w", 400, "-r", 2, "--seed", 3, "--out", "there"]
    code, out, _ = command(*words)
    assert code == 0
    assert f"It took {until.worlds} worlds of 2 raids each" in " ".join(out.split()).replace("\xa0", " ")
    summary = json.loads(Path("there/summary.json").read_text(encoding="utf-8"))
    assert summary["stopping"] == until.to_json()["stopping"]
    stored = json.loads(Path("there/run.json").read_text(encoding="utf-8"))
    assert stored["identity"]["worlds"] == stored["tables"]["study"]["worlds"] == until.worlds
    Path("there/chunks").mkdir(exist_ok=True)
    code, out, _ = command("run", "--resume", "there", "--json")
    assert code == 0
    assert json.loads(out)["stopping"] == summary["stopping"]


def test_the_limit_is_said_where_it_comes_first(small, command):
    code, out, _ = command("run", small, "--until", "1%", "-w", 120, "-r", 1, "--out", "there")
    assert code == 0
    told = " ".join(out.split()).replace("\xa0", " ")
    assert "It took 120 worlds of 1 raid each, looked at 2 times, the limit; it was not reached that" in told


def test_a_sweep_adds_worlds_until_every_point_is_close_or_in_order(small):
    found = skykeep.sweep(small, "raid.count=2,8", until="order", worlds=400, **SIZE)
    assert found.stopping.reached
    assert found.stopping.goal.settled == "order"
    assert found.worlds == found.stopping.worlds == 100
    fixed = skykeep.sweep(small, "raid.count=2,8", worlds=100, **SIZE)
    assert found.points == fixed.points
    close = skykeep.sweep(small, "raid.count=2,8", until="0.45", worlds=400, **SIZE)
    for point in close.points:
        assert point.leakers.mc_error_90[1] - point.leakers.mc_error_90[0] <= 0.9


def test_a_run_has_no_order_to_settle(small, command):
    with pytest.raises(UsageError, match="there are no options here to put in order"):
        skykeep.run(small, until="order")
    code, _, err = command("run", small, "--until", "order")
    assert code == 2
    assert "no options here to put in order" in " ".join(err.split())
