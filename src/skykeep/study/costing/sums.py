"""Costs of options: lines of buying, rounds, radars, training and upkeep, and the interval of their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import CostRules
from skykeep.catalogue.records import Records
from skykeep.model import System, View

from ..case_options import CaseOption, option_units
from .draws import CostDraws, round_price
from .prices import Prices, system_prices

__all__ = [
    "COMPONENTS",
    "ENDS",
    "Component",
    "CostLine",
    "Money",
    "OptionCost",
    "interval_of",
    "option_costs",
]

F64 = npt.NDArray[np.float64]
Component = Literal["buying", "rounds", "radars", "training", "upkeep"]
COMPONENTS: tuple[Component, ...] = ("buying", "rounds", "radars", "training", "upkeep")
ENDS = (5.0, 50.0, 95.0)
"""Per cent of draws below the low end, the middle and the high end of every printed cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A cost as far as it is known: 5, 50 and 95 % of its draws lie below; US dollars of the price year."""

    low_usd: float
    mid_usd: float
    high_usd: float


@dataclass(frozen=True, eq=False, kw_only=True)
class CostLine:
    """One line of a cost: what it is, on what it rests, and its draws (worlds,).

    ``of_record`` is whether the sum follows from contracts or prices in print and the catalogue's numbers
    alone; a line that a rule makes of a price of record is assumed.
    """

    component: Component
    system: str
    words: str
    of_record: bool
    basis: tuple[str, ...]
    sources: tuple[str, ...]
    draws_usd: F64

    @property
    def money(self) -> Money:
        """Low, mid and high."""
        return interval_of(self.draws_usd)


@dataclass(frozen=True, eq=False, kw_only=True)
class OptionCost:
    """The cost of an option over the years: its lines, their sum by draws, and what it rests on.

    ``years`` is the horizon. What is there already is not bought: it has upkeep alone.
    """

    option: CaseOption
    units: tuple[tuple[str, int], ...]
    years: float
    lines: tuple[CostLine, ...]
    prices: tuple[Prices, ...]

    @property
    def total_usd(self) -> F64:
        """Sum of all lines in each world, shape (worlds,)."""
        total: F64 = np.sum([line.draws_usd for line in self.lines], axis=0)
        return total

    @property
    def money(self) -> Money:
        """Low, mid and high of the sum: less wide than the sum of lows and of highs."""
        return interval_of(self.total_usd)

    def component(self, name: Component) -> Money | None:
        """Return low, mid and high of one kind of cost; None where the option has none of it."""
        lines = [line.draws_usd for line in self.lines if line.component == name]
        return interval_of(np.sum(lines, axis=0)) if lines else None

    @property
    def share_of_record(self) -> float:
        """Share of the mean sum that lines of record make up; 0 where nothing is spent."""
        record = [line.draws_usd.mean() for line in self.lines if line.of_record]
        total = self.total_usd.mean()
        return float(sum(record) / total) if total else 0.0

    @property
    def share_of_record_90(self) -> tuple[float, float]:
        """5 and 95 % points over worlds of the share that lines of record make up."""
        total = self.total_usd
        record = np.sum([line.draws_usd for line in self.lines if line.of_record], axis=0)
        shares = np.divide(record, total, out=np.zeros_like(total), where=total != 0.0)
        low, high = np.percentile(shares, (ENDS[0], ENDS[-1]))
        return float(low), float(high)


def interval_of(draws_usd: F64) -> Money:
    """Return the 5, 50 and 95 % points of draws."""
    low, mid, high = (float(value) for value in np.percentile(draws_usd, ENDS))
    return Money(low_usd=low, mid_usd=mid, high_usd=high)


def option_costs(
    options: Sequence[CaseOption],
    catalogue: Catalogue,
    records: Records,
    rules: CostRules,
    *,
    seed: int,
    worlds: int,
    years: float,
    view: View = "balanced",
    loads: float | None = None,
) -> tuple[OptionCost, ...]:
    """Return the cost of each option over a number of years, all options in the same worlds.

    Parameters
    ----------
    options
        What could be had.
    seed, worlds, view
        As in raids: a draw depends on seed, figure and number of the world alone.
    years
        Years of upkeep, constant prices, not discounted.
    loads
        Full loads bought beside those of the contract; None draws the rule ``reserve_loads``.

    Raises
    ------
    CatalogueError
        If a system is not in the catalogue, or no price of it is known or assumed.
    """
    draws = CostDraws(catalogue=catalogue, rules=rules, seed=seed, worlds=worlds, view=view)
    bank = _Bank(draws, records)
    return tuple(_option_cost(option, bank, years=years, loads=loads) for option in options)


class _Bank:
    """Prices that were looked up and drawn, each once."""

    def __init__(self, draws: CostDraws, records: Records) -> None:
        self.draws = draws
        self._records = records
        self._found: dict[str, tuple[Prices, F64]] = {}

    def price(self, system_id: str) -> tuple[Prices, F64]:
        """Return what is known of a system's price, and its draws."""
        if system_id not in self._found:
            draws = self.draws
            system = draws.catalogue.system(system_id)
            prices = system_prices(system, draws.catalogue, self._records, draws.rules)
            self._found[system_id] = prices, draws.price(prices)
        return self._found[system_id]


def _option_cost(option: CaseOption, bank: _Bank, *, years: float, loads: float | None) -> OptionCost:
    """Return the cost of one option."""
    units = option_units(option, bank.draws.catalogue)
    radars = [(radar.system, radar.count) for radar in option.radars]
    lines: list[CostLine] = []
    if not option.held:
        lines += [_bought("buying", name, count, bank) for name, count in units]
        for name, count in units:
            lines += _rounds(bank.draws.catalogue.system(name), count, bank.draws, loads)
        lines += [_bought("radars", name, count, bank) for name, count in radars]
        lines += [_ruled("training", name, count, bank, years=1.0) for name, count in units]
    lines += [_ruled("upkeep", name, count, bank, years=years) for name, count in (*units, *radars)]
    prices = tuple(bank.price(name)[0] for name, _ in (*units, *radars))
    return OptionCost(option=option, units=units, years=years, lines=tuple(lines), prices=prices)


def _bought(component: Component, system_id: str, count: int, bank: _Bank) -> CostLine:
    """Return the line of buying units or radars of one system."""
    prices, drawn = bank.price(system_id)
    unit = bank.draws.catalogue.system(system_id).unit_name
    return CostLine(
        component=component,
        system=system_id,
        words=f"{count} x {unit}, with what its contracts hold",
        of_record=prices.of_record,
        basis=tuple(claim.id for claim in prices.claims),
        sources=_named(claim.figure.sources for claim in prices.claims),
        draws_usd=count * drawn,
    )


def _rounds(system: System, count: int, draws: CostDraws, loads: float | None) -> list[CostLine]:
    """Return a line for each kind of round that is bought in reserve."""
    amount = draws.rule("reserve_loads") if loads is None else np.full(draws.worlds, loads)
    if not amount.any():
        return []
    ready = draws.ready_rounds(system)
    lines = []
    for interceptor in system.interceptors:
        if interceptor.id not in ready:
            continue
        price = round_price(system, interceptor, draws.catalogue, draws.rules)
        best = ready[interceptor.id]
        lines.append(
            CostLine(
                component="rounds",
                system=system.id,
                words=f"{interceptor.name}: loads in reserve, {np.median(best) * count:.0f} rounds a load",
                of_record=False,
                basis=(price.id, "cost/reserve_loads"),
                sources=price.figure.sources,
                draws_usd=count * amount * best * draws.round_of(system, interceptor),
            )
        )
    return lines


def _ruled(component: Component, system_id: str, count: int, bank: _Bank, *, years: float) -> CostLine:
    """Return the line of a share of the price: training once, upkeep each year."""
    name = f"{component}_share"
    figure = getattr(bank.draws.rules.figures, name)
    prices, drawn = bank.price(system_id)
    each = "once" if component == "training" else f"a year, {years:g} years"
    return CostLine(
        component=component,
        system=system_id,
        words=f"{100 * figure.best:g} % of the price ({100 * figure.low:g} to {100 * figure.high:g}) {each}",
        of_record=False,
        basis=(f"cost/{name}", *(claim.id for claim in prices.claims)),
        sources=_named([figure.sources, *(claim.figure.sources for claim in prices.claims)]),
        draws_usd=count * years * drawn * bank.draws.rule(name),
    )


def _named(sources: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return sources, each once, in order."""
    return tuple(dict.fromkeys(name for names in sources for name in names))
