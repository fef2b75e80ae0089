"""Shared luck, salvo exchanges, repair and messages: against exact fractions and against one another."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from skykeep.textbook import leakage, luck, reliability, salvo_exchange
from skykeep.textbook.salvo_exchange import Aimed

inner = st.floats(0.05, 0.95)
chances = st.floats(0.0, 1.0)


@given(st.integers(1, 30), inner, inner)
def test_one_shot_under_shared_luck_is_beta_binomial(targets, kill_p, correlation):
    found = luck.shared_luck_salvo(targets, 1, kill_p, correlation)
    spread = (1.0 - correlation) / correlation
    killed = betabinom.pmf(np.arange(targets + 1), targets, kill_p * spread, (1.0 - kill_p) * spread)
    assert found.law[::-1] == pytest.approx(killed, abs=1e-11)
    if targets > 1:
        assert luck.correlation_of_counts(targets, found.mean, found.variance) == pytest.approx(correlation)


def rising(start, steps):
    return math.prod((start + step for step in range(steps)), start=Fraction(1))


def shared_luck_in_fractions(targets, shots, kill_p, correlation):
    """Return the law of leakers from the moments of the beta law, in exact fractions."""
    spread = (1 - correlation) / correlation
    a, b = kill_p * spread, (1 - kill_p) * spread

    def all_survive(rounds):
        return rising(b, rounds) / rising(a + b, rounds)

    return [
        math.comb(targets, k)
        * sum(
            math.comb(targets - k, i) * (-1) ** i * all_survive(shots * (k + i))
            for i in range(targets - k + 1)
        )
        for k in range(targets + 1)
    ]


@pytest.mark.parametrize(("targets", "shots"), [(1, 3), (5, 2), (9, 4), (16, 1)])
def test_more_shots_under_shared_luck_are_as_in_fractions(targets, shots):
    exact = shared_luck_in_fractions(targets, shots, Fraction(3, 5), Fraction(1, 4))
    assert sum(exact) == 1
    found = luck.shared_luck_salvo(targets, shots, 0.6, 0.25)
    assert found.law == pytest.approx([float(p) for p in exact], abs=1e-13)


def test_hardly_shared_luck_is_nearly_binomial():
    found = luck.shared_luck_salvo(12, 2, 0.6, 0.001)
    assert found.law == pytest.approx(leakage.salvo(12, 2, 0.6).law, abs=5e-3)


def test_shared_luck_makes_extremes_more_likely():
    shared, alone = luck.shared_luck_salvo(12, 1, 0.6, 0.4), leakage.salvo(12, 1, 0.6)
    assert shared.mean == pytest.approx(alone.mean)
    assert shared.law[0] > 10.0 * alone.law[0]
    assert shared.law[12] > 10.0 * alone.law[12]


@given(chances, chances)
def test_the_common_mode_correlation_is_between_none_and_one(kill_p, track_p):
    assert 0.0 <= luck.common_mode_correlation(kill_p, track_p) <= 1.0


@given(st.integers(0, 8), chances, st.integers(0, 8), chances)
def test_hits_never_exceed_those_of_shots_that_know_no_aim(rounds, well_aimed_p, shots, defence_p):
    aimed = Aimed(rounds, well_aimed_p, shots, defence_p)
    sparing, blind = salvo_exchange.hits(aimed), salvo_exchange.armstrong_hits(aimed)
    numbers = np.arange(rounds + 1)
    assert sparing.sum() == pytest.approx(1.0)
    assert blind.sum() == pytest.approx(1.0)
    assert numbers @ sparing >= numbers @ blind - 1e-12


@given(st.integers(0, 20), chances, st.integers(1, 4), st.integers(0, 6))
def test_losses_stop_at_the_units_there_are(rounds, well_aimed_p, staying_power, units):
    law = salvo_exchange.losses(
        salvo_exchange.hits(Aimed(rounds, well_aimed_p, 0, 0.0)), units, staying_power
    )
    assert law.shape == (units + 1,)
    assert law.sum() == pytest.approx(1.0)
    assert not law[rounds // staying_power + 1 :].any()


@given(st.floats(0, 50), st.floats(0, 9), st.floats(0, 50), st.floats(0, 9), st.floats(0.1, 9))
def test_hughes_loses_from_none_to_all(attackers, offence, defenders, defence, staying):
    lost = salvo_exchange.hughes_loss(attackers, offence, defenders, defence, staying)
    assert 0.0 <= lost <= defenders
    assert lost <= salvo_exchange.hughes_loss(attackers + 1.0, offence, defenders, defence, staying)


@given(st.floats(0.1, 1e7), st.floats(0.1, 1e7))
def test_equipment_works_or_is_repaired(works_s, repair_s):
    up = reliability.availability(works_s, repair_s)
    assert up + reliability.availability(repair_s, works_s) == pytest.approx(1.0)
    assert up >= reliability.availability(works_s, 2.0 * repair_s)


@given(chances, st.integers(0, 50), st.integers(0, 50))
def test_messages_in_two_parts_all_arrive_if_both_do(loss_p, first, second):
    whole = reliability.none_lost_p(loss_p, first + second)
    parts = reliability.none_lost_p(loss_p, first) * reliability.none_lost_p(loss_p, second)
    assert whole == pytest.approx(parts)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: luck.intraclass_correlation(0.5, 0.3), r"variance = 0.3 with mean = 0.5 .* = 0.25"),
        (lambda: luck.intraclass_correlation(1.0, 0.0), "give a mean between 0 and 1"),
        (lambda: luck.correlation_of_counts(1, 0.5, 0.25), "targets = 1 is not allowed"),
        (lambda: luck.correlation_of_counts(4, 4.0, 0.0), "mean = 4.0 of 4 targets is not allowed"),
        (lambda: luck.shared_luck_salvo(4, 1, 0.5, 0.0), "correlation = 0.0 is not allowed"),
        (lambda: luck.shared_luck_salvo(4, 1, 1.0, 0.5), "kill_p = 1.0 is not allowed"),
        (lambda: luck.shared_luck_salvo(100, 11, 0.5, 0.5), "targets times shots = 1100 is not allowed"),
        (lambda: salvo_exchange.hughes_loss(1, 1, 1, 1, 0.0), "staying_power = 0.0 is not allowed"),
        (lambda: salvo_exchange.hughes_loss(1, -1, 1, 1, 1), "offence = -1 is not allowed"),
        (lambda: salvo_exchange.hits(Aimed(4, 1.2, 2, 0.5)), "well_aimed_p = 1.2 is not allowed"),
        (lambda: salvo_exchange.losses(np.ones(1), 3, 0), "staying_power = 0 is not allowed"),
        (lambda: reliability.availability(0.0, 5.0), "failure_mean_s = 0.0 is not allowed"),
        (lambda: reliability.none_lost_p(2.0, 3), "loss_p = 2.0 is not allowed"),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
