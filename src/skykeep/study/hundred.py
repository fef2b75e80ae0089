"""A hundred raids that stand for all: in how many nothing leaks, in how many so much, and for what.

Of raids in the order of their leakers, and of their main reason where these are alike, every hundredth part
gives its middle one: a quantile dot plot that keeps the shares of the reasons too. Of fewer raids each is a
dot of its own, so that a dot is always a raid that was played.

Reference: Kay, Kola, Hullman, Munson, "When (ish) is my bus?", CHI 2016, on quantile dot plots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .intervals import median_worlds

__all__ = ["DOTS", "NOTHING", "hundred_keys", "hundred_pairs", "hundred_raids", "raids_as_dots", "told_dots"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

DOTS = 100
NOTHING = "none_leaked"
"""In place of a reason: nothing leaked."""


def hundred_raids(leakers: F64 | I64, ledger: F64 | I64, reasons: Sequence[str]) -> dict[str, Any]:
    """Return raids of the median worlds as plain data, so that they tell of luck alone: see
    :func:`raids_as_dots`.
    """
    worlds = median_worlds(leakers)
    return raids_as_dots(leakers[worlds], ledger[worlds], reasons)


def hundred_keys(leakers: F64 | I64, ledger: F64 | I64) -> list[tuple[int, int]]:
    """Return world and replication of each dot of :func:`hundred_raids`, in the order of its dots.

    Parameters
    ----------
    leakers, ledger
        Those that the dots were made of.
    """
    worlds = median_worlds(leakers)
    chosen, _ = _chosen(leakers[worlds], ledger[worlds])
    replications = leakers.shape[1]
    return [(int(worlds[raid // replications]), int(raid % replications)) for raid in chosen]


def raids_as_dots(
    leakers: F64 | I64, ledger: F64 | I64, reasons: Sequence[str], *, whatever_figures: bool = False
) -> dict[str, Any]:
    """Return a hundred raids, or all where they are fewer, as plain data: leakers of each, the fewest first,
    and the main reason.

    The main reason is that of most leakers of a raid, of equal ones the first of the ledger.

    Parameters
    ----------
    leakers, ledger
        Leakers [world, replication], and by reason [world, replication, reason].
    reasons
        Names of the reasons.
    whatever_figures
        Whether the worlds are all of a study, so that luck and ignorance are in them both.
    """
    flat = leakers.ravel()
    chosen, main = _chosen(leakers, ledger)
    return {
        "dots": [
            {"leakers": int(flat[raid]), "reason": NOTHING if main[raid] < 0 else reasons[int(main[raid])]}
            for raid in chosen
        ],
        "of_raids": int(flat.size),
        "of_worlds": len(leakers),
        "whatever_figures": whatever_figures,
    }


def told_dots(
    leakers: F64, ledger: F64, rounds_left: F64, reasons: Sequence[str], worlds: Sequence[int]
) -> dict[str, Any]:
    """Return :func:`raids_as_dots` of which each dot tells its raid: ``world`` and ``replication``, so that
    it can be played again, ``ledger`` (leakers by reason, those of none left out) and ``rounds_left``.

    Parameters
    ----------
    worlds
        The number of each world of the outcomes.
    """
    found = raids_as_dots(leakers, ledger, reasons)
    chosen, _ = _chosen(leakers, ledger)
    for dot, raid in zip(found["dots"], chosen.tolist(), strict=True):
        place, replication = divmod(raid, leakers.shape[1])
        counts = zip(reasons, ledger[place, replication].tolist(), strict=False)  # more places than reasons
        dot |= {
            "world": int(worlds[place]),
            "replication": replication,
            "ledger": {reason: int(count) for reason, count in counts if count > 0.0},
            "rounds_left": int(rounds_left[place, replication]),
        }
    return found


def _chosen(leakers: F64 | I64, ledger: F64 | I64) -> tuple[I64, I64]:
    """Return the raids that stand for all, counted through worlds and replications, and of every raid the
    place of its main reason, -1 for none."""
    flat, by_reason = leakers.ravel(), ledger.reshape(-1, ledger.shape[-1])
    main: I64 = np.where(flat > 0.0, by_reason.argmax(axis=1), -1)
    order = np.lexsort((main, flat))
    return order[_middles(order.size)], main


def hundred_pairs(first: F64, second: F64, *, whatever_figures: bool = False) -> dict[str, Any]:
    """Return a hundred raids met by two options, or all where they are fewer, as plain data: how many more
    leak past the first, fewest first, the raids being those of the worlds whose difference is in the middle.
    """
    difference = first - second
    worlds = np.arange(len(difference)) if whatever_figures else median_worlds(difference)
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
    """Return the places, among so many in order, of the middles of a hundred equal parts; all of fewer."""
    dots = min(DOTS, count)
    return ((np.arange(dots) + 0.5) * count / dots).astype(np.int64)
