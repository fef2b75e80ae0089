"""Echoes of the ground at low elevation, after what the radar's filters leave of them.

A threat competes with the ground in its own range cell, where that ground is in sight and the beam is on it.
The residue after filtering counts as noise.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = ["beam_share", "clutter_to_noise", "residue_m"]


F64 = npt.NDArray[np.float64]


def residue_m(
    sigma0_db: npt.ArrayLike,
    beam_rad: npt.ArrayLike,
    range_cell_m: npt.ArrayLike,
    improvement_db: npt.ArrayLike,
) -> F64:
    """Return the radar cross section of the ground in a cell after filtering, over its range, m2 per m.

    All may be arrays of one shape.

    Parameters
    ----------
    sigma0_db
        Cross section of the ground per area, dB.
    beam_rad
        Azimuth beamwidth between the half-power points.
    range_cell_m
        Length of the range cell, half the compressed pulse times the speed of light.
    improvement_db
        Improvement factor of the filters: signal over clutter after over before.

    Raises
    ------
    ValueError
        If beam or cell is not above zero.

    Notes
    -----
    sigma0 theta (c tau / 2) / I; at low grazing angle the cell is a strip of this length and of a width of
    range times beamwidth. Skolnik (2008), *Radar Handbook*, 3rd edition, sections 2.6 and 15.2.
    """
    beam, cell = np.asarray(beam_rad, np.float64), np.asarray(range_cell_m, np.float64)
    if not (np.all(beam > 0.0) and np.all(cell > 0.0)):
        raise ValueError(f"beam_rad = {beam_rad!r} and range_cell_m = {range_cell_m!r} must be above zero")
    db = np.asarray(sigma0_db, np.float64) - np.asarray(improvement_db, np.float64)
    return np.asarray(10.0 ** (db / 10.0) * beam * cell)


@kernel(inline=True)
def beam_share(height_agl_m: float, slant_m: float, beam_rad: float) -> float:
    """Return the two-way power of a beam that points at a threat on the ground below it, over that on its
    axis.

    Notes
    -----
    A Gaussian beam, exp(-8 ln 2 (angle / beamwidth)^2) two ways; at low elevation the angle is height over
    range.
    """
    off = max(height_agl_m, 0.0) / (max(slant_m, 1.0) * beam_rad)
    return math.exp(-8.0 * math.log(2.0) * off * off)


@kernel(inline=True)
def clutter_to_noise(
    snr_range4_per_m2: float, slant_m: float, residue_m2_per_m: float, share: float
) -> float:
    """Return the residue of clutter over the noise of one pulse: the power ratio of a target that grows with
    range.

    ``snr_range4_per_m2`` is that of the radar, ``share`` of :func:`beam_share`.
    """
    range_m = max(slant_m, 1.0)
    return snr_range4_per_m2 * residue_m2_per_m * share / (range_m * range_m * range_m)
