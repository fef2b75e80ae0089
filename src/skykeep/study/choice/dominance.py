"""Which options are dominated, in how many of the worlds: another is nowhere worse and somewhere better."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.model import wilson_interval

from .pairs import Chance

__all__ = ["dominated_by", "dominated_p", "pareto_p"]

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def dominated_by(goodness: F64) -> Flags:
    """Return [world, option, other] whether an option is dominated by another in a world.

    Parameters
    ----------
    goodness
        What each option is worth [world, option, criterion], more is better. An option dominates another
        where it is no worse by any criterion and better by one.
    """
    mine, theirs = goodness[:, :, None, :], goodness[:, None, :, :]
    found: Flags = np.asarray((theirs >= mine).all(axis=-1) & (theirs > mine).any(axis=-1))
    return found


def dominated_p(goodness: F64) -> list[Chance]:
    """Return for each option the share of worlds in which any other dominates it, with Wilson's interval."""
    return [_chance(row) for row in np.asarray(dominated_by(goodness).any(axis=2)).T]


def pareto_p(goodness: F64) -> list[list[Chance]]:
    """Return for each option and each other the share of worlds in which the other dominates it."""
    found = dominated_by(goodness)
    options = found.shape[1]
    return [[_chance(found[:, mine, theirs]) for theirs in range(options)] for mine in range(options)]


def _chance(happened: Flags) -> Chance:
    """Return the share of worlds in which something happened."""
    worlds = happened.size
    ends = wilson_interval(float(happened.sum()), worlds) if worlds > 1 else None
    return Chance(p=float(happened.mean()), computed_90=ends)
