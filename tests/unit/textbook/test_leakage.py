"""Laws of leakers: against enumeration, against one another, and at their limits."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.textbook import layers, leakage, luck
from skykeep.textbook.layers import Battery

counts = st.integers(1, 9)
chances = st.floats(0.0, 1.0)


def is_law(law):
    return math.isclose(law.sum(), 1.0, rel_tol=1e-12) and bool(np.all(law >= -1e-15))


@given(counts, st.integers(0, 5), chances, st.integers(0, 5))
def test_rounds_per_target_are_the_geometric_series(salvo_size, looks, kill_p, more):
    found = leakage.rounds_per_target(salvo_size, looks, kill_p)
    survives = (1.0 - kill_p) ** salvo_size
    if survives < 0.999:
        assert math.isclose(found, salvo_size * (1.0 - survives**looks) / (1.0 - survives), abs_tol=1e-9)
    assert found <= salvo_size * looks + 1e-12
    assert found <= leakage.rounds_per_target(salvo_size, looks + more, kill_p)


def test_rounds_per_target_without_a_kill_are_all_of_them():
    assert leakage.rounds_per_target(2, 3, 0.0) == 6.0
    assert leakage.rounds_per_target(2, 3, 1.0) == 2.0


def enumerated_uncoordinated(targets, shooters, kill_p):
    """Return the law of survivors by going through all choices and all hits."""
    law = np.zeros(targets + 1)
    for aims in itertools.product(range(targets), repeat=shooters):
        for kills in itertools.product((0, 1), repeat=shooters):
            p = math.prod(kill_p if kill else 1.0 - kill_p for kill in kills) / targets**shooters
            law[targets - len({aim for aim, kill in zip(aims, kills, strict=True) if kill})] += p
    return law


@pytest.mark.parametrize(
    ("targets", "shooters", "kill_p"), [(3, 4, 0.6), (1, 3, 0.3), (4, 3, 1.0), (2, 0, 0.5)]
)
def test_uncoordinated_shooters_are_as_enumerated(targets, shooters, kill_p):
    found = leakage.uncoordinated(targets, shooters, kill_p)
    assert found.law == pytest.approx(enumerated_uncoordinated(targets, shooters, kill_p), abs=1e-13)
    assert found.mean == pytest.approx(targets * (1.0 - kill_p / targets) ** shooters)


@given(counts, st.integers(0, 12), chances)
def test_shooters_who_agree_never_leak_more_in_the_mean(targets, rounds, kill_p):
    agreed = leakage.even_volley(targets, rounds, kill_p)
    alone = leakage.uncoordinated(targets, rounds, kill_p)
    assert is_law(agreed.law)
    assert is_law(alone.law)
    assert agreed.mean <= alone.mean + 1e-12


@given(counts, st.integers(0, 6), st.integers(0, 15), chances)
def test_decoys_take_their_share_of_the_rounds(targets, decoy_count, rounds, kill_p):
    found = leakage.decoys(targets, decoy_count, rounds, kill_p)
    objects = targets + decoy_count
    assert is_law(found.law)
    assert found.mean == pytest.approx(targets * (1.0 - kill_p * min(rounds, objects) / objects))
    assert found.mean_rounds == min(rounds, objects)


@given(counts, st.integers(0, 4), chances)
def test_looks_without_errors_are_shoot_look_shoot(targets, looks, kill_p):
    judged = leakage.assessed_looks(targets, looks, kill_p, 0.0, 0.0)
    plain = leakage.shoot_look_shoot(targets, looks, kill_p)
    assert judged.law == pytest.approx(plain.law, abs=1e-12)
    assert judged.mean_rounds == pytest.approx(plain.mean_rounds)


@given(counts, st.integers(1, 4), chances, st.integers(1, 3))
def test_channels_and_rounds_for_all_are_shoot_look_shoot(targets, looks, kill_p, shots):
    ample = layers.channel_rounds(targets, Battery(targets, shots, kill_p, looks, targets * shots * looks))
    plain = leakage.shoot_look_shoot(targets, looks, kill_p, shots)
    assert ample.law == pytest.approx(plain.law, abs=1e-12)
    assert ample.mean_rounds == pytest.approx(plain.mean_rounds)
    one = layers.shared_magazine(targets, looks, kill_p, targets * looks)
    assert one.law == pytest.approx(leakage.shoot_look_shoot(targets, looks, kill_p).law, abs=1e-12)


@given(counts, st.integers(0, 9), st.integers(0, 3), chances, st.integers(0, 3), st.integers(0, 20))
def test_more_channels_or_whole_salvos_never_leak_more(targets, channels, shots, kill_p, fire, magazine):
    battery = Battery(channels, shots, kill_p, fire, magazine)
    found = layers.channel_rounds(targets, battery)
    assert is_law(found.law)
    assert found.mean_rounds <= magazine
    more = layers.channel_rounds(targets, battery._replace(magazine=magazine + max(shots, 1)))
    assert more.mean <= found.mean + 1e-12


@given(counts, st.lists(chances, min_size=1, max_size=4))
def test_layers_multiply_and_their_order_does_not_matter(targets, kill_ps):
    found = layers.independent_layers(targets, kill_ps)
    assert found.mean == pytest.approx(targets * math.prod(1.0 - p for p in kill_ps))
    assert found.law == pytest.approx(layers.independent_layers(targets, kill_ps[::-1]).law, abs=1e-12)


@given(counts, st.lists(chances, min_size=1, max_size=4))
def test_units_without_word_leak_as_layers_do_and_fire_more(targets, kill_ps):
    told, untold = layers.independent_layers(targets, kill_ps), layers.independent_units(targets, kill_ps)
    assert (untold.law == told.law).all()
    assert untold.mean_rounds == targets * len(kill_ps)
    assert told.mean_rounds <= untold.mean_rounds + 1e-9


@given(counts, chances, chances, st.integers(1, 3))
def test_two_layers_with_enough_of_everything_are_the_product(targets, first_p, second_p, shots):
    found = layers.two_layers(targets, Battery(targets, 1, first_p, 1), Battery(targets, shots, second_p, 1))
    product = layers.independent_layers(targets, [first_p, *[second_p] * shots])
    assert found.law == pytest.approx(product.law, abs=1e-12)


@given(counts, chances, chances, st.integers(1, 3), st.integers(0, 4), st.integers(0, 4))
def test_short_layers_leak_at_least_the_product(targets, first_p, second_p, shots, channels, magazine):
    short = layers.two_layers(
        targets, Battery(channels, 1, first_p, 1, magazine), Battery(channels, shots, second_p, 1)
    )
    product = layers.independent_layers(targets, [first_p, *[second_p] * shots])
    assert is_law(short.law)
    assert short.mean >= product.mean - 1e-12


@given(counts, st.integers(0, 3), chances, chances)
def test_a_common_mode_has_the_variance_of_its_correlation(targets, shots, kill_p, track_p):
    found = leakage.common_mode_salvo(targets, shots, kill_p, track_p)
    killed_p = 1.0 - (1.0 - kill_p) ** shots
    share = found.mean / targets
    rho = luck.common_mode_correlation(killed_p, track_p)
    expected = targets * share * (1.0 - share) * (1.0 + (targets - 1) * rho)
    assert found.variance == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: leakage.salvo(-1, 1, 0.5), "targets = -1 is not allowed: give a whole number from 0"),
        (lambda: leakage.salvo(2, 1, 1.5), "kill_p = 1.5 is not allowed: give a number from 0 to 1"),
        (lambda: leakage.salvo(2, 1, math.nan), "kill_p = nan is not allowed"),
        (lambda: leakage.common_mode_salvo(2, 1, 0.5, -0.1), "track_p = -0.1 is not allowed"),
        (lambda: leakage.rounds_per_target(1, 20_000, 0.5), "looks = 20000 is not allowed"),
        (lambda: leakage.even_volley(0, 3, 0.5), "targets = 0 is not allowed: give a whole number from 1"),
        (lambda: leakage.uncoordinated(0, 3, 0.5), "targets = 0 is not allowed"),
        (lambda: leakage.decoys(2, -1, 3, 0.5), "decoy_count = -1 is not allowed"),
        (
            lambda: layers.channel_rounds(501, Battery(1, 1, 0.5, 1)),
            "targets = 501 is not allowed: .* at most 500",
        ),
        (lambda: layers.channel_rounds(5, Battery(1, 1, 0.5, 1, -2)), "magazine = -2 is not allowed"),
        (lambda: layers.independent_layers(5, [0.5, 2.0]), r"kill_ps\[1\] = 2.0 is not allowed"),
    ],
)
def test_what_is_no_count_or_probability_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
