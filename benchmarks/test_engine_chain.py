"""The engine against SimPy on the whole chain: the same outcomes first, then raids per CPU second."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from tests.unit.engine.small_cases import Threat, small_case

import chain_scenario as chain
from chain_scenario import Draws, Outcome, run_simpy
from skykeep.core.kernel.streams import combine_keys, stream_key, uniform
from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.vocabulary.codes import KILLED
from skykeep.core.raid.world import Case
from skykeep.rng import Purpose

RAIDS = 60
ENGINE_REPEATS = 10
RATIO_GOAL = 30.0


def engine_case() -> Case:
    """Return the scenario as the engine has it."""
    azimuths = [0.9 * number for number in range(chain.THREATS)]
    threats = [
        Threat(
            start_m=(chain.FAR_M * math.sin(azimuth), chain.FAR_M * math.cos(azimuth)),
            speed_mps=chain.SPEED_MPS,
            height_m=0.0,
            step_s=chain.NODE_S,
            row=(("delay_s", delay_s),),
        )
        for azimuth, delay_s in zip(azimuths, chain.DELAY_S, strict=True)
    ]
    case = small_case(
        *threats,
        search={"snr_range4_per_m2": chain.SNR_RANGE4_M4, "revisit_s": chain.SEARCH_S},
        engagement={"revisit_s": chain.LOCK_S},
        unit={
            "target_channels": chain.CHANNELS,
            "reaction_s": chain.REACTION_S,
            "operators": chain.OPERATORS,
            "operator_s": chain.OPERATOR_S,
            "assessment_s": chain.ASSESSMENT_S,
        },
        launchers=chain.LAUNCHERS,
        launcher={
            "rounds": chain.ROUNDS,
            "interval_s": chain.INTERVAL_S,
            "reload_s": chain.RELOAD_S,
            "reload_sets": 1,
        },
        rounds={"kill_p": chain.KILL_P, "range_min_m": chain.NEAR_M, "range_max_m": chain.REACH_M},
        luck={"missed_kill": chain.MISSED_KILL_P, "false_kill": chain.FALSE_KILL_P},
        confirm=(chain.CONFIRM_M, chain.CONFIRM_N),
        links=[(0, 0, {"latency_s": chain.LATENCY_S, "report_s": chain.REPORT_S})],
    )
    case.radars["link"][0, 0] = 0
    case.posts["end_link"] = case.posts["first_link"]  # it is the radar's, and the post tells nobody
    return case._replace(p_detect=np.array([chain.P_DETECT]))


def draws_of(case: Case, replication: int) -> Draws:
    """Return the luck of a raid as lists; not part of what is timed."""

    def drawn(purpose: int, entity: np.uint64, count: int) -> float:
        return float(uniform(stream_key(case.seed, purpose, 0), entity, replication, count))

    search, lock = case.radars["key"][0]
    unit = case.units["key"][0, 0]
    phase = drawn(Purpose.SCAN_PHASE, search, 0)
    first = [math.ceil(delay_s / chain.SEARCH_S - phase) for delay_s in chain.DELAY_S]
    keys = case.threats["key"]
    look = [
        [
            drawn(Purpose.DETECT_ACQUISITION, combine_keys(key, search), begin + each)
            for each in range(chain.LOOKS)
        ]
        for key, begin in zip(keys, first, strict=True)
    ]
    kill = [[drawn(Purpose.KILL, key, shot) for shot in range(chain.SHOTS)] for key in keys]
    judge = [
        [drawn(Purpose.ASSESSMENT, combine_keys(key, unit), salvo) for salvo in range(chain.SHOTS)]
        for key in keys
    ]
    return Draws(phase, drawn(Purpose.SCAN_PHASE, lock, 0), look, first, kill, judge)


@pytest.fixture(scope="module")
def case() -> Case:
    return engine_case()


@pytest.fixture(scope="module")
def draws(case: Case) -> list[Draws]:
    return [draws_of(case, replication) for replication in range(RAIDS)]


def outcomes_of(results: object) -> list[Outcome]:
    """Return the outcomes of the engine in the form of the twin."""
    threats = results.threats
    return [
        Outcome(tuple(shots), tuple(killed))
        for shots, killed in zip(
            threats["shots"].tolist(), (threats["outcome"] == KILLED).tolist(), strict=True
        )
    ]


def test_the_engine_agrees_with_simpy_threat_by_threat_in_every_raid(case: Case, draws: list[Draws]) -> None:
    results = new_results(case, RAIDS)
    run_raids(case, 0, range(RAIDS), 0, np.inf, new_raid(case), results)
    told = outcomes_of(results)
    assert told == [run_simpy(each) for each in draws]
    killed = np.array([outcome.killed for outcome in told])
    assert 0.05 < 1.0 - killed.mean() < 0.95, "a raid in which all or nobody is killed shows little"
    fired = [sum(outcome.shots) for outcome in told]
    assert max(fired) > chain.LAUNCHERS * chain.ROUNDS, "nobody needs a reload"


def test_other_draws_give_other_outcomes(case: Case, draws: list[Draws]) -> None:
    results = new_results(case, RAIDS)
    run_raids(case, 0, range(RAIDS), 0, np.inf, new_raid(case), results)
    pairs = zip(outcomes_of(results), draws[1:] + draws[:1], strict=True)
    assert sum(outcome == run_simpy(each) for outcome, each in pairs) == 0


@pytest.mark.benchmark
def test_the_engine_runs_thirty_times_the_raids_of_simpy_per_cpu_second(
    case: Case, draws: list[Draws]
) -> None:
    tables, results = new_raid(case), new_results(case, RAIDS)
    sides = {
        "simpy": lambda: [run_simpy(each) for each in draws],
        "engine": lambda: [
            run_raids(case, 0, range(RAIDS), 0, np.inf, tables, results) for _ in range(ENGINE_REPEATS)
        ],
    }
    best_s = dict.fromkeys(sides, math.inf)
    for _ in range(6):
        for name, run in sides.items():
            began_s = time.process_time()
            run()
            best_s[name] = min(best_s[name], time.process_time() - began_s)
    simpy_rate, engine_rate = RAIDS / best_s["simpy"], RAIDS * ENGINE_REPEATS / best_s["engine"]
    ratio = engine_rate / simpy_rate
    print(f"\nraids per CPU second: SimPy {simpy_rate:.0f}, engine {engine_rate:.0f}; ratio {ratio:.0f}")
    assert ratio >= RATIO_GOAL
