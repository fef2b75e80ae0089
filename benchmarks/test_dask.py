"""A study on a Dask cluster of this machine against the same study in one thread: CPU and memory.

Goal: at most 10 % more CPU than serial at half-second tasks, that of the caller and the workers together, and
memory of a worker that does not grow with the study. The scheduler, which LocalCluster keeps in the caller's
process, counts with the caller.
"""

import time
from dataclasses import replace

import pytest

import skykeep
from skykeep.study.executors import Sendable, Stop, choose_executor
from skykeep.study.montecarlo import tables_in_memory
from skykeep.study.prepare import prepare

WORLDS, REPLICATIONS = 1_000, 20
LOOK_EVERY = 250
WORKERS = 2
MORE_CPU = 0.10
FLAT = 0.10
EMPTY_TASKS = 300


def memory_mb(client):
    """Return the memory of the larger worker, MB."""

    def own():  # goes to the workers by value: they do not know this file
        import psutil

        return psutil.Process().memory_info().rss / 1e6

    return max(client.run(own).values())


def cpu_s(client):
    """Return the CPU time of all workers so far, s."""
    return sum(client.run(time.process_time).values())


def empty_task_s(executor):
    """Return what one task takes that only goes there and back, s."""

    def there(_thing):
        return None

    def sent(_key):
        return None, there

    begun = time.perf_counter()
    for _ in executor.map(Sendable(str, sent, lambda key, _found: key), range(EMPTY_TASKS), Stop()):
        pass
    return (time.perf_counter() - begun) / EMPTY_TASKS


def test_a_study_on_dask_costs_little_more_than_serial_and_memory_stays_flat():
    distributed = pytest.importorskip("distributed")
    scenario = skykeep.load_scenario("iraq-baghdad-s300pmu2-cruise")
    study = replace(scenario.study, worlds=WORLDS, replications=REPLICATIONS)
    prepared = prepare(replace(scenario, study=study), skykeep.load_catalogue())
    short = replace(prepared.facts, plan=replace(prepared.facts.plan, worlds=2 * LOOK_EVERY // 10))
    tables_in_memory(prepared.case, short)
    begun_s = time.process_time()
    serial = tables_in_memory(prepared.case, prepared.facts)
    serial_s = time.process_time() - begun_s
    local = distributed.LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None)
    with local, distributed.Client(local) as client:
        executor = choose_executor(1, client)
        tables_in_memory(prepared.case, short, executor=executor)
        memory, finished = [memory_mb(client)], []

        def look(worlds):
            finished.append(worlds)
            if sum(finished) % LOOK_EVERY == 0:
                memory.append(memory_mb(client))

        before_s, begun_s, begun_wall_s = cpu_s(client), time.process_time(), time.perf_counter()
        afar = tables_in_memory(prepared.case, prepared.facts, executor=executor, tick=look)
        wall_s, own_s = time.perf_counter() - begun_wall_s, time.process_time() - begun_s
        workers_s = cpu_s(client) - before_s
        empty_s = empty_task_s(executor)
    assert afar.raids.equals(serial.raids)
    raids, chunks = WORLDS * REPLICATIONS, len(prepared.facts.plan.chunks())
    ratio = (own_s + workers_s) / serial_s
    print(
        f"\n{raids} raids in {chunks} tasks: serial {serial_s:.1f} s of CPU, {1e6 * serial_s / raids:.0f} us "
        f"a raid; Dask {workers_s:.1f} s in workers and {own_s:.1f} s in caller and scheduler, {ratio:.2f} "
        f"times serial (goal {1 + MORE_CPU:.2f}), {wall_s:.1f} s with {WORKERS} workers; an empty task "
        f"{1e3 * empty_s:.1f} ms; larger worker {', '.join(f'{each:.0f}' for each in memory)} MB"
    )
    assert memory[-1] <= (1.0 + FLAT) * memory[0]
