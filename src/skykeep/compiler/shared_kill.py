"""The kill chance that a raid draws for all its threats: a beta law about the figure, in equal parts."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Stack, as_table

__all__ = ["PARTS", "beta_parts", "raid_kill_law"]

F64 = npt.NDArray[np.float64]

PARTS = 128
"""Equal parts of a law, each met by its mean: the mean of the law is exact to nine digits, its variance short
by less than one in a thousand, by two in a hundred where the mean is as near to an end as 0.02."""


def raid_kill_law(kill_p: F64, correlation: npt.ArrayLike) -> Stack[float] | None:
    """Return ``Case.raid_kill_p``, shape (worlds, interceptors, classes, parts); None if nothing is shared.

    Parameters
    ----------
    kill_p
        Chance of one round where nothing common to all shots at a threat spoils it, shape (worlds,
        interceptors, classes).
    correlation
        Intraclass correlation of single shots of a raid, from 0 to below 1, shape () or (worlds,).
    """
    alike = np.broadcast_to(np.asarray(correlation, dtype=np.float64), kill_p.shape[:1])
    if not alike.any():
        return None
    pairs = np.stack([kill_p, np.broadcast_to(alike[:, None, None], kill_p.shape)], axis=-1)
    laws, place = np.unique(pairs.reshape(-1, 2), axis=0, return_inverse=True)
    law: Stack[float] = as_table(_kept_parts(laws.tobytes())[place.reshape(kill_p.shape)])
    return law


@lru_cache(maxsize=16)
def _kept_parts(laws: bytes) -> F64:
    """Return the parts of laws, pairs of mean and correlation: options of a study have the same ones."""
    mean, correlation = np.frombuffer(laws, np.float64).reshape(-1, 2).T
    parts = beta_parts(mean, correlation)
    parts.flags.writeable = False
    return parts


def beta_parts(mean: F64, correlation: F64) -> F64:
    """Return the means of ``PARTS`` equally likely parts of beta laws, lowest first, shape (laws, parts).

    Parameters
    ----------
    mean
        From 0 to 1, shape (laws,).
    correlation
        Variance over mean (1 - mean), from 0 to below 1, shape (laws,); 0 is the mean itself.

    Notes
    -----
    Beta with a = mu (1 - rho) / rho and b = (1 - mu) (1 - rho) / rho has variance rho mu (1 - mu): Skellam
    (1948), *Journal of the Royal Statistical Society* B 10, 257-261. The part between two quantiles has the
    mean mu (I(a + 1, b) - I'(a + 1, b)) over its chance, of incomplete beta functions.
    """
    from scipy.special import betainc, betaincinv

    parts = np.repeat(np.asarray(mean, dtype=np.float64)[:, None], PARTS, axis=1)
    drawn = (correlation > 0.0) & (mean > 0.0) & (mean < 1.0)
    mu, rho = mean[drawn, None], correlation[drawn, None]
    spread = (1.0 - rho) / rho
    a, b = mu * spread, (1.0 - mu) * spread
    edges = betaincinv(a, b, np.arange(1, PARTS) / PARTS)
    below = np.concatenate([np.zeros_like(mu), betainc(a + 1.0, b, edges), np.ones_like(mu)], axis=1)
    parts[drawn] = np.clip(PARTS * mu * np.diff(below, axis=1), 0.0, 1.0)
    return parts
