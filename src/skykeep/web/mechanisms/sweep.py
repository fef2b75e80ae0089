"""``/api/sweep``: one scenario at many settings, with the same luck."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import Field

from skykeep.errors import UsageError

from ..mechanism import Answer, Mechanism, Report
from .coverage_answer import Named
from .run_answer import Estimate, Interval, RestsOn, RunGround, Told, WarningTold
from .scenario_asked import refuse_grounds_set
from .scenario_question import RaidQuestion, Setting, Text

__all__ = ["SWEEP", "SweepAnswer", "SweepQuestion"]

PATHS_MAX = 8
POINTS_MAX = 200
Values = Annotated[list[Setting], Field(min_length=1, max_length=POINTS_MAX)]


class SweepQuestion(RaidQuestion):
    """One scenario at every combination of some settings."""

    set: dict[Text, Values | Text] = Field(min_length=1, max_length=PATHS_MAX)
    """Values by path, as `{"raid.count": [6, 12, 24]}`, or text as on the command line: `1..16`."""


class PointTold(Answer):
    """One point: what was set, and what came of it."""

    settings: dict[str, Setting]
    leakers: Estimate
    stopped_share: Estimate
    killed: Estimate
    p_no_leaker: Estimate
    ledger: dict[str, float]
    ledger_mc_error_90: dict[str, Interval | None]
    rounds_fired: Estimate
    rounds_left: Estimate
    rounds_loaded: Estimate
    threats_launched: int
    decoys_launched: int
    leakers_change: Told
    """Mean difference to the first point, raid by raid, and how well it is computed."""


class SweepAnswer(Answer):
    """Every point: what ``skykeep sweep --json`` prints."""

    scenario: Named
    swept: dict[str, list[Setting]]
    points: list[PointTold]
    state: str
    points_asked: int
    worlds: int
    replications: int
    seed: int
    view: str
    terrain: RunGround
    rests_on: RestsOn
    warnings: list[WarningTold]
    results_version: int
    stopping: Told | None = None


def compute_sweep(question: SweepQuestion, report: Report) -> dict[str, Any]:
    """Return the sweep that is asked for, point by point."""
    from skykeep.api.settings import grid_of
    from skykeep.api.sweeps import sweep
    from skykeep.catalogue import load_catalogue

    refuse_grounds_set(question.set)
    points = math.prod(len(values) for values in grid_of(question.set).values())
    if points > POINTS_MAX:
        raise UsageError(f"set: gives {points} points, must be {POINTS_MAX} at most here; take fewer values")
    catalogue = load_catalogue()
    scenario = question.scenario_given(catalogue)
    question.refuse_too_many(scenario, points=points)
    report.begin("points", points)
    found = sweep(
        scenario,
        question.set,
        worlds=question.worlds,
        replications=question.replications,
        seed=question.seed,
        view=question.view,
        until=question.until,
        jobs=report.jobs,
        catalogue=catalogue,
        terrain=question.terrain,
        tick=report.step,
    )
    return found.to_json()


SWEEP = Mechanism(
    name="sweep",
    says="One scenario at many settings, with the same raids and the same luck at each.",
    question=SweepQuestion,
    answer=SweepAnswer,
    compute=compute_sweep,
    lane="long",
    example={
        "scenario": "iraq-baghdad-s300pmu2-cruise",
        "set": {"raid.count": [4, 8]},
        "worlds": 2,
        "replications": 2,
    },
)
