"""Sensitivity of an answer: a screening of every factor, then shares of the variance of those that matter and
of groups, then what knowing a figure would take off the doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..intervals import estimate_outcome, estimate_probability
from .covered import Covered
from .design import Columns, mixed, sample, trajectories
from .elementary import elementary_effects, screened
from .factors import Factor
from .groups import GROUPS
from .indices import Split, first_and_total, remainder, share_row, split_of
from .played import Played

__all__ = ["FACTS", "PER_RAID", "Analysis", "Size", "analyse", "cost_of", "doubt_of", "facts_of"]

F64 = npt.NDArray[np.float64]

FACTS = 3
"""Facts worth finding that are named."""
PER_RAID = "per_raid"
"""Name of the group of all that is drawn anew for each raid."""
_GROUP = "group/"
_LEAST_ROWS = 32
"""Rows of the first line of the convergence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is played: ``trajectories`` of the screening, ``points`` of each sample, ``figures`` that get
    indices, and ``replications``, raids at each point."""

    trajectories: int
    points: int
    figures: int
    replications: int


@dataclass(eq=False, kw_only=True)
class Analysis:
    """What was found as plain data; ``parts`` that Ctrl-C left out are None."""

    screening: list[dict[str, Any]]
    cost: dict[str, int]
    mean: dict[str, Any] | None = None
    variance: dict[str, Any] | None = None
    figures: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    interactions: dict[str, Any] | None = None
    facts: list[dict[str, Any]] = field(default_factory=list)
    convergence: list[dict[str, Any]] = field(default_factory=list)
    complete: bool = False


def cost_of(factors: Sequence[Factor], size: Size) -> dict[str, int]:
    """Return how many raids an analysis of some factors takes, by part and in all."""
    sets = 2 + min(size.figures, len(factors)) + len(_group_sets(factors))
    screening = (len(factors) + 1) * size.trajectories * size.replications
    indices = sets * size.points * size.replications
    return {"screening_raids": screening, "index_raids": indices, "raids": screening + indices}


def analyse(model: Played | Covered, size: Size, *, seed: int, keep_on_stop: bool = False) -> Analysis:
    """Return the analysis of a scenario; after Ctrl-C, if it may be kept, as far as it is finished.

    Before the end of the screening nothing is kept: a trajectory that is not at its end says nothing.
    """
    factors = {each.figure: each for each in model.factors.factors}
    columns = {name: model.factors.columns([each]) for name, each in factors.items()}
    names = model.factors.names
    design = trajectories(columns, names, size.trajectories, seed)
    rows = screened(elementary_effects(model, design, columns), list(factors))
    rows = [_told(factors[row["figure"]]) | row for row in rows]
    rows.sort(key=lambda row: (-row["effect"], row["figure"]))
    found = Analysis(screening=rows, cost=cost_of(list(factors.values()), size))
    chosen = [row["figure"] for row in rows[: size.figures]]
    groups = _group_sets(list(factors.values()))
    parts: dict[str, Columns] = {name: columns[name] for name in chosen}
    parts |= {f"{_GROUP}{name}": model.factors.columns(some) for name, some in groups.items()}
    first, second, between = _play(model, parts, size, seed, keep_on_stop=keep_on_stop)
    if first is not None and second is not None:
        _tell(found, model, (first, second, between), factors, seed)
        found.complete = len(between) == len(parts)
    found.cost["raids_played"] = model.raids
    return found


def _play(
    model: Played | Covered, parts: Mapping[str, Columns], size: Size, seed: int, *, keep_on_stop: bool
) -> tuple[F64 | None, F64 | None, dict[str, F64]]:
    """Return the outcomes of both samples and of the mixtures, as far as they were played."""
    names = model.factors.names
    a, b = (sample(names, size.points, seed, label) for label in ("first", "second"))
    between: dict[str, F64] = {}
    first = second = None
    try:
        first, second = model([a, b])
        for name, part in parts.items():
            (between[name],) = model([mixed(a, b, part)])
    except KeyboardInterrupt:
        if not keep_on_stop:
            raise
    return first, second, between


def _tell(
    found: Analysis,
    model: Played | Covered,
    outcomes: tuple[F64, F64, dict[str, F64]],
    factors: Mapping[str, Factor],
    seed: int,
) -> None:
    """Put what the outcomes say into an analysis."""
    first, second, between = outcomes
    split = split_of(first, second, between, seed=seed)
    estimate = estimate_probability if model.measure.is_probability else estimate_outcome
    mean = estimate(np.concatenate([first, second], axis=1)).as_row()  # rows of both share their luck
    found.mean = {name: mean[name] for name in ("mean", "mc_error_90")}
    doubt = doubt_of(split)
    found.variance = _variance(split, doubt, first.shape[1])
    for name in between:
        told = {"separable": split.separable, **first_and_total(split, name)}
        if name.startswith(_GROUP):
            found.groups.append({"group": name.removeprefix(_GROUP), **told})
            continue
        own = {} if factors[name].per_raid else {"of_doubt": share_row(split.first[name], doubt)}
        found.figures.append(_told(factors[name]) | told | own)
    found.figures.sort(key=lambda row: -(row["first"]["share"] or 0.0))
    partition = [f"{_GROUP}{name}" for name in GROUPS if f"{_GROUP}{name}" in between]
    if len(partition) == len([name for name in _group_sets(list(factors.values())) if name != PER_RAID]):
        found.interactions = remainder(split, partition)
    found.facts = facts_of(found.figures, separable=split.separable)
    found.convergence = _convergence(outcomes, seed)


def doubt_of(split: Split) -> F64:
    """Return the variance that figures make, without what is drawn anew for each raid."""
    name = f"{_GROUP}{PER_RAID}"
    return split.whole - split.total[name] if name in split.total else split.whole


def _variance(split: Split, doubt: F64, replications: int) -> dict[str, Any]:
    """Return the variance of the expected outcome, that of it which figures make, the luck of one raid, and
    the noise of a mean of raids that was taken off."""

    def told(values: F64) -> dict[str, Any]:
        low, high = np.quantile(values[1:], (0.05, 0.95))
        return {"variance": float(values[0]), "variance_90": [float(low), float(high)]}

    return {
        "expected": told(split.whole),
        "ignorance": told(doubt),
        "luck_of_one_raid": told(split.noise * replications),
        "noise_taken_off": told(split.noise),
        "separable": split.separable,
    }


def facts_of(figures: Sequence[Mapping[str, Any]], *, separable: bool) -> list[dict[str, Any]]:
    """Return the figures whose knowledge would take most off the doubt, none that may be nothing.

    Alone a figure makes no more than in all: where its total order may be nothing, or where figures are not
    ``separable`` from luck, a share is chance.
    """
    if not separable:
        return []
    able = [
        row for row in figures if all(_above_zero(share) for share in (row.get("of_doubt"), row["total"]))
    ]
    able.sort(key=lambda row: -row["of_doubt"]["share"])
    return [
        {name: row[name] for name in ("figure", "same_draw", "kind", "low", "high", "of_doubt")}
        for row in able[:FACTS]
    ]


def _above_zero(share: Mapping[str, Any] | None) -> bool:
    """Return whether a share is above zero beyond the error of its computation."""
    ends = None if share is None else share["share_90"]
    return ends is not None and bool(ends[0] > 0.0)


def _convergence(outcomes: tuple[F64, F64, dict[str, F64]], seed: int) -> list[dict[str, Any]]:
    """Return the widest half-widths of the indices after a part of the points, twice as many in each row."""
    first, second, between = outcomes
    rows: list[dict[str, Any]] = []
    points = len(first)
    while points >= _LEAST_ROWS and len(rows) < 4:
        part = split_of(
            first[:points],
            second[:points],
            {name: each[:points] for name, each in between.items()},
            seed=seed,
        )
        widest = {
            order: [
                0.5 * (ends[1] - ends[0])
                for name in between
                if (ends := first_and_total(part, name)[order]["share_90"]) is not None
            ]
            for order in ("first", "total")
        }
        rows.append(
            {"points": points}
            | {f"widest_{order}_90": max(widths, default=None) for order, widths in widest.items()}
        )
        points //= 2
    return rows[::-1]


def _group_sets(factors: Sequence[Factor]) -> dict[str, list[Factor]]:
    """Return the factors of every group that has any, and of all that is drawn for each raid."""
    found = {name: [each for each in factors if each.group == name] for name in GROUPS}
    found[PER_RAID] = [each for each in factors if each.per_raid]
    return {name: some for name, some in found.items() if some}


def _told(factor: Factor) -> dict[str, Any]:
    """Return what a row says of its factor."""
    return {
        "figure": factor.figure,
        "same_draw": list(factor.with_it),
        "kind": factor.kind,
        "low": factor.low,
        "high": factor.high,
        "alternatives": list(factor.alternatives),
        "group": factor.group,
        "per_raid": factor.per_raid,
    }
