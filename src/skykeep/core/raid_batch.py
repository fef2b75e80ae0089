"""Many raids in one call: replications of one world, written as columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement import advance
from .engagement_state import RaidState, raid_rows
from .jit import kernel
from .ledger import settle_raid
from .raid_columns import RaidColumns, write_exit_code, write_raid
from .raid_start import start_raid
from .world_rows import world_rows

__all__ = ["run_raids"]

F64 = npt.NDArray[np.float64]

_DONE = 0  # engagement.DONE (a test holds them equal)


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
    rows = world_rows(case, world)
    here = raid_rows(state, log)
    begin = first
    if here.progress[at.UNDER_WAY] > 0:
        begin = here.progress[at.UNDER_WAY] - 1
    for replication in range(begin, end):
        given = given_row + replication - first
        if rows.size.given > 0:
            given %= rows.size.given
        if here.progress[at.UNDER_WAY] == 0:
            start_raid(rows, replication, given, here)
        code = advance(rows, replication, given, here, until_s)
        if code != _DONE:
            write_exit_code(columns, replication - first, code)
            return code
        settle_raid(rows, here)
        write_raid(rows, here, columns, replication - first)
        here.progress[at.UNDER_WAY] = 0
    return _DONE
