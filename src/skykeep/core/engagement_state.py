"""State of one raid inside the engagement kernel, and the log of its events: flat arrays, made once per
worker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .event_queue import MOST_THREATS, MOST_UNITS

__all__ = ["RaidState", "new_log", "new_state"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_EVENTS_PER_PAIR = 4


class RaidState(NamedTuple):
    """One raid under way in packed columns; the places in each last axis are named in ``layout``.

    Places that end in ``_S`` hold times on the raid's clock, infinite for not yet or never; a launcher
    without a round is never ready.
    ``HELD_FOR_DECOY`` is 1 for what is held to be a decoy, rightly or wrongly; ``BLOCKED`` remembers what
    last kept a pair of fire unit and threat from a shot (0 nothing, 1 sector, 2 no round); ``SPOILED`` is 2
    until the common-mode draw of a pair is made, then 1 if it spoils every shot; ``LOST_SHOTS`` lost their
    radar.
    """

    threat: F64
    pair: F64
    unit: F64
    launcher: F64
    launcher_ready_s: F64
    launcher_kind: F64
    waiting: I64
    waiting_impact_s: F64
    arrival: F64
    shot: F64
    queue: F64
    confirmed_s: F64
    progress: I64


def new_log(rows: int) -> F64:
    """Return an empty event log of ``rows`` rows (0 records nothing); places are named in ``layout``."""
    return np.zeros((rows, at.LOG_PLACES))


def new_state(case: Case) -> RaidState:
    """Return an empty state large enough for every raid of ``case``.

    Raises
    ------
    ValueError
        If the case has more threats or fire units than an event can name.
    """
    threats = case.threats.shape[0]
    units = case.units.shape[1]
    if threats > MOST_THREATS or units > MOST_UNITS:
        raise ValueError(
            f"{threats} threats against {units} fire units: a raid has at most {MOST_THREATS} threats and "
            f"{MOST_UNITS} fire units"
        )
    loads = 1.0 + case.launchers[:, :, at.LAUNCHER_RELOAD_SETS]
    rounds = case.launchers[:, :, at.LAUNCHER_ROUNDS] * loads * case.launchers[:, :, at.LAUNCHER_PRESENT]
    shots = int(rounds.sum(axis=1).max(initial=0.0)) + 1
    pictures = int(case.units[:, :, at.UNIT_PICTURE].max(initial=0.0)) + 1
    events = _EVENTS_PER_PAIR * units * threats + threats + 64
    return RaidState(
        threat=np.zeros((threats, at.STATE_THREAT_PLACES)),
        pair=np.zeros((units, threats, at.STATE_PAIR_PLACES)),
        unit=np.zeros((units, at.STATE_UNIT_PLACES)),
        launcher=np.zeros((case.launchers.shape[1], at.STATE_LAUNCHER_PLACES)),
        launcher_ready_s=np.zeros(case.launchers.shape[1]),
        launcher_kind=np.zeros(case.launchers.shape[1]),
        waiting=np.zeros((units, threats), np.int64),
        waiting_impact_s=np.zeros((units, threats)),
        arrival=np.zeros((units * threats, at.ARRIVAL_PLACES)),
        shot=np.zeros((shots, at.SHOT_PLACES)),
        queue=np.zeros((events, at.EVENT_PLACES)),
        confirmed_s=np.zeros((pictures, threats)),
        progress=np.zeros(at.PROGRESS_PLACES, np.int64),
    )
