"""The luck of raids: chances of each world, and what is drawn anew for each raid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Rows
from ..core.raid.tables.entities import Chances
from .draws import Draws

__all__ = ["chance_rows", "kill_correlation"]

F64 = npt.NDArray[np.float64]

_PATH = "common"
_CHANCES = {
    "cued": 1.0,
    "track_raid": 1.0,
    "track_target": 1.0,
    "common_kill": 1.0,
    "missed_kill": 0.0,
    "false_kill": 0.0,
    "decoy_recognised": 0.0,
    "taken_for_decoy": 0.0,
}
"""Each chance, whose figure has ``_p`` behind its name, and its value where conditions are off."""
_DRAWN_PER_RAID = {
    "launchers_ready": "launchers_ready_share",
    "channels_ready": "channels_ready_share",
    "reaction": "reaction_factor",
}
"""Figure of each triangle that is drawn from for each raid; a point at 1 where conditions are off."""


def chance_rows(draws: Draws, *, conditions: bool) -> Rows[Chances]:
    """Return ``Case.chances``, shape (worlds,).

    Chances are figures of the world. Ready shares and the factor on reaction times differ from raid to raid:
    their rows hold the limits of the figure, the same in every world, or one value where it is given.
    """
    rows: Rows[Chances] = Chances.table(draws.worlds)
    for name, off in _CHANCES.items():
        figure = f"{name}_p"
        rows[name] = draws.value(_PATH, figure) if conditions and draws.has(_PATH, figure) else off
    for name, figure in _DRAWN_PER_RAID.items():
        drawn = conditions and draws.has(_PATH, figure)
        limits = draws.triangles(_PATH, figure) if drawn else np.ones((draws.worlds, 3))
        rows[f"{name}_low"], rows[f"{name}_best"], rows[f"{name}_high"] = limits.T
    return rows


def kill_correlation(draws: Draws, *, conditions: bool) -> F64:
    """Return how alike the shots of one raid are in each world, shape (worlds,); 0 where this is off."""
    drawn = conditions and draws.has(_PATH, "raid_kill_share")
    return draws.value(_PATH, "raid_kill_share") if drawn else np.zeros(draws.worlds)
