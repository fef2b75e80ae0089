"""The steps of a placement: covers of the sites, doubts, other numbers and heights, a goal, the sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from skykeep.coverage import Site
from skykeep.coverage.threads import in_order

from .answer import FrontRow, Rechosen
from .cover import Cover, Reading
from .maximal import Choice, best_sites, fewest_sites
from .problem import Problem, value_of
from .sides import sides_table
from .work import Work, standing_of

__all__ = ["STEPS", "masks_by_view"]

Bools = npt.NDArray[np.bool_]
Packed = npt.NDArray[np.uint8]

SAME_SHARE = 1e-6


def masks_by_view(cover: Cover, sites: Sequence[Site], jobs: int, tick: Callable[[], object]) -> Bools:
    """Return what each site covers by the view: bool [site, height, place]."""
    return np.stack(
        in_order(lambda site: cover.masks(site, cover.by_view(site))[0], sites, jobs=jobs, tick=tick)
    )


def _of_standing(
    work: Work, problem: Problem, choice: Choice, readings: Callable[[Site], list[Reading]]
) -> list[Bools]:
    """Return for each reading what the standing sites cover, in their order: bool [site, height, place]."""
    standing = standing_of(problem, choice)

    def one(place: int) -> Bools:
        site = work.asked.sites[place]
        return work.cover.masks(site, readings(site))

    found = in_order(one, standing, jobs=work.jobs, tick=work.tick)
    return [np.stack([rows[number] for rows in found]) for number in range(found[0].shape[0] if found else 0)]


def at_ends(work: Work, problem: Problem, choice: Choice) -> None:
    """Compute the chosen sites with every figure at either end."""
    if work.asked.limits:
        work.limits = _of_standing(work, problem, choice, work.cover.at_ends)


def in_worlds(work: Work, problem: Problem, choice: Choice) -> None:
    """Compute the chosen sites in drawn worlds, at the heights that count or at all that are told."""
    asked = work.asked
    worlds = range(asked.worlds)
    if not worlds:
        return
    cover = work.cover if asked.worlds_told else _counted_alone(work)

    def one(place: int) -> Bools:
        site = asked.sites[place]
        return cover.masks(site, cover.in_worlds(site, worlds, asked.seed))

    found = np.stack(in_order(one, standing_of(problem, choice), jobs=work.jobs, tick=work.tick), axis=1)
    if asked.worlds_told:
        work.worlds = list(found)
        return
    for masks in found:
        told = np.zeros((masks.shape[0], *work.masks.shape[1:]), dtype=bool)
        told[:, np.flatnonzero(asked.counted)] = masks
        work.worlds.append(told)


def _counted_alone(work: Work) -> Cover:
    """Return the cover at the heights that count alone: those that only are told decide nothing."""
    counted, heights = np.flatnonzero(work.asked.counted), work.cover.question.heights_agl_m
    return replace(
        work.cover, question=work.cover.question.at_heights(*(heights[level] for level in counted))
    )


def chosen_anew(work: Work, problem: Problem, choice: Choice) -> None:
    """Choose anew in some drawn worlds, and see how often another set is better there."""
    asked = work.asked
    worlds = range(min(asked.worlds, asked.worlds_anew))  # each needs the cover of every candidate
    if not worlds:
        return
    counted = np.flatnonzero(asked.counted)
    cover = _counted_alone(work)

    def one(site: Site) -> Packed:
        return np.packbits(cover.masks(site, cover.in_worlds(site, worlds, asked.seed)), axis=-1)

    packed = np.stack(in_order(one, asked.sites, jobs=work.jobs, tick=work.tick), axis=1)
    standing, more = standing_of(problem, choice), []
    for each in packed:
        masks = np.zeros_like(work.masks)
        masks[:, counted] = np.unpackbits(each, axis=-1, count=work.masks.shape[-1])
        there = work.problem(masks)
        best = best_sites(there, time_limit_s=asked.time_limit_s, gap=asked.gap)
        more.append(best.value - value_of(there, standing))
        work.tick()
    work.rechosen = Rechosen(
        worlds=len(worlds),
        another_better=sum(gain > SAME_SHARE for gain in more),
        most_better=max(0.0, *more),
    )


def by_height(work: Work, _problem: Problem, choice: Choice) -> None:
    """Choose the best sites, and the fewest, for each height alone."""
    asked = work.asked
    goal = asked.goal if asked.claim is None else asked.claim.goal_share
    levels = range(len(asked.counted))
    for level in levels:
        alone = work.problem(work.masks, [level])
        if sum(asked.counted) == 1 and asked.counted[level]:
            work.best[level] = choice
        else:
            work.best[level] = best_sites(alone, time_limit_s=asked.time_limit_s, gap=asked.gap)
        if goal is not None:
            work.fewest_at[level] = fewest_sites(alone, goal, time_limit_s=asked.time_limit_s)
        work.tick()


def front_of(work: Work, problem: Problem, choice: Choice) -> None:
    """Choose the best sites for each number of them."""
    asked = work.asked
    for count in range(1, min(asked.front_to, len(asked.candidates)) + 1):
        found = choice
        if count != asked.count:
            found = best_sites(replace(problem, count=count), time_limit_s=asked.time_limit_s, gap=asked.gap)
        work.front.append(FrontRow(count=count, choice=found))
        work.tick()


def fewest_of(work: Work, problem: Problem, _choice: Choice) -> None:
    """Find the fewest sites that meet the goal."""
    if work.asked.goal is not None:
        work.fewest = fewest_sites(problem, work.asked.goal, time_limit_s=work.asked.time_limit_s)


def by_side(work: Work, _problem: Problem, _choice: Choice) -> None:
    """Choose for each side, and look from the others."""
    asked = work.asked
    if asked.sides:
        work.sides = sides_table(
            work.cover,
            asked.sites,
            work.problem,
            asked.sides,
            time_limit_s=asked.time_limit_s,
            gap=asked.gap,
            jobs=work.jobs,
            tick=work.tick,
        )


STEPS = (at_ends, by_height, front_of, fewest_of, in_worlds, chosen_anew, by_side)
"""In the order in which they are taken after the choice: what takes longest comes last."""
