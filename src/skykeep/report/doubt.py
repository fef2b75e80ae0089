"""Two doubts in two words: luck is told as raids out of a hundred, ignorance as how sure we are.

Luck is what differs between raids although every figure is the same; ignorance is what nobody outside knows
of the figures. No clause tells of both. "Public figures allow" belongs to coverage, where every figure goes
to one end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.language import tell, to_tell
from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .shipped_words import shipped
from .words import fixed, interval, percent

__all__ = [
    "DOUBTS",
    "NOT_RESOLVED",
    "WHY_NOT_RESOLVED",
    "chances",
    "counted_raids",
    "doubts_of_count",
    "farther_end",
    "is_resolved",
    "mean_with_error",
    "of_any_figures",
    "share_of_raids",
    "share_with_doubts",
    "sure_interval",
    "why_no_doubt_apart",
]

NOT_RESOLVED = to_tell("not resolved")
WHY_NOT_RESOLVED = to_tell(
    "Not resolved: the means of the worlds differ by no more than luck makes them, so nothing can be said of "
    "ignorance; more raids in each world may tell."
)
DOUBTS = ("mc_error_90", "luck_90", "ignorance_90")
"""Intervals that a sentence tells: of the computed mean, luck, ignorance."""
COARSE_POINTS = 20
"""An error of the mean beyond so many points of a share says that more must be computed before it tells."""
_RARE = 0.005
"""Chances below it are told of a thousand raids."""
_SLACK = 6
"""Decimal places at which a number is taken as exact before it is rounded outwards."""


def chances(p: float) -> str:
    """Return a chance as raids out of a hundred: ``9 of 100``, of a thousand where it is rarer."""
    if 0.0 < p < _RARE:
        return tell("{count} of 1,000", count=max(1, math.floor(1000.0 * p + 0.5)))
    return tell("{count} of 100", count=math.floor(100.0 * p + 0.5))


def counted_raids(p: float, raids: int) -> str:
    """Return a chance as it was counted, where the worlds are too few for one: ``4 of 20 raids, too few to be
    sure``."""
    return tell("{count:,} of {raids:,} raids, too few to be sure", count=round(p * raids), raids=raids)


def share_of_raids(estimate: Mapping[str, Any]) -> str:
    """Return a chance as raids out of a hundred, with how well that is computed: ``3 of 100 raids (computed:
    0 to 9)``; without it where one world tells nothing of it."""
    ends = estimate.get("mc_error_90")
    told = tell("{chances} raids", chances=chances(estimate["mean"]))
    if ends is None:
        return told
    of = 1000 if 0.0 < estimate["mean"] < _RARE else 100
    low = max(0, math.floor(round(of * ends[0], _SLACK)))
    high = min(of, math.ceil(round(of * ends[1], _SLACK)))
    return tell("{told} (computed: {low} to {high})", told=told, low=low, high=high)


def sure_interval(estimate: Mapping[str, Any], *, digits: int = 1) -> str:
    """Return the interval in which we are 90 % sure that the expectation lies, or words where luck hides it:
    raids are too few to tell the one from the other.
    """
    return tell(NOT_RESOLVED) if _hidden(estimate) else interval(estimate["ignorance_90"], digits=digits)


def is_resolved(estimate: Mapping[str, Any]) -> bool:
    """Return whether luck leaves something to be said of what the figures do."""
    return not _hidden(estimate)


def _hidden(estimate: Mapping[str, Any]) -> bool:
    """Return whether luck hides what the figures do."""
    ends, split = estimate["ignorance_90"], estimate.get("variance")
    return bool(
        ends is not None and split and split["ignorance"] <= 0.0 < split["chance"] and _narrow(ends, split)
    )


def _narrow(ends: Sequence[float], split: Mapping[str, Any]) -> bool:
    """Return whether an interval is a point beside the luck of one raid."""
    return bool(ends[1] - ends[0] <= 1e-9 * max(1.0, math.sqrt(split["chance"])))


def why_no_doubt_apart(estimate: Mapping[str, Any]) -> str:
    """Return what is told of a share that has an interval neither of luck nor of ignorance: one raid in all,
    and why no more; empty where it has one of them.
    """
    if estimate.get("luck_90") is not None or estimate.get("ignorance_90") is not None:
        return ""
    why, total = estimate.get("ignorance_note"), estimate.get("total_90")
    if not why:
        return ""
    said = tell("How much of that is luck is not said: {why}.", why=shipped(why))
    if total is None:
        return said
    share = _percents(total)
    raid = tell("In 90 % of the raids played, whatever the figures, {share} are stopped.", share=share)
    return f"{raid} {said}"


def of_any_figures(total_90: Sequence[float], worlds: int, replications: int) -> str:
    """Return in which counts the raids of all worlds end; of fewer than 50 worlds, how many raids those are,
    and that they are too few."""
    ends = interval(total_90, digits=0)
    if worlds < WORLDS_FOR_IGNORANCE:
        return tell(
            "in 90 % of the {raids:,} raids played, whatever the figures, {ends}, too few to be sure",
            raids=worlds * replications,
            ends=ends,
        )
    return tell("in 90 of 100 raids, whatever the figures, {ends}", ends=ends)


def doubts_of_count(estimate: Mapping[str, Any]) -> str:
    """Return the doubts of a count for who hears a chart: luck and ignorance, or one raid in all."""
    told = []
    if estimate["luck_90"] is not None:
        told.append(tell("in 90 of 100 such raids {ends}", ends=interval(estimate["luck_90"])))
    if estimate["ignorance_90"] is not None:
        told.append(tell("90 % sure that the mean is {ends}", ends=sure_interval(estimate)))
    if not told and estimate.get("total_90") is not None:
        told.append(tell("in all one raid {ends}", ends=interval(estimate["total_90"])))
    return tell("; ").join(told) or tell("no interval")


def share_with_doubts(estimate: Mapping[str, Any], *, names: Sequence[str] = DOUBTS) -> str:
    """Return a share of an outcome with its doubts, the way every result of a raid is told.

    ``93 % (computed to within 2; in 90 of 100 such raids 80 to 100 %; we are 90 % sure that the mean is 71 to
    98 %)``, or only with those of ``names`` where there are any.
    """
    told = [name for name in names if estimate.get(name) is not None] or [
        name for name in DOUBTS if estimate.get(name) is not None
    ]
    doubts = [_DOUBT_WORDS[name](estimate) for name in told]
    share = percent(estimate["mean"])
    if not doubts:
        return tell("{share} (one world, one raid: no interval)", share=share)
    return f"{share} ({tell('; ').join(doubts)})"


def _computed(estimate: Mapping[str, Any]) -> str:
    points = max(1, math.ceil(round(100.0 * farther_end(estimate), _SLACK)))
    if points > COARSE_POINTS:
        return tell("too few worlds to tell: computed only to within {points} points", points=points)
    return tell("computed to within {points}", points=points)


def farther_end(estimate: Mapping[str, Any]) -> float:
    """Return how far the computed mean may be off: by its 90 % error, infinite without one."""
    ends = estimate["mc_error_90"]
    return math.inf if ends is None else max(ends[1] - estimate["mean"], estimate["mean"] - ends[0])


def mean_with_error(estimate: Mapping[str, Any], *, digits: int = 1) -> str:
    """Return the mean of a count with the interval of its computation, with so many decimals; the interval
    begins at nought at the least, and a single raid has none."""
    error, told = estimate["mc_error_90"], fixed(estimate["mean"], digits)
    if error is None:
        return told
    low, high = fixed(max(error[0], 0.0), digits), fixed(error[1], digits)
    return tell("{best} ({low} to {high})", best=told, low=low, high=high)


def _luck(estimate: Mapping[str, Any]) -> str:
    return tell("in 90 of 100 such raids {ends}", ends=_percents(estimate["luck_90"]))


def _ignorance(estimate: Mapping[str, Any]) -> str:
    if _hidden(estimate):
        return tell("ignorance is not resolved from luck")
    ends = _percents(estimate["ignorance_90"])
    return tell("we are 90\u00a0% sure that the mean is {ends}", ends=ends)


def _percents(ends: Sequence[float]) -> str:
    low, high = (min(max(end, 0.0), 1.0) for end in ends)
    if percent(low) == percent(high):
        return percent(high)
    return tell("{low} to {high}", low=percent(low, unit=""), high=percent(high))


_DOUBT_WORDS = {"mc_error_90": _computed, "luck_90": _luck, "ignorance_90": _ignorance}
