"""What came of a raid, of its layers and of its threats, one description each."""

from __future__ import annotations

from ...kernel.records import Record

__all__ = ["LayerResult", "RaidResult", "ThreatResult", "UnitResult"]


class RaidResult(Record):
    """What came of a raid."""

    leakers: int
    killed: int
    aborted: int
    decoys_shot_down: int
    rounds_left: int
    rounds_loaded: int
    radars_lost: int
    posts_lost: int
    bearing_index: int
    exit_code: int
    rounds_reloading: int
    rounds_not_ready: int
    rounds_wasted: int
    rounds_lost: int
    launchers_lost: int
    repairs: int


class LayerResult(Record):
    """What came of a layer, the fire units of one kind: real threats that came to it (``account/layers.py``
    says which), that it shot at, that it killed and that passed it; rounds that it fired."""

    arrived: int
    engaged: int
    killed: int
    passed: int
    fired: int
    wasted: int


class UnitResult(Record):
    """What came of a fire unit: when it had fired its last round, infinite if it had any left or coming."""

    exhausted_s: float


class ThreatResult(Record):
    """What came of a threat; ``killer`` is the fire unit that killed it, -1 for none; of ``shots``, so many
    were ``wasted``: they met it dead."""

    outcome: int
    reason: int
    shots: int
    wasted: int
    killer: int
    start_s: float
    confirmed_s: float
    ready_s: float
    ended_s: float
