"""Rounds left are on launchers that are ready at the raid's end; others are reloading."""

import numpy as np
import pytest

from skykeep.engine import plain_legend, raid_table, run_worlds

from .small_cases import Threat, small_case

RELOAD = {"rounds": 2, "reload_sets": 1}


@pytest.mark.parametrize(("reload_s", "left", "reloading"), [(1e6, 0, 2), (10.0, 2, 0)])
def test_rounds_that_are_being_loaded_at_the_end_are_counted_apart(reload_s, left, reloading):
    # two threats empty the launcher at 150 s; the raid ends at 400 s with the slow arrival of a third
    case = small_case(
        Threat(), Threat(), Threat(aborted=True, seen=()), launcher=RELOAD | {"reload_s": reload_s}
    )
    batch = run_worlds(case, 0, 1, replications=1)
    raid = batch.results.raids[0]
    assert (raid.rounds_left, raid.rounds_reloading) == (left, reloading)
    assert batch.results.rounds_fired.sum() + left == raid.rounds_loaded == 4 - reloading
    raids = raid_table(case, plain_legend(case), batch)
    assert raids["rounds_reloading"].to_pylist() == [reloading]
    assert np.array_equal(raids["rounds_left"].to_numpy(), [left])


def test_a_launcher_within_its_interval_is_ready_and_its_rounds_are_left():
    case = small_case(Threat(), launcher={"rounds": 4, "interval_s": 1e6})
    raid = run_worlds(case, 0, 1, replications=1).results.raids[0]
    assert (raid.rounds_left, raid.rounds_reloading) == (3, 0)
