"""``skykeep.study`` holds a seed, workers and a catalogue for all functions of the door."""

import inspect

import pytest

import skykeep
from skykeep.errors import UsageError
from skykeep.study.executors import SerialExecutor, ThreadExecutor

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
SMALL = {"worlds": 2, "replications": 2}


def test_a_desk_asks_with_what_it_holds_where_nothing_else_is_given():
    desk = skykeep.study(seed=7, jobs=1)

    assert desk.run(SCENARIO, **SMALL).to_json() == skykeep.run(SCENARIO, **SMALL, seed=7, jobs=1).to_json()
    assert desk.run(SCENARIO, **SMALL, seed=8).seed == 8


def test_a_desk_keeps_its_workers_and_gives_a_function_only_what_it_takes():
    desk = skykeep.study(jobs=2, catalogue=skykeep.load_catalogue())

    assert isinstance(desk.executor, ThreadExecutor)
    assert desk.sweep.keywords == {"jobs": 2, "executor": desk.executor, "catalogue": desk.catalogue}
    assert set(desk.place.keywords) == {"jobs", "catalogue"}
    assert set(desk.coverage.keywords) == {"catalogue", "jobs"} & set(
        inspect.signature(skykeep.coverage).parameters
    )
    assert desk.run.__doc__ == skykeep.run.__doc__
    assert isinstance(skykeep.study(jobs=1).executor, SerialExecutor)


def test_a_desk_leaves_to_a_run_folder_what_it_says_itself(tmp_path):
    desk = skykeep.study(seed=7, jobs=1, catalogue=skykeep.load_catalogue())
    folder = tmp_path / "run"
    made = desk.run(SCENARIO, **SMALL, seed=3, out=folder)

    assert desk.replay(folder).seed == 3
    assert desk.replay(source=str(folder)).to_json() == made.replay(world=0, replication=0).to_json()
    assert desk.why(folder, "cruise-missile").seed == 3
    with pytest.raises(UsageError, match="is a run folder, which says seed itself"):
        desk.replay(folder, seed=7)


@pytest.mark.parametrize("name", ["rum", "study", "Scenario", "__wrapped__"])
def test_a_desk_has_the_functions_of_the_door_and_nothing_else(name):
    with pytest.raises(AttributeError, match=rf"a study has no function '{name}'"):
        getattr(skykeep.study(), name)


def test_what_cannot_be_held_is_refused_at_once():
    with pytest.raises(UsageError, match="executor 'proceses': must be one of"):
        skykeep.study(executor="proceses")
    with pytest.raises(UsageError, match="seed -1"):
        skykeep.study(seed=-1)
