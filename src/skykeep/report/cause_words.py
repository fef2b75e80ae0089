"""What would change an answer, in words: each cause alone at its ends where the rest stays as drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skykeep.language import in_digits, tell

from .doubt import farther_end
from .figure_ids import id_name, id_value
from .shipped_words import shipped
from .words import plural

__all__ = [
    "SHOWN",
    "CauseLine",
    "cause_lines",
    "change_sentences",
    "few_changes",
    "within_words",
]

SHOWN = 5
"""Causes that a sentence, a list or a table of several systems names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLine:
    """One cause: its name, where its ends lie, mean leakers there and how many more at the high one.

    ``within`` is how well the difference of its ends is computed.
    """

    figure: str
    name: str
    drawn_with_it: int
    kind: str
    low: str
    high: str
    at_low: float
    at_high: float
    more: float
    within: float
    is_list: bool


def cause_lines(summary: Mapping[str, Any]) -> tuple[CauseLine, ...]:
    """Return every cause that moves leakers beyond luck, the strongest first."""
    tornado = summary["tornado"] or {"rows": ()}
    said = {each["id"]: each["words"] for each in summary.get("doctrine", {}).get("alternatives", ())}
    return tuple(_line(row, said) for row in tornado["rows"] if row["stands_out"])


def _line(row: Mapping[str, Any], doctrine: Mapping[str, str]) -> CauseLine:
    """Return one cause; ``doctrine`` holds the words of alternatives by id."""
    chosen = {end: shipped(doctrine.get(name, name)) for end, name in row.get("alternatives", {}).items()}
    figure = row["figure"]
    return CauseLine(
        figure=figure,
        name=id_name(figure),
        drawn_with_it=len(row["same_draw"]),
        kind=row["kind"],
        low=chosen.get("low") or id_value(figure, row["low"]),
        high=chosen.get("high") or id_value(figure, row["high"]),
        at_low=row["leakers_at_low"],
        at_high=row["leakers_at_high"],
        more=row["more"],
        within=farther_end({"mean": row["more"], "mc_error_90": row["more_error_90"]}),
        is_list=bool(chosen),
    )


def within_words(lines: Sequence[CauseLine]) -> str:
    """Return to within how many leakers the differences are computed, the worst of them."""
    return in_digits(f"{math.ceil(10.0 * max((line.within for line in lines), default=0.0)) / 10.0:.1f}")


def change_sentences(summary: Mapping[str, Any]) -> list[str]:
    """Return what would change the answer, a sentence for each cause, and how they were compared."""
    tornado = summary["tornado"]
    if tornado is None:
        return [
            tell(
                "Not asked here: no figure is drawn in this view, there is one world alone, or the run was "
                "stopped before."
            )
        ]
    played = tell(
        "{worlds} of {raids}",
        worlds=plural(tornado["worlds"], "world"),
        raids=plural(tornado["replications"], "raid"),
    )
    lines = cause_lines(summary)[:SHOWN]
    if not lines:
        return [
            tell(
                "Of {causes}, each alone from end to end while all else stays as drawn, the {looked_at} that "
                "moved leakers most were met by {played} at each end; none moves leakers beyond luck.",
                causes=plural(tornado["causes"], "cause"),
                looked_at=tornado["causes_looked_at_closely"],
                played=played,
            )
        ]
    compared = tell(
        "Each cause alone from end to end while all else stays as drawn: the same {played}, in which "
        "{leakers:.1f} leak as drawn. Differences computed to within {within}. Of {causes} a first look in "
        "{raids} at each end picked {looked_at}; what it missed, and causes that matter only together, do "
        "not show.",
        played=played,
        leakers=tornado["leakers_as_drawn"],
        within=within_words(lines),
        causes=plural(tornado["causes"], "cause"),
        raids=plural(tornado["raids_of_first_look"], "raid"),
        looked_at=tornado["causes_looked_at_closely"],
    )
    return [*map(_sentence, lines), f"{compared}{_of_other_raids(summary, lines)}"]


def few_changes(summary: Mapping[str, Any], shown: int, doctrine: str = "") -> list[str]:
    """Return the first causes, and how they were compared, for a short answer.

    ``doctrine`` is said last where none of them is one of doctrine: it is of other raids than the causes.
    """
    tornado = summary["tornado"]
    beside = [doctrine] if doctrine else []
    if tornado is None:
        return [*change_sentences(summary), *beside]
    lines = cause_lines(summary)[:shown]
    if not lines:
        return ["no figure alone beyond luck.", *beside]
    raids = plural(tornado["worlds"] * tornado["replications"], "raid")
    return [
        *map(_sentence, lines),
        f"Each alone, all else as drawn ({tornado['leakers_as_drawn']:.1f} leak in the same {raids}); "
        f"differences computed to within {within_words(lines)}.",
        *([] if any(line.is_list for line in lines) else beside),
    ]


def _of_other_raids(summary: Mapping[str, Any], lines: Sequence[CauseLine]) -> str:
    """Return that doctrine told by itself is of other raids than a cause of doctrine; empty where only one of
    them is told."""
    answers = summary.get("doctrine", {}).get("answers", [])
    if not answers or not any(line.is_list for line in lines):
        return ""
    return tell(
        " Where doctrine is told by itself it is of other raids, those of {worlds}, so leakers with the same "
        "doctrine differ a little from these.",
        worlds=plural(answers[0]["worlds"], "world"),
    )


def _sentence(line: CauseLine) -> str:
    """Return leakers at both ends of one cause."""
    figures = plural(line.drawn_with_it, "figure")
    told: dict[str, Any] = {
        "cause": tell("{cause} and {figures} drawn with it", cause=line.name, figures=figures)
        if line.drawn_with_it
        else line.name,
        "kind": shipped(line.kind),
        "at_low": line.at_low,
        "low": line.low,
        "at_high": line.at_high,
        "high": line.high,
    }
    if line.is_list:
        return tell("{cause} ({kind}): {at_low:.1f} leakers with {low}, {at_high:.1f} with {high}.", **told)
    return tell("{cause} ({kind}): {at_low:.1f} leakers at {low}, {at_high:.1f} at {high}.", **told)
