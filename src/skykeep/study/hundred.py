"""A hundred raids that stand for all: in how many nothing leaks, in how many so much, and for what.

Of raids in the order of their leakers, and of their main reason where these are alike, every hundredth part
gives its middle one: a quantile dot plot that keeps the shares of the reasons too.

Reference: Kay, Kola, Hullman, Munson, "When (ish) is my bus?", CHI 2016, on quantile dot plots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import median_worlds_count

__all__ = ["DOTS", "NOTHING", "hundred_pairs", "hundred_raids"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

DOTS = 100
NOTHING = "none_leaked"
"""In place of a reason: nothing leaked."""


def hundred_raids(
    leakers: F64 | I64, ledger: F64 | I64, reasons: Sequence[str], *, whatever_figures: bool = False
) -> dict[str, Any]:
    """Return a hundred raids as plain data: leakers of each, the fewest first, and the main reason.

    They are raids of the median worlds, so that they tell of luck alone; with ``whatever_figures`` of all
    worlds, so that luck and ignorance are in them both. The main reason is that of most leakers of a raid,
    of equal ones the first of the ledger.

    Parameters
    ----------
    leakers, ledger
        Leakers [world, replication], and by reason [world, replication, reason].
    reasons
        Names of the reasons.
    """
    worlds = np.arange(len(leakers)) if whatever_figures else _median_worlds(leakers)
    flat, by_reason = leakers[worlds].ravel(), ledger[worlds].reshape(-1, ledger.shape[-1])
    main = np.where(flat > 0.0, by_reason.argmax(axis=1), -1)
    order = np.lexsort((main, flat))
    chosen = order[_middles(order.size)]
    return {
        "dots": [
            {"leakers": int(flat[raid]), "reason": NOTHING if main[raid] < 0 else reasons[int(main[raid])]}
            for raid in chosen
        ],
        "of_raids": int(flat.size),
        "of_worlds": len(worlds),
        "whatever_figures": whatever_figures,
    }


def hundred_pairs(first: F64, second: F64, *, whatever_figures: bool = False) -> dict[str, Any]:
    """Return a hundred raids met by two options as plain data: how many more leak past the first, fewest
    first, the raids being those of the worlds whose difference is in the middle.
    """
    difference = first - second
    worlds = np.arange(len(difference)) if whatever_figures else _median_worlds(difference)
    flat = np.sort(difference[worlds].ravel())
    more = flat[_middles(flat.size)].astype(int)
    return {
        "more": more.tolist(),
        "fewer_past_first": int((more < 0).sum()),
        "alike": int((more == 0).sum()),
        "fewer_past_second": int((more > 0).sum()),
        "of_raids": int(flat.size),
        "whatever_figures": whatever_figures,
    }


def _middles(count: int) -> I64:
    """Return the places, among so many in order, of the middles of a hundred equal parts."""
    return np.minimum(((np.arange(DOTS) + 0.5) * count / DOTS).astype(np.int64), count - 1)


def _median_worlds(outcomes: F64 | I64) -> I64:
    """Return the worlds whose means are nearest to the median, as the interval of luck takes them."""
    means = outcomes.mean(axis=1)
    nearest = np.argsort(np.abs(means - np.median(means)), kind="stable")
    return np.sort(nearest[: median_worlds_count(means.size)])
