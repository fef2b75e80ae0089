"""A scene: the raid of a key as things in space and time, for maps, replays and other programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from skykeep.compiler.whereabouts import Whereabouts
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError

from ..legend import Legend
from .cast import cast_of
from .happenings import happenings_of
from .records import Scene
from .spells import spells_of
from .stage import set_stage
from .stocks import stocks_of

__all__ = ["DEFAULT_STEP_S", "STEPS_S", "scene_of_raid"]

DEFAULT_STEP_S = 1.0
STEPS_S = (0.05, 600.0)
"""Least and greatest step of courses."""


def scene_of_raid(
    case: Case,
    where: Whereabouts,
    world: int,
    replication: int,
    *,
    legend: Legend,
    names: Mapping[str, str] = MappingProxyType({}),
    step_s: float = DEFAULT_STEP_S,
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
        Step of courses, within ``STEPS_S``.
    scenario_id, title, seed
        What the scene is of.

    Raises
    ------
    UsageError
        If there is no such raid, or the step is out of range.
    KernelFault
        If the kernel broke off.
    """
    if not (math.isfinite(step_s) and STEPS_S[0] <= step_s <= STEPS_S[1]):
        raise UsageError(f"step_s = {step_s!r}: must be from {STEPS_S[0]:g} to {STEPS_S[1]:g} seconds")
    stage = set_stage(case, where, world, replication, legend=legend, names=names, step_s=step_s)
    actors = cast_of(stage)
    scene = Scene(
        scenario_id=scenario_id,
        title=title,
        seed=seed,
        world=world,
        replication=replication,
        step_s=step_s,
        ends_s=stage.ends_s,
        actors=actors,
        spells=spells_of(stage),
        happenings=happenings_of(stage, {actor.id: actor for actor in actors}),
        stocks=stocks_of(stage),
    )
    assert len(scene.by_id) == len(actors), "two actors share an id"
    return scene
