"""The public record that stands beside a result, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import in_digits, tell, to_tell
from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .doubt import counted_raids, share_of_raids
from .shipped_words import shipped
from .words import listing, percent, plural

__all__ = ["record_sentences"]

_MONTHS = (
    to_tell("January"),
    to_tell("February"),
    to_tell("March"),
    to_tell("April"),
    to_tell("May"),
    to_tell("June"),
    to_tell("July"),
    to_tell("August"),
    to_tell("September"),
    to_tell("October"),
    to_tell("November"),
    to_tell("December"),
)


def record_sentences(summary: Mapping[str, Any], *, whose: str = "") -> list[str]:
    """Return the public record that stands beside every result, and why it differs; ``whose`` names the
    system that stands here, where it is not plain."""
    record = summary["record"]
    found = []
    for row in record["rows"]:
        low, high = (percent(end, unit="") for end in row["count_error_90"])
        place = shipped(row["place"])
        found.append(
            tell(
                "{place}, {first} to {last}: of {launched:,} {threats} {share} stopped ({low} to {high} "
                "by count alone), says the {claimant}.",
                place=f"{place[0].upper()}{place[1:]}",
                first=_month(row["first"]),
                last=_month(row["last"]),
                launched=row["launched"],
                threats=shipped(row["words"]),
                share=percent(row["share"]),
                low=low,
                high=high,
                claimant=shipped(row["claimant"]),
            )
        )
    if not found:
        names = listing([shipped(name.replace("-", " ")) for name in record["without"]])
        if not names:
            return []
        return [tell("No public record of {threats} is at hand to stand beside this result.", threats=names)]
    return [*found, *_missed_days(summary, whose), shipped(record["why_it_differs"])]


def _missed_days(summary: Mapping[str, Any], whose: str) -> list[str]:
    """Return on how many days on record nothing was stopped, beside the raids here in which nothing was."""
    missed = summary["nothing_stopped"]
    found = []
    for row in summary["record"].get("missed_days", []):
        told = {
            "days": plural(row["days"], "country-wide day"),
            "least": row["launched_at_least"],
            "threats": shipped(row["words"]),
            "place": shipped(row["place"]),
            "share": percent(row["share_at_most"]),
        }
        if row["missed"] == 0:
            days = tell(
                "On none of {days} with {least} or more {threats} launched at {place} was nothing "
                "stopped, so at most {share} of such days (95\u00a0% sure)",
                **told,
            )
        else:
            days = tell(
                "On {missed} of {days} with {least} or more {threats} launched at {place} was nothing "
                "stopped, so at most {share} of such days (95\u00a0% sure)",
                missed=row["missed"],
                **told,
            )
        of_size = {"raids": _raids_of(summary), "size": _of_size(missed)}
        here = (
            tell("of one {whose} alone here that happens in {raids}{size}", whose=whose, **of_size)
            if whose
            else tell("here that happens in {raids}{size}", **of_size)
        )
        found.append(
            tell(
                "{days}; {here}. A day of a country is many raids on many places: a single unit misses more.",
                days=days,
                here=here,
            )
        )
    return found


def _raids_of(summary: Mapping[str, Any]) -> str:
    """Return in how many raids nothing was stopped: of a hundred with how well that is computed, and with
    fewer than 50 worlds, of which nothing is sure, as they were counted."""
    missed = summary["nothing_stopped"]
    if "raids" in summary and summary["worlds"] < WORLDS_FOR_IGNORANCE:
        return counted_raids(missed["mean"], summary["raids"])
    return share_of_raids(missed)


def _of_size(missed: Mapping[str, Any]) -> str:
    """Return how large the raids are in which nothing was stopped, where a study has raids of many sizes."""
    return tell(" of {n} threats", n=missed["n"]) if "n" in missed else ""


def _month(day: str) -> str:
    """Return a day as month and year."""
    year, month, _ = day.split("-")
    return tell("{month} {year}", month=tell(_MONTHS[int(month) - 1]), year=in_digits(year))
