"""Coverage of the options of a comparison: how far out each meets targets, and its share of a country."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.coverage.country import country_grid
from skykeep.terrain import Heightfield

from ..case_options import option_units
from ..option_scenarios import AS_IT_COMES
from .criteria import Criterion
from .question import Comparison, ComparisonQuestion, by_option
from .reach import KEEP_OUT, SHARES, Reach, reaches, shares_of_country
from .rows import Group, country_estimates, figure_pairs, reach_row

__all__ = ["cover"]

F64 = npt.NDArray[np.float64]


def cover(
    question: ComparisonQuestion,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    jobs: int,
    tick: Callable[[], object],
    found: Comparison,
) -> None:
    """Compute coverage of all options, into ``found``."""
    reached = reaches(
        question.case,
        catalogue,
        [(option.id, option_units(option, catalogue)) for option in question.options],
        question.sites,
        question.heights_agl_m,
        worlds=question.coverage_worlds,
        seed=question.case.raids.seed,
        every=question.bearing_stride,
        terrain=terrain,
        jobs=jobs,
        tick=tick,
    )
    found.coverage = [reach_row(each) for each in reached]
    _compare_ranges(question, reached, found)
    for height in question.heights_agl_m:
        _compare_country(question, [each for each in reached if each.height_agl_m == height], height, found)
        found.criteria.append(_criterion(question, reached, height))


def _compare_ranges(question: ComparisonQuestion, reached: list[Reach], found: Comparison) -> None:
    """Compare the keep-out ranges at every site and height."""
    for site in question.sites:
        for height in question.heights_agl_m:
            here = [each for each in reached if each.site == site.id and each.height_agl_m == height]
            for name in KEEP_OUT:
                values = {each.option: each.keep_out_m[name] for each in here}
                _compare(f"keep_out_{name}_m", values, site.id, height, question, found)


def _compare_country(
    question: ComparisonQuestion, here: list[Reach], height: float, found: Comparison
) -> None:
    """Tell and compare what of the country each option engages, standing at every site at once."""
    grid = country_grid(question.case.country)
    shares = {
        option.id: shares_of_country(
            grid, np.logical_or.reduce([each.covered for each in here if each.option == option.id])
        )
        for option in question.options
    }
    for option in question.options:
        found.country.append(
            {
                "option": option.id,
                "country": grid.code,
                "country_name": grid.name,
                "sites": [site.id for site in question.sites],
                "height_agl_m": height,
                **country_estimates(shares[option.id]),
            }
        )
    for name in SHARES:
        values = {option: each[name] for option, each in shares.items()}
        _compare(f"country_{name}_share", values, "", height, question, found)


def _compare(
    measure: str,
    values: dict[str, F64],
    site: str,
    height: float,
    question: ComparisonQuestion,
    found: Comparison,
) -> None:
    """Compare a measure of coverage of which more is better, into ``found``."""
    pairs, winner = figure_pairs(
        measure,
        values,
        Group(site, "", AS_IT_COMES),
        less_is_better=False,
        seed=question.case.raids.seed,
    )
    found.pairs += [row | {"height_agl_m": height} for row in pairs]
    found.winners.append(winner | {"height_agl_m": height})


def _criterion(question: ComparisonQuestion, reached: list[Reach], height: float) -> Criterion:
    """Return the criterion of coverage at one height."""

    def mean_range(option: str) -> F64:
        here = [each for each in reached if each.option == option and each.height_agl_m == height]
        found: F64 = np.mean([each.keep_out_m["r50"] for each in here], axis=0)
        return found

    return Criterion(
        name=f"coverage/{height:g}",
        group="coverage",
        words=f"how far out a target {height:g} m up is met on half of the bearings, mean over the sites",
        unit="m",
        less_is_better=False,
        values=by_option(question, mean_range),
    )
