"""Runs that several tests look at, made once."""

from pathlib import Path

import pytest

import skykeep

SMALL = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


@pytest.fixture(scope="session")
def small():
    """Give the path of a small scenario on flat ground."""
    return SMALL


@pytest.fixture(scope="session")
def small_run():
    """Give a run of the small scenario with worlds enough for every interval."""
    return skykeep.run(SMALL, worlds=60, replications=14, seed=7, jobs=2)
