"""Luck that a raid shares: the engine against the beta-binomial law, and where it is off."""

import numpy as np
import pytest
from scipy import stats

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.compiler.levers import part_of_the_way, with_kill_p
from skykeep.compiler.shared_kill import PARTS, beta_parts, raid_kill_law
from skykeep.engine import repeat_world, run_worlds
from skykeep.textbook.luck import correlation_of_counts, intraclass_correlation

from .small_cases import Threat, small_case

THREATS, KILL_P, ALIKE = 6, 0.6, 0.3


def shots_at_once(correlation, raids, kill_p=KILL_P):
    """Return the leakers of raids at each of which one round is fired at each of six threats."""
    zero = np.zeros((1, THREATS))
    defence = AbstractDefence(
        launchers=1,
        rounds_per_launcher=THREATS,
        kill_p=kill_p,
        flight_time_s=20.0,
        max_salvos=1,
        raid_kill_share=correlation,
    )
    raid = AbstractRaid(threats=THREATS, range_m=9000.0, speed_mps=300.0, start_s=zero, ready_s=zero)
    case = abstract_case(defence, raid, seed=11)
    return run_worlds(case, 0, 1, replications=raids).results.raids["leakers"]


def test_one_shot_at_each_threat_of_a_raid_is_beta_binomial_in_the_engine():
    raids = 1200
    leakers = shots_at_once(ALIKE, raids)
    spread = (1.0 - ALIKE) / ALIKE
    law = stats.betabinom(THREATS, (1.0 - KILL_P) * spread, KILL_P * spread)
    seen = np.bincount(leakers, minlength=THREATS + 1)
    assert stats.chisquare(seen, raids * law.pmf(np.arange(THREATS + 1))).pvalue > 0.001
    found = correlation_of_counts(THREATS, leakers.mean(), leakers.var(ddof=1))
    assert found == pytest.approx(ALIKE, abs=0.06)


def test_without_shared_luck_the_same_raids_are_binomial():
    raids = 600
    seen = np.bincount(shots_at_once(0.0, raids), minlength=THREATS + 1)
    expected = raids * stats.binom(THREATS, 1.0 - KILL_P).pmf(np.arange(THREATS + 1))
    assert stats.chisquare([seen[:4].sum(), *seen[4:]], [expected[:4].sum(), *expected[4:]]).pvalue > 0.001


@pytest.mark.parametrize("mean", [0.02, 0.3, 0.65, 0.9])
@pytest.mark.parametrize("alike", [0.02, 0.1, 0.3])
def test_parts_of_a_law_have_its_mean_and_the_intraclass_correlation_asked_for(mean, alike):
    (parts,) = beta_parts(np.array([mean]), np.array([alike]))
    assert len(parts) == PARTS
    assert np.all(np.diff(parts) >= -1e-6)
    assert parts.mean() == pytest.approx(mean, rel=1e-8)
    assert intraclass_correlation(mean, parts.var()) == pytest.approx(alike, rel=0.02)


def test_a_law_about_what_is_certain_is_that_and_one_without_width_the_mean():
    parts = beta_parts(np.array([0.0, 1.0, 0.4]), np.array([0.3, 0.3, 0.0]))
    assert np.array_equal(parts, np.repeat([[0.0], [1.0], [0.4]], PARTS, axis=1))


def test_no_law_is_made_where_no_world_shares_luck():
    kill_p = np.full((2, 1, 1), 0.5)
    assert raid_kill_law(kill_p, 0.0) is None
    law = raid_kill_law(kill_p, np.array([0.0, 0.2]))
    assert np.ptp(law[0]) == 0.0 < np.ptp(law[1])


def test_all_classes_and_rounds_of_a_raid_have_their_luck_together():
    law = raid_kill_law(np.array([[[0.3, 0.6]]]), 0.2)
    assert np.all(np.diff(law[0, 0], axis=-1) >= 0.0)
    case = small_case(*[Threat() for _ in range(4)], rounds={"kill_p": 0.5}, unit={"max_salvos": 1})._replace(
        raid_kill_p=np.array([[[[0.0, 1.0]]]])
    )
    leakers = run_worlds(case, 0, 1, replications=40).results.raids["leakers"]
    assert set(leakers) == {0, 4}


def test_levers_on_the_kill_probability_move_or_lift_the_shared_luck():
    law = raid_kill_law(np.array([[[0.5]]]), 0.2)
    case = small_case(rounds={"kill_p": 0.5})._replace(raid_kill_p=law)
    assert with_kill_p(case, 0.9).raid_kill_p is None
    moved = part_of_the_way(case, 0.5, rounds_factor=1.0, eyes_m=0.0)
    assert moved.raid_kill_p.mean() == pytest.approx(moved.kill_p.mean()) == pytest.approx(0.75)


def test_worlds_that_repeat_one_have_the_law_of_that_one():
    case = small_case(rounds={"kill_p": 0.5})
    both = {name: np.repeat(table, 2, axis=0) for name, table in case.drawn().items()}
    case = case._replace(**both, raid_kill_p=np.array([[[[0.0]]], [[[1.0]]]]))
    leakers = run_worlds(repeat_world(case, 1, 3), 0, 3, replications=2).results.raids["leakers"]
    assert not leakers.any()
