"""Ctrl-C in ``saturate``, ``stress`` and ``claim``: what is finished is shown and written, and exit 130."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.cli._app import app
from skykeep.cli._interrupt import EXIT_INTERRUPTED, INTERRUPTED
from skykeep.engine import Worker

CRUISE = "iraq-baghdad-s300pmu2-cruise"
SMALL = ("--replications", "1", "--jobs", "1", "--seed", "1")
FEW = ("--worlds", "4", *SMALL)
MANY = ("--worlds", "150", "--until", "0.01", *SMALL)
STRESS = ("stress", CRUISE, *FEW)
CLAIM = ("claim", CRUISE, "--stop-rate", "0.99", *FEW)
SATURATE = ("saturate", CRUISE, "--n", "4,8,12", *FEW)


@pytest.fixture
def strike(monkeypatch):
    """Give what lets Ctrl-C strike when some batch of raids begins."""
    play = Worker.run

    def at(number: int) -> None:
        begun = []

        def run(worker, *given, **named):
            begun.append(1)
            if len(begun) == number:
                raise KeyboardInterrupt
            return play(worker, *given, **named)

        monkeypatch.setattr(Worker, "run", run)

    return at


def asked(*words):
    return CliRunner().invoke(app, [*words])


def test_stress_keeps_the_losses_that_are_finished_as_they_would_be(strike, tmp_path):
    whole = {row["lost"]: row for row in json.loads(asked(*STRESS, "--json").stdout)["losses"]}
    strike(4)
    out = tmp_path / "stress.json"
    done = asked(*STRESS, "--json", "--out", str(out))
    told = json.loads(done.stdout)
    assert done.exit_code == EXIT_INTERRUPTED
    assert done.stderr.count(INTERRUPTED) == 1
    assert f"stopped, incomplete: 2 of {len(whole)} losses in 4 worlds" in done.stderr
    assert (told["state"], told["losses_asked"], len(told["losses"])) == ("partial", len(whole), 2)
    assert all(row["leakers"] == whole[row["lost"]]["leakers"] for row in told["losses"])
    assert json.loads(out.read_text(encoding="utf-8")) == told


def test_saturate_keeps_the_sizes_that_are_finished_as_they_would_be(strike):
    whole = {point["n"]: point for point in json.loads(asked(*SATURATE, "--json").stdout)["points"]}
    strike(3)
    done = asked(*SATURATE)
    assert done.exit_code == EXIT_INTERRUPTED
    assert "Incomplete, stopped before its end: 1 of 1 curves, 2 sizes played." in done.stdout
    assert "was stopped before it was reached" in done.stdout.replace("\n", " ")
    strike(3)
    told = json.loads(asked(*SATURATE, "--json").stdout)
    assert told["state"] == "partial"
    assert told["points"] == [whole[4], whole[8]]


def test_claim_keeps_the_levers_that_are_finished_and_every_denominator(strike):
    whole = json.loads(asked(*CLAIM, "--json").stdout)
    strike(14)
    told = json.loads(asked(*CLAIM, "--json").stdout)
    assert told["state"] == "partial"
    assert told["denominators"] == whole["denominators"]
    assert 1 <= len(told["levers"]) < told["levers_asked"] == len(whole["levers"])
    assert told["levers"] == whole["levers"][: len(told["levers"])]


def test_after_the_first_look_all_options_keep_its_worlds(strike):
    words = ("stress", CRUISE, "--lost", "unit-1/76n6", *MANY)
    looked = json.loads(asked(*words[:-6], "--worlds", "100", *SMALL, "--json").stdout)
    strike(_batches_of_the_first_look() + 1)
    told = json.loads(asked(*words, "--json").stdout)
    assert told["stopping"]["worlds"] == 100
    assert told["stopping"]["interrupted"]
    assert [row["leakers"] for row in told["losses"]] == [row["leakers"] for row in looked["losses"]]


def _batches_of_the_first_look():
    """Return in how many batches two options play the hundred worlds of the first look."""
    from skykeep.study.plan import Plan

    return 2 * len(Plan(worlds=100, replications=1).chunks())


@pytest.mark.parametrize("words", [STRESS, CLAIM, SATURATE], ids=["stress", "claim", "saturate"])
def test_before_anything_is_finished_nothing_is_shown(strike, words):
    strike(1)
    done = asked(*words)
    assert (done.exit_code, done.stdout) == (EXIT_INTERRUPTED, "")
    assert done.stderr == f"{INTERRUPTED}\n"


def test_in_python_ctrl_c_stays_an_exception_unless_it_is_asked_to_keep(strike):
    strike(4)
    with pytest.raises(KeyboardInterrupt):
        skykeep.stress(CRUISE, worlds=4, replications=1, jobs=1)
    strike(4)
    found = skykeep.stress(CRUISE, worlds=4, replications=1, jobs=1, keep_on_stop=True)
    assert found.state == "partial"


@pytest.mark.parametrize("number", [2, 4])
def test_an_incomplete_stress_has_a_chart_that_says_so(strike, number, tmp_path):
    pytest.importorskip("matplotlib")
    strike(number)
    out = tmp_path / "stress.svg"
    assert asked(*STRESS, "--out", str(out)).exit_code == EXIT_INTERRUPTED
    assert "Incomplete, stopped before its end." in out.read_text(encoding="utf-8")
