"""The knee of a saturation curve: the smallest raid that passes a threshold, with its doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["KNEES", "Knee", "find_knee"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knee:
    """A threshold: of which measure of a point, and whether it is passed by rising to it."""

    name: str
    measure: str
    threshold: float
    rises: bool
    words: str

    def is_passed(self, value: float) -> bool:
        """Return whether a value has passed the threshold."""
        return value >= self.threshold if self.rises else value < self.threshold


KNEES = (
    Knee(
        name="one_expected_leaker",
        measure="leakers",
        threshold=1.0,
        rises=True,
        words="one leaker is expected",
    ),
    Knee(
        name="leak_likelier_than_not",
        measure="p_no_leaker",
        threshold=0.5,
        rises=False,
        words="a leaker is likelier than none",
    ),
)


def find_knee(points: Sequence[Mapping[str, Any]], knee: Knee) -> dict[str, Any]:
    """Return the smallest raid that passes a threshold, and where its ends lie by each doubt.

    The curve of either end of an interval passes the threshold at a size of its own: those two sizes are the
    ends of the knee. An end is null where the curve does not pass within the sizes that were asked.

    Parameters
    ----------
    points
        Points in order of size, each with ``n`` and the estimate of the measure.
    knee
        The threshold.
    """
    found: dict[str, Any] = {
        "n": _first(points, knee, [point[knee.measure]["mean"] for point in points]),
        "words": knee.words,
        "smallest_asked": points[0]["n"],
        "largest_asked": points[-1]["n"],
    }
    early = 1 if knee.rises else 0
    for name in ("mc_error_90", "ignorance_90"):
        ends = [point[knee.measure][name] for point in points]
        known = all(end is not None for end in ends)
        found[name] = (
            [_first(points, knee, [end[place] for end in ends]) for place in (early, 1 - early)]
            if known
            else None
        )
    return found


def _first(points: Sequence[Mapping[str, Any]], knee: Knee, values: Sequence[float]) -> int | None:
    """Return the size of the first point whose value passes, None if none does."""
    for point, value in zip(points, values, strict=True):
        if knee.is_passed(value):
            return int(point["n"])
    return None
