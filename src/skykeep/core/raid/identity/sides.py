"""Whose something is that flies: threats of the raid count in its results, decoys and traffic stand apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ...kernel.jit import kernel
from ..tables.entities import Threat
from ..vocabulary.codes import RAID

__all__ = ["is_real", "real_threats"]


@kernel(inline=True)
def is_real(given: Threat) -> bool:
    """Whether a row of threats is one that does harm: neither a decoy nor traffic."""
    return given.side == RAID and not given.decoy


def real_threats(threats: Any) -> npt.NDArray[np.bool_]:
    """Return which rows of ``Case.threats`` do harm, shape (threats,)."""
    return np.asarray((threats["side"] == RAID) & ~threats["decoy"])
