"""The engine against SimPy on the SimPy scenario: the same outcomes first, then raids per CPU second.

The ratio is told twice: with every mechanism off that the scenario does not ask for, and with a command above
the fire unit, links, rules of doctrine and duties on, none of which changes an outcome.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

import simpy_scenario as scenario
from simpy_scenario import (
    LAUNCHERS,
    RANGE_MIN_M,
    ROUNDS,
    Draws,
    Outcome,
    Raid,
    draw,
    raids_of,
    run_heap,
    run_simpy,
)
from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.raid.account.results import Results, new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid as RaidTables
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.tables.duties import ClassDuty, DutyTables, RadarDuty, UnitDuty
from skykeep.core.raid.tables.entities import Link, Post
from skykeep.core.raid.vocabulary.codes import DONE, KILLED
from skykeep.core.raid.world import Case
from skykeep.rng import entity_key

MEAN_LEAKERS, MEAN_SHOTS = 0.236, 42.5
"""Published with the scenario."""
NORMAL_QUANTILE_999 = 3.2905
"""Half width of a 99.9 % interval in standard errors."""
PAIRED_RAIDS = 4000
TIMED_RAIDS = 500
"""Raids that each side is timed on: the same ones."""
ENGINE_REPEATS = 20
"""How often the engine plays them at a time: once takes too short a time to be measured well."""
RATIO_GOAL = 70.0
"""The kernel gave up a third of its speed here, where no radar looks, to be read: see decision 17."""


class Engine(NamedTuple):
    """The engine's side, ready to run: the compiled case and room for its results."""

    case: Case
    tables: RaidTables
    results: Results
    raids: int


def case_of(draws: Draws) -> Case:
    """Return the scenario compiled for the engine with the same draws."""
    far_m = scenario.DETECTION_RANGE_M[1]
    defence = AbstractDefence(
        launchers=LAUNCHERS,
        rounds_per_launcher=ROUNDS,
        kill_p=scenario.KILL_P,
        channels=scenario.CHANNELS,
        launch_interval_s=scenario.LAUNCH_INTERVAL_S,
        assessment_s=scenario.ASSESSMENT_S,
        interceptor_speed_mps=scenario.INTERCEPTOR_SPEED_MPS,
        range_min_m=RANGE_MIN_M,
    )
    raid = AbstractRaid(
        threats=scenario.THREATS,
        range_m=far_m,
        speed_mps=scenario.THREAT_SPEED_MPS,
        # every path begins at the farthest range; who is detected closer began that much earlier
        start_s=draws.detection_s - (far_m - draws.detection_range_m) / scenario.THREAT_SPEED_MPS,
        ready_s=draws.detection_s + scenario.REACTION_S,
        kill_u=draws.kill_u,
    )
    return abstract_case(defence, raid, seed=1)


def with_features(case: Case) -> Case:
    """Return the same case with a command above the fire unit, which hears of every engagement and kill over
    a link, with rules of doctrine that are asked at every shot and forbid none, and with duties of a radar
    that always radiates and a fire unit that never loses its command.
    """
    posts, links = Post.table(1, 2), Link.table(1, 2)
    posts[0, 0] = case.posts[0, 0]
    posts["key"][0, 1] = entity_key("command")
    posts["first_unit"][0, 1] = posts["end_unit"][0, 1] = 1
    posts["first_link"], posts["end_link"] = [[0, 1]], [[1, 2]]
    posts["above"], posts["down_link"] = [[1, -1]], [[1, -1]]
    links["key"] = [[entity_key("link/up"), entity_key("link/down")]]
    links["to_post"], links["back"] = [[1, 0]], [[1, 0]]
    links["latency_s"], links["report_s"] = 2.0, 0.1
    doctrine = case.doctrine.copy()
    doctrine["without_rules"] = False
    doctrine["launch_within_m"] = 2.0 * scenario.DETECTION_RANGE_M[1]
    doctrine["keep_out_m"] = doctrine["meet_beyond_m"] = RANGE_MIN_M / 2.0
    doctrine["last_chance_rounds"] = doctrine["priority"] = 1
    radars, units, classes = RadarDuty.table(1, 1), UnitDuty.table(1, 1), ClassDuty.table(1, 1)
    radars["search_share"] = 1.0
    units["above"], units["autonomous_after_s"] = 1, 60.0
    duties = DutyTables(radars, units, classes, np.full((1, 1), -1))
    return case._replace(posts=posts, links=links, doctrine=doctrine, duties=duties)


def engine_of(draws: Draws, *, features: bool = False) -> Engine:
    """Return the engine ready to play the scenario; not part of what is timed."""
    raids = draws.detection_s.shape[0]
    case = with_features(case_of(draws)) if features else case_of(draws)
    return Engine(case, new_raid(case), new_results(case, raids), raids)


def run_engine(engine: Engine) -> None:
    """Run every raid; results go to the tables of the engine."""
    run_raids(engine.case, 0, range(engine.raids), 0, np.inf, engine.tables, engine.results)


def engine_outcomes(engine: Engine) -> list[Outcome]:
    """Return the outcomes of the last run in the form of the twins."""
    killed = engine.results.threats["outcome"] == KILLED
    shots = engine.results.threats["shots"]
    return [
        Outcome(tuple(shot), tuple(kill)) for shot, kill in zip(shots.tolist(), killed.tolist(), strict=True)
    ]


@pytest.fixture(scope="module")
def draws() -> Draws:
    return draw(PAIRED_RAIDS, seed=20260901)


@pytest.fixture(scope="module")
def raids(draws: Draws) -> list[Raid]:
    return raids_of(draws)


def replications_per_cpu_s(
    sides: dict[str, tuple[Callable[[], object], int]], *, rounds: int = 10
) -> dict[str, float]:
    """Return the best rate of each side, taken in turns; the best is what other work disturbed least."""
    best_s = dict.fromkeys(sides, float("inf"))
    for _ in range(rounds):
        for name, (run, _) in sides.items():
            started_s = time.process_time()
            run()
            best_s[name] = min(best_s[name], time.process_time() - started_s)
    return {name: raids / best_s[name] for name, (_, raids) in sides.items()}


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


@pytest.mark.parametrize("features", [False, True])
def test_the_engine_agrees_with_both_twins_threat_by_threat_in_every_raid(
    draws: Draws, raids: list[Raid], features: bool
) -> None:
    engine = engine_of(draws, features=features)
    run_engine(engine)
    assert np.all(engine.results.raids["exit_code"] == DONE)
    outcomes = engine_outcomes(engine)
    assert outcomes == [run_heap(raid) for raid in raids]
    assert outcomes[:TIMED_RAIDS] == [run_simpy(raid) for raid in raids[:TIMED_RAIDS]]


def test_the_pairing_is_by_threat_and_shot(draws: Draws, raids: list[Raid]) -> None:
    """The draws of each threat's neighbour give other outcomes, so equal ones above are no accident."""
    engine = engine_of(draws._replace(kill_u=np.roll(draws.kill_u, 1, axis=1)))
    run_engine(engine)
    pairs = zip(engine_outcomes(engine), raids, strict=True)
    assert sum(outcome == run_heap(raid) for outcome, raid in pairs) == 0


@pytest.mark.benchmark
def test_the_engine_runs_seventy_times_the_raids_of_simpy_per_cpu_second(
    draws: Draws, raids: list[Raid], record_property: Callable[[str, object], None]
) -> None:
    timed = Draws(*(part[:TIMED_RAIDS] for part in draws))
    bare, full = engine_of(timed), engine_of(timed, features=True)
    for engine in (bare, full):
        run_engine(engine)  # compiled, or read from the cache of kernels
    many = TIMED_RAIDS * ENGINE_REPEATS
    rates = replications_per_cpu_s(
        {
            "simpy": (lambda: [run_simpy(raid) for raid in raids[:TIMED_RAIDS]], TIMED_RAIDS),
            "heap": (lambda: [run_heap(raid) for raid in raids[:TIMED_RAIDS]], TIMED_RAIDS),
            "engine": (lambda: [run_engine(bare) for _ in range(ENGINE_REPEATS)], many),
            "engine_with_features": (lambda: [run_engine(full) for _ in range(ENGINE_REPEATS)], many),
        }
    )
    for name, rate in rates.items():
        record_property(f"{name}_replications_per_cpu_s", rate)
    ratio, with_all = (rates[name] / rates["simpy"] for name in ("engine", "engine_with_features"))
    record_property("engine_over_simpy", ratio)
    record_property("engine_with_features_over_simpy", with_all)
    print(
        f"\nreplications per CPU second: SimPy {rates['simpy']:.0f}, plain heap {rates['heap']:.0f}, "
        f"engine {rates['engine']:.0f}, with the features on {rates['engine_with_features']:.0f}; "
        f"engine over SimPy {ratio:.0f}, with the features on {with_all:.0f}"
    )
    assert ratio >= RATIO_GOAL
