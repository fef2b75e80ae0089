"""What came of traffic, and rounds that were wasted, by what they were fired at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from skykeep.core.raid.account.results import Results
from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.codes import ABORTED, FRIENDLY, KILLED, NEUTRAL, SIDE_NAMES
from skykeep.core.raid.world import Case

__all__ = ["TRAFFIC_COLUMNS", "rounds_at_decoys", "sides_of", "traffic_of"]

I64 = npt.NDArray[np.int64]

TRAFFIC_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "friendly_engaged": "friendly aircraft that were shot at",
        "friendly_shot_down": "friendly aircraft that were shot down",
        "neutral_engaged": "neutral aircraft that were shot at",
        "neutral_shot_down": "neutral aircraft that were shot down",
        "rounds_at_friendly": "rounds that met a friendly aircraft, not dead yet, or missed it",
        "rounds_at_neutral": "rounds that met a neutral aircraft, not dead yet, or missed it",
        "rounds_at_harmless": "rounds at threats, not dead yet, that flew into the ground",
    }
)
"""Columns of the raids table where there is traffic; the last three, ``rounds_wasted`` and
``rounds_at_decoys`` are all rounds that were fired at no threat that was alive and would have done harm."""


def rounds_at_decoys(case: Case, results: Results) -> I64:
    """Return the rounds of each raid that met a decoy, not dead yet, or missed it."""
    threats = results.threats
    return np.asarray(((threats["shots"] - threats["wasted"]) * case.threats["decoy"]).sum(axis=1))


def traffic_of(case: Case, results: Results) -> Iterator[I64]:
    """Yield the columns of ``TRAFFIC_COLUMNS`` in their order, shape (raids,) each."""
    threats, given = results.threats, case.threats
    alive = threats["shots"] - threats["wasted"]
    for side in (FRIENDLY, NEUTRAL):
        own = given["side"] == side
        yield np.asarray(((threats["shots"] > 0) & own).sum(axis=1))
        yield np.asarray(((threats["outcome"] == KILLED) & own).sum(axis=1))
    for side in (FRIENDLY, NEUTRAL):
        yield np.asarray((alive * (given["side"] == side)).sum(axis=1))
    yield np.asarray((alive * (real_threats(given) & (threats["outcome"] == ABORTED))).sum(axis=1))


def sides_of(case: Case) -> tuple[str, ...]:
    """Return the side of each threat by name; empty where there is no traffic."""
    sides = case.threats["side"]
    return tuple(SIDE_NAMES[side] for side in sides) if sides.any() else ()
