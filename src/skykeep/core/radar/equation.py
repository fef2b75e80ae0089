"""The radar range equation, anchored on a public range.

One number stands for a radar, its power ratio on one square metre at one metre, ``snr_range4_per_m2``;
everything else is range and cross-section (:func:`echo_snr`).
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..kernel.jit import kernel

__all__ = [
    "BOLTZMANN_JPK",
    "SPEED_OF_LIGHT_MPS",
    "anchored_snr_range4_per_m2",
    "echo_snr",
]

Values = TypeVar("Values", float, npt.NDArray[np.float64])

BOLTZMANN_JPK = 1.380649e-23
"""Boltzmann constant, J/K, exact (SI 2019)."""

SPEED_OF_LIGHT_MPS = 299_792_458.0
"""Speed of light in vacuum, m/s, exact."""


def anchored_snr_range4_per_m2(snr_reference: Values, range_m: Values, reference_rcs_m2: Values) -> Values:
    """Return the power ratio on 1 m2 times range^4, m4/m2, of a radar known by its public range.

    Parameters
    ----------
    snr_reference
        Power ratio at the public range, from :func:`~.detection.required_snr_db`.
    range_m, reference_rcs_m2
        Public range, and cross-section of the target that it holds for, above zero.

    Notes
    -----
    SNR = SNR_ref (R_ref / R)^4 (sigma / sigma_ref).
    """
    return snr_reference * range_m**4 / reference_rcs_m2


@kernel(wrap=True)
def echo_snr(snr_range4_m4: float, range2_m2: float) -> float:
    """Return the single-pulse power ratio of a target at a squared range (read as 1 m2 where less).

    ``snr_range4_m4`` is that of the radar per square metre times the cross-section. With transmitter and
    receiver apart the squared range is the product of the two ranges.
    """
    return snr_range4_m4 / max(range2_m2 * range2_m2, 1.0)
