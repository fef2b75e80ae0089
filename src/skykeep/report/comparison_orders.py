"""Whether the order of options is shown to turn under any doctrine, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .comparison_words import names_of
from .words import interval, listing, plural

__all__ = ["doctrine_name", "order_sentences", "order_tables"]

Found = Mapping[str, Any]
TURNS_NAMED = 2
"""Turned orders that a sentence names for each raid and doctrine."""


def order_sentences(found: Found) -> list[str]:
    """Return against which raids the order of the options by what leaks is not shown to turn under any
    doctrine, and where it turns, at the lead site; nothing where some doctrine has fewer worlds than tell how
    sure one is."""
    rows = [
        row
        for row in found.get("orders", ())
        if row["site"] == found["lead"]["site"]
        and min(each["worlds"] for each in row["under"]) >= WORLDS_FOR_IGNORANCE
    ]
    if not rows:
        return []
    raids = {raid["id"]: raid["name"] for raid in found["raids"]}
    holding: dict[str, list[str]] = {}
    turning = []
    for row in rows:
        if row["holds_under"] == row["of"]:
            holding.setdefault(_any_of(row), []).append(raids[row["raid"]])
        else:
            turned = "; ".join(_turned(found, each) for each in row["under"] if each["turned"])
            count = (
                f"{row['of'] - row['holds_under']} of {_doctrines(row)}" if row["of"] > 1 else _any_of(row)
            )
            turning.append(f"turns under {count} against {raids[row['raid']]} ({turned})")
    everywhere = len(rows) > 1 and len(holding) == 1 and not turning
    parts = [
        f"is not shown to turn under {which} against {'any raid' if everywhere else listing(whom, last='or')}"
        for which, whom in holding.items()
    ]
    return [f"The order of the options by what leaks {'; '.join(parts + turning)}."]


def _any_of(row: Found) -> str:
    """Return any of the doctrines that an order is judged under, in words."""
    if row["of"] == 1:
        return "the other doctrine" if row["how"] == "played" else "the one doctrine drawn"
    if row["of"] == 2:
        return "either of the others" if row["how"] == "played" else "either doctrine"
    return f"any of {_doctrines(row)}"


def _doctrines(row: Found) -> str:
    """Return how many doctrines an order is judged under: beside its own those that were played, or all that
    worlds drew."""
    other = "other " if row["how"] == "played" else ""
    return plural(row["of"], f"{other}doctrine")


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
            "not shown to turn" if each["holds"] else "turns",
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
        f"Whether the order by what leaks turns, {how}. {found['order_rule']}",
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
