"""On what the answer of a run rests, and what luck its raids share, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import name, tell

from .doctrine_words import doctrine_basis
from .shipped_words import shipped
from .words import commas, number, percent

__all__ = ["alike_sentence", "ceiling_sentence", "rests_on_sentences"]

RECORD_ALIKE = (0.2, 0.6)
"""Intraclass correlation of the record: beta-binomial fits over days of raids in the bulletins of Ukraine's
Air Force Command, September 2022 to December 2024, compiled by P. Ivaniuk ("Massive Missile Attacks on
Ukraine"): 0.20 for one-way UAVs, 0.24 for subsonic cruise missiles, 0.58 for ballistic missiles."""


def rests_on_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return on what the answer rests: figures by kind, raid conditions, ground, and every warning."""
    rests = summary["rests_on"]
    terrain = summary["terrain"]
    found = [
        tell(
            "Left out of the {system}: {words}; no number here knows of it.",
            system=name(each["system"]),
            words=shipped(each["words"]),
        )
        for each in rests.get("left_out", ())
    ]
    found += doctrine_basis(summary)
    if rests:
        kinds = commas(
            tell("{count} {kind}", count=count, kind=shipped(kind))
            for kind, count in rests["by_kind"].items()
        )
        found.append(
            tell(
                "{figures} public figures of systems, threats and conditions that can change it "
                "({kinds}){limits}. View: {view}. Raid conditions: {conditions}.",
                figures=rests["figures"],
                kinds=kinds,
                limits=_default_limits(rests),
                view=shipped(summary["view"]),
                conditions=shipped(rests["raid_conditions"]),
            )
        )
    if terrain:
        ground = shipped(terrain["name"])
        found.append(
            tell("Elevation: {ground}, step {step:.0f}\u00a0m.", ground=ground, step=terrain["step_m"])
            if terrain["step_m"]
            else tell("Elevation: {ground}.", ground=ground)
        )
    return [*found, *(shipped(warning["text"]) for warning in summary["warnings"])]


def _default_limits(rests: Mapping[str, Any]) -> str:
    """Return how many figures have limits that nobody published, empty if none."""
    count = rests["with_default_limits"]
    return tell("; the limits of {count} are assumed", count=count) if count else ""


def ceiling_sentence(summary: Mapping[str, Any]) -> str:
    """Return how many threats luck lets any defence track, from the chances; empty where it is off.

    Chances at best values and at either end multiply; their mean over worlds, which draw them, is another.
    """
    found = summary.get("tracking")
    if found is None:
        return ""
    ceiling = found["ceiling_share"]
    low, high = percent(ceiling["low"], unit=""), percent(ceiling["high"])
    return tell(
        "Luck of tracking: a raid is tracked with {raid} and a threat of it with {threat}, so {best} ({low} "
        "to {high}) is the ceiling of any defence; as drawn, {mean} on average.",
        raid=_chance(found["raid"]),
        threat=_chance(found["target"]),
        best=percent(ceiling["best"]),
        low=low,
        high=high,
        mean=percent(ceiling["mean"]),
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
