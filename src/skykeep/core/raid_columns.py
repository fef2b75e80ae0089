"""Results of raids as columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement_state import RaidRows
from .jit import kernel
from .rows import row
from .world_rows import WorldRows

__all__ = ["RaidColumns", "new_columns", "write_exit_code", "write_raid"]

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]

_KILLED, _LEAKED, _ABORTED = 1, 2, 3  # of ledger (a test holds them equal)

# places of RaidColumns.counts[raid]
(
    LEAKERS,
    KILLED,
    ABORTED,
    DECOYS_SHOT_DOWN,
    ROUNDS_LEFT,
    ROUNDS_LOADED,
    RADARS_LOST,
    BEARING_INDEX,
    EXIT_CODE,
    ROUNDS_RELOADING,
    ROUNDS_NOT_READY,
) = range(11)
RAID_PLACES = 11
# places of RaidColumns.threat_counts[raid, t] and of RaidColumns.threat_s[raid, t]
THREAT_OUTCOME, THREAT_REASON, THREAT_SHOTS = range(3)
THREAT_PLACES = 3
THREAT_START_S, THREAT_CONFIRMED_S, THREAT_READY_S, THREAT_ENDED_S = range(4)
THREAT_TIMES = 4
REASONS = 12


class RaidColumns(NamedTuple):
    """Results by raid [n, ...], by raid and interceptor, by raid and reason, and by raid and threat [n, T,
    ...]."""

    counts: I64
    rounds_fired: I64
    ledger: I64
    threat_counts: I64
    threat_s: F64


def new_columns(case: Case, raids: int) -> RaidColumns:
    """Return empty result columns for ``raids`` raids of ``case``."""
    threats = case.threats.shape[0]
    kinds = case.interceptors.shape[1]
    return RaidColumns(
        counts=np.zeros((raids, RAID_PLACES), np.int64),
        rounds_fired=np.zeros((raids, kinds), np.int64),
        ledger=np.zeros((raids, REASONS), np.int64),
        threat_counts=np.zeros((raids, threats, THREAT_PLACES), np.int64),
        threat_s=np.zeros((raids, threats, THREAT_TIMES)),
    )


@kernel()
def write_raid(case: WorldRows, state: RaidRows, columns: RaidColumns, number: int) -> None:
    """Write the results of a settled raid to row ``number`` of ``columns``, given by address."""
    all_threats = case.size.threats
    counts = row(columns.counts, number, RAID_PLACES)
    ledger = row(columns.ledger, number, REASONS)
    fired = row(columns.rounds_fired, number, case.size.interceptors)
    for place in range(RAID_PLACES):
        counts[place] = 0
    for place in range(REASONS):
        ledger[place] = 0
    killed = 0
    aborted = 0
    leaked = 0
    last_s = 0.0
    for threat in range(all_threats):
        here = row(state.threat, threat, at.STATE_THREAT_PLACES)
        outcome = int(here[at.OUTCOME])
        reason = int(here[at.REASON])
        if row(case.threats, threat, at.THREAT_PLACES)[at.THREAT_DECOY] > 0.0:
            if outcome == _KILLED:
                counts[DECOYS_SHOT_DOWN] += 1
        elif outcome == _KILLED:
            killed += 1
        elif outcome == _ABORTED:
            aborted += 1
        elif outcome == _LEAKED:
            leaked += 1
            ledger[reason - 1] += 1
        whole = row(columns.threat_counts, number * all_threats + threat, THREAT_PLACES)
        whole[THREAT_OUTCOME] = outcome
        whole[THREAT_REASON] = reason
        whole[THREAT_SHOTS] = int(here[at.SHOTS])
        first_s = np.inf
        for picture in range(state.pictures):
            first_s = min(first_s, state.confirmed_s[picture * all_threats + threat])
        ready_s = np.inf
        for unit in range(case.size.units):
            pair = row(state.pair, unit * all_threats + threat, at.STATE_PAIR_PLACES)
            ready_s = min(ready_s, pair[at.READY_S])
        ended_s = min(here[at.KILLED_S], here[at.IMPACT_S])
        times_s = row(columns.threat_s, number * all_threats + threat, THREAT_TIMES)
        times_s[THREAT_START_S] = here[at.START_S]
        times_s[THREAT_CONFIRMED_S] = first_s
        times_s[THREAT_READY_S] = ready_s
        times_s[THREAT_ENDED_S] = ended_s
        last_s = max(last_s, ended_s)
    counts[KILLED] = killed
    counts[ABORTED] = aborted
    counts[LEAKERS] = leaked
    for kind in range(case.size.interceptors):
        fired[kind] = 0
    for place in range(state.progress[at.SHOTS_FIRED]):
        shot = row(state.shot, place, at.SHOT_PLACES)
        if shot[at.SHOT_KILLS] >= 0.0:
            fired[int(shot[at.SHOT_INTERCEPTOR])] += 1
    for unit in range(case.size.units):
        there = row(state.unit, unit, at.STATE_UNIT_PLACES)
        counts[ROUNDS_LOADED] += int(there[at.ROUNDS_LOADED])
        if there[at.LOST_S] < np.inf:
            counts[RADARS_LOST] += 1
    for launcher in range(case.size.launchers):
        there = row(state.launcher, launcher, at.STATE_LAUNCHER_PLACES)
        rounds = int(there[at.ROUNDS])
        if there[at.EMPTIED_S] == -np.inf:
            launcher_columns = row(case.launchers, launcher, at.LAUNCHER_PLACES)
            if launcher_columns[at.LAUNCHER_PRESENT] > 0.0:
                counts[ROUNDS_NOT_READY] += int(launcher_columns[at.LAUNCHER_ROUNDS])
        if last_s < there[at.RELOADED_S] < np.inf:
            # a reload that the raid does not see the end of; a shot held back may have come back to it
            launcher_columns = row(case.launchers, launcher, at.LAUNCHER_PLACES)
            reloading = min(rounds, int(launcher_columns[at.LAUNCHER_ROUNDS]))
            counts[ROUNDS_RELOADING] += reloading
            counts[ROUNDS_LOADED] -= reloading
            rounds -= reloading
        counts[ROUNDS_LEFT] += rounds
    if all_threats > 0:
        bearings = int(case.threats[at.THREAT_BEARINGS])
        first = int(state.threat[at.PATH]) - int(case.threats[at.THREAT_PATH_START])
        counts[BEARING_INDEX] = (first - int(case.threats[at.THREAT_BEARING_OFFSET])) % bearings


@kernel()
def write_exit_code(columns: RaidColumns, number: int, code: int) -> None:
    """Write what the raid of row ``number`` of ``columns``, given by address, was broken off with."""
    row(columns.counts, number, RAID_PLACES)[EXIT_CODE] = code
