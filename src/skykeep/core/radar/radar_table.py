"""The table of radars; SI units in the names."""

from __future__ import annotations

import numpy as np

from ..kernel.records import Record

__all__ = ["Radar"]


class Radar(Record):
    """A radar in one world; those of one post share their tracks. It reports over ``link``, at once where
    that is -1.

    ``snr_range4_per_m2`` is SNR times range^4 over RCS (linear, m^4 / m^2). ``sight_bit`` is the bit of
    ``Sight.seen`` that belongs to its antenna height and refraction in this world.
    """

    key: np.uint64
    site: int
    role: int
    post: int
    link: int
    low_band: bool
    snr_range4_per_m2: float
    instrumented_m: float
    revisit_s: float
    elevation_min_rad: float
    elevation_max_rad: float
    sector_half_rad: float
    sight_bit: int
