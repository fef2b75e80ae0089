"""Runs that a worker holds for their pages: found again, few, not for long, and as good as played anew."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.scenario.file import shipped_scenarios
from skykeep.web.limits import RUN_KEPT_S, RUNS_KEPT

from .test_live import open_talk

KeptRuns = pytest.importorskip("skykeep.web.kept_runs").KeptRuns
__all__ = ["open_talk"]


def run_of(size_bytes):
    """Return a double of a run whose three tables have so many bytes together."""
    tables = [SimpleNamespace(to_arrow=lambda size=size: SimpleNamespace(nbytes=size)) for size in (0, 0)]
    last = SimpleNamespace(to_arrow=lambda: SimpleNamespace(nbytes=size_bytes))
    return SimpleNamespace(raids=tables[0], threats=tables[1], worlds_table=last)


def test_a_run_is_found_by_what_was_asked_until_newer_ones_need_its_place():
    kept, runs = KeptRuns(), [run_of(1) for _ in range(RUNS_KEPT + 1)]
    for number, run in enumerate(runs):
        kept.keep(f"asked {number}", run)
    assert kept.find("asked 0") is None
    assert [kept.find(f"asked {number}") for number in range(1, len(runs))] == runs[1:]


def test_runs_that_are_too_large_together_go_the_oldest_first_and_one_too_large_takes_no_room():
    kept = KeptRuns(room_bytes=100)
    small, larger = run_of(40), run_of(70)
    kept.keep("small", small)
    kept.keep("larger", larger)
    assert (kept.find("small"), kept.find("larger")) == (None, larger)
    kept.keep("too large", run_of(101))
    assert (kept.find("larger"), kept.find("too large")) == (larger, None)


def test_a_run_is_forgotten_in_time_though_nobody_asks():
    now = [0.0]
    kept = KeptRuns(clock_s=lambda: now[0])
    kept.keep("asked", run_of(1))
    now[0] = RUN_KEPT_S
    kept.forget()
    assert len(kept) == 1
    now[0] += 1.0
    kept.forget()
    assert len(kept) == 0


def test_the_page_of_a_finished_run_plays_no_raid_again_and_is_the_page_of_the_command(
    open_talk, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    text = shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")
    (tmp_path / "scenario.toml").write_text(text, encoding="utf-8")
    asked = {"worlds": 3, "replications": 2, "seed": 5}
    talk = open_talk()

    def told(**more):
        talk.say(ask="run", question={"scenario_toml": text, **asked, **more})
        heard = talk.until("answer", "refusal")
        steps = {each["told"]["what"] for each in heard if each["event"] == "progress"}
        return steps, [each["event"] for each in heard].count("part"), heard[-1]["answer"]

    _, parts, answer = told()
    assert parts > 0
    steps, parts, shared = told(page=True)
    assert ("worlds" in steps, "page" in steps, parts) == (False, True, 0)
    html = shared.pop("html")
    assert shared == answer
    words = [word for key, value in asked.items() for word in (f"--{key}", str(value))]
    done = CliRunner().invoke(app, ["run", "scenario.toml", *words, "--out", "run.html"])
    assert done.exit_code == 0, done.stderr
    assert html == (tmp_path / "run.html").read_text(encoding="utf-8")
    talk.say(ask="run", question={"scenario_toml": text, **asked, "seed": 6, "page": True})
    played = talk.until("part")  # nobody has asked this before
    assert "worlds" in {each["told"]["what"] for each in played if each["event"] == "progress"}
    talk.say(cancel=played[-1]["job"])
    talk.until("cancelled")
