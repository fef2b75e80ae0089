"""How many worlds a run or a sweep takes until its goal is reached: the run itself is played after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skykeep.engine import EngineCase
from skykeep.model import Scenario, Study

from .executors import Executor
from .outcomes import play_worlds
from .stopping import Goal, Stopped, play_until

__all__ = ["enough_worlds", "with_worlds"]


def enough_worlds(
    cases: Sequence[EngineCase], study: Study, goal: Goal, *, executor: Executor | None = None
) -> Stopped:
    """Return with how many worlds a goal is reached for all of some options, at most those of the study.

    Whole batches of worlds are played in order and only leakers are looked at; the number does not depend on
    who does the work.
    """
    _, stopped = play_until(
        lambda worlds: play_worlds(cases, worlds, study.replications, executor=executor),
        goal,
        study.worlds,
    )
    return stopped


def with_worlds(scenario: Scenario, worlds: int) -> Scenario:
    """Return a scenario with another number of worlds."""
    return replace(scenario, study=replace(scenario.study, worlds=worlds))
