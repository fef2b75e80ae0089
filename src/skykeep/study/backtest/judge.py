"""The rule by which a prediction passes, written down before any was scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.plurals import counted

from .laws import BETA_BINOMIAL
from .readings import STRATA

__all__ = ["ALL", "COVER_LIMITS", "DAYS_LEAST", "RULE", "WIDTH_MOST", "verdicts"]

ALL = "all"
"""The name of all days together; it is shown and never judged, for most of its days have two threats."""

COVER_LIMITS = (0.85, 0.95)
WIDTH_MOST = 0.8
DAYS_LEAST = 5
"""Days below which a stratum is not judged; assumed."""

RULE = (
    "In each stratum: the 90 % interval holds 85 to 95 % of days, at a mean width below 0.8 of the launched, "
    "and CRPS and log score are no worse than those of a beta-binomial law of the record itself."
)


def verdicts(models: Mapping[str, Any], paired: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return whether each simulation passes in each stratum, and why not; failures first, then what is not
    judged.

    ``only_by_counts`` marks a failure that the law itself could not help: of few threats there are few
    counts, and an interval of whole counts then holds nearly every day, whatever the law.

    Parameters
    ----------
    models
        Scores by name of the law and stratum.
    paired
        Differences by name of the law, baseline and stratum.
    """
    found = [
        _verdict(name, each.name, models[name]["strata"][each.name], against.get(BETA_BINOMIAL))
        for name, against in paired.items()
        for each in STRATA
    ]
    order = {False: 0, None: 1, True: 2}
    return sorted(found, key=lambda row: order[row["passed"]])


def _verdict(
    model: str, stratum: str, scores: Mapping[str, Any], against: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return one verdict."""
    row = {"model": model, "stratum": stratum, "days": scores["days"]}
    if scores["days"] < DAYS_LEAST:
        few = f"{counted(scores['days'], 'day')}, too few to judge"
        return row | {"passed": None, "codes": ["too_few_days"], "faults": [few], "only_by_counts": False}
    found = {**_cover_faults(scores), **_baseline_faults(None if against is None else against[stratum])}
    own = scores["cover_90"]["if_the_law_held"]
    return row | {
        "passed": not found,
        "codes": list(found),
        "faults": list(found.values()),
        "only_by_counts": list(found) == ["too_unsure"] and own > COVER_LIMITS[1],
    }


def _cover_faults(scores: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the 90 % interval, by code."""
    found = {}
    cover, width = scores["cover_90"]["value"], scores["width_90"]["value"]
    low, high = COVER_LIMITS
    if cover < low:
        found["too_sure"] = f"too sure of itself: the 90 % interval holds {100 * cover:.0f} % of days"
    elif cover > high:
        own = scores["cover_90"]["if_the_law_held"]
        found["too_unsure"] = (
            f"too unsure: the 90 % interval holds {100 * cover:.0f} % of days "
            f"(of days that follow the law itself {100 * own:.0f} %)"
        )
    if width >= WIDTH_MOST:
        found["too_wide"] = f"too wide to say anything: {width:.2f} of the launched"
    return found


def _baseline_faults(paired: Mapping[str, Any] | None) -> dict[str, str]:
    """Return in which score the simulation is worse, and whether other weeks might say otherwise."""
    if paired is None:
        return {"no_baseline": "no beta-binomial law of the record to compare with"}
    found = {}
    for score, words, sign in (("crps", "CRPS", 1.0), ("log_score", "log score", -1.0)):
        difference = paired[score]
        if sign * difference["value"] > 0.0:
            interval = difference["sampling_90"]
            settled = interval is not None and min(sign * end for end in interval) > 0.0
            beside = "" if settled else ", which other weeks might turn round"
            found[score] = f"worse than beta-binomial in {words} by {abs(difference['value']):.3f}{beside}"
    return found
