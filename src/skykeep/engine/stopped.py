"""Which real threats of a batch of raids were shot down, raid by raid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.codes import KILLED
from skykeep.core.raid.world import Case

from .batch import RaidBatch

__all__ = ["threats_stopped"]


def threats_stopped(case: Case, batch: RaidBatch) -> npt.NDArray[np.bool_]:
    """Return whether each real threat was shot down [raid, threat]; decoys and traffic never count."""
    killed = batch.results.threats["outcome"] == KILLED
    return np.asarray(killed & real_threats(case.threats), dtype=np.bool_)
