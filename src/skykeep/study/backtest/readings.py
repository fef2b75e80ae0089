"""Days of a record: what was launched and stopped of a class, in either reading of a zero and of stopped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from .windows import Window

__all__ = ["MEASURES", "READINGS", "STRATA", "Day", "Measure", "Reading", "Stratum", "days_of", "strata_of"]

Reading = Literal["as_written", "zeros_not_stated"]
"""What a blank or a 0 in "shot down" means: none, or that the bulletin does not say. Which of the two holds
cannot be told from the record, so everything is scored under both. Under the second, rows of 0 are left out
with what they launched, and what is predicted is conditioned on at least one being stopped, for only such
days are then seen."""
READINGS: tuple[Reading, ...] = get_args(Reading)

Measure = Literal["shot_down", "neutralised"]
"""What counts as stopped: shot down, or that and lost or jammed."""
MEASURES: tuple[Measure, ...] = get_args(Measure)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A raid-day of a class: ``stopped`` of ``launched``, never more than them."""

    day: date
    launched: int
    stopped: int

    @property
    def quarter(self) -> tuple[int, int]:
        """Year and quarter."""
        return self.day.year, (self.day.month + 2) // 3

    @property
    def week(self) -> tuple[int, int]:
        """Year and week by ISO 8601."""
        year, week, _ = self.day.isocalendar()
        return year, week


@dataclass(frozen=True, slots=True)
class Stratum:
    """Days with a number launched from ``least`` to ``most``."""

    name: str
    least: int
    most: int | None

    def holds(self, launched: int) -> bool:
        """Return whether a day of so many launched is one of these."""
        return self.least <= launched and (self.most is None or launched <= self.most)


STRATA = (
    Stratum("1-2", 1, 2),
    Stratum("3-5", 3, 5),
    Stratum("6-20", 6, 20),
    Stratum("above 20", 21, None),
)
"""Sizes that are always told apart: half of the days have two missiles or fewer, and say little."""


def strata_of(launched: Sequence[int]) -> list[str]:
    """Return the name of the stratum of each day."""
    return [next(each.name for each in STRATA if each.holds(count)) for count in launched]


def days_of(rows: Iterable[Window], reading: Reading, measure: Measure) -> list[Day]:
    """Return the days of the rows of one class in order, summed over bulletins.

    A day that stops more than it launched counts as having stopped them all.
    """
    launched: dict[date, int] = defaultdict(int)
    stopped: dict[date, int] = defaultdict(int)
    for row in rows:
        if not row.launched:
            continue
        count = row.shot_down or 0
        if measure == "neutralised":
            count += row.lost_or_jammed or 0
        if reading == "zeros_not_stated" and count == 0:
            continue
        launched[row.day] += row.launched
        stopped[row.day] += count
    return [Day(day, launched[day], min(stopped[day], launched[day])) for day in sorted(launched)]
