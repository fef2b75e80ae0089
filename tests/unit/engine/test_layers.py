"""Who engaged whom, and the waterfall of the layers, counted from rounds that were fired."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import KILLED, LEAKED
from skykeep.engine import run_worlds
from skykeep.engine.legend import plain_legend
from skykeep.engine.tables import raid_table, threat_table

from .small_cases import Threat, small_case

TWO = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}]


def two_layers(outer_kill_p, inner_kill_p, *threats, outer=None):
    """An outer layer that meets threats at 50 km and an inner one that reaches 20 km, each for itself."""
    return small_case(
        *(threats or [Threat(row=(("delay_s", 3.0 * number),)) for number in range(6)]),
        units=2,
        posts=TWO,
        unit=[{"max_salvos": 1} | (outer or {}), {"layer": 1, "max_salvos": 1}],
        rounds=[{"kill_p": outer_kill_p}, {"kill_p": inner_kill_p, "range_max_m": 20_000.0}],
    )


def layers_of(case, replications=1):
    """Return the layers of the raids of world 0, [raid, layer]."""
    return run_worlds(case, 0, 1, replications=replications).results.layers


def test_what_the_outer_layer_kills_does_not_come_to_the_inner_one():
    outer, inner = layers_of(two_layers(1.0, 1.0))[0]
    assert (outer.arrived, outer.engaged, outer.killed, outer.passed) == (6, 6, 6, 0)
    assert (inner.arrived, inner.engaged, inner.killed, inner.fired) == (0, 0, 0, 0)


def test_what_passes_the_outer_layer_comes_to_the_inner_one():
    outer, inner = layers_of(two_layers(0.0, 1.0))[0]
    assert (outer.arrived, outer.killed, outer.passed) == (6, 0, 6)
    assert (inner.arrived, inner.engaged, inner.killed, inner.passed) == (6, 6, 6, 0)


def test_what_flies_through_a_busy_layer_has_come_to_it_and_passed_it():
    # the outer layer has one channel, and keeps it until all are past
    busy = two_layers(1.0, 1.0, outer={"target_channels": 1, "assessment_s": 500.0})
    outer, inner = layers_of(busy)[0]
    assert (outer.arrived, outer.engaged, outer.killed, outer.passed) == (6, 1, 1, 5)
    assert (inner.arrived, inner.engaged, inner.killed, inner.passed) == (5, 5, 5, 0)


@pytest.mark.parametrize("why", [{"reaction_s": 500.0}, {"target_channels": 0}, {"max_salvos": 1}], ids=str)
def test_whether_threats_come_to_a_layer_does_not_hang_on_what_it_does(why):
    outer, inner = layers_of(two_layers(0.0, 0.0, outer=why))[0]
    assert (outer.arrived, outer.passed) == (6, 6)
    assert (inner.arrived, inner.passed) == (6, 6)


def test_a_leaker_that_never_comes_within_the_reach_of_a_layer_does_not_come_to_it():
    aside = Threat(start_m=(30_000.0, 100_000.0), end_m=(30_000.0, 0.0))
    outer, inner = layers_of(two_layers(0.0, 0.0, aside))[0]
    assert (outer.arrived, outer.engaged, outer.passed) == (1, 1, 1)
    assert (inner.arrived, inner.engaged, inner.passed) == (0, 0, 0)


def test_what_aborts_comes_to_no_layer():
    outer, inner = layers_of(two_layers(0.0, 0.0, Threat(aborted=True)))[0]
    assert (outer.arrived, inner.arrived) == (0, 0)


@pytest.mark.parametrize(("outer_p", "inner_p"), [(0.5, 0.5), (0.3, 0.8)])
def test_leakage_of_two_layers_is_the_product_of_each(outer_p, inner_p):
    raids = 400
    case = two_layers(outer_p, inner_p)
    results = run_worlds(case, 0, 1, replications=raids).results
    threats = raids * len(case.threats)
    leaked = (results.threats["outcome"] == LEAKED).sum() / threats
    expected = (1 - outer_p) * (1 - inner_p)
    assert leaked == pytest.approx(expected, abs=3.3 * np.sqrt(expected * (1 - expected) / threats))
    layers = results.layers
    assert np.array_equal(layers["arrived"][:, 1], layers["passed"][:, 0])
    assert np.array_equal(layers["passed"][:, 1], results.raids["leakers"])
    assert np.array_equal(layers["fired"].sum(axis=1), results.rounds_fired.sum(axis=1))
    assert np.array_equal(layers["wasted"].sum(axis=1), results.raids["rounds_wasted"])


def test_tables_say_which_unit_engaged_and_killed_whom():
    case = two_layers(0.5, 1.0)
    batch = run_worlds(case, 0, 1, replications=20)
    legend = plain_legend(case)
    threats = threat_table(legend, batch).to_pylist()
    assert {row["engaged_by"] for row in threats} == {"unit-0", "unit-0 unit-1"}
    for row in threats:
        assert (row["killed_by"] is None) == (row["outcome"] != "killed")
        assert row["killed_by"] == ("unit-1" if row["engaged_by"] == "unit-0 unit-1" else "unit-0")
    raids = raid_table(case, legend, batch).to_pydict()
    assert raids["layer_layer-0_passed"] == raids["layer_layer-1_arrived"]


def test_more_units_than_a_number_has_bits_are_told_apart():
    units = 70
    posts = [{"first_unit": number, "end_unit": number + 1} for number in range(units)]
    case = small_case(units=units, posts=posts, rounds=[{"kill_p": 0.0}] * units)
    batch = run_worlds(case, 0, 1, replications=1)
    (row,) = threat_table(plain_legend(case), batch).to_pylist()
    assert row["engaged_by"].split() == [f"unit-{number}" for number in range(units)]


def test_a_threat_that_was_killed_has_its_killer_among_those_who_engaged_it():
    results = run_worlds(two_layers(0.4, 0.4), 0, 1, replications=50).results
    threats = results.threats
    killed = threats["outcome"] == KILLED
    bits = results.engaged_by[..., 0]
    assert np.all((bits[killed] >> threats["killer"][killed]) & 1 == 1)
    assert np.all(threats["killer"][~killed] == -1)
