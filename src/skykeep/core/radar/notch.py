"""The velocity notch: what moves too slowly along the line of sight is taken for the ground.

Filters that reject the ground reject everything whose radial speed is below a least one, whatever its echo:
threats that fly across the line of sight, and slow ones anywhere. Radars change their repetition rate from
burst to burst, so that only the notch at zero is left of all blind speeds.
"""

from __future__ import annotations

from ..kernel.jit import kernel

__all__ = ["is_in_notch"]


@kernel(inline=True)
def is_in_notch(radial_speed_mps: float, least_speed_mps: float) -> bool:
    """Whether a radial speed, towards or away, is below the least that is seen."""
    return abs(radial_speed_mps) < least_speed_mps
