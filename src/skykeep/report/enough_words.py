"""Whether so many units cover all of a country, and how few would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell, to_tell

from .placement_words import height_words, share_words, short_of, site_names
from .shipped_words import place_name
from .words import listing, metres_high, percent

__all__ = ["covers_words", "enough_sentence", "fewest_words"]

Plain = Mapping[str, Any]


def enough_sentence(found: Plain, units: str) -> str:
    """Return whether so many ``units`` cover all of a country: the proven best, with its doubt, and the best
    chosen anew for each height."""
    rows = found["heights"]
    told = tell(
        _BEST[bool(found["proven"]), _one_or_several(found)],
        answer=covers_words(found, units),
        count=found["candidates_count"],
        sites=site_names(found["sites"]),
        share=share_words(found),
        heights=height_words(found),
    )
    if len(rows) < 2:
        return f"{told}."
    low, high = (end(rows, key=lambda row: row["best"]["share"]) for end in (min, max))
    return tell(
        "{told}; chosen anew for each height, from {low} at {low_height} to {high} at {high_height} (best "
        "figures, many assumed).",
        told=told,
        low=percent(low["best"]["share"]),
        low_height=metres_high(low["height_agl_m"]),
        high=percent(high["best"]["share"]),
        high_height=metres_high(high["height_agl_m"]),
    )


def covers_words(found: Plain, units: str) -> str:
    """Return whether so many ``units`` cover all of a country, as a sentence begins."""
    rows = found["heights"]
    goal = _goal(found)
    meeting = [row for row in rows if row["best"]["share"] >= goal]
    possible = any((row["area"]["limits"] or (0.0, 0.0))[1] >= goal for row in rows)
    if not meeting:
        where = "figures" if possible else "nowhere"
    else:
        where = "everywhere" if len(meeting) == len(rows) else "height"
    covers = _COVERS[where, _one_or_several(found)]
    answer = tell(covers, units=units, country=place_name(found["country_name"]))
    return f"{answer[:1].upper()}{answer[1:]}"


def _one_or_several(found: Plain) -> str:
    return "one" if found["k"] == 1 else "several"


_COVERS = {
    ("figures", "one"): to_tell("whether {units} covers all {country} depends on the figures"),
    ("figures", "several"): to_tell("whether {units} cover all {country} depends on the figures"),
    ("height", "one"): to_tell("whether {units} covers all {country} depends on the height"),
    ("height", "several"): to_tell("whether {units} cover all {country} depends on the height"),
    ("nowhere", "one"): to_tell("{units} does not cover all {country} at any height studied"),
    ("nowhere", "several"): to_tell("{units} do not cover all {country} at any height studied"),
    ("everywhere", "one"): to_tell(
        "{units} does cover all {country} at every height studied, if the best figures hold"
    ),
    ("everywhere", "several"): to_tell(
        "{units} do cover all {country} at every height studied, if the best figures hold"
    ),
}
"""Whether units cover a country, by where they do, for one unit and for several."""
_BEST = {
    (True, "one"): to_tell(
        "{answer}: the proven best of {count} cities, {sites}, engages {share} of its area {heights}"
    ),
    (True, "several"): to_tell(
        "{answer}: the proven best of {count} cities, {sites}, engage {share} of its area {heights}"
    ),
    (False, "one"): to_tell(
        "{answer}: the best found of {count} cities, {sites}, engages {share} of its area {heights}"
    ),
    (False, "several"): to_tell(
        "{answer}: the best found of {count} cities, {sites}, engage {share} of its area {heights}"
    ),
}
"""What the best set engages, by whether it is proven, for one unit and for several."""


def fewest_words(found: Plain) -> str:
    """Return how few units would cover all of a country at each height, or that no number would."""
    goal, count = _goal(found), found["candidates_count"]
    rows = [row for row in found["heights"] if row["fewest"] is not None]
    told = [
        tell("{count} at {height}", count=row["fewest"]["k"], height=metres_high(row["height_agl_m"]))
        if row["fewest"]["proven"]
        else tell(
            "{count} or more at {height}",
            count=row["fewest"]["at_least"],
            height=metres_high(row["height_agl_m"]),
        )
        for row in rows
        if row["fewest"]["reachable"]
    ]
    never = [row for row in rows if not row["fewest"]["reachable"]]
    meant = tell("{goal} taken for all, best figures, both assumed", goal=percent(goal))
    if not told:
        most = max((row["fewest"]["all_candidates_share"] for row in rows), default=0.0)
        if percent(most) == percent(goal):
            return tell(
                "Even all these {count} sites together stay just short of it at every height: they engage "
                "{most} at most ({meant}).",
                count=count,
                most=short_of(most, goal),
                meant=meant,
            )
        return tell(
            "No number of these {count} sites would make it true at any height: all together engage "
            "{most} at most ({meant}).",
            count=count,
            most=percent(most),
            meant=meant,
        )
    if not never:
        return tell("It would take at least {told} ({meant}).", told=listing(told), meant=meant)
    return tell(
        "It would take at least {told}; at {where} no number of these {count} sites would do ({meant}).",
        told=listing(told),
        where=listing([metres_high(row["height_agl_m"]) for row in never]),
        count=count,
        meant=meant,
    )


def _goal(found: Plain) -> float:
    """Return the share that covering all of a country is taken to mean."""
    share: float = found["claim"]["goal_share"] if found["claim"] else found["goal"]
    return share
