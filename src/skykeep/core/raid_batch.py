"""Many raids in one call: replications of one world, written as columns."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from .arrays import Case
from .engagement import advance
from .engagement_state import RaidState
from .entry_point import entry_point
from .ledger import settle_raid
from .raid_columns import RaidColumns, write_raid
from .raid_loop import RaidStages, loop_raids
from .raid_start import start_raid

__all__ = ["run_raids"]

F64 = npt.NDArray[np.float64]


@cache
def _stages() -> RaidStages:
    """Return the kernels that a raid goes through, compiled."""
    return RaidStages(*(entry_point(stage) for stage in (start_raid, advance, settle_raid, write_raid)))


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
    world, first, end = (int(number) for number in raids)
    whole = (world, first, end)
    return loop_raids(_stages(), case, whole, int(given_row), float(until_s), state, log, columns)
