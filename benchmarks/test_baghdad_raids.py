"""One S-300PMU-2 battalion at Baghdad against 24 cruise missiles over the ground: raids in a second."""

from __future__ import annotations

import dataclasses
import os
import time

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.scenario.file import read_scenario
from skykeep.study.executors import choose_executor
from skykeep.study.montecarlo import run_in_memory
from skykeep.study.prepare import prepare

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
WORLDS, REPLICATIONS = 500, 20
GOAL_S = 5.0
"""For 10,000 raids on two cores, compiling the scenario apart."""


@pytest.mark.benchmark(group="baghdad")
def test_ten_thousand_raids_on_baghdad(benchmark):
    scenario = read_scenario(SCENARIO)
    study = dataclasses.replace(scenario.study, worlds=WORLDS, replications=REPLICATIONS)
    began = time.perf_counter()
    prepared = prepare(dataclasses.replace(scenario, study=study), load_catalogue())
    compiled_s = time.perf_counter() - began
    executor = choose_executor(2)
    run_in_memory(prepared.case, prepared.facts, executor=executor)  # compiles the kernels
    raids, summary = benchmark.pedantic(
        run_in_memory, (prepared.case, prepared.facts), {"executor": executor}, rounds=3
    )
    assert raids.num_rows == WORLDS * REPLICATIONS
    spent_s = benchmark.stats.stats.median if benchmark.enabled else float("nan")
    print(
        f"\n{raids.num_rows} raids in {spent_s:.2f} s on 2 of {os.cpu_count()} cores (goal {GOAL_S:.0f} s), "
        f"tables and summary included; compiling the scenario {compiled_s:.2f} s; "
        f"leakers {summary['leakers']['mean']:.2f} of 24"
    )
