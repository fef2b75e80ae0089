"""Equal cost: how many times each option can be had for what the lead option costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skykeep.errors import ScenarioError, did_you_mean

from .sums import ENDS, OptionCost

__all__ = ["Multiple", "dearest", "equal_cost", "first_and_last"]

ROUNDING = 1.0e-9
"""What a ratio that is one in exact numbers may fall short of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """How many times an option can be had for the cost of the lead option: 5, 50 and 95 % of draws below.

    ``whole`` is the middle rounded down: what a comparison at equal cost plays, the leftover unspent; zero
    where not one can be had. ``p_whole`` is the share of worlds in which the cost of the lead option is
    enough for them, all costs drawn.
    """

    option: str
    low: float
    mid: float
    high: float
    whole: int
    p_whole: float


def dearest(costs: Sequence[OptionCost]) -> str | None:
    """Return the id of the option with the greatest middle cost, of those that are bought; None without one.

    With it as the lead option every other one can be had at least once for the same money, in the middle.
    """
    bought = [each for each in costs if not each.option.held]
    return max(bought, key=lambda each: each.money.mid_usd).option.id if bought else None


def first_and_last(costs: Sequence[OptionCost]) -> dict[str, tuple[float, float]]:
    """Return for each option that is bought the share of worlds in which it costs least, and most of all.

    Options that cost the same share a world.
    """
    bought = [each for each in costs if not each.option.held]
    if not bought:
        return {}
    totals = np.stack([each.total_usd for each in bought])
    least, most = totals == totals.min(axis=0), totals == totals.max(axis=0)
    shares = [np.mean(each / each.sum(axis=0), axis=1) for each in (least, most)]
    return {
        each.option.id: (float(shares[0][place]), float(shares[1][place]))
        for place, each in enumerate(bought)
    }


def equal_cost(costs: Sequence[OptionCost], lead: str) -> dict[str, Multiple]:
    """Return for each option how many times the cost of the lead option buys it, by option id.

    Costs are those over the same years, drawn in the same worlds: what both share, as the share of upkeep,
    does not tell them apart. What is there already is left out, for nothing is bought.

    Raises
    ------
    ScenarioError
        If the lead option is not among them, or is there already and so has no price.
    """
    bought = {each.option.id: each for each in costs if not each.option.held}
    if lead not in bought:
        allowed = ", ".join(bought) or "none, for all are there already"
        raise ScenarioError(
            f"lead option: given {lead!r}, allowed {allowed}, options that are bought."
            f"{did_you_mean(lead, bought)}"
        )
    reference = bought[lead].total_usd
    found = {}
    for name, each in bought.items():
        ratio = reference / each.total_usd
        low, mid, high = (float(value) for value in np.percentile(ratio, ENDS))
        whole = math.floor(mid + ROUNDING)
        found[name] = Multiple(
            option=name, low=low, mid=mid, high=high, whole=whole, p_whole=float(np.mean(ratio >= whole))
        )
    return found
