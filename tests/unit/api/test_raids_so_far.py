"""While raids are played one can watch them: each as it ends, and how the answer stands so far."""

import numpy as np
import pytest

import skykeep
from skykeep.errors import UsageError

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
SIZE = {"worlds": 60, "replications": 2, "seed": 3, "view": "balanced"}


@pytest.fixture(scope="module")
def watched():
    """Return a run and all that was told while it was played."""
    told, ticks = [], []
    found = skykeep.run(SCENARIO, **SIZE, jobs=2, tick=ticks.append, watch=told.append)
    assert sum(ticks) == SIZE["worlds"]
    return found, told


def test_every_raid_is_told_once_with_what_became_of_it(watched):
    found, told = watched
    rows = sorted(row for part in told for row in part["raids"])
    table = found.raids.to_arrow()
    keys = [table[name].to_pylist() for name in ("world", "replication", "leakers")]
    assert [tuple(row[:3]) for row in rows] == list(zip(*keys, strict=True))
    for world, replication, leakers, reason in rows:
        raid = table.slice(world * SIZE["replications"] + replication, 1).to_pylist()[0]
        ledger = {name.removeprefix("ledger_"): raid[name] for name in raid if name.startswith("ledger_")}
        assert ledger[reason] == max(ledger.values()) if leakers else reason == "none_leaked"


def test_the_last_word_is_that_of_the_summary(watched):
    found, told = watched
    last = told[-1]
    assert (last["worlds"], last["worlds_asked"]) == (60, 60)
    for name in ("leakers", "stopped_share", "p_no_leaker"):
        summary = found.to_json()[name]
        assert last[name]["mean"] == pytest.approx(summary["mean"], rel=1e-12)
        assert {key: value for key, value in last[name].items() if key != "mean"} == {
            key: value for key, value in summary.items() if key != "mean"
        }


def test_the_doubt_of_the_mean_narrows_and_few_worlds_say_why_two_are_missing(watched):
    _, told = watched
    first, last = told[0], told[-1]
    early = next(part for part in told if part["worlds"] >= 10)
    widths = [np.ptp(part["leakers"]["mc_error_90"]) for part in (early, last)]
    assert widths[1] < widths[0]
    assert first["leakers"]["mc_error_90"] is None
    assert first["leakers"]["luck_90"] is None
    assert "fewer than 50 worlds" in first["leakers"]["luck_note"]
    assert last["leakers"]["ignorance_90"] is not None


def test_watching_changes_no_number_and_needs_no_folder(watched, tmp_path):
    found, _ = watched
    assert skykeep.run(SCENARIO, **SIZE).to_json() == found.to_json()
    with pytest.raises(UsageError, match="watch: raids are watched where they stay in memory"):
        skykeep.run(SCENARIO, **SIZE, out=tmp_path / "run", watch=print)
