"""Where the units of one system would have to stand: covers computed, the choice proven, its doubts told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from skykeep.coverage.rings import rings
from skykeep.errors import UsageError
from skykeep.terrain.geodesic import WGS84

from ..intervals import QUANTILE
from .answer import Doubt, HeightRow, Placed, ShareDoubt, SiteRow
from .cover import Cover
from .cover_map import CoverMap, cover_map
from .demand import area_weight, people_weight
from .greedy import greedy_sites
from .maximal import Choice, best_sites, most_reached
from .problem import Problem, losses_of, value_of
from .steps import STEPS, masks_by_view
from .work import Asked, Work, standing_of

__all__ = ["place_units"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

WORLDS_FOR_INTERVAL = 50
"""Fewer worlds say too little of the ends of an interval."""


def place_units(
    cover: Cover,
    asked: Asked,
    *,
    jobs: int = 1,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Placed:
    """Return where the units of one system go, what is proven of it, and what would change it.

    Every candidate's cover is computed over terrain, then the best set is chosen; then follow its doubts, the
    best of other numbers of sites and for each height, the fewest for a goal, and the sides.

    Parameters
    ----------
    cover
        How the cover of the system is computed; its question has the heights that are told.
    asked
        Candidates, number and conditions.
    jobs
        Threads that share the sites; never changes a result.
    keep_on_stop
        Whether Ctrl-C after the choice gives what is finished, ``complete`` false.
    tick
        Called after each site, and after each choice.

    Raises
    ------
    UsageError
        If the number of sites is out of range.
    TerrainError
        If the ground data does not hold a site.
    """
    if not 1 <= asked.count <= len(asked.candidates):
        raise UsageError(
            f"k {asked.count}: must be from 1 to the number of candidates, {len(asked.candidates)}"
        )
    work = Work(asked, cover, jobs, tick, masks_by_view(cover, asked.sites, jobs, tick))
    problem = work.problem(work.masks)
    choice = best_sites(problem, time_limit_s=asked.time_limit_s, gap=asked.gap)
    greedy = greedy_sites(problem)
    value = value_of(problem, (*problem.fixed, *greedy))
    complete = True
    try:
        for step in STEPS:
            step(work, problem, choice)
    except KeyboardInterrupt:
        if not keep_on_stop:
            raise
        complete = False
    return _placed(
        work, problem, choice, Choice(sites=greedy, value=value, bound=choice.bound), complete=complete
    )


def _placed(work: Work, problem: Problem, choice: Choice, greedy: Choice, *, complete: bool) -> Placed:
    """Return all that was found."""
    asked = work.asked
    standing = standing_of(problem, choice)
    losses = losses_of(replace(problem, one_lost=False), standing)
    alone = replace(problem, one_lost=False, overlap=1)
    return Placed(
        system_id=work.cover.system.id,
        kind=work.cover.kind,
        count=asked.count,
        candidates=asked.sites,
        fixed=problem.fixed,
        choice=choice,
        greedy=greedy,
        sites=tuple(
            SiteRow(
                site=asked.sites[site],
                is_fixed=site in problem.fixed,
                alone_share=value_of(alone, [site]),
                share_if_lost=left,
            )
            for site, left in zip(standing, losses, strict=True)
        ),
        heights=_height_rows(work, standing),
        front=tuple(work.front),
        fewest=work.fewest,
        doubt=Doubt(
            covered=share_doubt(
                value_of(problem, standing),
                [_value_alone(work, masks) for masks in work.limits],
                [_value_alone(work, masks) for masks in work.worlds],
            ),
            worlds=len(work.worlds),
            rechosen=work.rechosen,
        ),
        sides=work.sides,
        ring_m=_ring_m(work.cover),
        flat_ring_share=_flat_ring_share(work, standing),
        most=most_reached(problem, time_limit_s=asked.time_limit_s),
        cover_map=_cover_map(work, standing),
        complete=complete,
    )


def _cover_map(work: Work, standing: list[int]) -> CoverMap:
    """Return where the sites cover the country at the first height that counts."""
    level = work.asked.counted.index(True)
    count = work.masks[standing, level].sum(axis=0, dtype=np.int64)
    return cover_map(work.asked.grid, count, work.cover.question.heights_agl_m[level])


def _value_alone(work: Work, masks: Bools) -> float:
    """Return what the standing sites reach by masks of them alone."""
    problem = replace(work.problem(masks), fixed=(), apart=())
    return value_of(problem, range(masks.shape[0]))


def share_doubt(share: float, limits: Sequence[float], worlds: Sequence[float]) -> ShareDoubt:
    """Return a share with its limits and its interval over worlds."""
    ends = [share, *limits]
    low, high = np.quantile(worlds or (0.0,), (0.05, 0.95), method=QUANTILE)
    return ShareDoubt(
        share=share,
        limits=(min(ends), max(ends)) if limits else None,
        ignorance_90=(float(low), float(high)) if len(worlds) >= WORLDS_FOR_INTERVAL else None,
    )


def _height_rows(work: Work, standing: list[int]) -> tuple[HeightRow, ...]:
    """Return what the chosen sites cover at each height, with its doubts."""
    grid, demand = work.asked.grid, work.asked.demand
    weights = np.stack(
        [demand.weight, area_weight(grid, len(demand.assets)), people_weight(grid, len(demand.assets))]
    )

    def shares(masks: Bools) -> F64:
        covered = masks.sum(axis=0, dtype=np.int64) >= work.asked.overlap
        return np.asarray(covered.astype(np.float64) @ weights.T)

    best = shares(work.masks[standing])
    limits, worlds = [shares(each) for each in work.limits], [shares(each) for each in work.worlds]
    rows = []
    for level, height in enumerate(work.cover.question.heights_agl_m):
        drawn = worlds if work.asked.worlds_told or work.asked.counted[level] else []
        covered, area, people = (
            share_doubt(
                float(best[level, measure]),
                [float(each[level, measure]) for each in limits],
                [float(each[level, measure]) for each in drawn],
            )
            for measure in range(3)
        )
        rows.append(
            HeightRow(
                height_agl_m=height,
                covered=covered,
                area=area,
                people=people,
                best=work.best.get(level),
                fewest=work.fewest_at.get(level),
            )
        )
    return tuple(rows)


def _ring_m(cover: Cover) -> float:
    """Return the printed ring of what counts, m."""
    detection_m, engagement_m = rings(cover.system)
    return engagement_m if cover.kind == "engageable" else detection_m


def _flat_ring_share(work: Work, standing: Sequence[int]) -> float:
    """Return the share of what is to be covered that lies within the printed ring of a standing site."""
    places, ring_m = work.cover.places, _ring_m(work.cover)
    count = places.lat_deg.size
    inside = np.zeros(count, dtype=bool)
    for site in (work.asked.sites[place] for place in standing):
        _, _, distance = WGS84.inv(
            np.full(count, site.lon_deg), np.full(count, site.lat_deg), places.lon_deg, places.lat_deg
        )
        inside |= np.asarray(distance) <= ring_m
    return float(work.asked.demand.weight @ inside)
