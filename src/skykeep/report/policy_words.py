"""Policies side by side in plain words: what gets through, with what rounds, and what is told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.model import BUILT_IN_POLICIES

from .assignment_words import gap_words
from .words import interval, listing, plural

__all__ = ["HEADING", "gap_sentences", "policy_cells", "policy_sentences", "stands_out"]

HEADING = (
    "value through",
    "change",
    "computed",
    "figures",
    "leakers",
    "change",
    "rounds",
    "change",
    "ms a raid",
    "gap",
    "computed",
    "worst gap",
)


def stands_out(change: Mapping[str, Any]) -> bool:
    """Return whether a change is told from none by how well it is computed."""
    ends = change["mc_error_90"]
    return ends is not None and (ends[0] > 0.0 or ends[1] < 0.0)


def policy_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what flies in, what the first policy lets through, and which others do better or worse."""
    first, *others = found["policies"]
    name, rounds = first["policy"], first["rounds_fired"]["mean"]
    value, leakers = first["value_surviving"]["mean"], first["leakers"]["mean"]
    told = [
        f"{plural(found['threats'], 'real threat')} at a value of {found['value']:g}; {name} lets "
        f"{value:.2f} through on average, {leakers:.1f} leakers, for {rounds:.1f} rounds."
    ]
    apart = [row for row in others if stands_out(row["value_change"])]
    for words, rows in (
        ("Less value gets through", [row for row in apart if row["value_change"]["mean"] < 0.0]),
        ("More value gets through", [row for row in apart if row["value_change"]["mean"] > 0.0]),
    ):
        if rows:
            named = [f"{row['policy']} ({row['value_change']['mean']:+.2f})" for row in rows]
            told.append(f"{words}, beyond the error of the computation: {listing(named)}.")
    same = [row["policy"] for row in others if row["raids_changed"] == 0.0]
    if same:
        told.append(f"Not one raid ends otherwise: {listing(same)}.")
    quiet = [row["policy"] for row in others if row not in apart and row["raids_changed"] > 0.0]
    if quiet:
        told.append(f"Not told from {first['policy']} in value: {listing(quiet)}.")
    return told


def policy_cells(row: Mapping[str, Any], *, is_first: bool) -> list[str]:
    """Return one policy as cells, in the order of :data:`HEADING`; of the first no change."""
    value, leakers, rounds = (row[f"{name}_change"] for name in ("value", "leakers", "rounds"))

    def changed(change: Mapping[str, Any], digits: int) -> str:
        return "" if is_first else f"{change['mean']:+.{digits}f}"

    return [
        f"{row['value_surviving']['mean']:.2f}",
        changed(value, 2),
        "" if is_first else interval(value["mc_error_90"], digits=2),
        "" if is_first else interval(value["ignorance_90"], digits=2),
        f"{row['leakers']['mean']:.1f}",
        changed(leakers, 1),
        f"{row['rounds_fired']['mean']:.1f}",
        changed(rounds, 1),
        f"{1000.0 * row['run_time_s']:.2f}",
        *_gap_cells(row["gap"]),
    ]


def _gap_cells(gap: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return mean gap of a policy's decisions, how well that is computed, and the worst gap; dashes where
    there was no decision."""
    mean = gap["of_raid"]
    if mean is None:
        return "-", "-", "-"
    ends = mean["mc_error_90"]
    computed = "-" if ends is None else " to ".join(gap_words(end) for end in ends)
    return gap_words(mean["mean"]), computed, gap_words(gap["worst"])


def gap_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what the gaps are above, what each policy is asked, and how many decisions were proven."""
    gaps = [row["gap"] for row in found["policies"]]
    proven, raids = max(gap["proven"] for gap in gaps), max(gap["raids"] for gap in gaps)
    taken_s = sum(gap["proof_time_s"] * gap["proven"] for gap in gaps)
    asked: dict[str, list[str]] = {}
    for row in found["policies"]:
        asked.setdefault(row["gap"]["asked"], []).append(row["policy"])
    posed = "; ".join(f"{listing(names)}: {words}" for words, names in asked.items())
    told = [
        "Gap: how far decisions lie above the bound that column generation proves of each; "
        f"{found['bound']}.",
        f"A decision asks {posed}. Up to {proven} decisions a policy were proven, evenly spread over the "
        f"first raid of {plural(raids, 'world')}; that took {taken_s:.1f} s of CPU time.",
    ]
    if any(row["policy"] == BUILT_IN_POLICIES[0] for row in found["policies"]):
        told.append(
            f"Under {BUILT_IN_POLICIES[0]} no post decides: its gap is that of serving threats in the order "
            "in which they arrive, at the moments at which a post would decide."
        )
    return told
