"""``skykeep.cost``: what each option of a case costs, how long it takes, what became of other buyers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import ScenarioError

from .cost_asked import lead_option, risks_asked, several, times_asked, within
from .cost_table import cost_table
from .executing import executor_of
from .inputs import catalogue_of
from .kinds import refuses_wrong_kinds
from .options import count_asked, seed_asked
from .records import Record
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.brief_case import BriefCase
    from skykeep.study.case_options import CaseOption
    from skykeep.study.costing.exchange import Exchange
    from skykeep.study.executors import Executor

__all__ = ["DRAWS", "YEARS", "Cost", "CostOption", "cost"]

YEARS = 20.0
"""Years of upkeep by default."""
YEARS_MAX = 60.0
LOADS_MAX = 50.0
DRAWS = 4000
"""Joint draws of prices and rules: the ends of an interval are then computed to about a hundredth."""


class CostOption(Record):
    """One option: ``total`` and ``components`` (low, mid, high), ``lines``, ``prices``, times, precedents,
    and ``purchases``, the contracts of the country of the case."""

    __slots__ = ()

    id: str
    name: str
    held: bool
    units: tuple[Record, ...]
    total: Record
    components: Record
    p_least: float | None
    p_most: float | None
    share_of_record: float
    lines: tuple[Record, ...]
    prices: tuple[Record, ...]
    first_capability: Record
    sanctions: Record
    purchases: tuple[Record, ...]
    equal_cost: Record | None
    exchange: tuple[Record, ...]


class Cost(Tabled):
    """What the options of a case cost over ``years``, US dollars of ``price_year``, not discounted."""

    __slots__ = ()

    options: tuple[CostOption, ...]
    lead: str | None
    years: float
    price_year: int
    rules: Record
    sources: Record
    state: str
    seed: int
    draws: int

    def __repr__(self) -> str:
        return f"<Cost of {self['case'].id}: {len(self.options)} options over {self.years:g} years>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        played = sum(len(option.exchange) for option in self.options)
        return f"the costs, and {played} of {self.exchanges_asked} raids"

    @property
    def table(self) -> Table:
        """One row for each line of each option, and one for its total."""
        return cost_table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the costs as stacked bars with the interval of their sum, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.cost_chart import write_cost_chart

        return write_cost_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def cost(
    case: Path | str,
    *,
    years: float = YEARS,
    units: int | None = None,
    loads: float | None = None,
    lead: str | None = None,
    raid: Sequence[str] | str = (),
    p_sanction: float | Mapping[str, float] | None = None,
    sanction_cost_musd: float | None = None,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Cost:
    """Return what each option of a case costs, low, mid and high, and what that rests on.

    Parameters
    ----------
    case
        Name of a shipped case, as ``iraq``, or path of a case file.
    years
        Years of upkeep.
    units
        How many times each option that is bought is bought, 1 by default: units, their rounds, training and
        upkeep so many times at the price of one, for no rebate for numbers is on record; radars beside the
        units once. What is there already stays as it is.
    loads
        Full loads of rounds bought beside those of the contract; drawn from a rule if left out.
    lead
        Id of the option whose cost the others are set against; by default the first with the lead system.
    raid
        Ids of standard raids whose cost exchange is asked for: each is played on each option.
    p_sanction
        Your own probability of sanctions, for all options with a precedent or by option id; it is multiplied
        with ``sanction_cost_musd``, which is yours too, and enters no other number.
    sanction_cost_musd
        What sanctions would cost, million US dollars.
    worlds, replications
        Of raids, in place of what the case says.
    seed
        Seed of every draw, in place of that of the case.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work, as in ``skykeep.run``.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one; records of a
        folder are read too.
    keep_on_stop
        Whether Ctrl-C gives the raids that are finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = cost("iraq", seed=1)
    >>> [option.id for option in found.options][:2]
    ['s-300pmu-2', 's-400']
    """
    from skykeep.catalogue.cost_rules import load_cost_rules
    from skykeep.catalogue.records import load_records
    from skykeep.study.case_options import case_options
    from skykeep.study.costing.buyer import buyer_name, purchases_of
    from skykeep.study.costing.equal import equal_cost, first_and_last
    from skykeep.study.costing.rows import named_in, option_row, rules_row, source_row
    from skykeep.study.costing.sanctions import sanctions_of
    from skykeep.study.costing.sums import option_costs
    from skykeep.study.costing.times import first_capability

    horizon = within("years", years, YEARS_MAX)
    asked_loads = None if loads is None else within("loads", loads, LOADS_MAX)
    shelf, rules = catalogue_of(catalogue), load_cost_rules()
    records = load_records(catalogue if isinstance(catalogue, Path | str) else None)
    asked = _case(case, worlds, replications, seed)
    times = times_asked(units)
    options = _checked(tuple(several(each, times) for each in case_options(asked, shelf)), shelf, asked.id)
    key = asked.raids.seed
    costs = option_costs(
        options, shelf, records, rules, seed=key, worlds=DRAWS, years=horizon, loads=asked_loads
    )
    first = lead_option(options, asked, lead, shelf)
    multiples = {} if first is None else equal_cost(costs, first)
    extremes = first_and_last(costs)
    names = (raid,) if isinstance(raid, str) else tuple(raid)
    risks = risks_asked(options, p_sanction, sanction_cost_musd)
    exchanges = _exchanges(
        asked,
        options,
        shelf,
        names,
        executor=executor_of(jobs, executor, scheduler),
        keep_on_stop=keep_on_stop,
        tick=tick,
    )
    rows, buyer = [], buyer_name(asked.country)
    for found in costs:
        systems = [name for name, _ in found.units]
        precedents = sanctions_of(systems, shelf, records, buyer=buyer)
        rows.append(
            option_row(
                found,
                shelf,
                capability=first_capability(found.option, systems, records, rules, seed=key, worlds=DRAWS),
                sanctions=precedents,
                purchases=purchases_of(systems, buyer, records),
                risk=None if found.option.held else risks.get(found.option.id),
                multiple=multiples.get(found.option.id),
                extremes=extremes.get(found.option.id),
                exchanges=[each for each in exchanges if each.option == found.option.id],
            )
        )
    shared = rules_row(rules)
    used = sorted({*named_in(rows), *named_in(shared)})
    sources = {name: source_row(records.sources[name]) for name in used}
    return Cost(
        {
            "case": {"id": asked.id, "title": asked.title},
            "site": asked.site(asked.raids.site).name,
            "state": "complete" if len(exchanges) == len(options) * len(names) else "partial",
            "currency": "USD",
            "price_year": rules.price_year,
            "years": horizon,
            "discounted": False,
            "times": times,
            "loads": asked_loads,
            "lead": first,
            "options": [CostOption(row) for row in rows],
            "rules": shared,
            "sources": sources,
            "exchanges_asked": len(options) * len(names),
            "raids": {"worlds": asked.raids.worlds, "replications": asked.raids.replications},
            "draws": DRAWS,
            "seed": key,
            "view": "balanced",
        }
    )


def _case(given: Path | str, worlds: int | None, replications: int | None, seed: int | None) -> BriefCase:
    """Return a case with what is asked in place of what it says."""
    from skykeep.study.brief import smaller_case
    from skykeep.study.brief_case import read_brief_case

    return smaller_case(
        read_brief_case(str(given)),
        seed=None if seed is None else seed_asked(seed),
        worlds=None if worlds is None else count_asked("worlds", worlds),
        replications=None if replications is None else count_asked("replications", replications),
    )


def _checked(options: tuple[CaseOption, ...], catalogue: Catalogue, case_id: str) -> tuple[CaseOption, ...]:
    """Return the options, refused where the catalogue does not have what they name."""
    from skykeep.study.case_options import option_complaints

    found = [f"case {case_id}: {each}" for each in option_complaints(options, catalogue)]
    if found:
        raise ScenarioError("\n".join(found))
    return options


def _exchanges(
    case: BriefCase,
    options: Sequence[CaseOption],
    catalogue: Catalogue,
    raids: Sequence[str],
    *,
    executor: Executor,
    keep_on_stop: bool,
    tick: Callable[[], object],
) -> list[Exchange]:
    """Return the cost exchange of each raid on each option, as far as Ctrl-C let them."""
    from skykeep.catalogue.cost_rules import load_cost_rules
    from skykeep.model import Study
    from skykeep.study.costing.exchange import exchange_of

    asked = [catalogue.raid(name) for name in dict.fromkeys(raids)]
    study = Study(worlds=case.raids.worlds, replications=case.raids.replications, seed=case.raids.seed)
    found: list[Exchange] = []
    try:
        for each in asked:
            for option in options:
                found.append(
                    exchange_of(
                        case,
                        option,
                        catalogue,
                        load_cost_rules(),
                        each,
                        study=replace(study),
                        executor=executor,
                    )
                )
                tick()
    except KeyboardInterrupt:
        if not keep_on_stop:
            raise
    return found
