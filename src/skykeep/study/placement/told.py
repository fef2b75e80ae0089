"""What a placement says as plain data: the same for ``skykeep place`` and for the page of a brief."""

from __future__ import annotations

from typing import Any

from skykeep.coverage.rings import brochure_rings

from .answer import Placed
from .cover import Cover
from .work import Asked

__all__ = ["placed_row", "question_row"]


def placed_row(cover: Cover, asked: Asked, placed: Placed) -> dict[str, Any]:
    """Return the answer for one kind of unit, with its system, its printed rings and what was said of it."""
    return placed.to_json() | {
        "system_name": cover.system.name,
        "unit": cover.system.unit_name,
        "rings": [ring.to_json() for ring in brochure_rings(cover.system, cover.catalogue)],
        "claim": None if asked.claim is None else asked.claim.to_json(),
        "complete": placed.complete,
    }


def question_row(cover: Cover, asked: Asked, *, candidates_from: str) -> dict[str, Any]:
    """Return what the answer says of itself: where, what is covered, at which heights, on what conditions."""
    grid, question = asked.grid, cover.question
    counted = [place for place, counts in enumerate(asked.counted) if counts]
    weights = asked.height_weights
    return {
        "country": grid.code,
        "country_name": grid.name,
        "country_area_m2": round(grid.area_m2),
        "cover": asked.demand.kind,
        "heights_counted_m": [question.heights_agl_m[place] for place in counted],
        "weights": "worst" if weights is None else [weights[place] for place in counted],
        "overlap": asked.overlap,
        "spacing_km": asked.spacing_m / 1000.0,
        "one_lost": asked.one_lost,
        "goal": asked.goal,
        "candidates_from": candidates_from,
        "target": question.target,
        "seed": asked.seed,
        "view": question.view,
    }
