"""``skykeep.compare``: the options of a case beside each other, a frozen result with a table and a plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue

from .comparison_inputs import (
    balances_asked,
    checked_ground,
    chosen,
    doctrines_asked,
    goal_asked,
    heights_asked,
    weights_of,
)
from .cost_asked import within
from .costs import YEARS, YEARS_MAX
from .executing import executor_of
from .inputs import catalogue_of, ground_of
from .kinds import refuses_wrong_kinds
from .options import count_asked, job_count, seed_asked
from .records import Record
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.brief_case import BriefCase
    from skykeep.terrain import Heightfield

__all__ = ["OptionComparison", "compare"]


class OptionComparison(Tabled):
    """Options beside each other.

    ``rows`` by option, site, raid, what is alike and doctrine; ``fielded``: what of each option stands at a
    site; ``orders``: under which doctrines the order of the options turns; ``coverage`` by site and height,
    and ``country``: its shares that are engaged from all sites together; ``robustness``; ``pairs``: how often
    one does better than another; ``winners`` by measure; ``decision``: what is dominated, and who is first
    over all weightings; ``dots``: a hundred raids of each.
    """

    __slots__ = ()

    options: tuple[Record, ...]
    rows: tuple[Record, ...]
    costs: Record
    fielded: tuple[Record, ...]
    orders: tuple[Record, ...]
    coverage: tuple[Record, ...]
    country: tuple[Record, ...]
    robustness: tuple[Record, ...]
    pairs: tuple[Record, ...]
    winners: tuple[Record, ...]
    decision: Record | None
    dots: Record
    state: str
    seed: int

    def __repr__(self) -> str:
        return f"<OptionComparison of {self['case'].id}: {', '.join(each.id for each in self.options)}>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        groups = {(row.site, row.raid, row.balance, row.doctrine) for row in self.rows}
        return f"{len(groups)} of {self['groups_asked']} raids at a site"

    @property
    def table(self) -> Table:
        """One row for each option, site, raid and what is alike, every measure with its intervals."""
        from .comparison_tables import comparison_table

        return comparison_table(self.to_json())

    def _repr_html_(self) -> str:
        from .html import comparison_html

        return comparison_html(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw a hundred raids of each option, effect against cost, and a pair of options; return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.comparison_chart import write_comparison_chart

        return write_comparison_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def compare(
    case: BriefCase | Path | str = "iraq",
    *,
    options: Sequence[str] | str = (),
    sites: Sequence[str] | str = (),
    raids: Sequence[str] | str = (),
    heights_agl_m: Sequence[float] | float | None = None,
    balances: Sequence[str] | str = (),
    doctrines: Sequence[str] | str = (),
    weights: Mapping[str, float] | str | None = None,
    until: str | float | None = None,
    worlds: int | None = None,
    replications: int | None = None,
    coverage_worlds: int | None = None,
    losses: bool = True,
    years: float = YEARS,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> OptionComparison:
    """Return how the options of a case compare: effect, how sure each order is, and what is dominated.

    All options meet the same raids in the same worlds, under the same luck, so that differences are paired.

    Parameters
    ----------
    case
        Name of a shipped case, as ``iraq``, or path of a case file, or a case that was read.
    options, sites, raids
        Ids of those to compare, by default all of the case.
    heights_agl_m
        Heights of coverage, by default those that the verdict of the case names.
    balances
        What is alike: ``as_it_comes``, ``equal_rounds`` and ``equal_cost``; by default all for which there
        is what it takes.
    doctrines
        Ids of doctrines by which all units fight: presets or alternatives, as ``skykeep.doctrines`` has them,
        and ``drawn``, that of each world, which alone is played by default. The first in the order of the
        catalogue, ``drawn`` before all, is the one that the first sentences are of.
    weights
        Your own weight of each group of criteria, as ``"leakers=3,cost=1"`` or a mapping.
    until
        When enough worlds are played: ``winner``, ``order``, or a half-width of mean differences as ``0.5``
        or ``5%``; without it all worlds are.
    worlds, replications, seed
        In place of what the case says.
    coverage_worlds
        Joint draws for which coverage is computed, 50 by default.
    losses
        Whether every part of each option is also lost alone.
    years
        Years of upkeep in what options cost, 20 by default.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work, as in ``skykeep.run``.
    catalogue, terrain
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C gives what is finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = compare(
    ...     "iraq", options=["s-400", "patriot"], sites="baghdad", raids="srbm-8", heights_agl_m=1000.0,
    ...     balances="as_it_comes", worlds=4, replications=2, coverage_worlds=2, losses=False,
    ... )
    >>> [row.option for row in found.rows]
    ['s-400', 'patriot']
    """
    from skykeep.catalogue.cost_rules import load_cost_rules
    from skykeep.catalogue.records import load_records
    from skykeep.study.brief_case import BriefCase, read_brief_case
    from skykeep.study.case_options import case_options
    from skykeep.study.choice.compare import compare_options
    from skykeep.study.choice.pricing import price_options
    from skykeep.study.choice.question import COVERAGE_WORLDS, ComparisonQuestion
    from skykeep.study.choice.told import comparison_row

    shelf = catalogue_of(catalogue)
    asked = case if isinstance(case, BriefCase) else read_brief_case(str(case))
    of = asked.raids
    asked = replace(
        asked,
        raids=replace(
            of,
            worlds=of.worlds if worlds is None else count_asked("worlds", worlds),
            replications=of.replications
            if replications is None
            else count_asked("replications", replications),
            seed=of.seed if seed is None else seed_asked(seed),
        ),
    )
    taken = chosen("options", options, {each.id: each for each in case_options(asked, shelf)})
    draws = COVERAGE_WORLDS if coverage_worlds is None else count_asked("coverage_worlds", coverage_worlds)
    pricing = price_options(
        taken,
        shelf,
        load_records(catalogue if isinstance(catalogue, Path | str) else None),
        load_cost_rules(),
        country=asked.country,
        seed=asked.raids.seed,
        years=within("years", years, YEARS_MAX),
    )
    question = ComparisonQuestion(
        case=asked,
        options=taken,
        sites=chosen("sites", sites, {each.id: each for each in asked.sites}),
        raids=chosen("raids", raids, {name: shelf.raid(name) for name in asked.raids.standard}),
        heights_agl_m=heights_asked(heights_agl_m, asked),
        balances=balances_asked(balances, with_cost=pricing.reference is not None),
        doctrines=doctrines_asked(doctrines, shelf),
        coverage_worlds=min(draws, asked.raids.worlds),
        weights=weights_of(weights),
        goal=goal_asked(until, asked.raids.seed),
        with_robustness=losses,
        priced=pricing.priced,
    )
    ground = checked_ground(asked, shelf, ground_of(terrain))
    found = compare_options(
        question,
        shelf,
        terrain=ground,
        executor=executor_of(jobs, executor, scheduler),
        jobs=job_count(jobs),
        keep_on_stop=keep_on_stop,
        tick=tick,
    )
    return OptionComparison(comparison_row(question, shelf, found, pricing))
