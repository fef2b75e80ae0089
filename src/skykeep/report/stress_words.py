"""A stress test in plain words: what hurts most, what changes nothing, luck and ignorance apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .doubt import NOT_RESOLVED, share_of_raids, sure_interval
from .style import LEDGER_FILLS
from .words import NBSP, interval, listing, plural

__all__ = ["change_cells", "loss_lines", "stress_sentences", "waterfall_rows", "worst_of_the_rest"]

STEPS = {
    "arrived": "arrived, or would have",
    "seen": "tracked by some radar",
    "engaged": "shot at",
    "killed": "killed",
    "leaked": "leaked",
}
"""Steps of the waterfall, in order, with their words."""
SHOWN = ("leakers", "change", "p_no_leaker", "stands_out", "raids_changed", "binding_resource")
"""What the line of a loss shows: estimates of leakers in all their parts, and what they lacked."""


def stress_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what the whole defence does, what hurts most, and what makes no difference."""
    base, losses = found["baseline"], found["losses"]
    launched, none = base["waterfall"]["launched"], base["p_no_leaker"]["mean"]
    told = [
        f"Whole: of {plural(launched, 'real threat')} {base['leakers']['mean']:.1f} leak on average; "
        + (
            f"in {share_of_raids(base['p_no_leaker'])}, whatever the figures, none does."
            if none > 0.0
            else "something leaks in each of the simulated raids."
        )
    ]
    ending = _ending(found)
    if ending:
        names = listing([row["lost"] for row in ending], last="or")
        told.append(f"Without {names} nothing is shot at any more: no other part does that work.")
    worst = worst_of_the_rest(found)
    if worst is not None and worst["stands_out"] and worst["change"]["mean"] > 0.0:
        told += _worst(worst, losses, of=_compared(found, beside_ending=bool(ending)))
    elif len(ending) < len(losses):
        others = "other losses" if ending else "losses"
        played = " played" if len(losses) < found["losses_asked"] else ""
        told.append(f"None of the {others}{played} adds leakers beyond the error of the computation.")
    idle = [row["lost"] for row in losses if row["raids_changed"] == 0.0]
    if idle:
        told.append(f"Without {listing(idle)} not one raid ends otherwise: others do its work.")
    quiet = [row["lost"] for row in losses if row["raids_changed"] > 0.0 and not row["stands_out"]]
    if quiet:
        told.append(f"No difference beyond the error of the computation: {listing(quiet)}.")
    better = [row["lost"] for row in losses if row["stands_out"] and row["change"]["mean"] < 0.0]
    if better:
        told.append(
            f"Fewer leak without {listing(better)}: what is seen later is shot at later, or not at all, and "
            "rounds are left for others."
        )
    return [*told, *found["not_played"]]


def _ending(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the losses that leave nobody who shoots, though the whole defence does."""
    if found["baseline"]["waterfall"]["engaged"]["mean"] <= 0.0:
        return []
    return [row for row in found["losses"] if row["waterfall"]["engaged"]["mean"] <= 0.0]


def worst_of_the_rest(found: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the loss that adds most leakers of those that leave somebody who shoots; None without any."""
    ending = {row["lost"] for row in _ending(found)}
    return next((row for row in found["losses"] if row["lost"] not in ending), None)


def _compared(found: Mapping[str, Any], *, beside_ending: bool) -> str:
    """Return what the worst loss is the worst of: nothing to say where all were played and none ends it."""
    if len(found["losses"]) < found["losses_asked"]:
        return "Of the rest of those played, what" if beside_ending else "Of those played, what"
    return "Of the rest, what" if beside_ending else "What"


def _worst(row: Mapping[str, Any], losses: Sequence[Mapping[str, Any]], *, of: str) -> list[str]:
    """Return what the worst loss does, each doubt in a sentence of its own; ``of`` begins the first."""
    change, leakers = row["change"], row["leakers"]
    computed = interval(change["mc_error_90"]) if change["mc_error_90"] is not None else "one world alone"
    beside = "" if row["worse_than_next"] or len(losses) < 2 else ", not told apart from the next"
    told = [
        f"{of} hurts most is to lose {row['lost']} ({row['words']}){beside}: {change['mean']:+.1f} "
        f"leakers on average (computed: {computed}), so that {leakers['mean']:.1f} leak."
    ]
    if leakers["luck_90"] is not None:
        low, high = leakers["luck_90"]
        told.append(
            f"Luck: in 90 of 100 such raids {low:.0f} to {high:.0f} leak then, figures at the median."
        )
    if change["ignorance_90"] is not None and sure_interval(change) != NOT_RESOLVED:
        low, high = change["ignorance_90"]
        told.append(f"Ignorance: we are 90{NBSP}% sure that it adds {low:.1f} to {high:.1f} on average.")
    elif leakers["ignorance_note"]:
        told.append(f"How sure that is is not said: {leakers['ignorance_note']}.")
    return told


def change_cells(row: Mapping[str, Any]) -> list[str]:
    """Return one loss as cells: leakers, change, its error, and what figures allow of it."""
    change = row["change"]
    known = change["ignorance_90"] is not None
    return [
        f"{row['leakers']['mean']:.1f}",
        f"{change['mean']:+.1f}",
        interval(change["mc_error_90"]).replace("-0.0", "0.0"),
        (sure_interval(change) if known else interval(None)).replace("-0.0", "0.0"),
        f"{100.0 * row['p_no_leaker']['mean']:.0f} %",
        row["binding_resource"] or "",
    ]


def loss_lines(losses: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """Return the losses to show, each with its words: those that are the same in all that a line shows, to
    the last digit, as a vehicle and the only radar on it, are one, and its words name the others after ``=``.
    """
    alike: list[list[Mapping[str, Any]]] = []
    for row in losses:
        for group in alike:
            if _ends(group[0]) == _ends(row):
                group.append(row)
                break
        else:
            alike.append([row])
    return [(first, "; = ".join([first["words"], *_names(others)])) for first, *others in alike]


def _names(losses: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of losses as one text, none without any."""
    return [", ".join(row["lost"] for row in losses)] if losses else []


def _ends(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the raids of a loss end, as far as its line shows it."""
    return {name: row[name] for name in SHOWN}


def waterfall_rows(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, float, float, str]]:
    """Return the waterfall whole and after a loss: words, both means, and the reasons of leakers below."""
    rows = [
        (words, before["waterfall"][name]["mean"], after["waterfall"][name]["mean"], name)
        for name, words in STEPS.items()
    ]
    for name in before["ledger"]:
        pair = before["ledger"][name], after["ledger"][name]
        if max(pair) >= 0.05:
            rows.append((f"  {LEDGER_FILLS[name].words}", *pair, name))
    return rows
