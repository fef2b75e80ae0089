"""Costs, times, precedents and exchanges as plain data, each number with its interval and its basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import CostRules
from skykeep.catalogue.sources import Source
from skykeep.model import Figure, Precedent

from ..intervals import wilson_interval
from .buyer import Purchase
from .equal import Multiple
from .exchange import Exchange
from .prices import LeftOut, PriceClaim, Prices
from .sanctions import Sanctions, UserRisk
from .sums import COMPONENTS, CostLine, Money, OptionCost
from .times import FirstCapability

__all__ = [
    "MUSD",
    "basis_row",
    "named_in",
    "option_row",
    "purchase_row",
    "rules_row",
    "sanction_row",
    "source_row",
]

MUSD = 1.0e6
RECORD, ASSUMED = "record", "assumed"


def option_row(
    cost: OptionCost,
    catalogue: Catalogue,
    *,
    capability: FirstCapability,
    sanctions: Sanctions,
    purchases: Iterable[Purchase],
    risk: UserRisk | None,
    multiple: Multiple | None,
    extremes: tuple[float, float] | None,
    exchanges: Iterable[Exchange],
) -> dict[str, Any]:
    """Return everything that is said of one option."""
    option = cost.option
    return {
        "id": option.id,
        "name": option.name,
        "held": option.held,
        "note": option.note,
        "units": [
            {
                "system": name,
                "name": catalogue.system(name).name,
                "unit": catalogue.system(name).unit_name,
                "count": count,
            }
            for name, count in cost.units
        ],
        "radars": [{"system": radar.system, "count": radar.count} for radar in option.radars],
        "total": _money(cost.money),
        "components": {
            name: None if (found := cost.component(name)) is None else _money(found) for name in COMPONENTS
        },
        **_extremes(extremes, worlds=cost.total_usd.size),
        "share_of_record": cost.share_of_record,
        "share_of_record_90": list(cost.share_of_record_90),
        "lines": [_line(line) for line in cost.lines],
        "prices": [_prices(prices) for prices in cost.prices],
        "first_capability": _capability(capability),
        "purchases": [purchase_row(each) for each in purchases],
        "sanctions": sanction_row(sanctions) | {"user": _risk(risk)},
        "equal_cost": None if multiple is None else asdict(multiple),
        "exchange": [asdict(each) for each in exchanges],
    }


def rules_row(rules: CostRules) -> dict[str, Any]:
    """Return what all costs share: the rules as figures, the index, and the exchange rates."""
    return {
        "price_year": rules.price_year,
        "figures": {name: _figure(figure) for name, figure in rules.by_id().items()},
        "index": {
            "values": {str(year): value for year, value in rules.index.items()},
            "sources": list(rules.index_sources),
            "note": rules.index_note,
        },
        "exchange_rates": {
            "per_usd": {
                name: {str(year): rate for year, rate in rates.items()}
                for name, rates in rules.exchange.items()
            },
            "sources": list(rules.exchange_sources),
            "note": rules.exchange_note,
        },
    }


def basis_row(line: CostLine) -> dict[str, Any]:
    """Return what one line of a cost rests on, without the money."""
    return {
        "component": line.component,
        "system": line.system,
        "kind": RECORD if line.of_record else ASSUMED,
        "basis": list(line.basis),
        "sources": list(line.sources),
    }


def source_row(source: Source) -> dict[str, Any]:
    """Return a source as plain data: what a reader needs to open it."""
    return {"title": source.title, "address": source.address, "year": source.year, "kind": source.kind}


def named_in(rows: Any) -> Iterator[str]:
    """Yield every source that plain data names under ``sources``, as often as they do."""
    if isinstance(rows, Mapping):
        for key, value in rows.items():
            if key == "sources":
                yield from value
            else:
                yield from named_in(value)
    elif isinstance(rows, list | tuple):
        for value in rows:
            yield from named_in(value)


def _extremes(extremes: tuple[float, float] | None, *, worlds: int) -> dict[str, Any]:
    """Return the shares of joint draws in which an option costs least and most, with their errors."""
    found: dict[str, Any] = {}
    for place, name in enumerate(("p_least", "p_most")):
        share = None if extremes is None else extremes[place]
        found[name] = share
        error = None if share is None else list(wilson_interval(share * worlds, worlds))
        found[f"{name}_mc_error_90"] = error
    return found


def _money(money: Money) -> dict[str, float]:
    """Return low, mid and high in millions."""
    return {
        "low_musd": money.low_usd / MUSD,
        "mid_musd": money.mid_usd / MUSD,
        "high_musd": money.high_usd / MUSD,
    }


def _line(line: CostLine) -> dict[str, Any]:
    """Return one line of a cost."""
    return {
        **basis_row(line),
        "words": line.words,
        **_money(line.money),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    """Return a figure: its limits, its kind and what it rests on; sums in millions where it is a price."""
    return {
        "best": figure.best,
        "low": figure.low,
        "high": figure.high,
        "figure_kind": figure.kind,
        "sources": list(figure.sources),
        "note": figure.note,
    }


def _prices(prices: Prices) -> dict[str, Any]:
    """Return what is known of the price of one unit."""
    return {
        "system": prices.system,
        "kind": RECORD if prices.of_record else ASSUMED,
        "claims": [_claim(claim) for claim in prices.claims],
        "left_out": [_left_out(each) for each in prices.left_out],
    }


def _claim(claim: PriceClaim) -> dict[str, Any]:
    """Return one claim of a price, in millions of its own year."""
    figure = claim.figure
    return {
        "id": claim.id,
        "customer": claim.customer,
        "year": claim.year,
        "status": claim.status,
        "words": claim.words,
        "home": claim.home,
        "kind": RECORD if claim.of_record else ASSUMED,
        "limits_assumed": figure.default_limits,
        "low_musd": figure.low / MUSD,
        "best_musd": figure.best / MUSD,
        "high_musd": figure.high / MUSD,
        "sources": list(figure.sources),
    }


def _left_out(each: LeftOut) -> dict[str, Any]:
    """Return a contract from which no price follows."""
    return {"id": each.id, "customer": each.customer, "year": each.year, "why": each.why}


def _capability(found: FirstCapability) -> dict[str, Any]:
    """Return the years to the first capability."""
    low, mid, high = found.interval
    return {
        "low_years": low,
        "mid_years": mid,
        "high_years": high,
        "held": found.held,
        "leads": [
            {
                "id": lead.id,
                "system": lead.system,
                "customer": lead.customer,
                "months": list(lead.months),
                "sources": list(lead.sources),
                "note": lead.note,
            }
            for lead in found.leads
        ],
        "assumed_for": list(found.assumed_for),
        "assumed_beside": list(found.assumed_beside),
    }


def sanction_row(found: Sanctions) -> dict[str, Any]:
    """Return the precedents: of the buyer itself, of the systems, of their origin, of their makers."""
    return {
        "buyer": found.buyer,
        "class": found.gravest,
        "class_of_buyer": found.gravest_of_buyer,
        "class_of_others": found.gravest_of_others,
        "class_of_origin": found.gravest_of_origin,
        "class_of_maker": found.gravest_of_maker,
        "own": [_precedent(each) for each in found.own],
        "same_origin": [_precedent(each) for each in found.same_origin],
        "of_maker": [_precedent(each) for each in found.of_maker],
    }


def purchase_row(found: Purchase) -> dict[str, Any]:
    """Return a contract of the country of the case, its sums and numbers as they are in print."""
    contract = found.contract
    return {
        "id": contract.id,
        "system": found.system,
        "buyer": contract.customer,
        "signed": contract.signed,
        "whole": contract.whole,
        "scope": contract.scope,
        "amounts": [{"million": each.amount_million, "currency": each.currency} for each in contract.amounts],
        "quantities": [
            {"number": each.number, "most": each.most, "counted": each.counted}
            for each in contract.quantities
        ],
        "sources": list(found.sources),
    }


def _risk(risk: UserRisk | None) -> dict[str, float] | None:
    """Return the user's own probability and cost of sanctions."""
    if risk is None:
        return None
    return {"p": risk.p, "cost_musd": risk.cost_usd / MUSD, "expected_musd": risk.expected_usd / MUSD}


def _precedent(each: Precedent) -> dict[str, Any]:
    """Return one precedent."""
    return {
        "id": each.id,
        "state": each.state,
        "outcome": each.outcome,
        "date": each.date,
        "law": each.law,
        "what": each.what,
        "contradicted": each.contradicted,
        "sources": list(each.sources),
    }
