"""Coverage as a model: sets of points in, at each a share of a ring or of a country out, without luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.compiler.draws import REFRACTION, region_key
from skykeep.compiler.worlds import keys_of
from skykeep.coverage import Question, Site
from skykeep.coverage.compute import ground_needed_m, share_of_cells
from skykeep.coverage.country import CountryGrid, PolarIndex, country_grid, polar_index
from skykeep.coverage.polar import PolarAnswer, answer_at_height, sample_site, setup_on_profiles
from skykeep.coverage.possible_edges import possible_answers
from skykeep.coverage.question import target_at
from skykeep.coverage.rings import rings
from skykeep.coverage.threads import in_order
from skykeep.model import Figure, System
from skykeep.terrain import Heightfield

from .factors import Factor, Factors, GivenUniforms, Listening
from .groups import group_of
from .played import Measure

__all__ = ["COVERAGE", "Covered", "GroundedCase", "coverage_measure", "covered_factors"]

F64 = npt.NDArray[np.float64]
GroundedCase = tuple[System, Site, Question, Heightfield]
"""A fire unit, where it stands, what is asked of it, and its ground."""

COVERAGE = "coverage"
EVERY = 4
"""Of the bearings one in so many is computed."""
ROWS_AT_ONCE = 64


def coverage_measure(height_agl_m: float, country: str | None) -> Measure:
    """Return the measure in words: share of the engagement ring, or of a country."""
    of = "the engagement ring" if country is None else f"the area of {country_grid(country).name}"
    return Measure(
        COVERAGE, f"share of {of} engageable at {height_agl_m:g} m", lambda found, _: found.leakers
    )


def covered_factors(cases: Sequence[GroundedCase], catalogue: Catalogue) -> Factors:
    """Return every cause that coverage at the one height of the cases is read from, with its draws."""
    figures: dict[str, Figure] = {}
    listening = Listening(0)
    for system, site, question, terrain in cases:
        figures |= _figures_read(system, site, question, terrain, catalogue)
        next(_answers((system, site, question, terrain), catalogue, listening, worlds=1))
    causes: dict[str, list[str]] = {}
    for name, figure in figures.items():
        low, high = _ends(figure)
        if low < high:
            causes.setdefault(figure.same_draw or name, []).append(name)
    found = []
    for first, *others in causes.values():
        figure = figures[first]
        low, high = _ends(figure)
        draws = tuple(key for key in keys_of(first, figure) if key in listening.asked)
        if draws:
            found.append(_factor(first, tuple(others), figure.kind, (low, high), draws))
    found += _bending(cases, catalogue, listening.asked)
    names = tuple(dict.fromkeys(name for factor in found for name in factor.draws))
    return Factors(factors=tuple(found), names=names, figures=figures)


def _bending(cases: Sequence[GroundedCase], catalogue: Catalogue, asked: Iterable[str]) -> Iterator[Factor]:
    """Yield the bending of the air as a factor for each region, named by it where there are several."""
    keys = {
        region: region_key(catalogue.refraction[region])
        for _, _, question, _ in cases
        if (region := question.region)
    }
    drawn = {region: key for region, key in keys.items() if key in asked}
    for region, key in drawn.items():
        k = catalogue.refraction[region].k
        yield _factor(REFRACTION if len(drawn) == 1 else key, (), "derived", (min(k), max(k)), (key,))


def _factor(
    figure: str, with_it: tuple[str, ...], kind: str, ends: tuple[float, float], draws: tuple[str, ...]
) -> Factor:
    """Return a factor that is the same in all raids."""
    return Factor(
        figure=figure,
        with_it=with_it,
        kind=kind,
        low=ends[0],
        high=ends[1],
        group=group_of(figure),
        draws=draws,
        per_raid=False,
    )


def _ends(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest value that is drawn of a figure."""
    claims = [claim.value for claim in figure.alternatives]
    return (min(claims), max(claims)) if claims else (figure.low, figure.high)


def _figures_read(
    system: System, site: Site, question: Question, terrain: Heightfield, catalogue: Catalogue
) -> dict[str, Figure]:
    """Return the figures that one answer at best values reads."""
    (height_agl_m,) = question.heights_agl_m
    known = dict(iter_figures(system)) | dict(iter_figures(target_at(question, catalogue, height_agl_m)))
    found: dict[str, Figure] = {}

    def read(path: str, name: str, figure: Figure) -> float:
        found[f"{path}/{name}"] = known.get(f"{path}/{name}", figure)
        return figure.best

    profiles = sample_site(
        terrain, site, reach=ground_needed_m(system, site, question), bearings=question.bearings // EVERY
    )
    answer_at_height(
        setup_on_profiles(system, site, question, profiles=profiles, read=read), catalogue, height_agl_m
    )
    return found


def _answers(
    case: GroundedCase, catalogue: Catalogue, uniforms: Listening | GivenUniforms, *, worlds: int
) -> Iterator[PolarAnswer]:
    """Yield the answer of one fire unit in each world."""
    system, site, question, terrain = case
    return (
        answer
        for (answer,) in possible_answers(
            system,
            site,
            question,
            question.heights_agl_m,
            worlds=worlds,
            seed=0,
            every=EVERY,
            terrain=terrain,
            catalogue=catalogue,
            uniforms=uniforms,
        )
    )


@dataclass(eq=False, kw_only=True)
class Covered:
    """Coverage that is asked at points: every row is a world whose draws are the columns of the point.

    Of a ring it is the mean over fire units of the share of their own, of a country the share of its area
    where any of them engages. ``raids`` counts the points that were computed; there is no luck in them.
    """

    cases: Sequence[GroundedCase]
    catalogue: Catalogue
    factors: Factors
    measure: Measure
    country: str | None
    jobs: int
    tick: Callable[[], object]
    raids: int = 0

    def __call__(self, sets: Sequence[F64]) -> list[F64]:
        """Return the share [row, 1] at every point of each set [row, column].

        Raises
        ------
        KeyboardInterrupt
            After Ctrl-C.
        """
        ends = [0, *np.cumsum([len(points) for points in sets]).tolist()]
        points = np.concatenate(sets)
        blocks = [points[row : row + ROWS_AT_ONCE] for row in range(0, len(points), ROWS_AT_ONCE)]
        found = np.concatenate(in_order(self._shares, blocks, jobs=self.jobs, tick=self.tick))
        self.raids += len(points)
        return [found[first:last, None] for first, last in pairwise(ends)]

    def _shares(self, points: F64) -> F64:
        """Return the share at each of some points."""
        uniforms = GivenUniforms(self.factors.names, points, 0)
        units = [list(_answers(case, self.catalogue, uniforms, worlds=len(points))) for case in self.cases]
        if self.country is None:
            each = [
                [share_of_cells(answer, np.asarray(answer.engageable), rings(case[0])[1]) for answer in unit]
                for case, unit in zip(self.cases, units, strict=True)
            ]
            return np.asarray(np.mean(each, axis=0))
        grid = country_grid(self.country)
        indices = [
            self._index(grid, site, unit[0]) for (_, site, _, _), unit in zip(self.cases, units, strict=True)
        ]
        return np.array([_of_country(grid, indices, answers) for answers in zip(*units, strict=True)])

    def _index(self, grid: CountryGrid, site: Site, answer: PolarAnswer) -> PolarIndex:
        """Return where the cells of a country lie on the polar grid of a unit, alike in all worlds."""
        return polar_index(site, grid, bearings=answer.seen_range_m.size, range_m=answer.range_m)


def _of_country(grid: CountryGrid, indices: Sequence[PolarIndex], answers: Sequence[PolarAnswer]) -> float:
    """Return the share of a country's area where any fire unit engages."""
    covered = np.zeros(grid.lat_deg.size, np.bool_)
    for index, answer in zip(indices, answers, strict=True):
        covered |= index.engageable(answer)
    return grid.area_share(covered)
