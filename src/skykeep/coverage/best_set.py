"""The best set of a few sites, by trying them all."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import numpy.typing as npt

__all__ = ["best_sites", "can_try_all"]

Bools = npt.NDArray[np.bool_]

TRIED_AT_MOST = 20_000
"""Choices of all sites but the last that are gone through; the last is tried for each of them at once."""
WORD_BITS = 64


def can_try_all(sites: int, count: int) -> bool:
    """Return whether all sets of ``count`` sites can be tried in about a second."""
    return 1 <= count <= sites and math.comb(sites, count - 1) <= TRIED_AT_MOST


def best_sites(masks: Bools, count: int) -> tuple[int, ...]:
    """Return the ``count`` sites that together cover most places, the first such set in order of indices.

    ``masks`` is [site, place]; all places weigh alike.

    Raises
    ------
    ValueError
        If there are too many sets to try; see :func:`can_try_all`.
    """
    sites, places = masks.shape
    if not can_try_all(sites, count):
        raise ValueError(f"{count} of {sites} sites: there are too many sets to try them all")
    padded = np.zeros((sites, -(-places // WORD_BITS) * WORD_BITS), dtype=bool)
    padded[:, :places] = masks
    words = np.packbits(padded, axis=1).view(np.uint64)
    best, chosen = -1, tuple(range(count))
    for first in combinations(range(sites), count - 1):
        rest = first[-1] + 1 if first else 0
        if rest >= sites:
            continue
        held = np.bitwise_or.reduce(words[list(first)], axis=0) if first else np.zeros_like(words[0])
        covered = np.bitwise_count(words[rest:] | held).sum(axis=1)
        last = int(np.argmax(covered))
        if int(covered[last]) > best:
            best, chosen = int(covered[last]), (*first, rest + last)
    return chosen
