"""A run in words and tables, part by part: what a terminal prints and what a page shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from skykeep.language import tell, to_tell

from .basis_words import alike_sentence, ceiling_sentence, rests_on_sentences
from .cause_words import change_sentences
from .convergence_words import convergence_sentence
from .doctrine_words import doctrine_sentence
from .doubt import NOT_RESOLVED, WHY_NOT_RESOLVED
from .height_words import height_sentences
from .record_words import record_sentences
from .run_words import (
    LAYER_WORDS,
    interval_cells,
    layer_rows,
    ledger_rows,
    rounds_sentence,
    verdict_sentences,
)
from .saturation_words import stopping_sentence
from .shipped_words import shipped
from .traffic_words import TRAFFIC_MEASURES
from .wear_words import wear_sentences
from .words import fixed

__all__ = [
    "Group",
    "Listed",
    "Said",
    "Tabulated",
    "counts_sentence",
    "layer_table",
    "ledger_table",
    "run_groups",
    "stopped_sentence",
]

Look = Literal["plain", "strong", "quiet"]

_MEASURES = (
    (to_tell("leakers"), "leakers", 1),
    (to_tell("threats stopped"), "killed", 1),
    (to_tell("chance of no leaker"), "p_no_leaker", 3),
    (to_tell("chance of no stop"), "nothing_stopped", 3),
    (to_tell("rounds fired"), "rounds_fired", 1),
    (to_tell("rounds left"), "rounds_left", 1),
)
"""Words of a row, its key in the summary and the digits shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Listed:
    """A title and sentences below it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated:
    """A table; of a column ``is_number`` says that it is set to the right and never broken."""

    name: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


Group = tuple[Said | Listed | Tabulated, ...]
"""Parts that belong together."""


def run_groups(summary: Mapping[str, Any]) -> dict[str, Group]:
    """Return everything that is said of a run, by what it is about, in the order in which it is told; what
    there is nothing to say of is left out.
    """
    layers = layer_table(summary)
    found: dict[str, Iterable[Said | Listed | Tabulated | None]] = {
        "question": (Said(shipped(summary["question"])),),
        "verdict": (
            Said(" ".join(verdict_sentences(summary)), "strong"),
            _said(doctrine_sentence(summary)),
        ),
        "record": (
            Listed(
                tell("On record, beside this result of a single scenario:"), tuple(record_sentences(summary))
            ),
        ),
        "measures": _measures(summary),
        "layers": (layers, Said(tell(LAYERS_NOTE), "quiet")) if layers else (),
        "ledger": (
            ledger_table(summary),
            _said(ceiling_sentence(summary), "quiet"),
            *map(Said, height_sentences(summary)),
            _said(alike_sentence(summary), "quiet"),
        ),
        "changes": (Listed(tell("What would change this answer most:"), tuple(change_sentences(summary))),),
        "rests_on": (Listed(tell("What it rests on:"), tuple(rests_on_sentences(summary))),),
        "counts": (
            _said(stopped_sentence(summary), "quiet"),
            _said(convergence_sentence(summary), "quiet"),
            Said(counts_sentence(summary), "quiet"),
        ),
    }
    told = {name: tuple(part for part in parts if part is not None) for name, parts in found.items()}
    return {name: parts for name, parts in told.items() if parts}


def _said(text: str, look: Look = "plain") -> Said | None:
    """Return a paragraph, None where there is nothing to say."""
    return Said(text, look) if text else None


def _measures(summary: Mapping[str, Any]) -> list[Said | Tabulated | None]:
    """Return the measures with their four intervals, and what these mean."""
    rows = _measure_rows(summary)
    names = (tell("mean"), tell("computed"), tell("luck"), tell("ignorance"), tell("in all"))
    return [
        Tabulated(
            name="measures",
            columns=((tell("a raid"), False), *((name, True) for name in names)),
            rows=tuple(rows),
        ),
        Said(
            tell(
                "90 % intervals. Computed: how well the mean is computed. Luck: 5 to 95 of 100 such raids, "
                "with figures at the median. Ignorance: where we are 90 % sure that the mean lies. In all: "
                "one raid, whatever the figures."
            ),
            "quiet",
        ),
        Said(tell(WHY_NOT_RESOLVED), "quiet") if any(tell(NOT_RESOLVED) in row for row in rows) else None,
        Said(rounds_sentence(summary), "quiet"),
        _said(" ".join(wear_sentences(summary)), "quiet"),
    ]


def _measure_rows(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return words, mean and the four intervals of each measure."""
    launched = summary["threats_launched"]
    most = {"leakers": launched, "killed": launched, "p_no_leaker": 1.0, "nothing_stopped": 1.0}
    return [
        (tell(words), *interval_cells(summary[key], digits=digits, most=most.get(key, math.inf)))
        for words, key, digits in _MEASURES
    ] + _traffic_rows(summary)


def _traffic_rows(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the same of traffic that is shot at, where there is any and posts may be wrong about it."""
    traffic = summary.get("traffic")
    if traffic is None or not traffic["identification"]:
        return []
    return [
        (
            tell(words),
            *interval_cells(traffic[key], digits=2 if most else 1, most=traffic.get(most, math.inf)),
        )
        for words, key, most in TRAFFIC_MEASURES
        if traffic.get(most, 1)
    ]


LAYERS_NOTE = to_tell(
    "Real threats, and rounds: mean and how well it is computed. What others killed before a layer shot at "
    "it did not come to it."
)


def layer_table(summary: Mapping[str, Any]) -> Tabulated | None:
    """Return the waterfall of the layers; None where there is one layer."""
    rows = layer_rows(summary)
    if not rows:
        return None
    columns = ((tell("layer"), False), *((tell(words), True) for words in LAYER_WORDS.values()))
    return Tabulated(name="layers", columns=columns, rows=tuple(rows))


def ledger_table(summary: Mapping[str, Any]) -> Tabulated:
    """Return the reasons of the leakers, in plain words."""
    rows = [
        (fixed(mean, 1 if mean >= 0.095 else 2), error, share, words)
        for _, mean, error, share, words in ledger_rows(summary)
    ]
    return Tabulated(
        name="ledger",
        columns=(
            (tell("leakers"), True),
            (tell("computed"), True),
            (tell("share"), True),
            (tell("why"), False),
        ),
        rows=tuple(rows or [(fixed(0.0), "", "", tell("nothing leaked"))]),
    )


def stopped_sentence(summary: Mapping[str, Any]) -> str:
    """Return how many worlds it took; empty where their number was given."""
    if "stopping" not in summary:
        return ""
    return stopping_sentence(summary["stopping"], summary["replications"])


def counts_sentence(summary: Mapping[str, Any]) -> str:
    """Return how much was played."""
    return tell(
        "Seed {seed}, {worlds} worlds x {replications} raids = {raids:,} raids.",
        seed=summary["seed"],
        worlds=summary["worlds"],
        replications=summary["replications"],
        raids=summary["raids"],
    )
