"""What gets through in value: the asset that a threat flies at, or a part of the defence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.core.raid.identity.aims import aim_at_parts
from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.codes import LEAKED
from skykeep.core.raid.world import Case

from .batch import RaidBatch

__all__ = ["worth_of_threats", "worth_through"]

F64 = npt.NDArray[np.float64]


def worth_of_threats(case: Case) -> F64:
    """Return what is lost with each threat that gets through, shape (threats,), decoys and
    traffic nothing.

    A part of the defence is taken to be worth as much as the dearest asset, as posts take it.
    """
    threats = case.threats
    at_part = aim_at_parts(threats)
    part_value = case.posts["part_value"].max(initial=0.0)
    return np.where(real_threats(threats), np.where(at_part, part_value, threats["aim_value"]), 0.0)


def worth_through(case: Case, batch: RaidBatch) -> F64:
    """Return the value that got through in each raid of a batch, shape (worlds, replications)."""
    through = batch.results.threats["outcome"] == LEAKED
    found: F64 = (through * worth_of_threats(case)).sum(axis=1)
    return found.reshape(batch.end_world - batch.first_world, batch.replications)
