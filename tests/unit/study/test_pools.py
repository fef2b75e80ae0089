"""Workers in other processes: the bytes of serial; nothing finished is lost with a worker or a scheduler."""

import os
import pickle
import signal
import subprocess
import sys
from dataclasses import replace
from operator import itemgetter

import numpy as np
import pytest

import skykeep
from skykeep.errors import ExecutorError, UsageError
from skykeep.study.executors import Sendable, Stop, choose_executor
from skykeep.study.executors.sendable import LARGE_BYTES, Parcel, packed, play_sent
from skykeep.study.montecarlo import run_into_folder
from skykeep.study.outcomes import play_worlds
from skykeep.study.prepare import prepare

pytestmark = pytest.mark.filterwarnings("ignore")
"""What distributed warns of on its way out is its own."""
FILES = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")
WORLDS = 200


@pytest.fixture(scope="module")
def prepared():
    """Return a small case in worlds enough for eight chunks."""
    scenario = skykeep.load_scenario("iraq-baghdad-s300pmu2-cruise")
    scenario = replace(scenario, study=replace(scenario.study, worlds=WORLDS, replications=2))
    return prepare(scenario, skykeep.load_catalogue())


@pytest.fixture(scope="module")
def serial(prepared, tmp_path_factory):
    """Return the folder that one thread writes."""
    folder = tmp_path_factory.mktemp("serial") / "run"
    run_into_folder(prepared.case, prepared.facts, folder)
    return folder


def cluster(**more):
    """Return a Dask cluster of two processes of this machine."""
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, **more)


def same_bytes(folder, other):
    """Return whether all tables and the summary of two folders are the same bytes."""
    return all((folder / name).read_bytes() == (other / name).read_bytes() for name in FILES)


def larger(thing, amount):
    """Return the sum of an array and an amount: something that a worker can import by its name."""
    return float(thing["array"].sum()) + amount


def test_a_packed_thing_comes_out_as_it_went_in_and_its_large_arrays_are_shared():
    array = np.arange(LARGE_BYTES, dtype=np.uint8)
    first, second = {"array": array, "name": "a"}, {"array": array, "name": "b"}
    head, parts = packed(first)
    other, more = packed(second)
    assert head.digest != other.digest
    assert [part.digest for part in parts] == [part.digest for part in more]
    assert len(head.data) < 1_000
    (shared,) = play_sent(head, parts, [lambda thing: thing])
    (again,) = play_sent(other, [], [lambda thing: thing])
    assert shared["name"] == "a"
    assert again["array"] is shared["array"]
    assert np.array_equal(shared["array"], array)


def test_a_parcel_may_lie_in_a_file(tmp_path):
    head, parts = packed({"array": np.zeros(LARGE_BYTES)})
    for parcel in (head, *parts):
        (tmp_path / parcel.digest).write_bytes(parcel.data)
    files = [Parcel(parcel.digest, tmp_path / parcel.digest) for parcel in (head, *parts)]
    assert play_sent(files[0], files[1:], [lambda thing: larger(thing, 2.0)]) == [2.0]


def test_a_legend_goes_through_a_pickle(prepared):
    legend = prepared.legend
    found = pickle.loads(pickle.dumps(legend))
    assert found.threats == legend.threats
    assert {name: values.tolist() for name, values in found.figures.items()} == {
        name: values.tolist() for name, values in legend.figures.items()
    }


def test_processes_give_the_bytes_of_one_thread_and_do_here_what_cannot_be_sent(prepared, serial, tmp_path):
    executor = choose_executor(2, "processes")
    run_into_folder(prepared.case, prepared.facts, tmp_path / "run", executor=executor)
    assert same_bytes(tmp_path / "run", serial)
    assert sorted(executor.map(lambda key: key * 10, range(5), Stop())) == [0, 10, 20, 30, 40]
    one, two = (play_worlds([prepared.case], range(50), 2, executor=who)[0] for who in (None, executor))
    assert np.array_equal(one.ledger, two.ledger)


def test_an_error_of_a_task_in_a_process_reaches_the_caller():
    task = Sendable(
        lambda key: key, lambda key: ({"there": key}, itemgetter("not there")), lambda key, found: found
    )
    with pytest.raises(KeyError, match="not there"):
        list(choose_executor(1, "processes").map(task, [1], Stop()))


def test_a_killed_worker_costs_nothing_but_time(prepared, serial, tmp_path):
    with cluster() as workers:
        executor = choose_executor(1, "dask", workers.scheduler_address)
        finished = []

        def kill_one_in_the_middle(worlds):
            finished.append(worlds)
            if len(finished) == 2:
                pids = executor._client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)

        run_into_folder(
            prepared.case, prepared.facts, tmp_path / "run", executor=executor, tick=kill_one_in_the_middle
        )
        executor._client.close()
    assert sum(finished) == WORLDS
    assert same_bytes(tmp_path / "run", serial)


def test_a_lost_scheduler_leaves_what_is_finished_and_another_cluster_goes_on(prepared, serial, tmp_path):
    pytest.importorskip("distributed")
    port = str(20_000 + os.getpid() % 20_000)
    address = f"tcp://127.0.0.1:{port}"
    here = [sys.executable, "-m"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*here, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        **quiet,
    )
    worker = subprocess.Popen(
        [*here, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"], **quiet
    )
    finished = []

    def lose_it_in_the_middle(worlds):
        finished.append(worlds)
        if len(finished) == 2:
            scheduler.kill()

    folder = tmp_path / "run"
    try:
        executor = connected(address)
        with pytest.raises(ExecutorError, match=r"lost .* go on with --resume and any executor"):
            run_into_folder(
                prepared.case, prepared.facts, folder, executor=executor, tick=lose_it_in_the_middle
            )
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    kept = len(list((folder / "parts" / "raids").glob("*.parquet")))
    assert 2 <= kept < WORLDS // 25
    with cluster() as workers:
        executor = choose_executor(1, "dask", workers.scheduler_address)
        more = []
        run_into_folder(
            prepared.case, prepared.facts, folder, executor=executor, existing="resume", tick=more.append
        )
        executor._client.close()
    assert more[0] == 25 * kept
    assert same_bytes(folder, serial)


def connected(address):
    """Return an executor once the cluster of this test answers."""
    for _ in range(5):
        try:
            return choose_executor(1, "dask", address)
        except ExecutorError:
            continue
    raise AssertionError(f"no cluster at {address}")


def test_the_door_takes_a_client_or_an_address_and_gives_the_same_summary():
    distributed = pytest.importorskip("distributed")
    asked = {"worlds": 4, "replications": 2, "seed": 1}
    here = skykeep.run("iraq-baghdad-s300pmu2-cruise", **asked, jobs=1)
    with cluster() as workers, distributed.Client(workers) as client:
        there = skykeep.run("iraq-baghdad-s300pmu2-cruise", **asked, executor=client)
        assert there.to_json() == here.to_json()
        assert there.raids == here.raids
        curve = {"n": "4,8", "worlds": 50, "replications": 1, "until": 5.0, "classes": "mix"}
        afar = skykeep.saturate(
            "iraq-baghdad-s300pmu2-cruise", **curve, executor="dask", scheduler=workers.scheduler_address
        )
    assert afar.to_json() == skykeep.saturate("iraq-baghdad-s300pmu2-cruise", **curve, jobs=1).to_json()


@pytest.mark.parametrize(
    ("which", "scheduler", "words"),
    [
        (
            "proceses",
            None,
            "must be one of threads, processes, dask. Did you mean 'processes'",
        ),
        ("dask", None, "executor dask needs the address of its scheduler"),
        ("threads", "tcp://10.0.0.5:8786", "given executor 'threads', scheduler 'tcp://10.0.0.5:8786'"),
        (7, None, "executor 7: must be one of"),
    ],
)
def test_executors_that_are_none_are_refused(which, scheduler, words):
    with pytest.raises(UsageError, match=words):
        choose_executor(1, which, scheduler)


def test_an_address_where_nobody_answers_is_said(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("skykeep.study.executors.pools._CONNECT_S", 0.5)
    with pytest.raises(ExecutorError, match="no Dask scheduler with workers answers there"):
        choose_executor(1, "dask", "tcp://127.0.0.1:9")


def test_without_distributed_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"pip install 'skykeep\[dask\]'"):
        choose_executor(1, "dask", "tcp://127.0.0.1:9")


SCENARIO = "iraq-baghdad-s300pmu2-cruise"
COMPARED = {"options": ["s-400", "patriot"], "sites": "baghdad", "raids": "srbm-8", "heights_agl_m": 1000.0}
FEW = {"worlds": 4, "replications": 2}
INTRUSIONS = {"classes": "fighter", "heights": 3000.0, "bearings": 2, "eyes": False}
SMALL_STUDIES = {
    "run": ((SCENARIO,), FEW),
    "sweep": ((SCENARIO, "raid.count=4"), FEW),
    "saturate": ((SCENARIO, "4"), FEW),
    "stress": ((SCENARIO, "unit-1"), FEW),
    "claim": ((SCENARIO, 0.9), FEW),
    "compare": (
        ("iraq",),
        FEW | COMPARED | {"balances": "as_it_comes", "coverage_worlds": 2, "losses": False},
    ),
    "cost": (("iraq",), FEW | {"raid": "srbm-8"}),
    "sensitivity": ((SCENARIO,), {"trajectories": 4, "points": 64, "replications": 2}),
    "backtest": ((), {"events": "abqaiq-2019", "worlds": 30, "replications": 1}),
    "sovereignty": ((SCENARIO,), FEW | INTRUSIONS),
}
"""Small questions to the studies that play raids."""


def asked(desk, study):
    """Return what a study answers to its small question."""
    given, more = SMALL_STUDIES[study]
    return getattr(desk, study)(*given, **more).to_json()


class MapIsAskedForError(Exception):
    """Says which task somebody wants to be done."""


class Reluctant:
    """An executor that does nothing."""

    def map(self, task, keys, stop):
        """Refuse the task."""
        raise MapIsAskedForError(task)


@pytest.mark.parametrize("study", SMALL_STUDIES)
def test_every_study_asks_its_executor_for_what_can_be_sent(study):
    with pytest.raises(MapIsAskedForError) as refused:
        asked(skykeep.study(seed=1, executor=Reluctant()), study)
    assert isinstance(refused.value.args[0], Sendable)


@pytest.fixture(scope="module")
def processes():
    """Return a desk whose two processes are started once for all studies."""
    return skykeep.study(seed=1, jobs=2, executor="processes")


@pytest.mark.parametrize("study", ["cost", "backtest", "sovereignty"])
def test_studies_answer_the_same_from_processes(study, processes):
    assert asked(processes, study) == asked(skykeep.study(seed=1, jobs=1), study)


def test_a_cluster_gives_the_answer_of_one_thread_to_compare():
    with cluster() as workers:
        desk = skykeep.study(seed=1, executor="dask", scheduler=workers.scheduler_address)
        afar = asked(desk, "compare")
        desk.executor._client.close()
    assert afar == asked(skykeep.study(seed=1, jobs=1), "compare")
