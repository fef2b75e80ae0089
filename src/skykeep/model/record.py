"""What is on record about systems: contracts, deliveries, sanctions, what a country has, counts of fire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .figure import Confidence, Kind
from .notebook import Shown
from .system import NOT_IN_FILES
from .tally import Tally, tallied_figure

__all__ = [
    "Amount",
    "Contract",
    "ContractStatus",
    "Currency",
    "Delivery",
    "FireCount",
    "Holding",
    "MonthSpan",
    "Precedent",
    "PrecedentOutcome",
    "Quantity",
    "TallyOf",
    "months_between",
]

Currency = Literal["AUD", "DKK", "EUR", "ILS", "INR", "KRW", "USD"]
ContractStatus = Literal["signed", "approved", "selected", "in talks", "offered", "suspended", "cancelled"]
"""``approved``: a ceiling that the seller's state allows; ``selected``: chosen and never signed."""
PrecedentOutcome = Literal["sanctioned", "spared so far", "warned", "embargoed", "denied"]
TallyOf = Literal["one round", "one fire unit", "one system", "all systems"]
"""Whose fire was counted: a share of all systems says little about one round."""
MonthSpan = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum in print, in millions of its own currency and year: never converted, never inflated."""

    amount_million: float
    currency: Currency
    kind: Kind
    confidence: Confidence
    sources: tuple[str, ...] = ()
    low_million: float | None = None
    high_million: float | None = None
    claimant: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of things in print, from ``number`` up to ``most`` where a range is printed.

    ``per_unit`` is how many of them make one unit of the catalogue's system, as six vehicles a battery; None
    where no price of a unit follows from them.
    """

    number: int
    counted: str
    kind: Kind
    confidence: Confidence
    sources: tuple[str, ...] = ()
    most: int | None = None
    per_unit: float | None = None
    claimant: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Shown):
    """One purchase: who, what, when, for how much; claims that differ stand side by side, best first.

    ``systems`` are ids of the catalogue. ``signed`` is a year, a month or a day. ``scope`` says what the sum
    buys, ``whole`` whether it buys these systems alone, so that a price of one of them follows from it.
    """

    id: str
    systems: tuple[str, ...]
    customer: str
    seller: str
    status: ContractStatus
    scope: str
    whole: bool
    signed: str = ""
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def unit_millions(self) -> dict[Currency, tuple[float, float]]:
        """Return the least and the greatest price of one of the things that the first quantity counts, over
        all claims, by currency; nothing where the sum buys more than these systems."""
        if not self.whole or not self.quantities:
            return {}
        counted = self.quantities[0].counted
        numbers = [
            number
            for each in self.quantities
            if each.counted == counted
            for number in (each.number, each.most or each.number)
        ]
        found: dict[Currency, tuple[float, float]] = {}
        for amount in self.amounts:
            sums = (
                amount.low_million or amount.amount_million,
                amount.high_million or amount.amount_million,
            )
            low, high = sums[0] / max(numbers), sums[1] / min(numbers)
            known = found.get(amount.currency, (low, high))
            found[amount.currency] = min(low, known[0]), max(high, known[1])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Shown):
    """How long it took: from the order to the first and the last delivery, as far as they are in print.

    Dates are years, months or days. ``planned_end`` is what was promised, ``revised_end`` what was said
    later.
    """

    id: str
    systems: tuple[str, ...]
    customer: str
    kind: Kind
    confidence: Confidence
    sources: tuple[str, ...]
    contract: str = ""
    ordered: str = ""
    first: str = ""
    end: str = ""
    planned_end: str = ""
    revised_end: str = ""
    quantities: tuple[Quantity, ...] = ()
    note: str = ""

    @property
    def lead_months(self) -> MonthSpan | None:
        """Least and greatest number of months from the order to the first delivery; None if either is not in
        print."""
        return months_between(self.ordered, self.first) if self.ordered and self.first else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent(Shown):
    """What happened to a buyer of a system that somebody forbade."""

    id: str
    state: str
    law: str
    systems: tuple[str, ...]
    outcome: PrecedentOutcome
    what: str
    kind: Kind
    confidence: Confidence
    sources: tuple[str, ...]
    date: str = ""
    contradicted: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Shown):
    """What a country is known to have: a number, and provinces in words; never a position."""

    id: str
    country: str
    item: str
    provinces: tuple[str, ...]
    quantities: tuple[Quantity, ...] = ()
    system: str = ""
    as_of: str = ""
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FireCount(Shown):
    """So many of so many on record, with what was counted and whose fire it was.

    ``tallies`` that make a chance together, such as hits of rounds fired and kills of targets hit, are kept
    apart and multiplied.
    """

    id: str
    title: str
    fire_of: TallyOf
    kind: Kind
    confidence: Confidence
    sources: tuple[str, ...]
    systems: tuple[str, ...] = ()
    threat: str = ""
    date: str = ""
    claimant: str = ""
    disputed_by: str = ""
    note: str = ""
    tallies: tuple[Tally, ...] = field(default=(), metadata=NOT_IN_FILES)

    @property
    def chance(self) -> tuple[float, float, float]:
        """Mean of what is drawn, and low and high end of the 90 % interval."""
        return tallied_figure(self.tallies)


def months_between(start: str, end: str) -> MonthSpan:
    """Return the least and the greatest number of whole months between two dates, each a year, a month or a
    day.

    Examples
    --------
    >>> months_between("2018-10", "2021-12")
    (38, 38)
    >>> months_between("2015", "2016-04")
    (4, 15)
    """
    (first, last), (begin, finish) = _months(start), _months(end)
    return max(0, begin - last), finish - first


def _months(date: str) -> MonthSpan:
    """Return the first and the last month that a date may mean, counted from year zero."""
    year, _, rest = date.partition("-")
    month = rest.partition("-")[0]
    if month:
        return int(year) * 12 + int(month) - 1, int(year) * 12 + int(month) - 1
    return int(year) * 12, int(year) * 12 + 11
