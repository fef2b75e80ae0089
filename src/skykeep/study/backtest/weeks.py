"""Means over days with intervals from a block bootstrap: whole weeks are drawn again, with replacement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from skykeep.rng import entity_key

from .readings import Day

__all__ = ["DRAWS", "WeekBlocks", "keyed_uniforms"]

F64 = npt.NDArray[np.float64]

DRAWS = 2000
"""Draws of the bootstrap."""


def keyed_uniforms(seed: int, name: str, days: Sequence[Day]) -> F64:
    """Return a uniform number for each day, by seed, name and date alone: another day changes no other's."""
    bits = [entity_key(f"backtest/{seed}/{name}/{day.day.isoformat()}") for day in days]
    return np.array([value / 2.0**64 for value in bits])


class WeekBlocks:
    """Weeks of some days, drawn again and again (Künsch 1989, blocks of the calendar's own).

    Days of one week are drawn together: raids come in campaigns, and days apart are no independent trials.
    """

    def __init__(self, days: Sequence[Day], seed: int, name: str) -> None:
        weeks = sorted({day.week for day in days})
        self._place = np.array([weeks.index(day.week) for day in days], np.int64)
        self._weeks = len(weeks)
        generator = np.random.Generator(
            np.random.Philox(key=np.array([seed, entity_key(f"backtest/weeks/{name}")], np.uint64))
        )
        if weeks:
            even = np.full(self._weeks, 1.0 / self._weeks)
            self._times: F64 = generator.multinomial(self._weeks, even, size=DRAWS).astype(np.float64)

    def resampled(self, days: Sequence[Day], draw: int) -> list[Day]:
        """Return the days of one draw of the weeks, each as often as its week was drawn."""
        times = self._times[draw][self._place].astype(np.int64)
        return [day for day, count in zip(days, times, strict=True) for _ in range(count)]

    def mean(self, values: F64, inside: npt.NDArray[np.bool_] | None = None) -> dict[str, object]:
        """Return the mean of some values by day, and the 90 % interval that other weeks like these span.

        ``sampling_90`` is None where the days lie in fewer than two weeks.
        """
        chosen = np.ones(len(values), bool) if inside is None else inside
        count = int(chosen.sum())
        if count == 0:
            return {"value": None, "sampling_90": None}
        sums = np.bincount(self._place[chosen], values[chosen], self._weeks)
        sizes = np.bincount(self._place[chosen], minlength=self._weeks).astype(np.float64)
        value = float(values[chosen].mean())
        if np.count_nonzero(sizes) < 2 or not np.isfinite(value):
            return {"value": value if np.isfinite(value) else None, "sampling_90": None}
        drawn = self._times @ sizes
        means = (self._times @ sums)[drawn > 0.0] / drawn[drawn > 0.0]
        low, high = np.quantile(means, [0.05, 0.95])
        return {"value": value, "sampling_90": [float(low), float(high)]}
