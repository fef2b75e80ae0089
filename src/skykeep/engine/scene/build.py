"""A scene: the raid of a key as things in space and time, for maps, replays and other programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from skykeep.compiler.whereabouts import Whereabouts
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError

from ..legend import Legend
from .cast import cast_of
from .happenings import happenings_of
from .records import Scene
from .spells import spells_of
from .stage import Stage, set_stage
from .stocks import stocks_of

__all__ = ["STEPS_S", "USUAL_STEPS_S", "check_step", "scene_of_raid"]

STEPS_S = (0.05, 600.0)
"""Least and greatest step of courses."""
USUAL_STEPS_S = (1.0, 2.0, 5.0, 10.0, 20.0, 60.0)
MOST_POINTS = 250_000
"""The usual step is the first with which all courses together have no more points than this."""


def scene_of_raid(
    case: Case,
    where: Whereabouts,
    world: int,
    replication: int,
    *,
    legend: Legend,
    names: Mapping[str, str] = MappingProxyType({}),
    step_s: float | None = None,
    scenario_id: str = "",
    title: str = "",
    seed: int = 0,
) -> Scene:
    """Return the raid of a key laid out in space and time: the same raid as in any batch.

    Threats are where the compiler laid their paths. An interceptor goes evenly along a straight line from its
    launcher to the place where it meets its threat, from the one time to the other: both are the
    simulation's, the line is drawn for the eye.

    Parameters
    ----------
    case, where
        The compiled case, and where its sites, posts and nodes are.
    world, replication
        Key of the raid.
    legend
        Names of what the rows of the case stand for.
    names
        In words, by id: threat classes, systems, interceptors as ``system/interceptor``, radars as
        ``place/radar``; what has none is called by its id.
    step_s
        Step of courses, within ``STEPS_S``; by default the first of ``USUAL_STEPS_S`` that keeps the scene
        small.
    scenario_id, title, seed
        What the scene is of.

    Raises
    ------
    UsageError
        If there is no such raid, or the step is out of range.
    KernelFault
        If the kernel broke off.
    """
    check_step(step_s)
    stage = set_stage(case, where, world, replication, legend=legend, names=names)
    stage = replace(stage, step_s=_usual_step_s(stage) if step_s is None else step_s)
    actors = cast_of(stage)
    scene = Scene(
        scenario_id=scenario_id,
        title=title,
        seed=seed,
        world=world,
        replication=replication,
        step_s=stage.step_s,
        ends_s=stage.ends_s,
        actors=actors,
        spells=spells_of(stage),
        happenings=happenings_of(stage, {actor.id: actor for actor in actors}),
        stocks=stocks_of(stage),
    )
    assert len(scene.by_id) == len(actors), "two actors share an id"
    return scene


def check_step(step_s: float | None) -> None:
    """Raise UsageError if courses cannot be told in such a step."""
    if step_s is not None and not (math.isfinite(step_s) and STEPS_S[0] <= step_s <= STEPS_S[1]):
        raise UsageError(f"step_s = {step_s!r}: must be from {STEPS_S[0]:g} to {STEPS_S[1]:g} seconds")


def _usual_step_s(stage: Stage) -> float:
    """Return the step of courses where none is asked for."""
    threats, shots = stage.played.results.threats[0], stage.played.shots
    moved_s = float((threats["ended_s"] - threats["start_s"]).sum())
    moved_s += float((shots["intercept_s"] - shots["launch_s"]).sum())
    moved_s += stage.ends_s * sum(len(stage.of_move(move)) for move in stage.moves())
    fitting = (step_s for step_s in USUAL_STEPS_S if moved_s / step_s <= MOST_POINTS)
    return next(fitting, USUAL_STEPS_S[-1])
