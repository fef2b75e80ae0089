"""The assumed figures that move the answer most, each alone where the rest is as drawn, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from skykeep.study.assumed_swings import AssumedSwing
from skykeep.study.brief_data import BriefData

from .doubt import farther_end
from .fields import figure_name
from .figure_ids import id_name, id_value

__all__ = ["FIRST", "AssumedLine", "assumed_lines", "within_words"]

FIRST = 6
"""Lines of the box at the head of the page; the table further down holds all that stand out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedLine:
    """One cause: its name, the words of its two ends, mean leakers there, and the error of the difference."""

    name: str
    drawn_with_it: int
    low: str
    high: str
    at_low: float
    at_high: float
    within: float
    is_doctrine: bool


def assumed_lines(data: BriefData) -> tuple[AssumedLine, ...]:
    """Return every assumed cause that moves the lead raid beyond luck, the strongest first."""
    return tuple(_line(data, row) for row in data.assumed.rows if row.stands_out)


def within_words(lines: tuple[AssumedLine, ...]) -> str:
    """Return to within how many leakers the differences are computed, the worst of them."""
    return f"{math.ceil(10.0 * max((line.within for line in lines), default=0.0)) / 10.0:.1f}"


def _line(data: BriefData, row: AssumedSwing) -> AssumedLine:
    known = {each.id: each for each in data.figures}.get(row.figure)
    return AssumedLine(
        name=id_name(row.figure) if known is None else figure_name(known),
        drawn_with_it=len(row.with_it),
        low=_end(row, row.low),
        high=_end(row, row.high),
        at_low=row.leakers_at_low,
        at_high=row.leakers_at_high,
        within=farther_end(row.more),
        is_doctrine=bool(row.alternatives),
    )


def _end(row: AssumedSwing, value: float) -> str:
    """Return one end of a cause, with its unit."""
    return row.alternatives[int(value)] if row.alternatives else id_value(row.figure, value)
