"""A saturation in plain words: the knee, what most lacked, the floor, with luck and ignorance apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from skykeep.language import tell
from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .doubt import NOT_RESOLVED, counted_raids, share_of_raids, sure_interval
from .words import NBSP, listing, number, plural

__all__ = ["curve_sentences", "raids_if_few", "stopping_sentence"]


def raids_if_few(curve: Mapping[str, Any], replications: int) -> int | None:
    """Return how many raids each size of a curve was played, where its worlds are too few to be sure of a
    chance; None where they are not.
    """
    worlds = int(curve["stopping"]["worlds"])
    return worlds * replications if worlds < WORLDS_FOR_IGNORANCE else None


def curve_sentences(name: str, curve: Mapping[str, Any], replications: int) -> list[str]:
    """Return one curve in sentences."""
    few = raids_if_few(curve, replications)
    points, knee = curve["points"], curve["knee"]
    found = [
        f"{name}: {curve['raid']}",
        *_knee_sentences(knee["one_expected_leaker"]),
        *_knee_sentences(knee["leak_likelier_than_not"]),
        *_at_largest(points[-1], few),
        *_binding(points),
        _floor(points, knee["floor_assumes"]),
    ]
    return [sentence for sentence in found if sentence]


def _size(value: int | None, knee: Mapping[str, Any]) -> str:
    """Return an end of a knee: a size, or that it lies beyond what was asked."""
    return f"more than {knee['largest_asked']}" if value is None else str(value)


def _knee_sentences(knee: Mapping[str, Any]) -> list[str]:
    """Return from which size on a threshold is passed, with both doubts that a size of a raid has."""
    words, size = knee["words"], knee["n"]
    if size is None:
        return [f"Up to {plural(knee['largest_asked'], 'threat')} it is not so that {words}."]
    at = f"already with {size}, the smallest asked" if size == knee["smallest_asked"] else f"from {size} on"
    found = f"In the mean over public figures {words} {at}"
    if knee["mc_error_90"] is not None and knee["mc_error_90"][0] != knee["mc_error_90"][1]:
        low, high = (_size(end, knee) for end in knee["mc_error_90"])
        found += f" (computed: {low} to {high})"
    told = [found + "."]
    if knee["ignorance_90"] is not None:
        low, high = (_size(end, knee) for end in knee["ignorance_90"])
        told.append(f"Ignorance: we are 90{NBSP}% sure that it is from {low} to {high}.")
    return told


def _at_largest(point: Mapping[str, Any], few: int | None) -> list[str]:
    """Return what the largest raid does, luck and ignorance apart; ``few`` counts its raids if too few."""
    leakers, launched = point["leakers"], point["threats_launched"]
    found = [
        f"Of {plural(launched, 'real threat')}, the largest raid, {leakers['mean']:.1f} leak on average; "
        f"{_none(point['p_no_leaker'], few)}."
    ]
    if leakers["luck_90"] is not None:
        low, high = leakers["luck_90"]
        found.append(
            f"Luck: in 90 of 100 such raids {low:.0f} to {high:.0f} leak, with figures at the median."
        )
    if leakers["ignorance_90"] is not None and sure_interval(leakers) != NOT_RESOLVED:
        low, high = leakers["ignorance_90"]
        found.append(f"Ignorance: we are 90{NBSP}% sure that the average lies from {low:.1f} to {high:.1f}.")
    if leakers["luck_90"] is None and leakers["ignorance_note"]:
        found.append(f"How much of that is luck is not said: {leakers['ignorance_note']}.")
    return found


def _none(p: Mapping[str, Any], few: int | None) -> str:
    """Return how often nothing leaks."""
    if p["mean"] <= 0.0:
        return "something leaks in each of the simulated raids"
    if few is not None:
        return f"none does in {counted_raids(p['mean'], few)}"
    return f"in {share_of_raids(p)}, whatever the figures, none does"


def _binding(points: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what most leakers lacked over which sizes, with what ties."""
    told = []
    for resource, group in groupby(points, key=lambda point: point["binding_resource"]):
        inside = list(group)
        if resource is None:
            continue
        first, last = inside[0]["n"], inside[-1]["n"]
        sizes = f"with {first}" if first == last else f"from {first} to {last}"
        tied = sorted({tie for point in inside for tie in point["binding_ties"]})
        beside = f" ({listing(tied)} cannot be told from it at some of these sizes)" if tied else ""
        told.append(f"{sizes} {resource}{beside}")
    return [f"What most leakers lacked: {'; '.join(told)}."] if told else ["Nothing leaks at any size."]


def _floor(points: Sequence[Mapping[str, Any]], assumes: str) -> str:
    """Return the magazine floor at the largest raid, and what it assumes."""
    last = points[-1]
    return (
        f"Rounds alone let at least {number(round(last['magazine_floor'], 1))} of "
        f"{last['threats_launched']} through (closed form, assumed: {assumes})."
    )


def stopping_sentence(stopping: Mapping[str, Any], replications: int) -> str:
    """Return how many worlds something took, and whether that was enough."""
    took = tell(
        "It took {worlds} of {raids} each, looked at {looks}",
        worlds=plural(stopping["worlds"], "world"),
        raids=plural(replications, "raid"),
        looks=tell("once") if stopping["looks"] == 1 else plural(stopping["looks"], "time"),
    )
    goal = _goal_words(stopping["goal"])
    if stopping.get("interrupted"):
        return tell("{took}, and was stopped before it was reached that {goal}.", took=took, goal=goal)
    if stopping["reached"]:
        return tell("{took}: {goal}.", took=took, goal=goal)
    return tell(
        "{took}, the limit; it was not reached that {goal}. Give more --worlds.", took=took, goal=goal
    )


def _goal_words(goal: Mapping[str, Any]) -> str:
    """Return a goal as what holds once it is reached."""
    if "settled" in goal:
        return tell("the order of the options by their leakers is settled")
    parts = []
    if goal["half_width"]:
        parts.append(tell("{half_width} leakers", half_width=number(goal["half_width"])))
    if goal["share_of_mean"]:
        share = number(100.0 * goal["share_of_mean"])
        parts.append(tell("{share}\u00a0% of the mean", share=share))
    within = tell(" or ").join(parts)
    if goal["paired"]:
        return tell("the change of every mean is computed to within {within} (90\u00a0%)", within=within)
    return tell("every mean is computed to within {within} (90\u00a0%)", within=within)
