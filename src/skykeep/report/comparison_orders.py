"""Whether the order of options holds under every doctrine, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .comparison_words import names_of
from .words import interval, listing

__all__ = ["order_sentences", "order_tables"]

Found = Mapping[str, Any]
TURNS_NAMED = 2
"""Turned orders that a sentence names for each raid and doctrine."""


def order_sentences(found: Found) -> list[str]:
    """Return against which raids the order of the options by what leaks holds under every doctrine, and where
    it turns, at the lead site; nothing of fewer worlds than tell how sure one is."""
    rows = [
        row
        for row in found.get("orders", ())
        if row["site"] == found["lead"]["site"] and _worlds(row) >= WORLDS_FOR_IGNORANCE
    ]
    if not rows:
        return []
    raids = {raid["id"]: raid["name"] for raid in found["raids"]}
    holding = [row for row in rows if row["holds_under"] == row["of"]]
    parts = []
    if holding:
        most = max(row["of"] for row in holding)
        every = "both doctrines" if most == 2 else f"each of {most} doctrines"
        whom = listing([raids[row["raid"]] for row in holding]) if len(holding) < len(rows) else "every raid"
        parts.append(f"holds under {every} against {whom}")
    for row in rows:
        if row not in holding:
            turned = "; ".join(_turned(found, each) for each in row["under"] if each["turned"])
            parts.append(f"under {row['holds_under']} of {row['of']} against {raids[row['raid']]} ({turned})")
    opening = "The order of the options by what leaks "
    return [f"{opening}{'' if holding else 'holds '}{'; '.join(parts)}."]


def _worlds(row: Found) -> int:
    """Return the worlds that an order is judged in."""
    worlds = [int(each["worlds"]) for each in row["under"]]
    return min(worlds) if row["how"] == "played" else sum(worlds)


def _turned(found: Found, under: Found) -> str:
    """Return under which doctrine which order turns, the clearest first."""
    names = names_of(found)
    order = sorted(under["turned"], key=lambda each: -each["fewer_past_behind"]["mean"])
    told = [f"{names[each['behind']]} passes {names[each['ahead']]}" for each in order[:TURNS_NAMED]]
    more = f" and {len(order) - TURNS_NAMED} more" if len(order) > TURNS_NAMED else ""
    return f"with {doctrine_name(found, under['doctrine'])} {listing(told)}{more}"


def doctrine_name(found: Found, name: str) -> str:
    """Return how a doctrine is called."""
    return next((str(each["name"]) for each in found.get("doctrines", ()) if each["id"] == name), name)


def order_tables(found: Found) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield the order of the options under each doctrine, by site and raid, and what turns."""
    rows = found.get("orders", ())
    if not rows:
        return
    names = names_of(found)
    cells = [
        [
            row["site"],
            row["raid"],
            doctrine_name(found, each["doctrine"]),
            str(each["worlds"]),
            names[each["leader"]],
            "holds" if each["holds"] else "turns",
            "; ".join(_turn(names, turn) for turn in each["turned"][:TURNS_NAMED]),
        ]
        for row in rows
        for each in row["under"]
    ]
    how = (
        "each doctrine in the same raids"
        if rows[0]["how"] == "played"
        else "of the worlds that drew each doctrine; --doctrine plays all worlds under one"
    )
    yield (
        f"Whether the order by what leaks holds, {how}. {found['order_rule']}",
        ["site", "raid", "doctrine", "worlds", "fewest past", "order", "turned, leakers fewer (computed)"],
        cells,
    )


def _turn(names: Mapping[str, str], turn: Found) -> str:
    """Return two options whose order turns, and how many fewer leak past the one that comes before."""
    fewer = turn["fewer_past_behind"]
    return (
        f"{names[turn['behind']]} before {names[turn['ahead']]} by {fewer['mean']:.1f} "
        f"({interval(fewer['mc_error_90'])})"
    )
