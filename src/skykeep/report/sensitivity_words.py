"""What an answer hangs on, in words: the facts worth finding, shares of the doubt, what is left."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from skykeep.language import tell, to_tell

from .figure_ids import DOCTRINE, id_name, id_value
from .shipped_words import shipped
from .words import NBSP, number, percent, plural

__all__ = [
    "GROUP_WORDS",
    "NO_FACT",
    "convergence_sentences",
    "cost_sentence",
    "fact_sentences",
    "factor_name",
    "facts_told",
    "is_coverage",
    "is_share",
    "luck_cell",
    "mean_sentence",
    "moved_cell",
    "question_words",
    "remainder_sentences",
    "share_cell",
]

GROUP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "radar": "radars: what they see, and from where",
        "kill": "interceptors, and the chance that one kills",
        "magazine": "launchers, loads and reloads",
        "doctrine": "doctrine, and the people who decide",
        "threat": "threats: echo, height, decoys",
        "conditions": "raid conditions, sites and the air",
        "per_raid": "of all these, what is drawn anew for each raid",
    }
)
"""What the groups of figures are called."""

FACT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "launchers": to_tell(
            "how many launchers a battery has: seen on a photograph, in a contract or on parade"
        ),
        "reload_sets": to_tell(
            "how many spare loads stand with a battery: in a contract, or counted on a photograph"
        ),
        "reload_s": to_tell("how long a reload takes: in a manual, or timed on a film of an exercise"),
        "rounds_per_launcher": to_tell("how many rounds a launcher holds: seen on a photograph"),
        "operators": to_tell(
            "how many operators take up tracks side by side: in a manual, or seen inside a cabin"
        ),
        "operator_delay_s": to_tell(
            "how long operators take: in a manual, or timed on a film of an exercise"
        ),
        "reaction_s": to_tell("how fast a battery reacts: timed on a film of an exercise or of a raid"),
        "weapons_free": to_tell("whether crews may fire on without asking: in orders or rules made public"),
        "missile_channels": to_tell("how many interceptors are guided at a time: in a manual or contract"),
        "target_channels": to_tell("how many threats are engaged at a time: in a manual or contract"),
        "detection_range_m": to_tell(
            "the detection range with the target it is meant for: in a data sheet or test"
        ),
        "antenna_height_m": to_tell("how high the antenna stands: measured on a photograph"),
        "elevation_min_rad": to_tell("how low the beam looks: in a data sheet"),
        "rcs_m2": to_tell("the echo of the threat: measured on a wreck, or computed from its shape"),
    }
)
"""What would have to be found out, by the field of a figure; others are named by their name alone."""
_KILL_FACT = to_tell(
    "what share of rounds kill: rounds fired and kills counted in the same raids, by either side"
)
_DOCTRINE_FACT = to_tell("how many rounds are fired at a threat before looking: seen on films of raids")
_AIR_FACT = to_tell("how far the air bends beams here: soundings of the season")
FACTS_WANTED = 3
"""Facts worth finding that an answer names at most."""
UNSETTLED = 0.15
"""Half-width of a total share above which an order of facts is not called settled; assumed: about half of
what the first fact of most raids takes off the doubt."""
NO_FACT = to_tell("No figure alone takes off a share of the doubt that can be told from nothing.")
"""What is said where there is no fact worth finding."""


def factor_name(row: Mapping[str, Any], named: Callable[[str], str] = id_name) -> str:
    """Return the words of a cause, its figure called as ``named`` does."""
    with_it, figure = len(row["same_draw"]), named(row["figure"])
    if not with_it:
        return figure
    return tell("{figure} (and {figures} with it)", figure=figure, figures=plural(with_it, "figure"))


def share_cell(share: Mapping[str, Any] | None) -> str:
    """Return a share with its 90 % interval, none below zero or above one; a dash where there is none."""
    if share is None or share["share"] is None:
        return "-"
    low, high = (min(max(end, 0.0), 1.0) for end in share["share_90"])
    mean = min(max(share["share"], 0.0), 1.0)
    return tell(
        "{share} ({low} to {high})",
        share=percent(mean),
        low=percent(low, unit=""),
        high=percent(high, unit=""),
    )


def fact_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return the facts worth finding with their places, or why there are none."""
    if not found["facts"]:
        if not found["figures"]:
            return ["Stopped before the shares of the doubt were computed; the screening stands below."]
        if _never_moved(found):
            return [
                f"Of {found['measure']['words']} nothing moves in any raid played: whatever the figures, it "
                "is the same here. Ask for another measure."
            ]
        return [tell(NO_FACT)]
    told = [f"{place}. {each}" for place, each in enumerate(facts_told(found), start=1)]
    if len(told) < FACTS_WANTED:
        told.append("No other figure alone takes off a share of the doubt that can be told from nothing.")
    return told + unsettled_sentences(found)


def unsettled_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return that the shares are too rough for their order to be trusted, where they are."""
    last: Mapping[str, Any] = found["convergence"][-1] if found["convergence"] else {}
    widest = last.get("widest_total_90")
    if widest is None or widest <= UNSETTLED:
        return []
    return [
        f"Not settled: after {last['points']:,} points shares are known to {percent(widest)} either way, "
        f"so another seed may give another order; --points {2 * last['points']:,} or more tells better."
    ]


def facts_told(found: Mapping[str, Any], *, named: Callable[[str], str] = id_name) -> list[str]:
    """Return the facts worth finding, one sentence each: what knowing it would take off, and what it is.

    Figures are called as ``named`` does.
    """
    return [
        tell(
            "{figure} ({kind}, {between}): knowing it would take {share} off the doubt. The fact: {fact}.",
            figure=factor_name(fact, named),
            kind=shipped(fact["kind"]),
            between=_between(fact, found),
            share=share_cell(fact["of_doubt"]),
            fact=_fact(fact["figure"]),
        )
        for fact in found["facts"]
    ]


def mean_sentence(found: Mapping[str, Any]) -> str:
    """Return the mean of the measure over all points, with how well it is computed; empty where it is not."""
    if found["mean"] is None or found["mean"]["mc_error_90"] is None:
        return ""
    low, high = (_of_measure(end, found) for end in found["mean"]["mc_error_90"])
    words = found["measure"]["words"]
    mean = _of_measure(found["mean"]["mean"], found) + (f"{NBSP}%" if is_share(found) else "")
    return f"{words[0].upper()}{words[1:]} over all that figures allow: {mean} (computed: {low} to {high})."


def is_share(found: Mapping[str, Any]) -> bool:
    """Return whether what is asked is a share or a chance, which are told in per cent."""
    return found["measure"]["id"] in ("p_no_leaker", "stopped_share", "coverage")


def is_coverage(found: Mapping[str, Any]) -> bool:
    """Return whether what is asked is coverage, for which no raid is played and in which there is no luck."""
    return bool(found["measure"]["id"] == "coverage")


def question_words(found: Mapping[str, Any]) -> str:
    """Return what is asked: ``what mean leakers hang on``."""
    if is_coverage(found):
        return "what coverage hangs on"
    return f"what {found['measure']['words']} {'hangs' if is_share(found) else 'hang'} on"


def moved_cell(effect: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Return the mean size of a change with its 90 % interval, of shares in percentage points."""
    scale = 100.0 if is_share(found) else 1.0
    low, high = (scale * end for end in effect["mu_star_90"])
    return f"{scale * effect['mu_star']:.2f} ({low:.2f} to {high:.2f})"


def luck_cell(effect: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Return the part of luck alone in what has moved."""
    return f"{(100.0 if is_share(found) else 1.0) * effect['luck_alone']:.2f}"


def _of_measure(value: float, found: Mapping[str, Any]) -> str:
    """Return a value of what is asked, shares in per cent."""
    return number(round(100.0 * value, 1) if is_share(found) else round(value, 3))


def _never_moved(found: Mapping[str, Any]) -> bool:
    """Return whether every raid of every point had the same outcome."""
    variance = found["variance"]
    parts = ("expected", "luck_of_one_raid")
    return variance is not None and all(variance[part]["variance"] == 0.0 for part in parts)


def _between(fact: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Return between which ends a figure lies."""
    if fact["figure"] == DOCTRINE:
        said = {each["id"]: each["words"] for each in found["doctrine"]["alternatives"]}
        return tell("one of {count} alternatives", count=len(said)) if said else tell("alternatives")
    low, high = (id_value(fact["figure"], fact[end]) for end in ("low", "high"))
    return tell("{low} to {high}", low=low, high=high)


def _fact(figure_id: str) -> str:
    """Return what would have to be found out."""
    parts = figure_id.split("/")
    if "kill_p" in parts:
        return tell(_KILL_FACT)
    if parts[0] == "refraction":
        return tell(_AIR_FACT)
    if figure_id.startswith(DOCTRINE):
        return tell(_DOCTRINE_FACT)
    fact = FACT_WORDS.get(parts[-1])
    return tell("its value, from a source that can be opened") if fact is None else tell(fact)


def remainder_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what no group makes alone, what is drawn for each raid, and the luck that was taken off."""
    variance = found["variance"]
    if variance is None or _never_moved(found):
        return []
    told = []
    if not variance["separable"]:
        told.append("What figures make of the answer is not separable from luck here: play more points.")
    if found["interactions"] is not None and found["interactions"]["share"] is not None:
        told.append(
            f"The remainder: {share_cell(found['interactions'])} of the variance no group makes alone; it is "
            "joint effects of figures of several groups."
        )
    if is_coverage(found):
        deviation = _deviation(variance["ignorance"], found)
        return [*told, f"Doubt about it, as a standard deviation: {deviation}. There is no luck in it."]
    told.append(
        f"Doubt about {found['measure']['words']}, as a standard deviation: "
        f"{_deviation(variance['ignorance'], found)} by figures; one raid's luck has "
        f"{_deviation(variance['luck_of_one_raid'], found)}, which no fact takes away. "
        f"Of the scatter of means of {found['replications']} raids "
        f"{_deviation(variance['noise_taken_off'], found)} is luck; it is in none of the shares."
    )
    return told


def _deviation(variance: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """Return a standard deviation with its 90 % interval, of shares in percentage points."""
    scale, digits, unit = (100.0, 1, f"{NBSP}points") if is_share(found) else (1.0, 2, "")
    ends = (variance["variance"], *variance["variance_90"])
    mean, low, high = (number(round(scale * math.sqrt(max(0.0, end)), digits)) for end in ends)
    return f"{mean}{unit} ({low} to {high})"


def convergence_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return how close the shares are computed after how many points."""
    rows: Sequence[Mapping[str, Any]] = [
        row for row in found["convergence"] if row["widest_total_90"] is not None
    ]
    if len(rows) < 2:
        return []
    told = ", ".join(f"{percent(row['widest_total_90'])} after {row['points']:,}" for row in rows)
    return [f"The widest half-interval of a total share was {told} points."]


def cost_sentence(cost: Mapping[str, int], *, of_raids: bool = True) -> str:
    """Return how many raids, or answers of coverage, it takes or took."""
    parts = f"{cost['screening_raids']:,} to screen every cause, {cost['index_raids']:,} for the shares"
    what, done = ("raids", "raids played") if of_raids else ("answers of coverage", "answers computed")
    beside = "with each cause alone at its ends" if of_raids else ""
    if "raids_played" in cost:
        told = f"{cost['raids_played']:,} of {cost['raids']:,} {done} ({parts})"
        return f"{told}, beside those {beside}." if beside else f"{told}."
    told = f"This takes {cost['raids']:,} {what} ({parts})"
    return f"{told}, and some thousand {beside}." if beside else f"{told}."
