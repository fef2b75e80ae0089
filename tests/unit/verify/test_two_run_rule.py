"""The two-run rule for simulated figures, and the comparison of exact ones."""

import math

import numpy as np
import pytest

from skykeep.verify.casefile import Case, CaseFile
from skykeep.verify.judge import Check, Expected, compare, printed_tolerance
from skykeep.verify.simulated import SimulatedHandler, leaker_figures, leaker_samples, run_simulated
from skykeep.verify.two_run import FIRST_KEY, SECOND_KEY, interval, judge, proportion


def recorder(true_mean: float, calls: list[tuple[int, int]]):
    """Return a simulation of normal values that notes how it was called."""

    def simulate(runs: int, key: int) -> dict[str, np.ndarray]:
        calls.append((runs, key))
        return {"x": np.random.default_rng(key).normal(true_mean, 1.0, runs)}

    return simulate


def test_a_right_simulation_passes_in_one_run() -> None:
    calls: list[tuple[int, int]] = []
    (figure,) = judge(recorder(3.0, calls), {"x": 3.0}, 1000)
    assert figure.passed
    assert calls == [(1000, FIRST_KEY)]


def test_a_wrong_simulation_fails_only_after_ten_times_the_runs_under_another_key() -> None:
    calls: list[tuple[int, int]] = []
    (figure,) = judge(recorder(3.2, calls), {"x": 3.0}, 1000)
    assert not figure.passed
    assert figure.runs == 10_000
    assert calls == [(1000, FIRST_KEY), (10_000, SECOND_KEY)]


def test_no_two_seeds_share_a_key() -> None:
    calls: list[tuple[int, int]] = []
    for seed in range(4):
        judge(recorder(9.0, calls), {"x": 3.0}, 10, seed=seed)
    keys = [key for _, key in calls]
    assert keys[:2] == [FIRST_KEY, SECOND_KEY]
    assert len(set(keys)) == len(keys) == 8


def test_an_unlucky_first_run_is_forgiven_by_the_second() -> None:
    def simulate(runs: int, key: int) -> dict[str, np.ndarray]:
        shift = 0.5 if key == FIRST_KEY else 0.0
        return {
            "x": np.random.default_rng(7).normal(shift, 1.0, runs),
            "y": np.array([0.0, 1.0] * (runs // 2)),
        }

    figures = judge(simulate, {"x": 0.0, "y": 0.5}, 1000)
    assert [figure.passed for figure in figures] == [True, True]
    assert [figure.runs for figure in figures] == [10_000, 1000]


def test_the_interval_holds_the_truth_in_999_of_1000_runs() -> None:
    rng = np.random.default_rng(3)
    missed = sum(not interval(rng.exponential(2.0, 400)).holds(2.0) for _ in range(4000))
    assert missed <= 25
    hits = rng.binomial(500, 0.03, 4000)
    assert sum(not proportion(int(hit), 500).holds(0.03) for hit in hits) <= 25


def test_none_in_many_trials_still_allows_a_rare_event() -> None:
    never = interval(np.zeros(1000))
    assert never.holds(0.0)
    assert never.holds(0.005)
    assert not never.holds(0.02)
    assert interval(np.ones(1000)).holds(0.995)


def test_equal_values_must_be_met_exactly() -> None:
    constant = interval([8.0] * 50)
    assert constant.holds(8.0)
    assert not constant.holds(8.001)
    with pytest.raises(ValueError, match="at least two values"):
        interval([1.0])


def test_equal_values_leave_room_for_what_is_too_rare_to_come_up() -> None:
    always = interval(np.full(40_000, 19.0), 20.0)
    assert always.holds(19.000006)
    assert always.holds(18.999)
    assert not always.holds(19.01)
    assert interval(np.zeros(40_000), 20.0).holds(0.004)


LEAKAGE = {
    "kind": "salvo",
    "params": {"n": 2, "s": 1, "p": 0.5},
    "expected_leakers": 1.0,
    "variance_leakers": 0.5,
    "per_target_kill_prob": 0.5,
    "expected_shots": 2.0,
    "p_zero_leakers": 0.25,
    "leaker_pmf": [0.25, 0.5, 0.25],
}


def played(leak: float) -> list[Check]:
    """Return the checks of a case played with a stated chance that each of two targets leaks."""

    def simulate(case: Case, runs: int, key: int) -> dict:
        leakers = np.random.default_rng(key).binomial(2, leak, runs)
        return leaker_samples(case, leakers, np.full(runs, 2.0), 2)

    handler = SimulatedHandler(
        frozenset({"salvo"}), "engagement", ("params",), leaker_figures, simulate, 2000
    )
    file = CaseFile(None, "engagement/x.json", "engagement", {"cases": [LEAKAGE]})
    (case,) = file.cases()
    assert handler.takes(case)
    return run_simulated(handler, case)


def test_a_played_case_is_judged_on_means_and_on_the_whole_distribution() -> None:
    found = {check.field: check for check in played(0.5)}
    numbers = {name for name, value in LEAKAGE.items() if isinstance(value, float)}
    assert set(found) == numbers | {f"leaker_pmf[{k}]" for k in range(3)}
    assert all(check.passed for check in found.values())


def test_a_played_case_with_wrong_dice_fails() -> None:
    failed = {check.field for check in played(0.55) if not check.passed}
    assert {"expected_leakers", "per_target_kill_prob", "p_zero_leakers"} <= failed
    assert "expected_shots" not in failed


@pytest.mark.parametrize(
    ("value", "tolerance"),
    [(22632.1, 0.05), (101325, 0.5), (101325.0, 0.5), (6.4e-05, 5e-7), (-1.25, 0.005), (1e20, 5e19)],
)
def test_a_printed_number_is_good_to_half_its_last_digit(value: float, tolerance: float) -> None:
    assert printed_tolerance(value) == pytest.approx(tolerance, rel=1e-6)


def test_comparisons_know_absolute_from_relative() -> None:
    absolute, relative = Expected(("abs",), 1e-3), Expected(("rel",), 1e-3, relative=True, floor=1.0)
    assert compare("x", 2.0, 2.002, absolute, {}) == Check("x", pytest.approx(0.002), 1e-3)
    assert compare("x", 2000.0, 2001.0, relative, {}).passed
    assert compare("x", 0.001, 0.0, relative, {}).passed
    assert not compare("x", math.nan, 1.0, absolute, {}).passed
    assert compare("x", math.inf, math.inf, relative, {}).passed
    assert compare("x", 1.0, None, absolute, {}) is None
    assert compare("x", 1.0, 1.5, absolute, {"abs": 1.0}).passed
    assert Check("x", 0.1, 0.0).strain == math.inf
