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

_DONE = 0  # engagement.DONE (a test holds it and the next equal to those of ledger)
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
    ROUNDS_RELOADING,
) = range(10)
RAID_PLACES = 10
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


@kernel(wrap=False)
def _write_raid(case: Case, world: int, state: RaidState, columns: RaidColumns, row: int) -> None:
    threats = case.threats
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
    threat_counts = columns.threat_counts[row]
    threat_s = columns.threat_s[row]
    last_s = 0.0
    for threat in range(threats.shape[0]):
        here = states[threat]
        outcome = int(here[at.OUTCOME])
        reason = int(here[at.REASON])
        if threats[threat, at.THREAT_DECOY] > 0.0:
            if outcome == _KILLED:
                counts[DECOYS_SHOT_DOWN] += 1
        elif outcome == _KILLED:
            counts[KILLED] += 1
        elif outcome == _ABORTED:
            counts[ABORTED] += 1
        elif outcome == _LEAKED:
            counts[LEAKERS] += 1
            ledger[reason - 1] += 1
        whole = threat_counts[threat]
        whole[THREAT_OUTCOME] = outcome
        whole[THREAT_REASON] = reason
        whole[THREAT_SHOTS] = int(here[at.SHOTS])
        times_s = threat_s[threat]
        first_s = np.inf
        for picture in range(confirmed_s.shape[0]):
            first_s = min(first_s, confirmed_s[picture, threat])
        times_s[THREAT_CONFIRMED_S] = first_s
        first_s = np.inf
        for unit in range(pairs.shape[0]):
            first_s = min(first_s, pairs[unit, threat, at.READY_S])
        times_s[THREAT_READY_S] = first_s
        ended_s = min(here[at.KILLED_S], here[at.IMPACT_S])
        times_s[THREAT_ENDED_S] = ended_s
        times_s[THREAT_START_S] = here[at.START_S]
        last_s = max(last_s, ended_s)
    for number in range(state.progress[at.SHOTS_FIRED]):
        shot = state.shot[number]
        if shot[at.SHOT_KILLS] >= 0.0:
            fired[int(shot[at.SHOT_INTERCEPTOR])] += 1
    for unit in range(state.unit.shape[0]):
        counts[ROUNDS_LOADED] += int(state.unit[unit, at.ROUNDS_LOADED])
        if state.unit[unit, at.LOST_S] < np.inf:
            counts[RADARS_LOST] += 1
    for launcher in range(state.launcher.shape[0]):
        here = state.launcher[launcher]
        rounds = int(here[at.ROUNDS])
        if last_s < here[at.RELOADED_S] < np.inf:
            # a reload that the raid does not see the end of; a shot held back may have come back to it
            reloading = min(rounds, int(case.launchers[world, launcher, at.LAUNCHER_ROUNDS]))
            counts[ROUNDS_RELOADING] += reloading
            counts[ROUNDS_LOADED] -= reloading
            rounds -= reloading
        counts[ROUNDS_LEFT] += rounds
    if threats.shape[0] > 0:
        bearings = int(threats[0, at.THREAT_BEARINGS])
        first = int(states[0, at.PATH]) - int(threats[0, at.THREAT_PATH_START])
        counts[BEARING_INDEX] = (first - int(threats[0, at.THREAT_BEARING_OFFSET])) % bearings


@kernel(wrap=True)
def run_raids(
    case: Case,
    raids: tuple[int, int, int],
    given_row: int,
    until_s: float,
    state: RaidState,
    log: F64,
    columns: RaidColumns,
) -> int:
    """Run raids of one world, write their columns, and return an exit code.

    DONE once all have ended; else what ``advance`` broke off with, for the raid of the exit code in
    ``columns``. After LOG_FULL (give a longer log that begins with the same rows) or TIME_LIMIT (give a later
    limit) the same call goes on where it broke off; a raid that has not ended has no valid columns.

    Parameters
    ----------
    case
        The compiled case.
    raids
        World, first replication, and end of the replications: world w is row w of the world columns and the
        world of the streams' keys; results go to row ``replication - first``.
    given_row
        Row of ``Case.given`` that the first replication takes, if a picture is given; they go round.
    until_s
        No raid is advanced beyond this time (infinite: to its end).
    state, log, columns
        As ``new_state``, ``new_log`` and ``new_columns`` make them.
    """
    world, first, end = raids
    begin = first
    if state.progress[at.UNDER_WAY] > 0:
        begin = state.progress[at.UNDER_WAY] - 1
    for replication in range(begin, end):
        row = given_row + replication - first
        if case.given.shape[0] > 0:
            row %= case.given.shape[0]
        if state.progress[at.UNDER_WAY] == 0:
            start_raid(case, world, replication, row, state)
        code = advance(case, world, replication, row, state, log, until_s)
        if code != _DONE:
            columns.counts[replication - first, EXIT_CODE] = code
            return code
        settle_raid(case, world, state)
        _write_raid(case, world, state, columns, replication - first)
        state.progress[at.UNDER_WAY] = 0
    return _DONE
