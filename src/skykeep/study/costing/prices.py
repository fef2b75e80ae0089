"""What one unit of a system was sold for: each contract, or figure, that a price follows from, and why others
give none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import CostRules
from skykeep.catalogue.records import Records
from skykeep.errors import CatalogueError
from skykeep.model import Amount, Contract, Figure, Quantity, System

__all__ = ["LeftOut", "PriceClaim", "Prices", "figure_year", "system_prices"]

PRICED = ("signed", "cancelled", "selected")
"""Contracts whose sum two sides had settled on: a ceiling, an offer or talks give no price."""
MILLION = 1.0e6


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceClaim:
    """One way to know the price of one unit: a contract of record, a figure in print, or an assumed figure.

    ``figure`` is in US dollars of ``year``; ``of_record`` says whether somebody paid, agreed or printed it.
    ``home`` is a contract of the country that makes the system.
    """

    id: str
    system: str
    words: str
    customer: str
    year: int
    status: str
    figure: Figure
    of_record: bool
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A contract from which no price of one unit follows, and why."""

    id: str
    customer: str
    year: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What is known of the price of one unit of a system: claims with equal weight, and what gives none."""

    system: str
    claims: tuple[PriceClaim, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def of_record(self) -> bool:
        """Whether all claims are of record; they are all of record, or all assumed."""
        return all(claim.of_record for claim in self.claims)


def system_prices(system: System, catalogue: Catalogue, records: Records, rules: CostRules) -> Prices:
    """Return what is known of the price of one unit of a system.

    Contracts of other countries come first; those at home stand for them only where there are none. A price
    that press or a maker states as such stands beside them. Without any of these the derived figure of the
    system holds, and without one an assumed figure of the rules.

    Raises
    ------
    CatalogueError
        If there is none of these.
    """
    claims, left_out = [], []
    for contract in records.contracts.values():
        if system.id not in contract.systems or _is_of_rounds(contract):
            continue
        found = _contract_claim(contract, system, catalogue, rules)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            claims.append(found)
    abroad = [claim for claim in claims if not claim.home]
    for claim in claims if abroad else ():
        if claim.home:
            why = "made and bought at home, where others pay more: it stands beside, and is not drawn"
            left_out.append(LeftOut(id=claim.id, customer=claim.customer, year=str(claim.year), why=why))
    chosen = abroad or claims
    price = system.price_usd
    if price is not None and (not chosen or price.kind in ("claimed", "reported")):
        chosen = [*chosen, _figure_claim(system, price, catalogue, rules)]
    if not chosen:
        chosen = [_assumed_claim(system, rules)]
    return Prices(system=system.id, claims=tuple(chosen), left_out=tuple(left_out))


def figure_year(figure: Figure, catalogue: Catalogue, otherwise: int) -> int:
    """Return the year of the money of a figure: its own, or that of its newest source, or ``otherwise``."""
    if figure.year is not None:
        return figure.year
    years = [year for name in figure.sources if (year := catalogue.sources[name].year) is not None]
    return max(years, default=otherwise)


def _is_of_rounds(contract: Contract) -> bool:
    """Return whether a contract buys rounds alone, which says nothing of a unit."""
    return bool(contract.quantities) and all("rounds" in each.counted.lower() for each in contract.quantities)


def _contract_claim(
    contract: Contract, system: System, catalogue: Catalogue, rules: CostRules
) -> PriceClaim | LeftOut:
    """Return the price of one unit that a contract gives, or why it gives none."""

    def without(why: str) -> LeftOut:
        return LeftOut(id=contract.id, customer=contract.customer, year=contract.signed[:4], why=why)

    counted = [each for each in contract.quantities if each.per_unit is not None]
    if contract.status not in PRICED:
        return without(f"{contract.status}, not settled")
    if not contract.whole:
        return without(f"a package, or the units are not counted: {contract.scope}")
    if not contract.amounts:
        return without("no sum is in print")
    if not counted:
        return without("no number of units is in print")
    year = _contract_year(contract, catalogue)
    if year is None:
        return without("no year is in print")
    sums = [found for each in contract.amounts if (found := _usd(each, year, rules)) is not None]
    if not sums:
        return without(f"no exchange rate of {year} is at hand for {contract.amounts[0].currency}")
    units = [number for each in counted for number in _units(each)]
    best = sums[0][1] / _units(counted[0])[0]
    low = min(min(low for low, _, _ in sums) / max(units), best)
    high = max(max(high for _, _, high in sums) / min(units), best)
    single = low == high
    rule = catalogue.fields["price_usd"]
    if single and rule.default_low is not None and rule.default_high is not None:
        low, high = best * rule.default_low, best * rule.default_high
    figure = Figure(
        best=best,
        low=low,
        high=high,
        default_limits=single,
        kind="derived",
        confidence=contract.amounts[0].confidence,
        scale="log",
        year=year,
        sources=_sources(contract, counted),
        note=f"{_sum_words(contract.amounts[0])} for {counted[0].number} {counted[0].counted}.",
    )
    return PriceClaim(
        id=contract.id,
        system=system.id,
        words=figure.note,
        customer=contract.customer,
        year=year,
        status=contract.status,
        figure=figure,
        of_record=True,
        home=contract.customer in contract.seller,
    )


def _figure_claim(system: System, price: Figure, catalogue: Catalogue, rules: CostRules) -> PriceClaim:
    """Return the price of one unit that the catalogue gives as a figure of the system."""
    year = figure_year(price, catalogue, rules.price_year)
    return PriceClaim(
        id=f"{system.id}/price_usd",
        system=system.id,
        words=price.note or f"In print as the price of a {system.unit_name}.",
        customer="",
        year=year,
        status="in print",
        figure=price,
        of_record=price.kind != "assumed",
    )


def _assumed_claim(system: System, rules: CostRules) -> PriceClaim:
    """Return the assumed price of one unit."""
    for each in rules.figures.prices:
        if each.id == system.id:
            return PriceClaim(
                id=f"cost/prices/{system.id}/price_usd",
                system=system.id,
                words=each.price_usd.note,
                customer="",
                year=rules.price_year,
                status="assumed",
                figure=each.price_usd,
                of_record=False,
            )
    raise CatalogueError(
        f"system {system.id!r}: no price, no contract that gives one, and none assumed; "
        "give price_musd in its file, with its kind and sources"
    )


def _contract_year(contract: Contract, catalogue: Catalogue) -> int | None:
    """Return the year of the money of a contract: when it was signed, or the newest source of its sum."""
    if contract.signed:
        return int(contract.signed[:4])
    names: Iterable[str] = contract.amounts[0].sources
    years = [year for name in names if (year := catalogue.sources[name].year) is not None]
    return max(years, default=None)


def _usd(amount: Amount, year: int, rules: CostRules) -> tuple[float, float, float] | None:
    """Return low, best and high of a sum in US dollars of its year; None without an exchange rate."""
    rate = rules.to_usd(amount.currency, year)
    if rate is None:
        return None
    low = amount.low_million or amount.amount_million
    high = amount.high_million or amount.amount_million
    return low * MILLION * rate, amount.amount_million * MILLION * rate, high * MILLION * rate


def _units(quantity: Quantity) -> tuple[float, float]:
    """Return how many units of the catalogue a quantity is, as first printed and at most."""
    each = quantity.per_unit or 1.0
    return quantity.number / each, (quantity.most or quantity.number) / each


def _sources(contract: Contract, counted: Iterable[Quantity]) -> tuple[str, ...]:
    """Return the sources of sums and numbers, each once."""

    claimed = [amount.sources for amount in contract.amounts] + [each.sources for each in counted]
    return tuple(dict.fromkeys(name for names in (contract.sources, *claimed) for name in names))


def _sum_words(amount: Amount) -> str:
    """Return a sum as it is in print."""
    return f"{amount.amount_million:,.7g} million {amount.currency}"
