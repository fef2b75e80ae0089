"""Measures against sums by hand, and against simulations whose truth is known."""

import numpy as np
import pytest

from skykeep.study.measures import (
    bearing_split,
    intraclass_correlation,
    leakage,
    leaker_distribution,
    ledger_means,
    rounds,
)
from skykeep.study.unknowns import correlation_ratio, leading_unknowns, rank_correlation

LAUNCHED = 4


@pytest.fixture
def columns():
    """Three worlds of two raids, four threats each."""
    return {
        "leakers": np.array([[1, 0], [2, 4], [0, 0]]),
        "killed": np.array([[3, 4], [2, 0], [3, 4]]),
        "aborted": np.array([[0, 0], [0, 0], [1, 0]]),
        "engaged": np.array([[4, 4], [3, 0], [3, 4]]),
        "engaged_leakers": np.array([[1, 0], [1, 0], [0, 0]]),
        "decoys_shot_down": np.array([[1, 0], [0, 0], [0, 0]]),
        "rounds_fired": np.array([[5, 6], [4, 0], [3, 6]]),
        "rounds_wasted": np.array([[1, 0], [0, 0], [0, 2]]),
        "rounds_at_decoys": np.array([[1, 1], [0, 0], [0, 0]]),
        "rounds_left": np.array([[1, 0], [2, 6], [3, 0]]),
        "rounds_reloading": np.array([[4, 0], [0, 0], [0, 0]]),
        "rounds_loaded": np.array([[6, 6], [6, 6], [6, 6]]),
        "rounds_not_ready": np.array([[2, 0], [4, 0], [0, 0]]),
        "fired_long": np.array([[5, 0], [0, 0], [0, 0]]),
        "fired_short": np.array([[0, 6], [4, 0], [3, 6]]),
        "ledger_missed": np.array([[1, 0], [1, 0], [0, 0]]),
        "ledger_not_detected": np.array([[0, 0], [1, 4], [0, 0]]),
    }


def test_the_ledger_sums_to_the_mean_of_leakers(columns):
    found = ledger_means(columns)
    assert found == {"missed": 2 / 6, "not_detected": 5 / 6}
    assert sum(found.values()) == pytest.approx(columns["leakers"].mean())


def test_the_distribution_counts_raids_up_to_all_threats(columns):
    assert leaker_distribution(columns["leakers"], LAUNCHED) == [3, 1, 1, 0, 1]


def test_leakage_has_its_own_denominators(columns):
    found = leakage(columns, LAUNCHED)
    assert found["launched"]["value"] == pytest.approx(7 / 24)
    assert found["threatening"]["value"] == pytest.approx(7 / 23)
    assert found["engaged"]["value"] == pytest.approx(2 / 18)
    assert found["engaged"]["denominator_mean"] == 3.0


def test_leakage_of_the_engaged_is_null_where_nothing_is_engaged(columns):
    nothing = columns | {"engaged": columns["engaged"] * 0, "engaged_leakers": columns["engaged"] * 0}
    assert leakage(nothing, LAUNCHED)["engaged"] is None


def test_rounds_are_counted_by_interceptor_and_per_kill(columns):
    found = rounds(columns)
    assert found["rounds_fired"]["mean"] == 4.0
    assert found["rounds_wasted"]["mean"] == 0.5
    assert found["rounds_at_decoys"]["mean"] == pytest.approx(1 / 3)
    by_interceptor = found["rounds_fired_by_interceptor"]
    assert {name: each["mean"] for name, each in by_interceptor.items()} == {"long": 5 / 6, "short": 19 / 6}
    assert all(
        low <= each["mean"] <= high
        for each in by_interceptor.values()
        for low, high in (each["mc_error_90"],)
    )
    assert found["rounds_per_kill"]["value"] == pytest.approx(24 / 17)
    assert found["p_no_round_left"]["mean"] == pytest.approx(2 / 6)
    assert found["rounds_reloading"]["mean"] == pytest.approx(4 / 6)


@pytest.mark.parametrize(("rho", "share"), [(0.0, 0.3), (0.3, 0.5), (0.6, 0.2)])
def test_the_intraclass_correlation_of_beta_binomial_raids_is_found(rho, share):
    rng = np.random.default_rng(7)
    if rho == 0.0:
        leakers = rng.binomial(24, share, (200, 50))
    else:
        spread = 1.0 / rho - 1.0
        leakers = rng.binomial(24, rng.beta(share * spread, (1.0 - share) * spread, (200, 50)))
    found = intraclass_correlation(leakers, 24)
    assert found["all_raids"] == pytest.approx(rho, abs=0.02)
    assert found["within_world_mean"] == pytest.approx(rho, abs=0.03)


@pytest.mark.parametrize(("leakers", "launched"), [([[0, 0]], 5), ([[5, 5]], 5), ([[0, 1]], 1), ([[2]], 4)])
def test_an_intraclass_correlation_without_meaning_is_null(leakers, launched):
    assert intraclass_correlation(np.array(leakers), launched)["all_raids"] is None


def test_bearings_are_split_by_eighths_centred_on_north():
    leakers = np.array([[1, 3], [5, 7]])
    bearings_rad = np.radians([[350.0, 10.0], [90.0, 100.0]])
    rows = bearing_split(leakers, bearings_rad)
    assert [(row["centre_deg"], row["raids"], row["leakers_mean"]) for row in rows] == [
        (0.0, 2, 2.0),
        (90.0, 2, 6.0),
    ]
    assert bearing_split(leakers, np.full((2, 2), np.nan)) == []


def test_rank_correlation_is_spearmans_with_ties():
    from scipy.stats import spearmanr

    rng = np.random.default_rng(3)
    first, second = rng.integers(0, 5, 60).astype(float), rng.normal(size=60)
    second += first
    assert rank_correlation(first, second) == pytest.approx(spearmanr(first, second).statistic)
    assert rank_correlation(np.ones(60), second) == 0.0


def test_the_unknown_that_decides_comes_first_and_the_rest_is_called_noise():
    rng = np.random.default_rng(4)
    figures = {f"system/figure_{number}": rng.random(200) for number in range(40)}
    figures["system/decides"] = rng.random(200)
    figures["system/same_draw"] = 3.0 * figures["system/decides"]
    figures["system/fixed"] = np.ones(200)
    means = 10.0 - 5.0 * figures["system/decides"] + rng.normal(0.0, 0.5, 200)
    found = leading_unknowns(figures, means)
    first, *rest = found["rows"]
    assert (first["figure"], first["same_draw"]) == ("system/decides", ["system/same_draw"])
    assert first["stands_out"]
    assert first["rho"] < -0.9
    assert first["leakers_mean_lowest_third"] > first["leakers_mean_highest_third"] + 2.0
    assert [row["stands_out"] for row in rest] == [False, False]
    assert found["figures"] == 42


def test_noise_rarely_stands_out():
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(200):
        figures = {f"figure_{number}": rng.random(100) for number in range(30)}
        rows = leading_unknowns(figures, rng.random(100))["rows"]
        hits += any(row["stands_out"] for row in rows)
    assert hits <= 8  # one study in a hundred, give or take


@pytest.mark.parametrize(("worlds", "means"), [(49, None), (100, 3.0)])
def test_there_is_no_first_look_without_worlds_or_differences(worlds, means):
    rng = np.random.default_rng(6)
    found = leading_unknowns(
        {"figure": rng.random(worlds)}, rng.random(worlds) if means is None else np.full(worlds, means)
    )
    assert found["rows"] == []


def test_alternatives_are_measured_by_what_they_explain_and_make_one_row():
    rng = np.random.default_rng(8)
    doctrine = rng.integers(0, 3, 200).astype(float)
    means = np.array([5.0, 9.0, 5.0])[doctrine.astype(int)] + rng.normal(0.0, 1.0, 200)
    figures = {"doctrine/firing": doctrine, "doctrine/firing/srbm": np.minimum(doctrine + 1.0, 2.0)}
    figures |= {f"figure_{number}": rng.random(200) for number in range(20)}
    ids = ("one", "two", "three")
    first, *rest = leading_unknowns(figures, means, dict.fromkeys(list(figures)[:2], ids))["rows"]
    assert (first["figure"], first["same_draw"]) == ("doctrine/firing", ["doctrine/firing/srbm"])
    assert first["stands_out"]
    assert first["alternatives"] == {
        name: pytest.approx(means[doctrine == place].mean()) for place, name in enumerate(ids)
    }
    assert not any(row["stands_out"] or row["alternatives"] for row in rest)


def test_the_correlation_ratio_of_two_alternatives_is_the_size_of_the_rank_correlation():
    rng = np.random.default_rng(9)
    places, values = rng.integers(0, 2, 80).astype(float), rng.normal(size=80)
    assert correlation_ratio(places, values) == pytest.approx(abs(rank_correlation(places, values)))
    assert correlation_ratio(places, np.ones(80)) == 0.0


def test_alternatives_that_decide_nothing_rarely_stand_out():
    rng = np.random.default_rng(10)
    hits = 0
    for _ in range(300):
        drawn = rng.integers(0, 3, 100).astype(float)
        rows = leading_unknowns({"doctrine": drawn}, rng.random(100), {"doctrine": ("a", "b", "c")})["rows"]
        hits += rows[0]["stands_out"]
    assert hits <= 9  # one study in a hundred, give or take
