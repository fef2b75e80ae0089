"""A run folder that another results version wrote is refused with both versions, whatever else it lacks."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.cli._app import app
from skykeep.engine import RESULTS_VERSION
from skykeep.errors import UsageError

SCENARIO = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """Give a run folder as an earlier version may have left it: its summary says less."""
    folder = tmp_path_factory.mktemp("run") / "old"
    skykeep.run(SCENARIO, worlds=2, replications=2, out=folder, jobs=1)
    record = json.loads((folder / "run.json").read_text())
    record["identity"]["results_version"] = RESULTS_VERSION - 1
    (folder / "run.json").write_text(json.dumps(record))
    summary = json.loads((folder / "summary.json").read_text())
    summary["tornado"] = {"rows": []}
    (folder / "summary.json").write_text(json.dumps(summary))
    return folder


def refused(message):
    """Whether a message names both versions and says what to do."""
    words = " ".join(message.split())
    return all(
        said in words
        for said in (
            f"of results version {RESULTS_VERSION - 1}",
            f"computes version {RESULTS_VERSION}",
            "Run the scenario again",
        )
    )


def test_why_and_replay_in_python_say_which_version_it_is_of(old):
    for ask in (
        lambda: skykeep.why(old, "cruise-missile"),
        lambda: skykeep.replay(old, world=0, replication=0),
        lambda: skykeep.Run.read(old).replay(world=0, replication=0),
    ):
        with pytest.raises(UsageError) as told:
            ask()
        assert refused(str(told.value))


@pytest.mark.parametrize("more", [[], ["--full"]])
def test_a_run_is_not_gone_on_with(old, more):
    done = CliRunner().invoke(app, ["run", "--resume", str(old), "--quiet", *more])
    assert done.exit_code != 0
    assert isinstance(done.exception, UsageError) or refused(done.output)
    if isinstance(done.exception, UsageError):
        assert refused(str(done.exception))


def test_its_tables_can_still_be_read(old):
    assert skykeep.Run.read(old).raids.to_arrow().num_rows == 4
