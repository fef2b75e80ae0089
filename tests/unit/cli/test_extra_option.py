"""``--extra``: a system of one's own in every command that names systems."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.catalogue.fields import DATA
from skykeep.cli._app import app


def invoke(*args):
    return CliRunner().invoke(app, [str(arg) for arg in args], env={"COLUMNS": "160"})


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Return a file with a system of one's own, in an empty folder where commands run."""
    monkeypatch.chdir(tmp_path)
    text = (DATA / "systems" / "pantsir-s1.toml").read_text(encoding="utf-8")
    file = Path("mine.toml")
    file.write_text(text.replace('id = "pantsir-s1"', 'id = "mine"', 1), encoding="utf-8")
    return file


def test_a_system_of_ones_own_is_covered(mine):
    words = ("--system", "mine", "--site", "33.3,44.4", "--terrain", "flat", "--heights", "100", "--json")
    assert invoke("coverage", *words).exit_code != 0
    done = invoke("coverage", *words, "--extra", mine)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["heights"][0]["height_agl_m"] == 100


def test_a_scenario_with_it_is_written_checked_described_run_and_gone_on_with(mine):
    made = invoke("scenario", "new", "asked.toml", "--system", "mine", "--extra", mine)
    assert made.exit_code == 0, made.output
    assert invoke("scenario", "validate", "asked.toml").exit_code == 1
    assert invoke("scenario", "validate", "asked.toml", "--extra", mine).exit_code == 0
    assert "mine" in invoke("scenario", "describe", "asked.toml", "--extra", mine).stdout
    small = ("--worlds", "2", "--replications", "2", "--quiet", "--json")
    done = invoke("run", "asked.toml", *small, "--extra", mine, "--out", "one")
    assert done.exit_code == 0, done.output
    record = json.loads(Path("one/run.json").read_text(encoding="utf-8"))
    assert record["extra"] == "mine.toml"
    again = invoke("run", "--resume", "one", "--quiet", "--json")
    assert again.exit_code == 0, again.output
    assert again.stdout == done.stdout
    events = invoke("run", "asked.toml", "--extra", mine, "--replay", "0,0", "--json")
    assert events.exit_code == 0, events.output
    assert "events" in json.loads(events.stdout)


def test_what_is_not_there_is_refused(mine):
    refused = invoke("brief", "iraq", "--extra", "nowhere.toml")
    assert refused.exit_code == 2
    assert "nowhere.toml" in refused.output
