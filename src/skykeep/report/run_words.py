"""The summary of a run in plain words: what was stopped, why the rest leaked, what it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from skykeep.engine import REASONS
from skykeep.language import tell
from skykeep.study.intervals import median_worlds_count

from .doctrine_words import doctrine_basis
from .doubt import NOT_RESOLVED, share_of_raids, share_with_doubts, sure_interval, why_no_doubt_apart
from .shipped_words import shipped
from .traffic_words import traffic_sentence, wasted_sentence
from .words import NBSP, interval, number, percent, plural

__all__ = [
    "LAYER_WORDS",
    "REASON_WORDS",
    "alike_sentence",
    "ceiling_sentence",
    "interval_cells",
    "layer_rows",
    "ledger_rows",
    "rests_on_sentences",
    "rounds_sentence",
    "verdict_sentences",
    "waterfall_sentence",
]

REASON_WORDS: Mapping[str, str] = MappingProxyType({reason.name: reason.words for reason in REASONS})
"""What happened to leakers, by their reason in the ledger."""

RECORD_ALIKE = (0.2, 0.6)
"""Intraclass correlation of the record: beta-binomial fits over days of raids in the bulletins of Ukraine's
Air Force Command, September 2022 to December 2024, compiled by P. Ivaniuk ("Massive Missile Attacks on
Ukraine"): 0.20 for one-way UAVs, 0.24 for subsonic cruise missiles, 0.58 for ballistic missiles."""

_LEAST_SHARE_NAMED = 0.005
_SMALL = 0.095
"""Means below this are told with two decimals, or they would read as nothing."""


def verdict_sentences(summary: Mapping[str, Any], *, beside: bool = True) -> list[str]:
    """Return the verdict of a run: what is stopped, luck, ignorance, the commonest reason, each apart.

    Without ``beside`` best figures and that reason are left out, for a reader who is shown the ledger.
    """
    if summary["threats_launched"] == 0:
        return ["No real threat was launched, only decoys: there is nothing to stop."]
    launched = plural(summary["threats_launched"], "real threat")
    stopped = share_with_doubts(summary["stopped_share"], names=("mc_error_90",))
    found = [f"Of {launched} launched, stopped on average {stopped}.", *_luck(summary), *_ignorance(summary)]
    if beside:
        found += [*_best_figures(summary), *_leading_reason(summary)]
    found.append(_without_leaker(summary))
    if traffic := traffic_sentence(summary):
        found.append(traffic)
    if summary["state"] != "complete":
        found.append(
            f"This is a part of the run: {summary['worlds']} of {summary['worlds_asked']} worlds are in it."
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
            f"Luck: in 90 of 100 such raids {percent(low, unit='')} to {percent(high)} are stopped, with "
            f"figures at the median (from the {near:,} raids nearest to it)."
        )
    if nothing["mean"] > 0.0:
        found.append(f"In {share_of_raids(nothing)}, whatever the figures, nothing is stopped.")
    return found


def _ignorance(summary: Mapping[str, Any]) -> list[str]:
    """Return how sure the average is, and the range of one raid whatever the figures."""
    stopped = summary["stopped_share"]
    if apart := why_no_doubt_apart(stopped):
        return [apart]
    found = []
    if sure_interval(stopped) == NOT_RESOLVED:
        found.append("Ignorance: the share is not resolved from luck, so nothing is said of how sure it is.")
    elif stopped["ignorance_90"] is not None:
        low, high = (min(max(end, 0.0), 1.0) for end in stopped["ignorance_90"])
        found.append(
            f"Ignorance: we are 90{NBSP}% sure that the average lies from {percent(low, unit='')} to "
            f"{percent(high)}."
        )
    return found


def _best_figures(summary: Mapping[str, Any]) -> list[str]:
    """Return what best figures give, and that it is another question than the drawn ones."""
    best, drawn = summary["best_figures"], summary["stopped_share"]["ignorance_90"]
    if best is None:
        return []
    share = best["stopped_share"]
    told = f"With every figure at its best value: {share_with_doubts(share, names=('mc_error_90',))}."
    if drawn is not None and not drawn[0] <= share["mean"] <= drawn[1]:
        side = "above" if share["mean"] > drawn[1] else "below"
        told = f"{told[:-1]}, {side} what is drawn, for most figures lean to one side."
    return [told]


def rounds_sentence(summary: Mapping[str, Any]) -> str:
    """Return how the rounds add up, means over raids."""
    fired, left, idle, waiting = (
        summary[name]["mean"]
        for name in ("rounds_fired", "rounds_left", "rounds_not_ready", "rounds_reloading")
    )
    told = (
        f"Rounds: {fired:.1f} fired and {left:.1f} left make {round(fired, 1) + round(left, 1):.1f} ready or "
        "reloaded in time."
    )
    if idle > 0.0:
        told += f" {idle:.1f} more stand on launchers that are not ready in a raid."
    if waiting > 0.0:
        told += f" {waiting:.1f} are still being reloaded when it ends."
    if by_kind := wasted_sentence(summary):
        return f"{told} {by_kind}"
    if (wasted := summary["rounds_wasted"]["mean"]) > 0.0:
        told += f" Of those fired, {wasted:.1f} met a threat that was dead already."
    if (at_decoys := summary["rounds_at_decoys"]["mean"]) > 0.0:
        told += f" Decoys drew {at_decoys:.1f} of them."
    return told


LAYER_WORDS = {
    "arrived": "came to it",
    "engaged": "shot at",
    "killed": "killed",
    "passed": "passed it",
    "fired": "rounds fired",
    "wasted": "met the dead",
}
"""What the counts of a layer are called in tables."""


def layer_rows(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the waterfall: for each layer its name, and each mean with the interval of its computation; none
    where there is one layer, of which the totals tell."""
    if len(summary["layers"]) < 2:
        return []
    return [
        (layer["layer"], *(_computed(layer[name]) for name in LAYER_WORDS)) for layer in summary["layers"]
    ]


def _computed(estimate: Mapping[str, Any]) -> str:
    """Return a mean with the interval of its computation."""
    error = estimate["mc_error_90"]
    told = f"{estimate['mean']:.1f}"
    return told if error is None else f"{told} ({error[0]:.1f} to {error[1]:.1f})"


def _leading_reason(summary: Mapping[str, Any]) -> list[str]:
    """Return the sentence on the reason of most leakers, none where nothing leaked."""
    total = summary["leakers"]["mean"]
    if total <= 0.0:
        return []
    name, mean = max(summary["ledger"].items(), key=lambda entry: entry[1])
    return [f"The commonest reason: {percent(mean / total)} of the leakers {REASON_WORDS[name]}."]


def waterfall_sentence(summary: Mapping[str, Any]) -> str:
    """Return what became of the real threats of a raid, from launch to leak, means with their error."""
    if summary["threats_launched"] == 0:
        return ""
    return (
        f"Of {plural(summary['threats_launched'], 'real threat')} a raid {_computed(summary['engaged'])} are "
        f"shot at, {_computed(summary['killed'])} killed, {_computed(summary['leakers'])} leak:"
    )


def _without_leaker(summary: Mapping[str, Any]) -> str:
    """Return the sentence on raids without a leaker."""
    estimate = summary["p_no_leaker"]
    raids = f"{summary['raids']:,}"
    if estimate["mean"] <= 0.0:
        return f"Something leaks in each of the {raids} simulated raids."
    if estimate["mean"] >= 1.0:
        return f"All of {raids} simulated raids were without a leaker."
    return f"In {share_of_raids(estimate)}, whatever the figures, nothing leaks."


def rests_on_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return on what the answer rests: figures by kind, raid conditions, ground, and every warning."""
    rests = summary["rests_on"]
    terrain = summary["terrain"]
    found = [
        f"Left out of the {each['system']}: {each['words']}; no number here knows of it."
        for each in rests.get("left_out", ())
    ]
    found += doctrine_basis(summary)
    if rests:
        kinds = ", ".join(f"{count} {kind}" for kind, count in rests["by_kind"].items())
        found.append(
            f"{rests['figures']} public figures of systems, threats and conditions that can change it "
            f"({kinds}){_default_limits(rests)}. View: {summary['view']}. "
            f"Raid conditions: {rests['raid_conditions']}."
        )
    if terrain:
        step = terrain["step_m"]
        found.append(f"Elevation: {terrain['name']}" + (f", step {step:.0f}{NBSP}m." if step else "."))
    return [*found, *(warning["text"] for warning in summary["warnings"])]


def _default_limits(rests: Mapping[str, Any]) -> str:
    """Return how many figures have limits that nobody published, empty if none."""
    count = rests["with_default_limits"]
    return f"; the limits of {count} are assumed" if count else ""


def ceiling_sentence(summary: Mapping[str, Any]) -> str:
    """Return how many threats luck lets any defence track, from the chances; empty where it is off.

    Chances at best values and at either end multiply; their mean over worlds, which draw them, is another.
    """
    found = summary.get("tracking")
    if found is None:
        return ""
    ceiling = found["ceiling_share"]
    low, high = percent(ceiling["low"], unit=""), percent(ceiling["high"])
    return (
        f"Luck of tracking: a raid is tracked with {_chance(found['raid'])} and a threat of it with "
        f"{_chance(found['target'])}, so {percent(ceiling['best'])} ({low} to {high}) is the ceiling of any "
        f"defence; as drawn, {percent(ceiling['mean'])} on average."
    )


def _chance(told: Mapping[str, Any]) -> str:
    """Return a chance with its limits and kind."""
    return tell(
        "{best} ({low} to {high}, {kind})",
        best=number(told["best"]),
        low=number(told["low"]),
        high=number(told["high"]),
        kind=shipped(told["kind"]),
    )


def alike_sentence(summary: Mapping[str, Any]) -> str:
    """Return how far threats of one raid share their fate, beside the record; empty without meaning."""
    found = summary["intraclass_correlation"]
    if found["all_raids"] is None:
        return ""
    overall = _correlation(found, "all_raids")
    alike = (
        tell(
            "Threats of one raid share their fate: intraclass correlation {overall} over all raids (0: "
            "each for itself, 1: all or none).",
            overall=overall,
        )
        if found["within_world_mean"] is None
        else tell(
            "Threats of one raid share their fate: intraclass correlation {overall} over all raids, {within} "
            "within one draw of the figures (0: each for itself, 1: all or none).",
            overall=overall,
            within=_correlation(found, "within_world_mean"),
        )
    )
    record = tell(
        "One side's record of raids on Ukraine has {low} to {high}, which also holds regions and targets; "
        "the simulation is not fitted to it.",
        low=RECORD_ALIKE[0],
        high=RECORD_ALIKE[1],
    )
    return f"{alike} {_shared_luck(found.get('shared_kill_luck'))}{record}"


def _correlation(found: Mapping[str, Any], name: str) -> str:
    """Return a correlation with the error of its computation."""
    interval = found.get(f"{name}_mc_error_90")
    error = "" if interval is None else f" ± {number(round((interval[1] - interval[0]) / 2, 2))}"
    return f"{number(round(found[name], 2))}{error}"


def _shared_luck(shared: Mapping[str, Any] | None) -> str:
    """Return what the kill chance that a raid draws does to it; empty where raids draw none."""
    if shared is None:
        return ""
    return tell(
        "The kill chance that each raid draws for all its shots makes single shots alike by {mean}: "
        "{chance}. ",
        mean=number(round(shared["mean"], 2)),
        chance=_chance(shared),
    )


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
    return [f"{estimate['mean']:.{digits}f}", *cells]


def ledger_rows(summary: Mapping[str, Any]) -> list[tuple[str, float, str, str, str]]:
    """Return reason, mean leakers, the error of that mean, share and plain words, the commonest first; below
    0.5 % left out.
    """
    total = summary["leakers"]["mean"]
    ordered = sorted(summary["ledger"].items(), key=lambda entry: -entry[1])
    errors = {name: found["mc_error_90"] for name, found in summary["ledger_estimates"].items()}
    return [
        (
            name,
            mean,
            "-" if errors[name] is None else interval(errors[name], digits=1 if mean >= _SMALL else 2),
            percent(mean / total),
            REASON_WORDS[name],
        )
        for name, mean in ordered
        if total > 0.0 and mean / total >= _LEAST_SHARE_NAMED
    ]
