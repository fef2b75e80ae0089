"""Tiny runs whose tables are stored: integers and words exact, floats to 1e-9.

A difference means that the same inputs give another answer: raise ``RESULTS_VERSION`` and renew the tables
with ``SKYKEEP_RENEW_GOLDEN=1 pytest tests/golden``, and say in the change why. Tables that differ are not
renewed under the version they are stored with. Where only the catalogue has changed, the textbook run stays
as it was.
"""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.engine import (
    RESULTS_VERSION,
    plain_legend,
    raid_table,
    replay_raid,
    run_worlds,
    threat_table,
    world_table,
)
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

FOLDER = Path(__file__).parent
FLOAT_TOLERANCE = 1e-9


def textbook():
    start_s = np.linspace(0.0, 15.0, 5)[None]
    defence = AbstractDefence(
        launchers=2,
        rounds_per_launcher=4,
        kill_p=0.6,
        channels=2,
        salvo_size=2,
        launch_interval_s=3.0,
        assessment_s=4.0,
        interceptor_speed_mps=900.0,
        range_max_m=60_000.0,
        range_min_m=3_000.0,
        track_target_p=0.9,
        common_kill_p=0.9,
        missed_kill_p=0.1,
        false_kill_p=0.1,
    )
    raid = AbstractRaid(threats=5, range_m=90_000.0, speed_mps=260.0, start_s=start_s, ready_s=start_s + 40.0)
    case = abstract_case(defence, raid, seed=5, worlds=3)
    return case, plain_legend(case), 4


def small_mixed():
    scenario = read_scenario(FOLDER / "small-mixed.toml")
    prepared = prepare(scenario, load_catalogue())
    return prepared.case, prepared.legend, scenario.study.replications


def tables(case, legend, replications):
    """Return every table of a run as columns of plain values."""
    worlds = case.units.shape[0]
    batch = run_worlds(case, 0, worlds, replications=replications)
    found = {
        "raids": raid_table(case, legend, batch),
        "threats": threat_table(legend, batch),
        "worlds": world_table(legend, 0, worlds),
        "events": replay_raid(case, 1, 1, legend=legend).events,
    }
    return {
        name: {key: table[key].to_pylist() for key in table.column_names} for name, table in found.items()
    }


@pytest.mark.parametrize("run", [textbook, small_mixed], ids=lambda run: run.__name__)
def test_a_tiny_run_gives_the_stored_tables(run):
    path = FOLDER / f"{run.__name__.replace('_', '-')}.json"
    found = tables(*run())
    if os.environ.get("SKYKEEP_RENEW_GOLDEN"):
        renew(path, found)
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored.pop("results_version") == RESULTS_VERSION
    assert {name: list(table) for name, table in found.items()} == {
        name: list(table) for name, table in stored.items()
    }
    for name, table in stored.items():
        for column, values in table.items():
            assert alike(found[name][column], values), f"{name}.{column}"


def renew(path, found):
    """Store the tables of a run; what differs takes another results version."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if stored.pop("results_version") == RESULTS_VERSION and stored != found:
        pytest.fail(f"{path.name} differs: raise RESULTS_VERSION and say why, then renew it")
    text = json.dumps({"results_version": RESULTS_VERSION, **found}, indent=0)
    path.write_text(text.replace(",\n", ",") + "\n", encoding="utf-8")


def test_tables_that_differ_are_not_renewed_under_the_version_they_are_stored_with(tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"results_version": RESULTS_VERSION, "raids": {"leakers": [3]}}))
    renew(path, {"raids": {"leakers": [3]}})
    with pytest.raises(pytest.fail.Exception, match="raise RESULTS_VERSION"):
        renew(path, {"raids": {"leakers": [4]}})
    path.write_text(json.dumps({"results_version": RESULTS_VERSION - 1, "raids": {"leakers": [3]}}))
    renew(path, {"raids": {"leakers": [4]}})
    assert json.loads(path.read_text())["raids"] == {"leakers": [4]}


def alike(found, stored):
    """Return whether two columns are equal, floats within the tolerance."""
    if any(isinstance(value, float) for value in stored):
        missing = [value is None for value in stored]
        return missing == [value is None for value in found] and np.allclose(
            [value for value in found if value is not None],
            [value for value in stored if value is not None],
            rtol=FLOAT_TOLERANCE,
            atol=FLOAT_TOLERANCE,
        )
    return found == stored


def test_a_stored_run_that_is_off_by_a_hair_is_noticed():
    assert alike([1.0, None], [1.0 + 1e-12, None])
    assert not alike([1.0, None], [1.0 + 1e-7, None])
    assert not alike([1.0, None], [1.0, 2.0])
    assert not alike([3], [4])


def test_the_stored_raids_show_something():
    raids = json.loads((FOLDER / "small-mixed.json").read_text(encoding="utf-8"))["raids"]
    assert sum(raids["leakers"]) > 0
    assert sum(raids["killed"]) > 0
    assert sum(raids["radars_lost"]) > 0
