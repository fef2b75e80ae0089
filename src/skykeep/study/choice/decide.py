"""All criteria together: what is dominated, and which option is first over all weightings or a user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from skykeep.model import wilson_interval

from ..intervals import WORLDS_FOR_IGNORANCE
from .acceptability import WEIGHTINGS, Acceptability, acceptability, all_weightings, rank_shares
from .criteria import SCALING, UNLESS_ASKED_FOR, Criterion, goodness, user_weights
from .dominance import dominated_p, pareto_p
from .pairs import Chance
from .winner import SURE_P

__all__ = ["DOMINATED_RULE", "decide"]

DOMINATED_RULE = (
    "An option is dominated in a world if another is no worse by every criterion and better by one; it is "
    f"marked dominated if that is so in {100.0 * SURE_P:.0f} of 100 joint draws of the figures or more, of "
    f"{WORLDS_FOR_IGNORANCE} at least."
)


def decide(
    criteria: Sequence[Criterion],
    options: Sequence[str],
    *,
    weights: Mapping[str, float],
    seed: int,
) -> dict[str, Any]:
    """Return as plain data what all criteria together say of the options.

    Parameters
    ----------
    criteria
        Those there are, with the same options in the same order; worlds beyond the fewest are left out.
    options
        Ids.
    weights
        A user's own weight of each group of criteria; empty for none.
    """
    worlds = min(len(each.values) for each in criteria)
    cut = [_first_worlds(each, worlds) for each in criteria]
    weighed = [each for each in cut if each.group not in UNLESS_ASKED_FOR]
    worth = goodness(weighed)
    groups = list(dict.fromkeys(each.group for each in weighed))
    drawn = all_weightings(
        [groups.index(each.group) for each in weighed], worlds=worlds, seed=seed, count=WEIGHTINGS
    )
    return {
        "worlds": worlds,
        "criteria": [each.as_row() for each in weighed],
        "scaling": SCALING,
        "possible": {
            each.name: {
                option: [float(f"{value:.6g}") for value in each.values[:, place]]
                for place, option in enumerate(options)
            }
            for each in weighed
        },
        "weightings": worlds * WEIGHTINGS,
        "dominated_rule": DOMINATED_RULE,
        "dominated": [
            {
                "option": option,
                **chance.as_row(),
                "is_dominated": chance.p >= SURE_P and worlds >= WORLDS_FOR_IGNORANCE,
                "by": _by(options, pairs),
            }
            for option, chance, pairs in zip(options, dominated_p(worth), pareto_p(worth), strict=True)
        ],
        "acceptability": [
            _acceptable(option, found, weighed)
            for option, found in zip(options, acceptability(worth, drawn), strict=True)
        ],
        "own_weights": _own(cut, options, weights) if weights else None,
    }


def _first_worlds(criterion: Criterion, worlds: int) -> Criterion:
    """Return a criterion with its first worlds alone."""
    return Criterion(
        name=criterion.name,
        group=criterion.group,
        words=criterion.words,
        unit=criterion.unit,
        less_is_better=criterion.less_is_better,
        values=criterion.values[:worlds],
    )


def _by(options: Sequence[str], pairs: Sequence[Chance]) -> list[dict[str, Any]]:
    """Return the options that dominate one in any world, the likeliest first."""
    found = [
        {"option": other, **chance.as_row()} for other, chance in zip(options, pairs, strict=True) if chance.p
    ]
    return sorted(found, key=lambda row: -row["p"])


def _acceptable(option: str, found: Acceptability, criteria: Sequence[Criterion]) -> dict[str, Any]:
    """Return the acceptability of one option as plain data."""
    central = found.central_weights
    return {
        "option": option,
        "ranks": [each.as_row() for each in found.ranks],
        "central_weights": None
        if central is None
        else {each.name: weight.as_row() for each, weight in zip(criteria, central, strict=True)},
        "confidence": None if found.confidence is None else found.confidence.as_row(),
    }


def _own(criteria: Sequence[Criterion], options: Sequence[str], given: Mapping[str, float]) -> dict[str, Any]:
    """Return how often each option has each rank under a user's own weights."""
    there = {each.group for each in criteria}
    weights = user_weights(criteria, given)
    missing = [name for name, weight in given.items() if weight and name not in there]
    if not weights.any():
        return {"given": dict(given), "missing": missing, "weights": {}, "ranks": []}
    worth = goodness(criteria)
    shares = rank_shares(worth, np.broadcast_to(weights, (len(worth), 1, weights.size)))
    worlds = len(worth)
    ranks = [
        [
            Chance(
                p=float(shares[:, place, rank].mean()),
                computed_90=wilson_interval(float(shares[:, place, rank].sum()), worlds)
                if worlds > 1
                else None,
            ).as_row()
            for rank in range(len(options))
        ]
        for place in range(len(options))
    ]
    return {
        "given": dict(given),
        "missing": missing,
        "weights": {
            each.name: float(weight) for each, weight in zip(criteria, weights, strict=True) if weight
        },
        "ranks": [{"option": option, "ranks": row} for option, row in zip(options, ranks, strict=True)],
    }
