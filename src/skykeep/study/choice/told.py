"""A whole comparison as plain data, as ``--json`` prints it and a page carries it."""

from __future__ import annotations

from typing import Any

from skykeep.catalogue import Catalogue

from ..case_options import option_units
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
        },
        "options": [
            {
                "id": option.id,
                "name": option.name,
                "held": option.held,
                "note": option.note,
                "units": [
                    {"system": system, "name": catalogue.system(system).name, "count": count}
                    for system, count in option_units(option, catalogue)
                ],
            }
            for option in question.options
        ],
        "sites": [{"id": site.id, "name": site.name} for site in question.sites],
        "raids": [{"id": raid.id, "name": raid.name} for raid in question.raids],
        "heights_agl_m": list(question.heights_agl_m),
        "balances": list(question.balances),
        "rows": found.rows,
        "coverage": found.coverage,
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
