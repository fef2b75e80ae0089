"""Runs that several tests look at, made once."""

from pathlib import Path

import pytest

import skykeep
from skykeep.cli._app import app

SMALL = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


@pytest.fixture(scope="session")
def small():
    """Give the path of a small scenario on flat ground."""
    return SMALL


@pytest.fixture(scope="session")
def small_run():
    """Give a run of the small scenario with worlds enough for every interval."""
    return skykeep.run(SMALL, worlds=60, replications=14, seed=7, jobs=2)


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """Give a function that runs the command in an empty folder and returns code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def _command(*words):
        with pytest.raises(SystemExit) as left:
            app([str(word) for word in words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _command
