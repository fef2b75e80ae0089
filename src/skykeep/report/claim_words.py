"""A claim in plain words: under which denominator it holds, and what would have to be true of each lever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .doubt import share_of_raids, share_with_doubts
from .words import NBSP, number, percent

__all__ = ["claim_sentences", "denominator_cells", "lever_sentences", "lever_value", "lever_words"]

NAMES = {
    "kill_probability": "Kill probability",
    "rounds": "Rounds",
    "warning": "Warning",
    "tracking": "Tracking",
    "together": "All together",
}
KM_M = 1000.0


def claim_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return whether the claim holds, by each denominator, luck and ignorance apart."""
    rate, by, share = found["stop_rate"], found["denominators"], found["stopped_share"]
    told = [f"The claim: at least {percent(rate)} are stopped."]
    verdicts = {"holds": "It holds", "cannot be told": "It cannot be told from this many raids if it holds"}
    for verdict, words in verdicts.items():
        names = [each["words"] for each in by.values() if each["verdict"] == verdict]
        if names:
            told.append(f"{words} in the mean where it is meant {'; or '.join(names)}.")
    if by["launched"]["verdict"] == "does not hold":
        told.append(
            f"Of the real threats launched {share_with_doubts(share, names=('mc_error_90',))} are stopped on "
            "average: so meant, it does not hold."
        )
    told.append(
        f"One raid: in {share_of_raids(found['raids_that_hold'])}, whatever the figures, at least "
        f"{percent(rate)} of those launched are stopped."
    )
    if share["luck_90"] is not None:
        told.append(
            f"Luck: in 90 of 100 such raids {_percents(share['luck_90'])} are stopped, with figures at the "
            "median."
        )
    if share["ignorance_90"] is not None:
        told.append(
            f"Ignorance: we are 90{NBSP}% sure that the average share of those launched lies from "
            f"{_percents(share['ignorance_90'])}."
        )
    elif share["ignorance_note"]:
        told.append(f"How sure that is is not said: {share['ignorance_note']}.")
    return told


def _percents(ends: Sequence[float]) -> str:
    """Return two shares as per cent, within 0 and 1."""
    low, high = (min(max(end, 0.0), 1.0) for end in ends)
    return f"{percent(low, unit='')} to {percent(high)}"


def denominator_cells(each: Mapping[str, Any]) -> list[str]:
    """Return one denominator as cells: share, its error, what figures allow, and whether it holds."""
    if each["value"] is None:
        return ["-", "-", "-", each["verdict"]]
    cells = [
        "-" if ends is None else " to ".join(percent(end, unit="") for end in ends)
        for ends in (each["mc_error_90"], each["ignorance_90"])
    ]
    return [percent(each["value"]), *cells, each["verdict"]]


def lever_value(lever: Mapping[str, Any], value: float | None) -> str:
    """Return a value of a lever for a reader; beyond the end of the lever where there is none."""
    if value is None:
        return f"more than {lever_value(lever, lever['most'])}"
    if lever["unit"] == "m":
        times = lever["seconds_per_km"]
        flown = ", ".join(
            f"{value / KM_M * seconds / 60.0:.1f}{NBSP}min for {name.replace('-', ' ')}"
            for name, seconds in times.items()
        )
        return f"{value / KM_M:.0f}{NBSP}km ({flown})" if value else f"0{NBSP}km"
    if lever["unit"] == "times":
        return f"{number(round(value, 2))} times the rounds" if value != 1.0 else "what there is"
    if lever["unit"] == "share":
        return f"{percent(value)} of the way"
    return f"{value:.2f}" if value < 0.995 else number(round(value, 3))


def lever_words(lever: Mapping[str, Any], value: float) -> str:
    """Return what a value of a lever means, in words that stand alone."""
    if lever["unit"] != "m":
        return lever_value(lever, value)
    if value <= 0.0:
        return "what the radars of the defence find for themselves"
    return (
        f"a track from outside of every threat {lever_value(lever, value)} before its aim, whatever hides it"
    )


def lever_sentences(lever: Mapping[str, Any], rate: float) -> list[str]:
    """Return what would have to be true of one lever, or that it does not reach, and to where."""
    name = NAMES.get(lever["lever"], lever["lever"])
    told = _reached(name, lever) if lever["reached"] else _not_reached(name, lever, rate)
    if lever.get("values"):
        values = lever["values"]
        told.append(
            f"That is a kill probability of {values['kill_probability']:.2f}, "
            f"{number(round(values['rounds'], 1))} times the rounds, tracks from "
            f"{values['warning'] / KM_M:.0f}{NBSP}km on, and tracking with {values['tracking']:.3f}."
        )
    return told


def _not_reached(name: str, lever: Mapping[str, Any], rate: float) -> list[str]:
    """Return that a lever does not reach the claim, its ceiling, and what is lacking there."""
    lacking, alone = lever["lacking_at_most"], "" if lever["lever"] == "together" else " alone"
    left = f"; most of what still leaks lacks {lacking}" if lacking else ""
    most = (
        f"with {lever_words(lever, lever['most'])}, in place of {lever_words(lever, lever['now'])}"
        if alone
        else "with each at its end"
    )
    told = [
        f"{name}: {percent(rate)} cannot be reached by this{alone}: the ceiling is {_ceiling(lever)}, "
        f"{most}{left}."
    ]
    if lever["ceiling"]["ignorance_90"] is not None:
        ends = _percents(lever["ceiling"]["ignorance_90"])
        told.append(f"Ignorance: we are 90{NBSP}% sure that this ceiling lies from {ends}.")
    return told


def _reached(name: str, lever: Mapping[str, Any]) -> list[str]:
    """Return how far a lever must go, with both doubts that this has."""
    error = _ends(lever, lever["required_mc_error_90"])
    alone = "" if lever["lever"] == "together" else "alone "
    told = [
        f"{name}: {alone}it takes {lever_words(lever, lever['required'])}"
        f"{f' (computed: {error})' if error else ''}, in place of {lever_words(lever, lever['now'])}; the "
        f"ceiling is {_ceiling(lever)}."
    ]
    ends = lever["required_ignorance_90"]
    if ends is not None and ends[0] != ends[1]:  # equal ends say that luck hides what the figures do
        sure = _ends(lever, ends)
        told.append(f"Ignorance: we are 90{NBSP}% sure that it takes {sure}.")
    return told


def _ceiling(lever: Mapping[str, Any]) -> str:
    """Return the share that is stopped at the end of a lever."""
    return share_with_doubts(lever["ceiling"], names=("mc_error_90",))


def _ends(lever: Mapping[str, Any], ends: Sequence[float | None] | None) -> str:
    """Return two ends of what is required, empty without any."""
    if ends is None:
        return ""
    low, high = (lever_value(lever, end) for end in ends)
    return f"{low} to {high}" if low != high else low
