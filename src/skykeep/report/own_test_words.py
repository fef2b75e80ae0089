"""That the program failed its own back-test, and what this means for a reader, from the shipped summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell
from skykeep.study.backtest.told import backtest_summary

from .shipped_words import shipped
from .words import listing, percent

__all__ = ["own_test_sentences"]

TOO_FEW, NEAR = 0.75, 0.1
"""Predicted below this part of the record is far too little; means within ``NEAR`` of each other agree."""


def own_test_sentences(found: Mapping[str, Any] | None = None) -> list[str]:
    """Return that the program failed its own back-test, where it predicts too little, and what follows."""
    told = backtest_summary() if found is None else found
    days = [_day(row) for row in told["days"] if row["predicted"] < TOO_FEW * row["stopped_on_record"]]
    near = [_day(row) for row in told["days"] if _is_near(row)]
    sentences = [
        tell(
            "The program failed {failed} of {tests} tests when it predicted days of the public record of "
            "Ukraine (seed {seed}, results version {version}).",
            failed=told["failed"],
            tests=told["tests"],
            seed=told["seed"],
            version=told["results_version"],
        )
    ]
    if days:
        sentences.append(
            tell(
                "On large days it predicts far too little stopped: {days}. There the record holds a whole "
                "country’s layers, fighters and guns, where a page like this has a single unit.",
                days=listing(days),
            )
        )
    if near:
        widths = listing([f"{percent(row['width_of_90'])}" for row in told["days"] if _is_near(row)])
        sentences.append(
            tell(
                "Means agree of {days}; but its 90\u00a0% interval there spans {widths} of all that can "
                "be, so it says little.",
                days=listing(near),
                widths=widths,
            )
        )
    sentences.append(
        tell(
            "So take no share stopped on this page as a forecast of a day of war: read it to see what "
            "limits a unit, and how options differ in the same raids."
        )
    )
    return sentences


def _is_near(row: Mapping[str, Any]) -> bool:
    """Return whether the mean that was predicted is about that on record."""
    return bool(abs(row["predicted"] - row["stopped_on_record"]) <= NEAR)


def _day(row: Mapping[str, Any]) -> str:
    """Return what was stopped on some days, on record and as predicted."""
    words = row["words"] if row["words"].startswith("UAV") else row["words"].lower()
    return tell(
        "{threats}, {size} ({days} days): {on_record} on record, {predicted} predicted",
        threats=shipped(words),
        size=shipped(row["size"].replace("-", " to ")),
        days=row["days"],
        on_record=percent(row["stopped_on_record"]),
        predicted=percent(row["predicted"]),
    )
