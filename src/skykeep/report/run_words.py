"""The summary of a run in plain words: what was stopped, why the rest leaked, what it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from skykeep.study.unknowns import WORLDS_NEEDED

from .doctrine_words import doctrine_basis
from .words import NBSP, allowed, interval, number, percent, plural, share_with_doubts

__all__ = [
    "REASON_WORDS",
    "alike_sentence",
    "interval_cells",
    "ledger_rows",
    "rests_on_sentences",
    "unknown_sentences",
    "verdict_sentences",
]

REASON_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "never_in_sight": "were never in sight of a radar",
        "not_detected": "were in sight but no track of them was confirmed",
        "seen_too_late": "were tracked too late for any shot",
        "out_of_envelope": "never came within the reach of an interceptor",
        "out_of_sector": "stayed outside the sector of the engagement radar",
        "no_channel": "found every channel busy until it was too late",
        "no_round": "found no round ready",
        "held_by_doctrine": "were not shot at, or not again, by doctrine",
        "missed": "were shot at and missed",
        "unit_lost": "came through because the engagement radar was hit",
        "taken_for_decoy": "were taken for decoys",
    }
)
"""What happened to leakers, by their reason in the ledger."""

RECORD_ALIKE = "0.2 to 0.6"
"""Intraclass correlation of the record: beta-binomial fits over days of raids in the bulletins of Ukraine's
Air Force Command, September 2022 to December 2024, compiled by P. Ivaniuk ("Massive Missile Attacks on
Ukraine"): 0.20 for one-way UAVs, 0.24 for subsonic cruise missiles, 0.58 for ballistic missiles."""

_LEAST_SHARE_NAMED = 0.005


def verdict_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return the verdict of a run: at most four sentences, each number with its doubt."""
    if summary["threats_launched"] == 0:
        return ["No real threat was launched, only decoys: there is nothing to stop."]
    launched = plural(summary["threats_launched"], "real threat")
    found = [f"Of {launched} launched, stopped {share_with_doubts(summary['stopped_share'])}."]
    reason = _leading_reason(summary)
    if reason:
        found.append(reason)
    found.append(_without_leaker(summary))
    if summary["state"] != "complete":
        found.append(
            f"This is a part of the run: {summary['worlds']} of {summary['worlds_asked']} worlds are in it."
        )
    return found


def _leading_reason(summary: Mapping[str, Any]) -> str:
    """Return the sentence on the reason of most leakers, empty where nothing leaked."""
    total = summary["leakers"]["mean"]
    if total <= 0.0:
        return ""
    name, mean = max(summary["ledger"].items(), key=lambda entry: entry[1])
    return f"The binding limit: {percent(mean / total)} of the leakers {REASON_WORDS[name]}."


def _without_leaker(summary: Mapping[str, Any]) -> str:
    """Return the sentence on raids without a leaker."""
    estimate = summary["p_no_leaker"]
    raids = f"{summary['raids']:,}"
    if estimate["mean"] <= 0.0:
        return f"None of {raids} simulated raids was without a leaker."
    if estimate["mean"] >= 1.0:
        return f"All of {raids} simulated raids were without a leaker."
    return f"The chance that nothing leaks is {share_with_doubts(estimate)}."


def rests_on_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return on what the answer rests: figures by kind, raid conditions, ground, and every warning."""
    rests = summary["rests_on"]
    terrain = summary["terrain"]
    found = doctrine_basis(summary)
    if rests:
        kinds = ", ".join(f"{count} {kind}" for kind, count in rests["by_kind"].items())
        found.append(
            f"{rests['figures']} public figures ({kinds}){_default_limits(rests)}. View: {summary['view']}. "
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


def unknown_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return what would change the answer: figures whose draws go with the leakers, a first look."""
    unknowns = summary["unknowns"]
    rows = [row for row in unknowns["rows"] if row["stands_out"]]
    if not unknowns["figures"]:
        return ["No figure was drawn: nothing differs from world to world but luck."]
    if not unknowns["rows"]:
        return [f"A first look at the unknowns needs {WORLDS_NEEDED} worlds or more in which figures differ."]
    if not rows:
        return [
            f"None of {unknowns['figures']} drawn figures stands out from noise in this number of worlds "
            f"(rank correlation below {number(unknowns['noise_level'])})."
        ]
    found = []
    for row in rows:
        if row.get("alternatives"):
            found.append(_alternatives_sentence(row, summary["doctrine"]["alternatives"]))
            continue
        shared = f" and {plural(len(row['same_draw']), 'figure')} drawn with it" if row["same_draw"] else ""
        found.append(
            f"{row['figure']}{shared}: {row['leakers_mean_lowest_third']:.1f} leakers where it is in its "
            f"lowest third, {row['leakers_mean_highest_third']:.1f} in its highest (rank correlation "
            f"{row['rho']:+.2f})."
        )
    return found


def _alternatives_sentence(row: Mapping[str, Any], alternatives: list[dict[str, Any]]) -> str:
    """Return what the answer is under each alternative of a row of unknowns."""
    words = {each["id"]: each["words"] for each in alternatives}
    told = "; ".join(f"{mean:.1f} leakers with {words[name]}" for name, mean in row["alternatives"].items())
    return f"{row['figure']}: {told} (correlation ratio {row['rho']:.2f})."


def alike_sentence(summary: Mapping[str, Any]) -> str:
    """Return how far threats of one raid share their fate, beside the record; empty without meaning."""
    found = summary["intraclass_correlation"]
    if found["all_raids"] is None:
        return ""
    overall = number(round(found["all_raids"], 2))
    inside = found["within_world_mean"]
    within = "" if inside is None else f", {number(round(inside, 2))} within one draw of the figures"
    return (
        f"Threats of one raid share their fate: intraclass correlation {overall} over all raids{within} (0: "
        f"each for itself, 1: all or none). One side's record of raids on Ukraine has {RECORD_ALIKE}, which "
        "also holds regions and targets; the simulation is not fitted to it."
    )


def interval_cells(estimate: Mapping[str, Any], *, digits: int = 1, most: float = math.inf) -> list[str]:
    """Return mean and the four intervals as cells: computation, one raid, public figures, in all.

    What is counted, or a probability, cannot be below 0 or above ``most``, whatever the error of its mean.
    """
    names = ("mc_error_90", "chance_90", "ignorance_90", "total_90")
    kept = {
        name: None if estimate[name] is None else [min(max(end, 0.0), most) for end in estimate[name]]
        for name in names
    }
    cells = ["-" if ends is None else interval(ends, digits=digits) for ends in kept.values()]
    if kept["ignorance_90"] is not None:
        cells[names.index("ignorance_90")] = allowed(dict(estimate) | kept, digits=digits)
    return [f"{estimate['mean']:.{digits}f}", *cells]


def ledger_rows(summary: Mapping[str, Any]) -> list[tuple[str, float, str, str]]:
    """Return reason, mean leakers, share and plain words, the commonest first; below 0.5 % left out."""
    total = summary["leakers"]["mean"]
    ordered = sorted(summary["ledger"].items(), key=lambda entry: -entry[1])
    return [
        (name, mean, percent(mean / total), REASON_WORDS[name])
        for name, mean in ordered
        if total > 0.0 and mean / total >= _LEAST_SHARE_NAMED
    ]
