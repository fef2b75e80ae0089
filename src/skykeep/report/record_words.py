"""The public record that stands beside a result, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .doubt import chances
from .words import NBSP, listing, percent, plural

__all__ = ["record_sentences"]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def record_sentences(summary: Mapping[str, Any], *, whose: str = "") -> list[str]:
    """Return the public record that stands beside every result, and why it differs; ``whose`` names the
    system that stands here, where it is not plain."""
    record = summary["record"]
    found = []
    for row in record["rows"]:
        low, high = (percent(end, unit="") for end in row["count_error_90"])
        found.append(
            f"{row['place'][0].upper()}{row['place'][1:]}, {_month(row['first'])} to {_month(row['last'])}: "
            f"of {row['launched']:,} {row['words']} {percent(row['share'])} stopped ({low} to {high} by "
            f"count alone), says the {row['claimant']}."
        )
    if not found:
        names = listing([name.replace("-", " ") for name in record["without"]])
        return [f"No public record of {names} is at hand to stand beside this result."] if names else []
    return [*found, *_missed_days(summary, whose), record["why_it_differs"]]


def _missed_days(summary: Mapping[str, Any], whose: str) -> list[str]:
    """Return on how many days on record nothing was stopped, beside the raids here in which nothing was."""
    missed = summary["nothing_stopped"]
    found = []
    here = f"of one {whose} alone here that happens" if whose else "here that happens"
    for row in summary["record"].get("missed_days", []):
        none = "On none" if row["missed"] == 0 else f"On {row['missed']}"
        found.append(
            f"{none} of {plural(row['days'], 'country-wide day')} with {row['launched_at_least']} or more "
            f"{row['words']} launched at {row['place']} was nothing stopped, so at most "
            f"{percent(row['share_at_most'])} of such days (95{NBSP}% sure); {here} in "
            f"{chances(missed['mean'])} raids{_of_size(missed)}. A day of a country is many raids on "
            "many places: a single unit misses more."
        )
    return found


def _of_size(missed: Mapping[str, Any]) -> str:
    """Return how large the raids are in which nothing was stopped, where a study has raids of many sizes."""
    return f" of {missed['n']} threats" if "n" in missed else ""


def _month(day: str) -> str:
    """Return a day as month and year."""
    year, month, _ = day.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"
