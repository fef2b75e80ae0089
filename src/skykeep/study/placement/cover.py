"""Which places a battery or a radar at a site covers, by height: by a view, at an end, or in a world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, End, RefractionValues, iter_figures
from skykeep.coverage import Question, Site, ground_needed_m
from skykeep.coverage.country import PolarIndex, polar_index
from skykeep.coverage.figures import FigureReader, read_at_end, read_by_view
from skykeep.coverage.polar import PolarAnswer, answer_at_height, sample_site, setup_on_profiles
from skykeep.coverage.possible_edges import drawn_figures, factors_of_worlds, read_world
from skykeep.coverage.question import in_region, target_at
from skykeep.model import Figure, System
from skykeep.terrain import Heightfield

from .demand import Places

__all__ = ["Cover", "CoverOf", "Reading"]

Bools = npt.NDArray[np.bool_]
CoverOf = Literal["engageable", "seen"]
"""What counts: a place that a battery can engage at, or that a radar sees."""
ENDS: tuple[End, End] = ("against", "for")


@dataclass(frozen=True, slots=True)
class Reading:
    """One value for each figure: how figures are read, and the question with its bending of beams."""

    read: FigureReader
    question: Question


@dataclass(frozen=True, eq=False, kw_only=True)
class Cover:
    """How the cover of one system is computed at any site.

    ``question`` says heights, view and target; each site has the bending of beams of its own region, unless
    ``air`` is given for all. ``ground`` gives the elevation data for a site.
    """

    system: System
    kind: CoverOf
    question: Question
    places: Places
    ground: Callable[[System, Site, Question], Heightfield]
    catalogue: Catalogue
    air: RefractionValues | None = None

    def asked_at(self, site: Site) -> Question:
        """Return the question with the bending of beams that holds at a site."""
        values = self.air or self.catalogue.refraction_at(site.lat_deg, site.lon_deg)
        return in_region(replace(self.question, bearings=360), values, self.question.view)

    def by_view(self, site: Site) -> list[Reading]:
        """Return the one reading of the view."""
        asked = self.asked_at(site)
        return [Reading(read_by_view(asked.view), asked)]

    def at_ends(self, site: Site) -> list[Reading]:
        """Return every figure at the end against, then for, the defender."""
        asked = self.asked_at(site)
        return [Reading(read_at_end(end), asked.at_end(end)) for end in ENDS]

    def in_worlds(self, site: Site, worlds: range, seed: int) -> list[Reading]:
        """Return some worlds of a seed: the figures and the bending of beams that a run draws there."""
        asked = self.asked_at(site)
        figures: dict[str, Figure] = dict(iter_figures(self.system))
        for height_agl_m in asked.heights_agl_m:
            figures |= dict(iter_figures(target_at(asked, self.catalogue, height_agl_m)))
        values = drawn_figures(self.system, site, figures, seed=seed, worlds=worlds.stop)
        factors = factors_of_worlds(asked, self.catalogue, seed, worlds.stop)
        return [Reading(read_world(values, world), asked.with_k(float(factors[world]))) for world in worlds]

    def answers(self, site: Site, readings: Sequence[Reading]) -> Iterator[tuple[PolarIndex, PolarAnswer]]:
        """Yield the answer of each reading at each height, readings first, with where the places lie.

        Raises
        ------
        TerrainError
            If the ground data does not hold the site.
        """
        asked = self.asked_at(site)
        terrain = self.ground(self.system, site, asked)
        reach = ground_needed_m(self.system, site, asked)
        profiles = sample_site(terrain, site, reach=reach, bearings=asked.bearings)
        index = polar_index(site, self.places, bearings=asked.bearings, range_m=profiles.range_m)
        for reading in readings:
            setup = setup_on_profiles(
                self.system, site, reading.question, profiles=profiles, read=reading.read
            )
            for height_agl_m in asked.heights_agl_m:
                yield index, answer_at_height(setup, self.catalogue, height_agl_m)

    def masks(self, site: Site, readings: Sequence[Reading]) -> Bools:
        """Return which places are covered from a site: bool [reading, height, place]."""
        covered = [self.covered(index, answer) for index, answer in self.answers(site, readings)]
        return np.stack(covered).reshape(len(readings), len(self.question.heights_agl_m), -1)

    def covered(self, index: PolarIndex, answer: PolarAnswer) -> Bools:
        """Return which places count as covered in one answer."""
        return index.engageable(answer) if self.kind == "engageable" else index.seen(answer)
