"""The luck of raids: chances of each world, and what is drawn anew for each raid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core import layout as at
from .draws import Draws

__all__ = ["common_kill_p", "luck_rows"]

F64 = npt.NDArray[np.float64]

_PATH = "common"
_CHANCES = {
    at.CHANCE_CUED: ("cued_p", 1.0),
    at.CHANCE_TRACK_RAID: ("track_raid_p", 1.0),
    at.CHANCE_TRACK_TARGET: ("track_target_p", 1.0),
    at.CHANCE_COMMON_KILL: ("common_kill_p", 1.0),
    at.CHANCE_MISSED_KILL: ("missed_kill_p", 0.0),
    at.CHANCE_FALSE_KILL: ("false_kill_p", 0.0),
    at.CHANCE_DECOY_RECOGNISED: ("decoy_recognised_p", 0.0),
    at.CHANCE_TAKEN_FOR_DECOY: ("taken_for_decoy_p", 0.0),
}
"""Place of each chance: the condition that gives it, and its value where conditions are off."""
_DRAWN_PER_RAID = {
    at.DRAWN_LAUNCHERS_READY_SHARE: "launchers_ready_share",
    at.DRAWN_CHANNELS_READY_SHARE: "channels_ready_share",
    at.DRAWN_REACTION_FACTOR: "reaction_factor",
}
"""First place of the triangle that is drawn from for each raid; a point at 1 where conditions are off."""


def luck_rows(draws: Draws, *, conditions: bool) -> F64:
    """Return ``Case.luck``, shape (worlds, ``LUCK_PLACES``).

    Chances are figures of the world. Ready shares and the factor on reaction times differ from raid to raid:
    their rows hold the limits of the figure, the same in every world, or one value where it is given.
    """
    luck = np.ones((draws.worlds, at.LUCK_PLACES))
    for place, (name, off) in _CHANCES.items():
        luck[:, place] = draws.value(_PATH, name) if conditions and draws.has(_PATH, name) else off
    for place, name in _DRAWN_PER_RAID.items():
        if conditions and draws.has(_PATH, name):
            luck[:, place : place + 3] = draws.triangles(_PATH, name)
    return luck


def common_kill_p(luck: F64) -> F64:
    """Return the chance in each world that nothing common to all shots at one threat spoils them."""
    return luck[:, at.CHANCE_COMMON_KILL]
