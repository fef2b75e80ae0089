"""The luck that raids of a world have, and pictures that are given in place of computed ones.

SI units in the names; times are on the raid's clock.
"""

from __future__ import annotations

from ...kernel.records import Record

__all__ = ["Chances", "Given"]


class Chances(Record):
    """The luck of one world: chances, then triangles (low, best, high) that are drawn from for each raid."""

    cued: float
    track_raid: float
    track_target: float
    common_kill: float
    missed_kill: float
    false_kill: float
    decoy_recognised: float
    taken_for_decoy: float
    launchers_ready_low: float
    launchers_ready_best: float
    launchers_ready_high: float
    channels_ready_low: float
    channels_ready_best: float
    channels_ready_high: float
    reaction_low: float
    reaction_best: float
    reaction_high: float


class Given(Record):
    """A threat in a picture that is given, not computed: when its path starts, when it may be engaged."""

    start_s: float
    ready_s: float
