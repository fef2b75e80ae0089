"""From single looks to confirmation: the chances of hits in a sliding window, look by look."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..kernel.jit import array_kernel

__all__ = [
    "confirm_step",
    "hits_of_patterns",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@array_kernel()
def hits_of_patterns(n: int) -> I64:
    """Return the number of hits in each pattern of the last n - 1 looks, one bit for each look."""
    hits = np.zeros(1 << (n - 1), dtype=np.int64)
    for pattern in range(1, hits.shape[0]):
        hits[pattern] = hits[pattern >> 1] + (pattern & 1)
    return hits


@array_kernel()
def confirm_step(chance: F64, following: F64, hits: I64, m: int, p: float) -> float:
    """Carry the chances of all patterns over one look that hits with ``p``; return the chance that it
    confirms.

    ``chance`` [pattern] is changed in place and loses what is confirmed; ``following`` is scratch of the same
    length, ``hits`` is from :func:`hits_of_patterns`. The chance of a pattern is that of these last looks
    without ``m`` hits in any window so far.
    """
    patterns = chance.shape[0]
    confirmed = 0.0
    for pattern in range(patterns):
        following[pattern] = 0.0
    for pattern in range(patterns):
        here = chance[pattern]
        if here == 0.0:
            continue
        if hits[pattern] + 1 >= m:
            confirmed += here * p
        else:
            following[((pattern << 1) | 1) & (patterns - 1)] += here * p
        following[(pattern << 1) & (patterns - 1)] += here * (1.0 - p)
    for pattern in range(patterns):
        chance[pattern] = following[pattern]
    return confirmed
