"""Which figures move coverage most: each cause alone goes from one of its limits to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from skykeep.catalogue import Catalogue, favours
from skykeep.coverage import Question, Site
from skykeep.coverage.compute import share_of_cells
from skykeep.coverage.figures import End, FigureReader, read_at_end
from skykeep.coverage.polar import answer_at_height, reach_m, read_radars, sample_site, setup_on_profiles
from skykeep.coverage.rings import rings
from skykeep.model import Figure, System
from skykeep.terrain import Heightfield
from skykeep.terrain.profiles import SiteProfiles

from .brief_data import FigureRow, Swing

__all__ = ["coverage_swings"]

BEARINGS = 360
SHOWN = 5
"""Causes shown for each height."""
LEAST_SWING = 0.001
"""Smaller differences of a share are noise of the grid."""

Reads = dict[str, tuple[str, Figure]]
"""Figures that an answer read, by id: the name of the field and the figure."""


def coverage_swings(
    system: System,
    site: Site,
    question: Question,
    *,
    terrain: Heightfield,
    catalogue: Catalogue,
    rows: Iterable[FigureRow],
) -> tuple[Swing, ...]:
    """Return for each height the causes that move the engageable share of the engagement ring most.

    Figures that share a draw go together; everything else stays at best values. ``question`` names the
    heights.
    """
    question = replace(question, bearings=BEARINGS, limits=False)
    profiles = _profiles(system, site, question, terrain)

    def shares(read: FigureReader) -> list[float]:
        return _engageable_shares(system, site, question, profiles=profiles, catalogue=catalogue, read=read)

    reads: Reads = {}
    base = shares(_recording(reads))
    causes: dict[str, list[str]] = {}
    for figure_id, (name, figure) in reads.items():
        if not figure.is_fixed and favours(name) != "none":
            causes.setdefault(figure.same_draw or figure_id, []).append(figure_id)
    known = {row.id: row for row in rows}
    at_ends = {
        cause: (shares(_moved(ids, "against")), shares(_moved(ids, "for"))) for cause, ids in causes.items()
    }
    found = []
    for level, height in enumerate(question.heights_agl_m):
        ranked = sorted(
            causes,
            key=lambda cause: (-abs(at_ends[cause][1][level] - at_ends[cause][0][level]), cause),
        )
        for cause in ranked[:SHOWN]:
            against, favourable = (end[level] for end in at_ends[cause])
            if abs(favourable - against) >= LEAST_SWING:
                found.append(
                    Swing(
                        system=system.id,
                        measure="engageable_share",
                        where=f"{height:g}",
                        figures=tuple(known[each] for each in causes[cause]),
                        base=base[level],
                        at_low=against,
                        at_high=favourable,
                    )
                )
    return tuple(found)


def _recording(reads: Reads) -> FigureReader:
    """Return a reader of best values that notes what it is asked for."""

    def read(path: str, name: str, figure: Figure) -> float:
        reads[f"{path}/{name}"] = (name, figure)
        return figure.best

    return read


def _moved(ids: Iterable[str], end: End) -> FigureReader:
    """Return a reader of best values, but for the named figures the value at one end of their limits."""
    chosen = frozenset(ids)
    at_end: Callable[[str, str, Figure], float] = read_at_end(end)

    def read(path: str, name: str, figure: Figure) -> float:
        return at_end(path, name, figure) if f"{path}/{name}" in chosen else figure.best

    return read


def _profiles(system: System, site: Site, question: Question, terrain: Heightfield) -> SiteProfiles:
    """Return ground out to what any end needs."""
    picture, engagement = read_radars(system, question, site, read_at_end("for"))
    reach = reach_m(system, question, picture + engagement)
    return sample_site(terrain, site, reach=reach, bearings=BEARINGS)


def _engageable_shares(
    system: System,
    site: Site,
    question: Question,
    *,
    profiles: SiteProfiles,
    catalogue: Catalogue,
    read: FigureReader,
) -> list[float]:
    """Return the engageable share of the engagement ring at each height."""
    setup = setup_on_profiles(system, site, question, profiles=profiles, read=read)
    ring = rings(system)[1]
    return [
        share_of_cells(answer, np.asarray(answer.engageable), ring)
        for answer in (answer_at_height(setup, catalogue, height) for height in question.heights_agl_m)
    ]
