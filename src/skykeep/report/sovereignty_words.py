"""Intrusions in plain words: what is seen, identified and engageable, how sure, and what more eyes add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .doubt import NOT_RESOLVED, sure_interval
from .words import NBSP, plural

__all__ = [
    "COLUMNS",
    "intrusion_cells",
    "opening_sentences",
    "option_cells",
    "option_columns",
    "rest_sentences",
]

COLUMNS = (
    "intruder",
    "watched of the way",
    "seen",
    "identified",
    "engageable, tight",
    "engageable, free",
    "first seen inside, km",
)
"""Headings of :func:`intrusion_cells`."""


def opening_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what is asked and how the table is read."""
    lines = found["corridors"]
    lengths = [line["length_km"] for line in lines]
    where = (
        f"the border of {found['country']}" if found["country"] and found["regular"] else "the border points"
    )
    kind = "on regular bearings" if found["regular"] else "as the file says"
    return [
        f"One intruder at a time flies along {plural(len(lines), 'straight line')} from {where} to "
        f"{', '.join(dict.fromkeys(line['to'] for line in lines))}, {kind}, {min(lengths):.0f} to "
        f"{max(lengths):.0f}{NBSP}km long.",
        "Shares in per cent, the mean over lines, worlds and raids, and in brackets where we are "
        f"90{NBSP}% sure that it lies. Watched: part of the way inside the border that is flown while a "
        "track is held. Identified: some post knew in time that it was none of its own, and declared it. "
        "Engageable: a fire unit could shoot, with weapons tight (at what is declared alone) or free.",
    ]


def intrusion_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one intruder as the cells of :data:`COLUMNS`."""
    first = row["first_seen_km"]
    return (
        f"{row['threat_class']}, {row['height_m']:,.0f} m, {row['speed_mps']:.0f} m/s",
        *(_share(row[name]) for name in ("watched", "seen", "identified", "engaged", "engaged_free")),
        "never"
        if first is None
        else f"{first['low_km']:.0f} / {first['mid_km']:.0f} / {first['high_km']:.0f}",
    )


def option_columns(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the headings of :func:`option_cells`: shares as they are, and watched with each kind of eyes."""
    added = found["defences"][0]["added"][1:]
    return ("option", *COLUMNS[1:], *(f"watched with {each['id']}" for each in added))


def option_cells(defence: Mapping[str, Any], place: int) -> tuple[str, ...]:
    """Return one defence against the intruder at a place, as it is, and watched with each kind of eyes."""
    first, *more = defence["added"]
    cells = intrusion_cells(first["intrusions"][place])[1:]
    return (defence["name"], *cells, *(_share(each["intrusions"][place]["watched"]) for each in more))


def _share(estimate: Mapping[str, Any]) -> str:
    """Return a share in per cent with where it surely lies, or how well it is computed."""
    scaled = _in_per_cent(estimate)
    if estimate["ignorance_90"] is not None:
        sure = sure_interval(scaled, digits=0)
        if sure != NOT_RESOLVED:
            return f"{scaled['mean']:.0f} ({sure})"
    ends = scaled["mc_error_90"]
    told = "" if ends is None else f" (computed: {ends[0]:.0f} to {ends[1]:.0f})"
    return f"{scaled['mean']:.0f}{told}"


def _in_per_cent(estimate: Mapping[str, Any]) -> dict[str, Any]:
    """Return an estimate of a share times a hundred."""
    scaled = {
        name: None if (ends := estimate[name]) is None else [100.0 * end for end in ends]
        for name in ("mc_error_90", "ignorance_90")
    }
    split = estimate["variance"]
    return {"mean": 100.0 * estimate["mean"], "variance": split, **scaled}


def rest_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what the answer rests on, and what it leaves out."""
    least = found["tracked_at_most"]
    return [
        "Lines are stated, not sought: nothing looks for a way past a defence. Heights are above sea level, "
        "raised where ground demands; those of cruise missiles above ground.",
        f"Chance leaves {100.0 * least['mid']:.0f}{NBSP}% of single intruders to the radars "
        f"({100.0 * least['low']:.0f} to {100.0 * least['high']:.0f}, assumed): no radar lifts seen above "
        "that. Times and chances of identification are assumed, with wide limits.",
        "Eyes that are added stand at cities and over the defended place by a fixed rule; that their owners "
        f"would tell is assumed. First seen: 5, 50 and 95{NBSP}% of lines, worlds and raids, of those seen.",
        f"Not modelled: {'; '.join(found['not_modelled'])}.",
        *(warning["text"] for warning in found["warnings"]),
        f"{plural(found['worlds'], 'world')} of {plural(found['replications'], 'raid')}, seed "
        f"{found['seed']}, view {found['view']}.",
    ]
