"""Draws of a raid: what happens by chance, and conditions that are drawn from a triangle."""

from __future__ import annotations

import math

import numpy as np

from ..kernel.jit import kernel
from ..kernel.streams import uniform

__all__ = ["WHOLE_RAID", "draw_triangle", "happens", "triangle"]

WHOLE_RAID = np.uint64(0)
"""Entity of what is drawn once for a raid."""


@kernel(wrap=True)
def triangle(u: float, low: float, best: float, high: float) -> float:
    """Return the quantile ``u`` of the triangular distribution (low, best, high); ``best`` if they are
    equal."""
    width = high - low
    if width <= 0.0:
        return best
    knee = (best - low) / width
    if u < knee:
        return low + math.sqrt(u * width * (best - low))
    return high - math.sqrt((1.0 - u) * width * (high - best))


@kernel()
def draw_triangle(
    key: np.uint64, replication: int, count: int, low: float, best: float, high: float
) -> float:
    """Return a condition of a raid; no draw where the triangle is a point."""
    if low == high:
        return low
    return triangle(uniform(key, WHOLE_RAID, replication, count), low, best, high)


@kernel()
def happens(p: float, key: np.uint64, entity: np.uint64, replication: int, count: int) -> bool:
    """Whether an event of probability ``p`` happens; no draw where it is certain or impossible."""
    if p >= 1.0:
        return True
    return p > 0.0 and uniform(key, entity, replication, count) < p
