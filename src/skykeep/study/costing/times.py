"""How long it takes from the order until a unit can fight, from deliveries of record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue.cost_rules import CostRules
from skykeep.catalogue.records import Records
from skykeep.compiler.worlds import draw_places, draw_worlds
from skykeep.model import Delivery, Figure
from skykeep.model.record import MonthSpan

from ..case_options import CaseOption

__all__ = ["FirstCapability", "LeadTime", "first_capability"]

F64 = npt.NDArray[np.float64]
MONTHS_PER_YEAR = 12.0
ENDS = (5.0, 50.0, 95.0)
ENOUGH = 3
"""Deliveries of record from which on they are drawn alone: assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """Months from the order to the first delivery of one customer, least and most as dates are in print."""

    id: str
    system: str
    customer: str
    months: MonthSpan
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, eq=False, kw_only=True)
class FirstCapability:
    """Years from the order to a first unit that can fight, drawn (worlds,); zero for what is there already.

    ``assumed_for`` are systems of which no delivery is on record: the common assumed figure holds for them.
    ``assumed_beside`` are those of which fewer than ``ENOUGH`` are: it stands beside them, for one customer
    does not tell what the next will wait. The commissioning after a delivery is always assumed.
    """

    years: F64
    leads: tuple[LeadTime, ...]
    assumed_for: tuple[str, ...]
    assumed_beside: tuple[str, ...]
    held: bool

    @property
    def interval(self) -> tuple[float, float, float]:
        """5, 50 and 95 % points, years."""
        low, mid, high = (float(value) for value in np.percentile(self.years, ENDS))
        return low, mid, high


def first_capability(
    option: CaseOption,
    systems: Iterable[str],
    records: Records,
    rules: CostRules,
    *,
    seed: int,
    worlds: int,
) -> FirstCapability:
    """Return the years to the first capability of an option: when all its systems have come and can fight.

    A world takes one delivery of record of a system, all with equal weight, a month between the least and
    the most that its dates allow, and adds the assumed time of commissioning. Where few are on record the
    assumed time is one more of them.
    """
    if option.held:
        return FirstCapability(years=np.zeros(worlds), leads=(), assumed_for=(), assumed_beside=(), held=True)
    leads: list[LeadTime] = []
    assumed: list[str] = []
    beside: list[str] = []
    months = np.zeros(worlds)
    for system in dict.fromkeys(systems):
        known = [_lead_time(each, system) for each in records.deliveries.values() if system in each.systems]
        found = [each for each in known if each is not None]
        leads += found
        drawn = [_months(each, seed, worlds) for each in found]
        if len(found) < ENOUGH:
            (beside if found else assumed).append(system)
            drawn.append(_rule("lead_months", rules, seed, worlds))
        months = np.maximum(months, _one_of(drawn, system, seed, worlds))
    months = months + _rule("commissioning_months", rules, seed, worlds)
    return FirstCapability(
        years=months / MONTHS_PER_YEAR,
        leads=tuple(leads),
        assumed_for=tuple(assumed),
        assumed_beside=tuple(beside),
        held=False,
    )


def _lead_time(delivery: Delivery, system: str) -> LeadTime | None:
    """Return the lead time of a delivery, if both its dates are in print."""
    months = delivery.lead_months
    if months is None:
        return None
    return LeadTime(
        id=delivery.id,
        system=system,
        customer=delivery.customer,
        months=months,
        sources=delivery.sources,
        note=delivery.note,
    )


def _months(lead: LeadTime, seed: int, worlds: int) -> F64:
    """Return months between the least and the most that the dates of a delivery allow."""
    low, high = (float(months) for months in lead.months)
    figure_id = f"cost/lead/{lead.system}/{lead.id}"
    figure = Figure(best=(low + high) / 2.0, low=low, high=high, kind="derived", sources=lead.sources)
    return draw_worlds({figure_id: figure}, seed=seed, worlds=worlds)[figure_id]


def _one_of(drawn: list[F64], system: str, seed: int, worlds: int) -> F64:
    """Return the months of one of several ways to know them, all with equal weight."""
    if len(drawn) == 1:
        return drawn[0]
    places = draw_places([1.0] * len(drawn), f"cost/lead/{system}", seed=seed, worlds=worlds)
    chosen: F64 = np.stack(drawn)[places, np.arange(worlds)]
    return chosen


def _rule(name: str, rules: CostRules, seed: int, worlds: int) -> F64:
    """Return the drawn values of a rule."""
    figure_id = f"cost/{name}"
    return draw_worlds({figure_id: getattr(rules.figures, name)}, seed=seed, worlds=worlds)[figure_id]
