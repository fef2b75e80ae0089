"""The summary of a run in plain words: what was stopped, why the rest leaked, what it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from skykeep.engine import REASONS
from skykeep.language import language, name, tell, to_tell
from skykeep.study.intervals import median_worlds_count

from .doubt import (
    is_resolved,
    mean_with_error,
    share_of_raids,
    share_with_doubts,
    sure_interval,
    why_no_doubt_apart,
)
from .shipped_words import shipped
from .traffic_words import traffic_sentence, wasted_sentence
from .words import fixed, interval, percent, plural

__all__ = [
    "LAYER_WORDS",
    "REASON_WORDS",
    "happened",
    "interval_cells",
    "layer_rows",
    "ledger_rows",
    "of_one",
    "rounds_sentence",
    "verdict_sentences",
    "waterfall_sentence",
]

REASON_WORDS: Mapping[str, str] = MappingProxyType({reason.name: reason.words for reason in REASONS})
"""What happened to leakers, by their reason in the ledger."""

_LEAST_SHARE_NAMED = 0.005
_SMALL = 0.095
"""Means below this are told with two decimals, or they would read as nothing."""


def verdict_sentences(summary: Mapping[str, Any], *, beside: bool = True) -> list[str]:
    """Return the verdict of a run: what is stopped, luck, ignorance, the commonest reason, each apart.

    Without ``beside`` best figures and that reason are left out, for a reader who is shown the ledger.
    """
    if summary["threats_launched"] == 0:
        return [tell("No real threat was launched, only decoys: there is nothing to stop.")]
    launched = plural(summary["threats_launched"], "real threat")
    stopped = share_with_doubts(summary["stopped_share"], names=("mc_error_90",))
    average = tell(
        "Of {launched} launched, stopped on average {stopped}.", launched=launched, stopped=stopped
    )
    found = [average, *_luck(summary), *_ignorance(summary)]
    if beside:
        found += [*_best_figures(summary), *_leading_reason(summary)]
    found.append(_without_leaker(summary))
    if traffic := traffic_sentence(summary):
        found.append(traffic)
    if summary["state"] != "complete":
        found.append(
            tell(
                "This is a part of the run: {worlds} of {asked} worlds are in it.",
                worlds=summary["worlds"],
                asked=summary["worlds_asked"],
            )
        )
    return found


def _luck(summary: Mapping[str, Any]) -> list[str]:
    """Return what luck does: most raids at the median figures, and the raids in which nothing is stopped."""
    ends, nothing = summary["stopped_share"].get("luck_90"), summary["nothing_stopped"]
    found = []
    if ends is not None:
        low, high = (min(max(end, 0.0), 1.0) for end in ends)
        near = median_worlds_count(summary["worlds"]) * summary["replications"]
        found.append(
            tell(
                "Luck: in 90 of 100 such raids {low} to {high} are stopped, with figures at the median (from "
                "the {near:,} raids nearest to it).",
                low=percent(low, unit=""),
                high=percent(high),
                near=near,
            )
        )
    if nothing["mean"] > 0.0:
        raids = share_of_raids(nothing)
        found.append(tell("In {raids}, whatever the figures, nothing is stopped.", raids=raids))
    return found


def _ignorance(summary: Mapping[str, Any]) -> list[str]:
    """Return how sure the average is, and the range of one raid whatever the figures."""
    stopped = summary["stopped_share"]
    if apart := why_no_doubt_apart(stopped):
        return [apart]
    found = []
    if not is_resolved(stopped):
        found.append(
            tell("Ignorance: the share is not resolved from luck, so nothing is said of how sure it is.")
        )
    elif stopped["ignorance_90"] is not None:
        low, high = (min(max(end, 0.0), 1.0) for end in stopped["ignorance_90"])
        found.append(
            tell(
                "Ignorance: we are 90\u00a0% sure that the average lies from {low} to {high}.",
                low=percent(low, unit=""),
                high=percent(high),
            )
        )
    return found


def _best_figures(summary: Mapping[str, Any]) -> list[str]:
    """Return what best figures give, and that it is another question than the drawn ones."""
    best, drawn = summary["best_figures"], summary["stopped_share"]["ignorance_90"]
    if best is None:
        return []
    share = best["stopped_share"]
    told = share_with_doubts(share, names=("mc_error_90",))
    if drawn is None or drawn[0] <= share["mean"] <= drawn[1]:
        return [tell("With every figure at its best estimate: {share}.", share=told)]
    if share["mean"] > drawn[1]:
        return [
            tell(
                "With every figure at its best estimate: {share}, above what is drawn, for most figures lean "
                "to one side.",
                share=told,
            )
        ]
    return [
        tell(
            "With every figure at its best estimate: {share}, below what is drawn, for most figures lean to "
            "one side.",
            share=told,
        )
    ]


def rounds_sentence(summary: Mapping[str, Any]) -> str:
    """Return how the rounds add up, means over raids."""
    fired, left, idle, waiting = (
        summary[name]["mean"]
        for name in ("rounds_fired", "rounds_left", "rounds_not_ready", "rounds_reloading")
    )
    told = [
        tell(
            "Rounds: {fired:.1f} fired and {left:.1f} left make {all:.1f} ready or reloaded in time.",
            fired=fired,
            left=left,
            all=round(fired, 1) + round(left, 1),
        )
    ]
    if idle > 0.0:
        told.append(tell("{idle:.1f} more stand on launchers that are not ready in a raid.", idle=idle))
    if waiting > 0.0:
        told.append(tell("{waiting:.1f} are still being reloaded when it ends.", waiting=waiting))
    if by_kind := wasted_sentence(summary):
        return " ".join([*told, by_kind])
    if (wasted := summary["rounds_wasted"]["mean"]) > 0.0:
        told.append(tell("Of those fired, {wasted:.1f} met a threat that was dead already.", wasted=wasted))
    if (at_decoys := summary["rounds_at_decoys"]["mean"]) > 0.0:
        told.append(tell("Decoys drew {rounds:.1f} of them.", rounds=at_decoys))
    return " ".join(told)


LAYER_WORDS = {
    "arrived": to_tell("came to it"),
    "engaged": to_tell("shot at"),
    "killed": to_tell("killed"),
    "passed": to_tell("passed it"),
    "fired": to_tell("rounds fired"),
    "wasted": to_tell("met the dead"),
}
"""What the counts of a layer are called in tables."""


def layer_rows(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the waterfall: for each layer its name, and each mean with the interval of its computation; none
    where there is one layer, of which the totals tell."""
    if len(summary["layers"]) < 2:
        return []
    return [
        (name(layer["layer"]), *(mean_with_error(layer[count]) for count in LAYER_WORDS))
        for layer in summary["layers"]
    ]


def _leading_reason(summary: Mapping[str, Any]) -> list[str]:
    """Return the sentence on the reason of most leakers, none where nothing leaked."""
    total = summary["leakers"]["mean"]
    if total <= 0.0:
        return []
    reason, mean = max(summary["ledger"].items(), key=lambda entry: entry[1])
    return [
        tell(
            "The commonest reason: {share} of the leakers {happened}.",
            share=percent(mean / total),
            happened=happened(reason),
        )
    ]


def happened(reason: str, *, to_one: bool = False) -> str:
    """Return what happened to leakers of a reason, or to one; Arabic speaks of many as of one."""
    words = REASON_WORDS.get(reason, reason.replace("_", " "))
    return of_one(words) if to_one and language() == "en" else shipped(words)


def of_one(words: str) -> str:
    """Return what is said of many leakers, said of one."""
    said = "was " + words.removeprefix("were ") if words.startswith("were ") else words
    said = said.replace(" of them", " of it").replace("declared them", "declared it")
    return said.replace("for decoys", "for a decoy").replace("for friends", "for a friend")


def waterfall_sentence(summary: Mapping[str, Any]) -> str:
    """Return what became of the real threats of a raid, from launch to leak, means with their error."""
    if summary["threats_launched"] == 0:
        return ""
    engaged, killed, leaked = (mean_with_error(summary[name]) for name in ("engaged", "killed", "leakers"))
    return (
        f"Of {plural(summary['threats_launched'], 'real threat')} a raid {engaged} are shot at, {killed} "
        f"killed, {leaked} leak:"
    )


def _without_leaker(summary: Mapping[str, Any]) -> str:
    """Return the sentence on raids without a leaker."""
    estimate = summary["p_no_leaker"]
    if estimate["mean"] <= 0.0:
        return tell("Something leaks in each of the {raids:,} simulated raids.", raids=summary["raids"])
    if estimate["mean"] >= 1.0:
        return tell("All of {raids:,} simulated raids were without a leaker.", raids=summary["raids"])
    return tell("In {raids}, whatever the figures, nothing leaks.", raids=share_of_raids(estimate))


def interval_cells(estimate: Mapping[str, Any], *, digits: int = 1, most: float = math.inf) -> list[str]:
    """Return mean and the four intervals as cells: computation, luck, ignorance, one raid in all.

    What is counted, or a probability, cannot be below 0 or above ``most``, whatever the error of its mean.
    """
    names = ("mc_error_90", "luck_90", "ignorance_90", "total_90")
    kept = {
        name: None if estimate[name] is None else [min(max(end, 0.0), most) for end in estimate[name]]
        for name in names
    }
    cells = ["-" if ends is None else interval(ends, digits=digits) for ends in kept.values()]
    if kept["ignorance_90"] is not None:
        cells[names.index("ignorance_90")] = sure_interval(dict(estimate) | kept, digits=digits)
    return [fixed(estimate["mean"], digits), *cells]


def ledger_rows(summary: Mapping[str, Any]) -> list[tuple[str, float, str, str, str]]:
    """Return reason, mean leakers, the error of that mean, share and plain words, the commonest first; below
    0.5 % left out.
    """
    total = summary["leakers"]["mean"]
    ordered = sorted(summary["ledger"].items(), key=lambda entry: -entry[1])
    errors = {reason: found["mc_error_90"] for reason, found in summary["ledger_estimates"].items()}
    return [
        (
            reason,
            mean,
            "-" if errors[reason] is None else interval(errors[reason], digits=1 if mean >= _SMALL else 2),
            percent(mean / total),
            happened(reason),
        )
        for reason, mean in ordered
        if total > 0.0 and mean / total >= _LEAST_SHARE_NAMED
    ]
