"""``skykeep.claim`` and ``skykeep claim``: the same numbers, whatever the workers."""

import json
from pathlib import Path

import pytest

import skykeep
from skykeep.errors import UsageError

SIZE = {"worlds": 60, "replications": 2, "seed": 3, "until": 9.0, "jobs": 1}
WORDS = ["-w", 60, "-r", 2, "--seed", 3, "--until", "9.0"]


@pytest.fixture(scope="module")
def found(small):
    """Give a claim about the small scenario."""
    return skykeep.claim(small, 0.8, **SIZE)


def test_the_stop_rate_as_it_is_is_that_of_the_run(found, small):
    run = skykeep.run(small, worlds=60, replications=2, seed=3)
    assert found.denominators.launched.value == pytest.approx(run.stopped_share.mean)
    assert dict(found.stopped_share) == dict(run.stopped_share)
    engaged = 1.0 - run.leakage.engaged.value
    assert found.denominators.engaged.value == pytest.approx(engaged, abs=0.02)


def test_the_bytes_do_not_depend_on_jobs(found, small):
    again = skykeep.claim(small, "80%", **(SIZE | {"jobs": 2}))
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_command_prints_the_same_and_writes_what_is_asked_for(found, small, command):
    code, out, err = command("claim", small, "--stop-rate", 0.8, *WORDS, "--json", "--out", "there")
    assert code == 0, err
    assert json.loads(out) == json.loads(json.dumps(found.to_json()))
    assert json.loads(Path("there/claim.json").read_text(encoding="utf-8")) == json.loads(out)
    assert "the claim" in Path("there/claim.svg").read_text(encoding="utf-8")
    rows = found.table.to_pylist()
    assert len(rows) == sum(len(lever.played) for lever in found.levers)


def test_the_command_tells_ceilings_and_both_doubts_in_words(small, command):
    code, out, _ = command("claim", small, "--stop-rate", "99%", *WORDS)
    told = " ".join(out.split()).replace("\xa0", " ")
    assert code == 0
    assert "cannot be reached by this alone: the ceiling is" in told
    assert "Luck: in 90 of 100 such raids" in told
    assert "Ignorance: we are 90 % sure that this ceiling lies from" in told
    assert "One raid: in" in told


@pytest.mark.parametrize("given", ["0", "1.01", "101%", "-0.5", "x", "", "nan", True])
def test_what_is_no_share_is_refused(given, small):
    with pytest.raises(UsageError, match="must be a share above 0 and at most 1"):
        skykeep.claim(small, given)
