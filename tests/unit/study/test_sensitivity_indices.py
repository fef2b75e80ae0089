"""Elementary effects and variance shares against functions whose answers are known in closed form."""

import numpy as np
import pytest

from skykeep.study.sensitivity.design import mixed, sample, trajectories
from skykeep.study.sensitivity.elementary import elementary_effects, screened
from skykeep.study.sensitivity.indices import first_and_total, remainder, share_row, split_of

COEFFICIENTS = np.array([5.0, -3.0, 1.0, 0.0])
ADDITIVE = np.array([3.0, 2.0, 2.0, 1.0, 0.0])
"""Weights of uniforms: variances 9, 4, 4, 1 and 0 of 12."""


def names_of(count):
    return [f"x{number}" for number in range(count)]


def alone(count):
    return {name: (place,) for place, name in enumerate(names_of(count))}


def indices(model, parts, columns, rows, seed=1):
    """Return the split of a model, through the samples and mixtures that a study plays."""
    a, b = (sample(names_of(columns), rows, seed, label) for label in ("first", "second"))
    points = [a, b, *(mixed(a, b, part) for part in parts.values())]
    first, second, *between = model(points)
    return split_of(first, second, dict(zip(parts, between, strict=True)), seed=seed)


def ishigami(points):
    """Ishigami and Homma (1990), a = 7, b = 0.1, on three uniforms from -pi to pi."""
    found = []
    for each in points:
        x = np.pi * (2.0 * each - 1.0)
        y = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
        found.append(y[:, None])
    return found


def test_the_indices_of_ishigami_are_those_in_closed_form():
    a, b = 7.0, 0.1
    v1 = 0.5 * (1.0 + b * np.pi**4 / 5.0) ** 2
    v2, v13 = a**2 / 8.0, b**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = v1 + v2 + v13
    split = indices(ishigami, alone(3), 3, 16_384)
    assert split.whole[0] == pytest.approx(whole, rel=0.02)
    for name, first, total in (("x0", v1, v1 + v13), ("x1", v2, v2), ("x2", 0.0, v13)):
        found = first_and_total(split, name)
        assert found["first"]["share"] == pytest.approx(first / whole, abs=0.02)
        assert found["total"]["share"] == pytest.approx(total / whole, abs=0.02)
        assert found["total"]["share_90"][0] < total / whole < found["total"]["share_90"][1]
    assert remainder(split, names_of(3))["share"] == pytest.approx(v13 / whole, abs=0.03)


def test_without_noise_the_indices_are_those_of_scipy_on_the_same_points():
    from scipy.stats import sobol_indices

    split = indices(ishigami, alone(3), 3, 1_024)
    a, b = (sample(names_of(3), 1_024, 1, label) for label in ("first", "second"))
    f_a, f_b, *f_ab = (found[:, 0] for found in ishigami([a, b, *(mixed(a, b, (i,)) for i in range(3))]))
    theirs = sobol_indices(
        func={"f_A": f_a[None], "f_B": f_b[None], "f_AB": np.array(f_ab)[:, None]}, n=1_024
    )
    for place, name in enumerate(names_of(3)):
        found = first_and_total(split, name)
        assert found["first"]["share"] == pytest.approx(float(np.ravel(theirs.first_order)[place]), abs=2e-3)
        assert found["total"]["share"] == pytest.approx(float(np.ravel(theirs.total_order)[place]), abs=2e-3)


def additive(points, noise=0.0, replications=1, alike=0.0, seed=5):
    """Return an additive model with luck of known variance: of a row, shared by all sets, and of a point."""
    found = []
    shared = np.random.default_rng((seed, 1_000)).normal(0.0, 1.0, (len(points[0]), replications))
    for number, each in enumerate(points):
        own = np.random.default_rng((seed, number)).normal(0.0, 1.0, (len(each), replications))
        luck = np.sqrt(alike) * shared + np.sqrt(noise) * own
        found.append((each @ ADDITIVE)[:, None] + luck)
    return found


def test_the_variance_splits_into_the_known_components_and_a_group_into_those_of_its_figures():
    groups = {"both": (0, 1), "one": (2,), "rest": (3, 4)}
    split = indices(additive, groups | alone(5), 5, 20_000)
    assert split.whole[0] == pytest.approx(18.0 / 12.0, rel=0.02)
    for name, variance in {"both": 13.0, "one": 4.0, "rest": 1.0, "x0": 9.0, "x4": 0.0}.items():
        found = first_and_total(split, name)
        assert found["first"]["share"] == pytest.approx(variance / 18.0, abs=0.02)
        assert found["total"]["share"] == pytest.approx(variance / 18.0, abs=0.02)
    assert remainder(split, list(groups))["share"] == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize(("noise", "alike"), [(4.0, 0.0), (0.0, 4.0), (2.0, 2.0)])
def test_known_noise_of_few_raids_is_taken_off(noise, alike):
    def model(points):
        return additive(points, noise=noise, replications=3, alike=alike)

    split = indices(model, alone(5), 5, 20_000)
    assert split.noise[0] == pytest.approx((noise + alike) / 3.0, rel=0.03)
    assert split.whole[0] == pytest.approx(1.5, rel=0.05)
    for name, weight in zip(names_of(5), ADDITIVE, strict=True):
        found = first_and_total(split, name)
        assert found["first"]["share"] == pytest.approx(weight**2 / 18.0, abs=0.04)
        assert found["total"]["share"] == pytest.approx(weight**2 / 18.0, abs=0.04)


def test_a_model_of_luck_alone_has_no_separable_variance():
    split = indices(
        lambda points: [
            np.random.default_rng((3, number)).normal(0.0, 1.0, (len(each), 4))
            for number, each in enumerate(points)
        ],
        alone(2),
        2,
        400,
    )
    assert not split.separable
    assert share_row(split.first["x0"], np.full(501, -1.0)) == {"share": None, "share_90": None}


def test_morris_on_a_linear_model_gives_its_coefficients():
    design = trajectories(alone(4), names_of(4), 12, seed=1)
    effects = elementary_effects(
        lambda points: [(each @ COEFFICIENTS)[:, None] for each in points], design, alone(4)
    )
    for row, slope in zip(screened(effects, names_of(4)), COEFFICIENTS, strict=True):
        assert row["mu"] == pytest.approx(slope)
        assert row["mu_star"] == row["effect"] == pytest.approx(abs(slope))
        assert row["sigma"] == pytest.approx(0.0, abs=1e-9)
        assert row["mu_90"] == pytest.approx([slope, slope])


def test_every_trajectory_moves_every_factor_once_by_half_of_its_range():
    factors = {"a": (0,), "b": (1, 2), "c": (3,)}
    design = trajectories(factors, names_of(4), 40, seed=2)
    assert len(design.points) == 4
    assert np.array_equal(np.sort(design.moved, axis=0), np.repeat([[0], [1], [2]], 40, axis=1))
    assert np.array_equal(np.abs(design.points[-1] - design.points[0]), np.full((40, 4), 0.5))
    assert all(each.min() > 0.0 and each.max() < 1.0 for each in design.points)
    assert len(np.unique(design.points[0])) == 4


def test_luck_is_taken_off_effects_and_told_apart_from_them():
    factors, names, rng = alone(4), names_of(4), np.random.default_rng(4)

    def model(points):
        return [(each @ COEFFICIENTS)[:, None] + rng.normal(0.0, 1.0, (len(each), 5)) for each in points]

    rows = screened(elementary_effects(model, trajectories(factors, names, 2_000, seed=3), factors), names)
    for row, slope in zip(rows, COEFFICIENTS, strict=True):
        assert row["noise"] == pytest.approx(np.sqrt(2.0 / 5.0) / 0.5, rel=0.05)
        assert row["effect"] == pytest.approx(abs(slope), abs=0.2)
        assert row["sigma"] < 0.35
    assert rows[3]["mu_star"] == pytest.approx(rows[3]["luck_alone"], rel=0.05)


@pytest.mark.slow
def test_intervals_of_shares_hold_the_truth_about_as_often_as_they_say():
    held = {"first": 0, "total": 0}
    for seed in range(300):
        split = indices(
            lambda points, seed=seed: additive(points, noise=1.0, replications=4, alike=1.0, seed=seed),
            {"x0": (0,)},
            5,
            512,
            seed=seed,
        )
        for order, found in first_and_total(split, "x0").items():
            held[order] += found["share_90"][0] <= 0.5 <= found["share_90"][1]
    assert all(0.87 <= count / 300 <= 0.93 for count in held.values()), held
