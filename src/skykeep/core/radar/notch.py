"""The velocity notch: what moves too slowly along the line of sight is taken for the ground.

Filters that reject the ground reject everything whose radial speed is below a least one, whatever its echo:
threats that fly across the line of sight, and slow ones anywhere.
"""

from __future__ import annotations

import math

from ..kernel.jit import kernel

__all__ = ["blind_speed_mps", "is_in_notch", "notch_half_angle_rad"]


def notch_half_angle_rad(least_speed_mps: float, speed_mps: float) -> float:
    """Return how far to each side of flying across the line of sight a threat is not seen, rad.

    A quarter of a turn where it is never fast enough.

    Raises
    ------
    ValueError
        If a speed is below zero, or that of the threat is zero.

    Notes
    -----
    asin(v_min / v): the radial speed of a threat at angle a to the perpendicular is v sin a.
    """
    if not (least_speed_mps >= 0.0 and speed_mps > 0.0):
        raise ValueError(
            f"least_speed_mps = {least_speed_mps!r} must be zero or more, speed_mps = {speed_mps!r} above "
            "zero"
        )
    return math.asin(min(least_speed_mps / speed_mps, 1.0))


def blind_speed_mps(wavelength_m: float, pulses_per_s: float, order: int = 1) -> float:
    """Return the radial speed at which pulses come back in step, as from what stands still.

    Notes
    -----
    n lambda PRF / 2. Radars that change the repetition rate from burst to burst have only the notch at zero,
    which is what is modelled. Skolnik (2008), *Radar Handbook*, 3rd edition, section 2.2.
    """
    return 0.5 * order * wavelength_m * pulses_per_s


@kernel(inline=True)
def is_in_notch(radial_speed_mps: float, least_speed_mps: float) -> bool:
    """Whether a radial speed, towards or away, is below the least that is seen."""
    return abs(radial_speed_mps) < least_speed_mps
