"""The loop over the replications of one world."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .engagement_state import RaidState, raid_rows
from .entry_point import EntryPoint, enter
from .jit import kernel
from .raid_columns import RaidColumns, write_exit_code
from .rows import address
from .world_rows import world_rows

__all__ = ["RaidStages", "loop_raids"]

F64 = npt.NDArray[np.float64]

_DONE = 0  # engagement.DONE (a test holds them equal)


class RaidStages(NamedTuple):
    """Entry points of the kernels that a raid goes through."""

    start: EntryPoint
    advance: EntryPoint
    settle: EntryPoint
    write: EntryPoint


@kernel(wrap=True)
def loop_raids(
    stages: RaidStages,
    case: Case,
    raids: tuple[int, int, int],
    given_row: int,
    until_s: float,
    state: RaidState,
    log: F64,
    columns: RaidColumns,
) -> int:
    """Run raids of one world by way of their stages: see :func:`~.raid_batch.run_raids`."""
    world, first, end = raids
    rows = world_rows(case, world)
    here = raid_rows(state, log)
    results = address(columns)
    begin = first
    if here.progress[at.UNDER_WAY] > 0:
        begin = here.progress[at.UNDER_WAY] - 1
    for replication in range(begin, end):
        given = given_row + replication - first
        if rows.size.given > 0:
            given %= rows.size.given
        if here.progress[at.UNDER_WAY] == 0:
            enter(stages.start, (rows, replication, given, here))
        code: int = enter(stages.advance, (rows, replication, given, here, until_s))
        if code != _DONE:
            write_exit_code(results, replication - first, code)
            return code
        enter(stages.settle, (rows, here))
        enter(stages.write, (rows, here, results, replication - first))
        here.progress[at.UNDER_WAY] = 0
    return _DONE
