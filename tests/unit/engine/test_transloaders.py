"""Transloaders serve launchers one after another: timelines reckoned by hand, and what is left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case
from .wear_cases import conserved, with_wear

LAUNCH_S = 150.0  # a threat that starts at 0 is in reach then


def raid_of(delays, *, launchers, supply, rounds=1, reload_sets=0, **more):
    """Return a case of threats that start at some times, each of which takes one round."""
    threats = [Threat(row=(("delay_s", float(delay)),)) for delay in delays]
    loads = {"rounds": rounds, "reload_sets": reload_sets, "reload_s": 33.0}
    return with_wear(small_case(*threats, launchers=launchers, launcher=loads, **more), supply=supply)


def launches(case):
    """Return when rounds were launched, from the first threat in reach on, and from which launchers."""
    shots = play_raid(case, 0, 0).shots
    order = np.argsort(shots["launch_s"], kind="stable")
    return [(round(float(shots[row].launch_s) - LAUNCH_S, 1), int(shots[row].launcher)) for row in order]


def loaded_at(case):
    """Return when the last load of each launcher is on it, from the first threat in reach on."""
    return (play_raid(case, 0, 0).raid.launchers["reloaded_s"] - LAUNCH_S)[: case.launchers.shape[1]]


def test_one_transloader_loads_launchers_one_after_another():
    case = raid_of([0, 1, 2], launchers=3, supply={"transloaders": 1, "load_s": 60.0, "stock": 3})
    assert loaded_at(case) == pytest.approx([60.0, 120.0, 180.0], abs=0.1)


def test_two_transloaders_load_two_launchers_at_once_and_the_third_waits_for_the_first_that_is_free():
    case = raid_of([0, 10, 20], launchers=3, supply={"transloaders": 2, "load_s": 60.0, "stock": 3})
    assert loaded_at(case) == pytest.approx([60.0, 70.0, 120.0], abs=0.1)


def test_with_a_load_for_each_and_a_transloader_for_each_nobody_waits():
    case = raid_of([0, 10, 20], launchers=3, supply={"transloaders": 3, "load_s": 60.0, "stock": 3})
    assert loaded_at(case) == pytest.approx([60.0, 70.0, 80.0], abs=0.1)


def test_when_nothing_is_at_hand_a_transloader_goes_to_the_depot_and_back_between_two_loads():
    supply = {"transloaders": 1, "load_s": 60.0, "trip_s": 500.0, "stock": 1, "depot": 1}
    assert loaded_at(raid_of([0, 10], launchers=2, supply=supply)) == pytest.approx([60.0, 620.0], abs=0.1)


def test_an_empty_depot_leaves_launchers_empty():
    supply = {"transloaders": 2, "load_s": 60.0, "trip_s": 500.0, "stock": 0, "depot": 1}
    assert loaded_at(raid_of([0, 10], launchers=2, supply=supply)) == pytest.approx([60.0, np.inf], abs=0.1)


def test_loads_that_launchers_would_have_had_are_shared_by_the_transloaders():
    case = raid_of([0, 100, 200], launchers=2, supply={"transloaders": 1, "load_s": 60.0}, reload_sets=1)
    assert launches(case) == [(0.0, 0), (100.0, 1), (200.0, 0)]
    assert loaded_at(case) == pytest.approx([np.inf, 160.0], abs=0.1)


def test_without_transloaders_launchers_load_themselves_as_ever():
    supply = {"transloaders": 0}
    case = raid_of([0, 100, 200], launchers=2, supply=supply, reload_sets=1)
    assert loaded_at(case) == pytest.approx([np.inf, 133.0], abs=0.1)
    plain, supplied = (run_worlds(each, 0, 1, replications=1) for each in (case._replace(wear=None), case))
    for name in ("raids", "threats", "rounds_fired"):
        assert np.array_equal(getattr(plain.results, name), getattr(supplied.results, name))


def test_a_fire_unit_is_exhausted_when_it_has_fired_its_last_round_and_no_load_is_on_its_way():
    supply = {"transloaders": 1, "load_s": 60.0, "stock": 1}
    case = raid_of([0, 100, 200], launchers=1, supply=supply)
    assert launches(case) == [(0.0, 0), (100.0, 0)]
    results = run_worlds(case, 0, 1, replications=1).results
    assert results.units["exhausted_s"][0, 0] - LAUNCH_S == pytest.approx(100.0, abs=0.1)
    plenty = raid_of([0], launchers=1, supply=supply)
    assert run_worlds(plenty, 0, 1, replications=1).results.units["exhausted_s"][0, 0] == np.inf


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=8),
    st.integers(1, 3),
    st.fixed_dictionaries(
        {
            "transloaders": st.integers(0, 3),
            "load_s": st.sampled_from([0.0, 30.0, 120.0]),
            "trip_s": st.sampled_from([0.0, 90.0]),
            "stock": st.integers(-1, 2),
            "depot": st.integers(0, 2),
        }
    ),
    st.integers(0, 2),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 500)), max_size=2),
)
@settings(max_examples=20, deadline=None)
def test_rounds_fired_left_and_lost_are_those_loaded(delays, launchers, supply, sets, strikes):
    threats = [Threat(row=(("delay_s", float(delay)),)) for delay in sorted(delays)]
    threats += [
        Threat(speed_mps=1000.0, row=(("aim_launcher", aim % launchers), ("delay_s", float(delay))))
        for aim, delay in strikes
    ]
    loads = {"rounds": 2, "reload_sets": sets, "reload_s": 33.0, "interval_s": 5.0}
    case = small_case(*threats, launchers=launchers, launcher=loads, doctrine=[[[2, 0, 0]]])
    results = run_worlds(with_wear(case, supply=supply, spares=1), 0, 1, replications=1).results
    row = results.raids[0]
    accounted, loaded = conserved(results)
    assert accounted == loaded
    assert row.rounds_left <= 2 * launchers
    given_loads = max(supply["stock"], 0) + supply["depot"] if supply["stock"] >= 0 else None
    if supply["transloaders"] and given_loads is not None:
        assert loaded + row.rounds_reloading <= 2 * launchers + 2 * given_loads


def test_a_load_that_is_given_back_is_not_lost_with_its_launcher():
    # the second launcher, empty since 151 s, is hit at 180 s, and was to be loaded from 210 s on
    at_launcher = Threat(speed_mps=1000.0, row=(("aim_launcher", 1), ("delay_s", 80.0)))
    threats = [Threat(), Threat(row=(("delay_s", 1.0),)), at_launcher]
    loads = {"transloaders": 1, "load_s": 60.0, "stock": 2}
    case = with_wear(small_case(*threats, launchers=2, launcher={"rounds": 1}), supply=loads)
    results = run_worlds(case, 0, 1, replications=1).results
    assert results.raids[["launchers_lost", "rounds_lost"]].tolist() == [(1, 0)]
    accounted, loaded = conserved(results)
    assert accounted == loaded
