"""A thousand worlds of ten raids beside ten thousand raids of one world: what a world costs beside its raids.

Both play as many raids, in one process, by turns, on one core. A world has figures of its own, so its raids
are not those of the one world and take longer or shorter; the third measurement plays the one world's figures
a thousand times, and so tells the cost of worlds as such from that of their raids. CPU seconds, the best of
some turns; kernels are compiled, and places looked at, before.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest

from skykeep.api.inputs import catalogue_of, scenario_of
from skykeep.compiler.cache import process_cache
from skykeep.compiler.scenario import Compiled, compile_scenario
from skykeep.engine import EngineCase, Worker, repeat_world
from skykeep.study.intervals import estimate_outcome
from skykeep.study.plan import Plan

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
RAIDS = 10_000
WORLDS = 1_000
TURNS = 5
GOAL = 1.3
"""Cost of many worlds over that of one."""


def compiled(worlds: int, design: str | None = None) -> Compiled:
    """Return the scenario compiled with some worlds."""
    catalogue = catalogue_of(None)
    scenario = scenario_of(SCENARIO, catalogue)
    study = replace(scenario.study, worlds=worlds, seed=1, design=design)
    return compile_scenario(replace(scenario, study=study), catalogue, cache=process_cache())


def play(case: EngineCase, worlds: int) -> None:
    """Play all raids in so many worlds, in the chunks of a study."""
    plan = Plan(worlds=worlds, replications=RAIDS // worlds)
    worker = Worker(case)
    for chunk in plan.chunks():
        worker.run(chunk.first_world, chunk.end_world, plan.replications)


def cpu_s(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.benchmark
def test_a_thousand_worlds_cost_little_more_than_one(
    record_property: Callable[[str, object], None],
) -> None:
    same = repeat_world(compiled(1).case, 0, WORLDS)
    play(compiled(WORLDS).case, WORLDS)
    best: dict[str, float] = {}
    for _ in range(TURNS):
        for name, work in {
            "one": lambda: play(compiled(1).case, 1),
            "many": lambda: play(compiled(WORLDS).case, WORLDS),
            "compiling": lambda: compiled(WORLDS),
            "same figures": lambda: play(same, WORLDS),
        }.items():
            best[name] = min(best.get(name, float("inf")), cpu_s(work))
    ratio = best["many"] / best["one"]
    record_property("ratio", ratio)
    print(
        f"\n{WORLDS} worlds of {RAIDS // WORLDS} raids: {best['many']:.2f} CPU s, one world of {RAIDS}: "
        f"{best['one']:.2f}: {ratio:.2f} times (goal {GOAL}); of it compiling {best['compiling']:.2f}; with "
        f"the figures of the one world {best['same figures']:.2f} without compiling"
    )
    assert ratio <= GOAL


@pytest.mark.benchmark
def test_worlds_that_are_spread_evenly_compute_a_mean_more_closely_in_as_many_raids() -> None:
    worlds, replications, seeds = 256, 20, range(1, 9)
    catalogue = catalogue_of(None)
    scenario = scenario_of(SCENARIO, catalogue)
    halves: dict[str | None, float] = {}
    for design in (None, "sobol"):
        found = []
        for seed in seeds:
            study = replace(scenario.study, worlds=worlds, seed=seed, design=design)
            case = compile_scenario(replace(scenario, study=study), catalogue, cache=process_cache()).case
            batch = Worker(case).run(0, worlds, replications)
            assert batch is not None
            leakers = batch.leakers.reshape(worlds, replications)
            error = estimate_outcome(leakers, batches=study.batches).mc_error_90
            assert error is not None
            found.append(0.5 * (error[1] - error[0]))
        halves[design] = sum(found) / len(found)
    print(
        f"\nmean leakers in {worlds} worlds of {replications} raids, mean half-width of {len(seeds)} seeds: "
        f"independent {halves[None]:.2f}, sobol {halves['sobol']:.2f}"
    )
    assert halves["sobol"] < 0.5 * halves[None]


@pytest.mark.benchmark
@pytest.mark.parametrize("design", [None, "sobol"])
def test_memory_of_worlds_is_small_beside_the_program(design: str | None) -> None:
    compiled(8, design)
    sizes = {}
    for worlds in (1_024, 4_096):
        tracemalloc.start()
        case = compiled(worlds, design).case
        sizes[worlds] = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del case
    each = (sizes[4_096][0] - sizes[1_024][0]) / 3_072
    most = (sizes[4_096][1] - sizes[1_024][1]) / 3_072
    print(
        f"\n{design or 'independent'}: a world keeps {each / 1e3:.1f} kB, {most / 1e3:.1f} kB while compiled"
    )
    assert each < 20_000
