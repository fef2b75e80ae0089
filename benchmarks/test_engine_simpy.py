"""The engine against SimPy on the SimPy scenario: the same outcomes first, then raids per CPU second."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from simpy_scenario import LAUNCHERS, RANGE_MIN_M, ROUNDS, Outcome, Raid, draw, raids_of, run_heap, run_simpy

MEAN_LEAKERS, MEAN_SHOTS = 0.236, 42.5
"""Published with the scenario."""
NORMAL_QUANTILE_999 = 3.2905
"""Half width of a 99.9 % interval in standard errors."""
PAIRED_RAIDS = 2000
TIMED_RAIDS = 500


@pytest.fixture(scope="module")
def raids() -> list[Raid]:
    return raids_of(draw(PAIRED_RAIDS, seed=20260901))


def replications_per_cpu_s(
    run: Callable[[Raid], Outcome], raids: Sequence[Raid], *, rounds: int = 3
) -> float:
    """Return the best rate over several rounds; the best is what the machine's other work disturbed least."""
    best_s = float("inf")
    for _ in range(rounds):
        started_s = time.process_time()
        for raid in raids:
            run(raid)
        best_s = min(best_s, time.process_time() - started_s)
    return len(raids) / best_s


def test_simpy_and_the_plain_heap_agree_threat_by_threat_in_every_raid(raids: list[Raid]) -> None:
    assert all(run_simpy(raid) == run_heap(raid) for raid in raids)


def test_the_twins_give_the_published_means(raids: list[Raid]) -> None:
    outcomes = [run_heap(raid) for raid in raids]
    for published, values in (
        (MEAN_LEAKERS, [outcome.leakers for outcome in outcomes]),
        (MEAN_SHOTS, [sum(outcome.shots) for outcome in outcomes]),
    ):
        error = np.std(values) / np.sqrt(len(values))
        # the published mean has an error of its own, from a run of unstated length: allow it as much again
        assert abs(np.mean(values) - published) < NORMAL_QUANTILE_999 * np.sqrt(2.0) * error


def test_a_raid_never_spends_more_than_it_has(raids: list[Raid]) -> None:
    assert max(sum(run_heap(raid).shots) for raid in raids) <= LAUNCHERS * ROUNDS


def test_a_threat_first_seen_too_close_is_never_shot_at() -> None:
    raid = raids_of(draw(1, seed=3))[0]
    # ready 5 s after detection, a launch then meets it at 0.8 (range - 1250 m): just inside the minimum
    raid.detection_range_m[0] = RANGE_MIN_M / 0.8 + 1250.0 - 1.0
    raid.detection_range_m[1] = RANGE_MIN_M / 0.8 + 1250.0 + 1.0
    raid.detection_s[0] = raid.detection_s[1] = 0.0
    for run in (run_simpy, run_heap):
        outcome = run(raid)
        assert outcome.shots[0] == 0
        assert not outcome.killed[0]
        assert outcome.shots[1] == 1


def test_simpy_replications_per_cpu_second(raids: list[Raid], record_property) -> None:
    simpy_rate = replications_per_cpu_s(run_simpy, raids[:TIMED_RAIDS])
    heap_rate = replications_per_cpu_s(run_heap, raids[:TIMED_RAIDS])
    record_property("simpy_replications_per_cpu_s", simpy_rate)
    record_property("heap_replications_per_cpu_s", heap_rate)
    print(f"\nreplications per CPU second: SimPy {simpy_rate:.0f}, plain heap {heap_rate:.0f}")
    assert heap_rate > simpy_rate
