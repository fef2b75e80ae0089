"""Intrusions in plain words: what is seen, identified and engageable, how sure, and what more eyes add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .doubt import NOT_RESOLVED, sure_interval
from .words import NBSP, plural

__all__ = [
    "COLUMNS",
    "intrusion_cells",
    "more_cells",
    "more_columns",
    "opening_sentences",
    "option_cells",
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
_SHARES = ("watched", "seen", "identified", "engaged", "engaged_free")


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
        f"Shares in per cent, the mean over lines, worlds and raids, and in brackets {_brackets(found)}. "
        "Watched: part of the way inside the border that is flown while a track is held. Identified: some "
        "post knew in time that it was none of its own, and declared it. Engageable: a fire unit could "
        "shoot, with weapons tight (at what is declared alone) or free.",
    ]


def _brackets(found: Mapping[str, Any]) -> str:
    """Return what stands in the brackets of shares."""
    shown = [
        _is_sure(row[name])
        for defence in found["defences"]
        for added in defence["added"]
        for row in added["intrusions"]
        for name in _SHARES
    ]
    if all(shown):
        return f"where we are 90{NBSP}% sure that it lies"
    computed = f"how well it is computed, 90{NBSP}%"
    if any(shown):
        return f"where we are 90{NBSP}% sure that it lies; with *: {computed}, for luck hides the rest"
    return f"(*) {computed}; for how sure we are this is too few worlds or raids"


def intrusion_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one intruder as the cells of :data:`COLUMNS`."""
    first = row["first_seen_km"]
    return (
        f"{row['threat_class'].replace('-', ' ')}, {row['height_m']:,.0f} m, {row['speed_mps']:.0f} m/s",
        *(_share(row[name]) for name in _SHARES),
        "never"
        if first is None
        else f"{first['low_km']:.0f} / {first['mid_km']:.0f} / {first['high_km']:.0f}",
    )


def option_cells(defence: Mapping[str, Any], place: int) -> tuple[str, ...]:
    """Return one defence against the intruder at a place, as it is."""
    return (defence["name"], *intrusion_cells(defence["added"][0]["intrusions"][place])[1:-1])


def more_columns(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the headings of :func:`more_cells`."""
    added = found["defences"][0]["added"][1:]
    return ("option", COLUMNS[-1], *(f"watched with {each['id']}" for each in added))


def more_cells(defence: Mapping[str, Any], place: int) -> tuple[str, ...]:
    """Return where one defence first sees the intruder, and what it watches with each kind of eyes."""
    first, *more = defence["added"]
    seen = intrusion_cells(first["intrusions"][place])[-1]
    return (defence["name"], seen, *(_share(each["intrusions"][place]["watched"]) for each in more))


def _share(estimate: Mapping[str, Any]) -> str:
    """Return a share in per cent with where it surely lies, or, with a star, how well it is computed."""
    scaled = _in_per_cent(estimate)
    if _is_sure(estimate):
        return f"{scaled['mean']:.0f} ({sure_interval(scaled, digits=0)})"
    ends = scaled["mc_error_90"]
    told = "" if ends is None else f" ({ends[0]:.0f} to {ends[1]:.0f}*)"
    return f"{scaled['mean']:.0f}{told}"


def _is_sure(estimate: Mapping[str, Any]) -> bool:
    """Return whether luck lets it be said how far public figures let a share range."""
    known = estimate["ignorance_90"] is not None
    return known and sure_interval(_in_per_cent(estimate), digits=0) != NOT_RESOLVED


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
