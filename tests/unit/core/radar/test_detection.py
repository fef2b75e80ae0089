"""Detection probability against slow second implementations that share nothing with it."""

import itertools
import math

import numpy as np
import pytest
from scipy import integrate, special, stats

from skykeep.core.radar.detection import (
    p_detect,
    p_detect_table,
    required_snr_db,
    shnidman_db,
    threshold,
)
from skykeep.core.radar.look import look_p_detect
from skykeep.textbook.detection import albersheim_db, coherent_p_detect

CASES = [(1, 1e-6), (3, 1e-4), (10, 1e-8)]


def steady_by_marcum(n_pulses: int, pfa: float, snr: float) -> float:
    """Return the tail of a noncentral chi-square with 2 N degrees, as SciPy's statistics compute it."""
    limit = stats.gamma.isf(pfa, n_pulses)
    return float(stats.ncx2.sf(2.0 * limit, 2 * n_pulses, 2.0 * n_pulses * snr))


def fluctuating_by_integration(swerling: int, n_pulses: int, pfa: float, snr: float) -> float:
    """Return the steady probability averaged over the total energy of the pulses, by quadrature."""
    shape = {1: 1, 2: n_pulses, 3: 2, 4: 2 * n_pulses}[swerling]

    def weighted(total: float) -> float:
        density = stats.gamma.pdf(total, shape, scale=n_pulses * snr / shape)
        return float(density * steady_by_marcum(n_pulses, pfa, total / n_pulses))

    far = stats.gamma.isf(1e-13, shape, scale=n_pulses * snr / shape)
    parts = np.linspace(0.0, far, 25)
    return math.fsum(
        integrate.quad(weighted, a, b, epsabs=1e-13, limit=100)[0] for a, b in itertools.pairwise(parts)
    )


@pytest.mark.parametrize(("n_pulses", "pfa"), CASES)
@pytest.mark.parametrize("snr_db", [-3.0, 5.0, 12.0])
def test_steady_target_agrees_with_the_noncentral_chi_square(
    n_pulses: int, pfa: float, snr_db: float
) -> None:
    snr = 10.0 ** (snr_db / 10.0)
    assert float(p_detect(0, n_pulses, pfa, snr)) == pytest.approx(
        steady_by_marcum(n_pulses, pfa, snr), abs=1e-11
    )


@pytest.mark.parametrize("swerling", [1, 2, 3, 4])
@pytest.mark.parametrize(("n_pulses", "pfa"), CASES)
def test_fluctuating_target_agrees_with_integration_over_its_energy(
    swerling: int, n_pulses: int, pfa: float
) -> None:
    for snr in (0.7, 8.0):
        expected = fluctuating_by_integration(swerling, n_pulses, pfa, snr)
        assert float(p_detect(swerling, n_pulses, pfa, snr)) == pytest.approx(expected, abs=2e-10)


def test_simulated_pulses_cross_the_threshold_as_often_as_computed() -> None:
    rng = np.random.default_rng(11)
    runs, n_pulses, pfa, snr = 200_000, 4, 1e-2, 1.5
    limit = threshold(n_pulses, pfa)
    power = {
        0: np.full((runs, 1), snr),
        1: snr * rng.exponential(size=(runs, 1)),
        2: snr * rng.exponential(size=(runs, n_pulses)),
        3: snr * rng.gamma(2.0, 0.5, size=(runs, 1)),
        4: snr * rng.gamma(2.0, 0.5, size=(runs, n_pulses)),
    }
    for swerling, target in power.items():
        noise = rng.normal(size=(2, runs, n_pulses)) * math.sqrt(0.5)
        seen = np.sum((np.sqrt(target) + noise[0]) ** 2 + noise[1] ** 2, axis=1) > limit
        exact = float(p_detect(swerling, n_pulses, pfa, snr))
        assert abs(seen.mean() - exact) < 4.0 * math.sqrt(exact * (1.0 - exact) / runs)


@pytest.mark.parametrize("swerling", range(5))
def test_without_a_target_only_false_alarms_are_left(swerling: int) -> None:
    assert float(p_detect(swerling, 7, 1e-5, 0.0)) == pytest.approx(1e-5, rel=1e-12)
    assert float(p_detect(swerling, 7, 1e-5, 1e12)) == pytest.approx(1.0, abs=1e-9)


def test_required_ratio_of_one_swerling_1_pulse_has_its_closed_form() -> None:
    expected = 10.0 * math.log10(math.log(1e-6) / math.log(0.9) - 1.0)
    assert required_snr_db(1, 1, 1e-6, 0.9) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("pfa", "pd"), [(1e-15, 0.999999), (0.1, 0.1001), (1e-3, 0.00100001)])
def test_required_ratio_is_found_far_from_the_usual_figures(pfa: float, pd: float) -> None:
    for swerling in range(5):
        for n_pulses in (1, 1000):
            snr = 10.0 ** (required_snr_db(swerling, n_pulses, pfa, pd) / 10.0)
            assert float(p_detect(swerling, n_pulses, pfa, snr)) == pytest.approx(pd, rel=1e-9)


def test_shape_of_the_ratios_is_kept() -> None:
    assert p_detect(1, 2, 1e-6, [[1.0, 2.0, 3.0]]).shape == (1, 3)
    assert p_detect(1, 2, 1e-6, 1.0).shape == ()


def test_approximations_stay_within_what_their_authors_say() -> None:
    for n_pulses in (1, 8, 64):
        for pd in (0.5, 0.8, 0.9):
            exact = required_snr_db(0, n_pulses, 1e-6, pd)
            assert abs(albersheim_db(n_pulses, 1e-6, pd) - exact) < 0.3
            assert abs(shnidman_db(0, n_pulses, 1e-6, pd) - exact) < 0.5


@pytest.mark.parametrize("swerling", [1, 2, 3, 4])
def test_the_approximation_for_targets_that_fluctuate_stays_within_half_a_decibel(swerling: int) -> None:
    for n_pulses, pd in itertools.product((1, 8, 64), (0.3, 0.5, 0.8, 0.9)):
        exact = required_snr_db(swerling, n_pulses, 1e-6, pd)
        assert abs(shnidman_db(swerling, n_pulses, 1e-6, pd) - exact) < 0.5


@pytest.mark.parametrize("swerling", range(5))
def test_table_is_close_to_the_exact_probability(swerling: int) -> None:
    table = p_detect_table(swerling, 20, 1e-6)
    snr_db = np.random.default_rng(5).uniform(-35.0, 65.0, 300)
    exact = p_detect(swerling, 20, 1e-6, 10.0 ** (snr_db / 10.0))
    grid_db = (table.snr_first_db, table.snr_step_db)
    looked_up = [look_p_detect(table.p_detect, grid_db, 10.0 ** (value / 10.0)) for value in snr_db]
    assert np.max(np.abs(np.array(looked_up) - exact)) < 1e-4


def test_nothing_is_detected_below_the_table_and_its_end_is_held() -> None:
    p, grid_db = np.array([0.2, 0.4, 0.9]), (-10.0, 10.0)
    assert look_p_detect(p, grid_db, 0.0) == 0.0
    assert look_p_detect(p, grid_db, 0.1) == 0.0
    assert look_p_detect(p, grid_db, 10.0**0.5) == pytest.approx(0.65)
    assert look_p_detect(p, grid_db, 10.0) == 0.9
    assert look_p_detect(p, grid_db, math.inf) == 0.9
    assert look_p_detect(p, grid_db, math.nan) == 0.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, 1, 1e-6, 1.0), "swerling = 5 is not a Swerling case"),
        ((1, 0, 1e-6, 1.0), "n_pulses = 0 is not allowed"),
        ((1, 1, 0.0, 1.0), "p_false_alarm = 0.0 is not allowed"),
        ((1, 1, 1e-6, -1.0), "snr holds a negative number"),
        ((1, 1, 1e-6, math.nan), "snr holds a negative number or no number"),
    ],
)
def test_arguments_out_of_range_are_refused(arguments: tuple[int, int, float, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        p_detect(*arguments)


def test_a_detection_rarer_than_a_false_alarm_is_refused() -> None:
    with pytest.raises(
        ValueError, match="p_required = 1e-07 is not allowed: give a number above p_false_alarm"
    ):
        required_snr_db(1, 1, 1e-6, 1e-7)
    with pytest.raises(ValueError, match="too small for Albersheim"):
        albersheim_db(1, 1e-1, 1e-3)
    with pytest.raises(ValueError, match="the grid is empty"):
        p_detect_table(1, 1, 1e-6, snr_start_db=3.0, snr_stop_db=3.0)


def test_threshold_gives_the_false_alarm_rate_back() -> None:
    for n_pulses, pfa in CASES:
        assert special.gammaincc(n_pulses, threshold(n_pulses, pfa)) == pytest.approx(pfa, rel=1e-12)


def test_adding_voltages_of_known_phase_beats_every_sum_of_powers() -> None:
    for snr_db in (-20.0, -10.0, 0.0):
        ratio = 10.0 ** (snr_db / 10.0)
        assert coherent_p_detect(64, 1e-6, ratio) >= float(p_detect(0, 64, 1e-6, ratio))


def test_without_a_signal_the_coherent_detector_gives_its_false_alarms() -> None:
    assert coherent_p_detect(16, 1e-6, 0.0) == pytest.approx(1e-6, rel=1e-9)
    with pytest.raises(ValueError, match="not decibels"):
        coherent_p_detect(16, 1e-6, -3.0)
