"""What the options of a comparison cost and how long they take, drawn in the worlds of their raids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import CostRules
from skykeep.catalogue.records import Records
from skykeep.catalogue.sources import Source
from skykeep.errors import CatalogueError

from ..case_options import CaseOption
from ..costing.buyer import Purchase, buyer_name, purchases_of
from ..costing.equal import Multiple, dearest, equal_cost
from ..costing.rows import basis_row, named_in, purchase_row, rules_row, sanction_row, source_row
from ..costing.sanctions import Sanctions, sanctions_of
from ..costing.sums import OptionCost, option_costs
from ..costing.times import FirstCapability, first_capability
from .question import Priced

__all__ = ["PRICE_DRAWS", "Pricing", "price_options"]

PRICE_DRAWS = 4000
"""Joint draws of prices, as ``skykeep cost`` takes: the first of them are the worlds of the raids."""
MUSD = 1.0e6


@dataclass(frozen=True, kw_only=True)
class Pricing:
    """Options by id as far as their price is known, the option whose cost the others are given, and notes.

    ``rules`` are those that all costs share, as ``skykeep cost`` tells them; ``sources`` all there are.
    """

    priced: dict[str, Priced]
    reference: str | None
    notes: tuple[str, ...]
    years: float
    price_year: int
    rules: Mapping[str, Any]
    sources: Mapping[str, Source]

    def as_row(self) -> dict[str, Any]:
        """Return what is told of the costs of all options, and every source that they name."""
        told = {
            "years": self.years,
            "price_year": self.price_year,
            "reference": self.reference,
            "options": [{"option": name} | dict(each.told) for name, each in self.priced.items()],
            "rules": dict(self.rules),
        }
        return told | {
            "sources": {name: source_row(self.sources[name]) for name in sorted(set(named_in(told)))}
        }


def price_options(
    options: Sequence[CaseOption],
    catalogue: Catalogue,
    records: Records,
    rules: CostRules,
    *,
    country: str,
    seed: int,
    years: float,
) -> Pricing:
    """Return what options cost over some years, as ``skykeep cost`` has it, and what equal cost buys of each.

    ``country`` is the code of that of the case: what it met and bought itself is told apart. Equal cost is
    that of the dearest option that is bought: of every other one it buys one at least, in the middle. An
    option of which no price is known or assumed is left out, and a note says so.
    """
    costs: list[OptionCost] = []
    notes = []
    for option in options:
        try:
            costs += option_costs(
                (option,), catalogue, records, rules, seed=seed, worlds=PRICE_DRAWS, years=years
            )
        except CatalogueError as refused:
            notes.append(f"{option.name} has no cost here: {refused}")
    reference, buyer = dearest(costs), buyer_name(country)
    multiples = {} if reference is None else equal_cost(costs, reference)
    priced = {}
    for each in costs:
        systems = [name for name, _ in each.units]
        time = first_capability(each.option, systems, records, rules, seed=seed, worlds=PRICE_DRAWS)
        multiple = multiples.get(each.option.id)
        priced[each.option.id] = Priced(
            cost_usd=each.total_usd,
            years=time.years,
            told=_told(
                each,
                time,
                sanctions_of(systems, catalogue, records, buyer=buyer),
                purchases_of(systems, buyer, records),
                multiple,
            ),
            equal_units=multiple.whole if multiple is not None and multiple.whole else None,
        )
    return Pricing(
        priced=priced,
        reference=reference,
        notes=tuple(notes),
        years=years,
        price_year=rules.price_year,
        rules=_rules(rules),
        sources=records.sources,
    )


def _rules(rules: CostRules) -> dict[str, Any]:
    """Return the figures that all costs share and what turns sums into those of the price year, without the
    series themselves."""
    told = rules_row(rules)
    origins = {
        name: {key: told[name][key] for key in ("sources", "note")} for name in ("index", "exchange_rates")
    }
    return {"figures": told["figures"], **origins}


def _told(
    cost: OptionCost,
    time: FirstCapability,
    sanctions: Sanctions,
    purchases: Sequence[Purchase],
    multiple: Multiple | None,
) -> dict[str, Any]:
    """Return what is told of the cost, the time, the precedents and the purchases of one option."""
    low, mid, high = time.interval
    return {
        "held": cost.option.held,
        "cost": {
            "low_musd": cost.money.low_usd / MUSD,
            "mid_musd": cost.money.mid_usd / MUSD,
            "high_musd": cost.money.high_usd / MUSD,
        },
        "basis": [basis_row(line) for line in cost.lines],
        "share_of_record": cost.share_of_record,
        "share_of_record_90": list(cost.share_of_record_90),
        "first_capability": {
            "held": time.held,
            "low_years": low,
            "mid_years": mid,
            "high_years": high,
            "customers": list(dict.fromkeys(each.customer for each in time.leads)),
            "assumed_for": list(time.assumed_for),
            "assumed_beside": list(time.assumed_beside),
            "leads": [{"id": each.id, "sources": list(each.sources)} for each in time.leads],
        },
        "sanctions": sanction_row(sanctions),
        "purchases": [purchase_row(each) for each in purchases],
        "equal_cost": None
        if multiple is None
        else {"low": multiple.low, "mid": multiple.mid, "high": multiple.high, "whole": multiple.whole},
    }
