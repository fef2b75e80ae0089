"""A whole comparison as plain data, as ``--json`` prints it and a page carries it."""

from __future__ import annotations

from typing import Any

from skykeep.catalogue import Catalogue

from ..case_options import option_units
from ..option_scenarios import DRAWN
from .orders import ORDER_RULE
from .pricing import Pricing
from .question import Comparison, ComparisonQuestion
from .winner import RULE

__all__ = ["comparison_row"]


def comparison_row(
    question: ComparisonQuestion, catalogue: Catalogue, found: Comparison, pricing: Pricing
) -> dict[str, Any]:
    """Return a comparison as plain data."""
    case, facts = question.case, found.facts
    return {
        "case": {"id": case.id, "title": case.title},
        "state": "partial" if found.interrupted else "complete",
        "lead": {
            "option": found.dots.get("lead"),
            "site": question.lead_site.id,
            "raid": question.lead_raid.id,
            "balance": question.lead.balance,
            "doctrine": question.lead.doctrine,
        },
        "options": [
            {
                "id": option.id,
                "name": option.name,
                "held": option.held,
                "note": option.note,
                "units": [
                    {
                        "system": system,
                        "name": catalogue.system(system).name,
                        "unit": catalogue.system(system).unit_name,
                        "count": count,
                    }
                    for system, count in option_units(option, catalogue)
                ],
            }
            for option in question.options
        ],
        "sites": [{"id": site.id, "name": site.name} for site in question.sites],
        "raids": [{"id": raid.id, "name": raid.name} for raid in question.raids],
        "heights_agl_m": list(question.heights_agl_m),
        "balances": list(question.balances),
        "doctrines": [
            _doctrine(name, catalogue)
            for name in dict.fromkeys(
                [*question.doctrines, *(row["doctrine"] for each in found.orders for row in each["under"])]
            )
        ],
        "doctrines_asked": list(question.doctrines),
        "fielded": found.fielded,
        "rows": found.rows,
        "orders": found.orders,
        "order_rule": ORDER_RULE,
        "coverage": found.coverage,
        "country": found.country,
        "robustness": found.robustness,
        "pairs": found.pairs,
        "winners": found.winners,
        "winner_rule": RULE,
        "decision": found.decision,
        "dots": found.dots,
        "stopping": found.stopping,
        "groups_asked": len(question.groups),
        "worlds_limit": case.raids.worlds,
        "coverage_worlds": question.coverage_worlds,
        "replications": case.raids.replications,
        "seed": case.raids.seed,
        "view": "balanced",
        "terrain": dict(facts.terrain),
        "rests_on": found.rests_on,
        "records": found.records,
        "notes": list(dict.fromkeys((*pricing.notes, *found.notes))),
        "costs": pricing.as_row(),
        "results_version": facts.identity["results_version"],
    }


def _doctrine(name: str, catalogue: Catalogue) -> dict[str, str]:
    """Return a doctrine by its id, with what it does in words and what that rests on."""
    if name == DRAWN:
        return {"id": DRAWN, "name": "drawn in each world", "words": "", "kind": "drawn"}
    if name in catalogue.presets:
        preset = catalogue.presets[name]
        return {"id": name, "name": preset.name, "words": preset.words, "kind": preset.kind}
    found = catalogue.firing.find(name)
    return {"id": name, "name": found.words, "words": found.words, "kind": found.kind}
