"""Exit codes of every command: 2 where a call or an input cannot be used, 1 where a check finds something."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app

from .test_shell import COMMANDS

BROKEN = "broken.toml"
UNUSABLE = {
    "assign": [BROKEN],
    "brief": [BROKEN, "--out", "page.html"],
    "case describe": [BROKEN],
    "case list": ["--no-such-option"],
    "case new": ["case.toml", "--country", "IQ", "--systems", "s-301"],
    "case validate": ["nowhere.toml"],
    "backtest": ["--records", "nowhere"],
    "catalogue check": ["nowhere.toml"],
    "catalogue compare": ["s-300pmu-2", "s-301"],
    "catalogue contracts": ["no-such-record"],
    "catalogue counts": ["no-such-record"],
    "catalogue deliveries": ["--system", "s-301"],
    "catalogue gaps": ["s-301"],
    "catalogue holdings": ["--extra", BROKEN],
    "catalogue list": ["--extra", BROKEN],
    "catalogue precedents": ["no-such-record"],
    "catalogue show": ["s-301"],
    "catalogue sources": ["--extra", BROKEN],
    "claim": [BROKEN],
    "cost": [BROKEN],
    "compare": [BROKEN],
    "coverage": ["--system", "s-301", "--site", "Baghdad"],
    "doctrine diff": ["central", "no-such-doctrine"],
    "doctrine list": ["--extra", BROKEN],
    "doctrine show": ["no-such-doctrine"],
    "place": ["--country", "IQ", "--system", "s-301"],
    "export": [BROKEN, "--to", "acmi"],
    "probe": ["--system", "s-301", "--site", "Baghdad", "--at", "33,44"],
    "replay": [BROKEN, "--key", "0,0"],
    "run": [BROKEN],
    "saturate": [BROKEN],
    "scenario describe": [BROKEN],
    "scenario new": ["mine.toml", "--system", "s-301"],
    "scenario validate": ["nowhere.toml"],
    "schema": ["no-such-schema"],
    "sensitivity": [BROKEN],
    "serve": ["--host", "0.0.0.0"],
    "sovereignty": [BROKEN],
    "stress": [BROKEN],
    "sweep": [BROKEN, "--set", "raid.count=4"],
    "verify": ["--cases", "nowhere"],
    "why": ["nowhere", "--threat", "cruise-missile"],
}
"""For every command a call that it cannot answer: what it names is not there, or not what it must be."""


@pytest.fixture(autouse=True)
def broken(tmp_path, monkeypatch):
    """Give a folder with a file that is no scenario, no case, no system and no assignment."""
    monkeypatch.chdir(tmp_path)
    Path(BROKEN).write_text('schema_version = 1\nname = "x"\n', encoding="utf-8")


def left_with(words):
    """Return the exit code of a command and what it said."""
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.stderr


def test_every_command_is_asked():
    assert set(UNUSABLE) == {name.removeprefix("skykeep ") for name in COMMANDS} - {
        "skykeep",
        "case",
        "catalogue",
        "doctrine",
        "scenario",
    }


@pytest.mark.parametrize("command", sorted(UNUSABLE))
def test_what_cannot_be_used_ends_in_2_and_one_message(command):
    code, said = left_with([*command.split(), *UNUSABLE[command]])
    assert (code, said.count("error: ")) == (2, 1), said


@pytest.mark.parametrize("command", ["scenario validate", "case validate", "catalogue check"])
def test_a_check_that_finds_something_ends_in_1(command):
    code, said = left_with([*command.split(), BROKEN])
    assert (code, said.count("error: ")) == (1, 1), said
