"""Edges of coverage that public figures allow: one for each world, that is each joint draw of the figures.

A bundle of edges says what a blurred one cannot: each line is a whole answer that might be the true one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, iter_figures, load_catalogue
from skykeep.compiler.draws import Draws, antenna_heights, few_values, region_factors
from skykeep.compiler.uniforms import Uniforms
from skykeep.compiler.worlds import draw_worlds
from skykeep.model import Figure, System, mast_height_m
from skykeep.terrain import Heightfield, shipped_terrain

from .compute import ground_needed_m
from .figures import FigureReader
from .polar import PolarAnswer, answer_at_height, sample_site, setup_on_profiles
from .question import Question, Site, target_at

__all__ = [
    "PossibleEdges",
    "drawn_figures",
    "factors_of_worlds",
    "possible_answers",
    "possible_edges",
    "read_world",
]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class PossibleEdges:
    """How far a target at one height is seen, and can first be met, [world, bearing], m."""

    height_agl_m: float
    seed: int
    seen_range_m: F64
    engageable_range_m: F64


def possible_edges(
    system: System,
    site: Site,
    question: Question,
    height_agl_m: float,
    *,
    worlds: int,
    seed: int,
    every: int = 1,
    terrain: Heightfield | None = None,
    catalogue: Catalogue | None = None,
) -> PossibleEdges:
    """Return the edges of coverage at one height in the first worlds of a seed.

    The figures of the system and of the target, and k where the question has a region, are drawn as in
    the worlds of a run: the same world has the same figures, whatever else is asked.

    Parameters
    ----------
    system, site, question
        As of :func:`skykeep.coverage.compute_coverage`; ``question.bearings`` sets the bearings.
    height_agl_m
        Height of the target above ground.
    worlds
        How many edges, one or more.
    seed
        Seed of the draws, zero or more.
    every
        Edges are computed on every so manieth of the bearings, the first among them.
    terrain, catalogue
        The shipped ones by default.

    Raises
    ------
    ValueError
        If ``every`` does not divide the bearings.
    TerrainError
        If the ground data does not hold the site.
    """
    answers = [
        answer
        for (answer,) in possible_answers(
            system,
            site,
            question,
            [height_agl_m],
            worlds=worlds,
            seed=seed,
            every=every,
            terrain=terrain or shipped_terrain(),
            catalogue=catalogue or load_catalogue(),
        )
    ]
    return PossibleEdges(
        height_agl_m=height_agl_m,
        seed=seed,
        seen_range_m=np.stack([answer.seen_range_m for answer in answers]),
        engageable_range_m=np.stack([answer.intercept_range_m for answer in answers]),
    )


def possible_answers(
    system: System,
    site: Site,
    question: Question,
    heights_agl_m: Sequence[float],
    *,
    worlds: int,
    seed: int,
    every: int = 1,
    terrain: Heightfield,
    catalogue: Catalogue,
    uniforms: Uniforms | None = None,
) -> Iterator[list[PolarAnswer]]:
    """Yield for each of the first worlds of a seed the answer at each height, all from one sweep of the
    ground.

    Parameters
    ----------
    heights_agl_m
        Heights of the target; rays go as far as the highest needs.
    uniforms
        Where draws come from, in place of those that are keyed by the seed.
    system, site, question, worlds, seed, every, terrain, catalogue
        As of :func:`possible_edges`.

    Raises
    ------
    ValueError
        If ``every`` does not divide the bearings.
    TerrainError
        If the ground data does not hold the site.
    """
    if question.bearings % every:
        raise ValueError(f"every {every}: must divide the {question.bearings} bearings")
    question = question.at_heights(*heights_agl_m)
    figures: dict[str, Figure] = dict(iter_figures(system))
    for height_agl_m in heights_agl_m:
        figures |= dict(iter_figures(target_at(question, catalogue, height_agl_m)))
    if question.effects is not None:
        figures |= question.effects.figures
    values = drawn_figures(system, site, figures, seed=seed, worlds=worlds, uniforms=uniforms)
    reach = ground_needed_m(system, site, question)
    profiles = sample_site(terrain, site, reach=reach, bearings=question.bearings // every)
    for world, k in enumerate(factors_of_worlds(question, catalogue, seed, worlds, uniforms)):
        asked = question.with_k(float(k))
        setup = setup_on_profiles(system, site, asked, profiles=profiles, read=read_world(values, world))
        yield [answer_at_height(setup, catalogue, height_agl_m) for height_agl_m in heights_agl_m]


def read_world(values: dict[str, F64], world: int) -> FigureReader:
    """Return the reader of one world."""
    return lambda path, name, _figure: float(values[f"{path}/{name}"][world])


def drawn_figures(
    system: System,
    site: Site,
    figures: dict[str, Figure],
    *,
    seed: int,
    worlds: int,
    uniforms: Uniforms | None = None,
) -> dict[str, F64]:
    """Return the figures of each world as a run draws them, antenna heights from a list of few."""
    values = draw_worlds(figures, seed=seed, worlds=worlds, uniforms=uniforms)
    draws = Draws(
        figures=figures, values=values, seed=seed, worlds=worlds, view="balanced", uniforms=uniforms
    )
    for radar in system.radars:
        path = f"{system.id}/radars/{radar.id}"
        values[f"{path}/antenna_height_m"] = antenna_heights(
            draws, path, radar, mast_height_m(system, radar, site.mast_m)
        ).drawn
    for name, figure in figures.items():
        if name.endswith("/frequency_hz"):
            path, _, field = name.rpartition("/")
            values[name] = few_values(draws, path, field, figure).drawn
    return values


def factors_of_worlds(
    question: Question, catalogue: Catalogue, seed: int, worlds: int, uniforms: Uniforms | None = None
) -> F64:
    """Return the effective-earth factor of each world, drawn as a run does where there is a region."""
    if question.region is None:
        return np.full(worlds, question.k)
    region = catalogue.refraction[question.region]
    return region_factors(region, seed=seed, worlds=worlds, uniforms=uniforms).drawn
