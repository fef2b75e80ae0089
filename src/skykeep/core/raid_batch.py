"""Many raids in one call: replications of consecutive worlds, written as columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement import advance
from .engagement_state import RaidState
from .jit import kernel
from .ledger import settle_raid
from .raid_start import start_raid

__all__ = ["RaidColumns", "new_columns", "run_raids"]

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]

_KILLED, _LEAKED, _ABORTED = 1, 2, 3

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
) = range(9)
RAID_PLACES = 9
# places of RaidColumns.threat_counts[raid, t] and of RaidColumns.threat_s[raid, t]
THREAT_OUTCOME, THREAT_REASON, THREAT_SHOTS = range(3)
THREAT_PLACES = 3
THREAT_START_S, THREAT_CONFIRMED_S, THREAT_READY_S, THREAT_ENDED_S = range(4)
THREAT_TIMES = 4
REASONS = 11


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
def _write_raid(threats: F64, state: RaidState, columns: RaidColumns, row: int) -> None:
    counts = columns.counts[row]
    ledger = columns.ledger[row]
    fired = columns.rounds_fired[row]
    for place in range(counts.size):
        counts[place] = 0
    for place in range(ledger.size):
        ledger[place] = 0
    for place in range(fired.size):
        fired[place] = 0
    states = state.threat
    pairs = state.pair
    confirmed_s = state.confirmed_s
    for threat in range(threats.shape[0]):
        outcome = int(states[threat, at.OUTCOME])
        if threats[threat, at.THREAT_DECOY] > 0.0:
            if outcome == _KILLED:
                counts[DECOYS_SHOT_DOWN] += 1
        elif outcome == _KILLED:
            counts[KILLED] += 1
        elif outcome == _ABORTED:
            counts[ABORTED] += 1
        elif outcome == _LEAKED:
            counts[LEAKERS] += 1
            ledger[int(states[threat, at.REASON]) - 1] += 1
        columns.threat_counts[row, threat, THREAT_OUTCOME] = outcome
        columns.threat_counts[row, threat, THREAT_REASON] = int(states[threat, at.REASON])
        columns.threat_counts[row, threat, THREAT_SHOTS] = int(states[threat, at.SHOTS])
        first_s = np.inf
        for picture in range(confirmed_s.shape[0]):
            first_s = min(first_s, confirmed_s[picture, threat])
        columns.threat_s[row, threat, THREAT_CONFIRMED_S] = first_s
        first_s = np.inf
        for unit in range(pairs.shape[0]):
            first_s = min(first_s, pairs[unit, threat, at.READY_S])
        columns.threat_s[row, threat, THREAT_READY_S] = first_s
        columns.threat_s[row, threat, THREAT_ENDED_S] = min(
            states[threat, at.KILLED_S], states[threat, at.IMPACT_S]
        )
        columns.threat_s[row, threat, THREAT_START_S] = states[threat, at.START_S]
    for shot in range(state.progress[at.SHOTS_FIRED]):
        fired[int(state.shot[shot, at.SHOT_INTERCEPTOR])] += 1
    for launcher in range(state.launcher.shape[0]):
        counts[ROUNDS_LEFT] += int(state.launcher[launcher, at.ROUNDS])
    for unit in range(state.unit.shape[0]):
        counts[ROUNDS_LOADED] += int(state.unit[unit, at.ROUNDS_LOADED])
        if state.unit[unit, at.LOST_S] < np.inf:
            counts[RADARS_LOST] += 1
    if threats.shape[0] > 0:
        bearings = int(threats[0, at.THREAT_BEARINGS])
        first = int(states[0, at.PATH]) - int(threats[0, at.THREAT_PATH_START])
        counts[BEARING_INDEX] = (first - int(threats[0, at.THREAT_BEARING_OFFSET])) % bearings


@kernel()
def run_raids(
    case: Case, worlds: tuple[int, int], replications: int, state: RaidState, log: F64, columns: RaidColumns
) -> None:
    """Run ``replications`` raids in each world ``worlds[0]:worlds[1]`` of the case and write their columns.

    World w is row w of the world columns and the world of the streams' keys; results go to row
    ``(w - worlds[0]) * replications + replication``. A raid whose exit code is not zero has no valid columns.
    """
    for world in range(worlds[0], worlds[1]):
        for replication in range(replications):
            row = (world - worlds[0]) * replications + replication
            start_raid(case, world, replication, row, state)
            code = advance(case, world, replication, row, state, log, np.inf)
            settle_raid(case, world, state, np.inf)
            _write_raid(case.threats, state, columns, row)
            columns.counts[row, EXIT_CODE] = code
