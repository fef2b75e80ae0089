"""Whether the order of the options by what leaks is shown to turn under any doctrine, and where."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ..intervals import Estimate, estimate_outcome
from ..option_scenarios import DRAWN
from .play import Played
from .question import Comparison, ComparisonQuestion
from .rows import Group

__all__ = ["ORDER_RULE", "order_row"]

F64 = npt.NDArray[np.float64]
Leakers = Mapping[str, F64]

ORDER_RULE = (
    "The order of two options turns under a doctrine if fewer leak past the one that is ahead, and there, in "
    "the same raids, past the other, each by more than the error of the computation."
)


def order_row(question: ComparisonQuestion, group: Group, found: Comparison) -> dict[str, Any]:
    """Return as plain data under which doctrines the order of a group's options is not shown to turn; empty
    where the raid was met under one alone.

    Doctrines that were asked for are played in the same worlds each. Without any the worlds that drew each
    doctrine are taken apart: they are the same for every option, and fewer.
    """
    base = found.leakers[group]
    under: dict[str, Leakers] = {
        name: found.leakers[there]
        for name in question.doctrines
        if name != group.doctrine and (there := group._replace(doctrine=name)) in found.leakers
    }
    played = bool(under)
    if not played and group.doctrine == DRAWN:
        under = _split(base, found.by_draw[group])
    if not under or len(base) < 2:
        return {}
    apart = _apart(base)
    rows = [_under(name, leakers, _order(base), apart) for name, leakers in under.items()]
    return {
        "site": group.site,
        "raid": group.raid,
        "balance": group.balance,
        "doctrine": group.doctrine,
        "how": "played" if played else "split_by_draw",
        "order": _order(base),
        "holds_under": sum(row["holds"] for row in rows),
        "of": len(rows),
        "under": rows,
    }


def _split(leakers: Leakers, played: Played) -> dict[str, Leakers]:
    """Return leakers of the worlds that drew each doctrine, where there are two worlds at least."""
    drawn = {name: played.firing == place for place, name in enumerate(played.alternatives)}
    return {
        name: {option: each[inside] for option, each in leakers.items()}
        for name, inside in drawn.items()
        if inside.sum() > 1
    }


def _order(leakers: Leakers) -> list[str]:
    """Return options by their mean leakers, the fewest first."""
    return sorted(leakers, key=lambda option: float(leakers[option].mean()))


def _apart(leakers: Leakers) -> list[tuple[str, str]]:
    """Return the pairs of options, the one that is ahead first, whose order is beyond its error."""
    return [
        (ahead, behind)
        for ahead, behind in combinations(_order(leakers), 2)
        if _is_more(estimate_outcome(leakers[behind] - leakers[ahead]))
    ]


def _under(name: str, leakers: Leakers, order: list[str], apart: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what becomes under one doctrine of an order, of the pairs that are apart in it."""
    turned = [
        {"ahead": ahead, "behind": behind, "fewer_past_behind": more.as_row()}
        for ahead, behind in apart
        if _is_more(more := estimate_outcome(leakers[ahead] - leakers[behind]))
    ]
    there = _order(leakers)
    return {
        "doctrine": name,
        "worlds": len(next(iter(leakers.values()))),
        "order": there,
        "leader": there[0],
        "leader_holds": not any(row["ahead"] == order[0] for row in turned),
        "holds": not turned,
        "turned": turned,
    }


def _is_more(more: Estimate) -> bool:
    """Return whether a difference is above zero, the error of its computation allowed for."""
    return more.mc_error_90 is not None and more.mc_error_90[0] > 0.0
