"""Many raids in one call: replications of one world, written as tables."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..kernel.entry_point import EntryPoint, enter, entry_point
from ..kernel.handed import handed
from ..kernel.jit import generic_kernel
from .account.ledger import settle_raid
from .account.results import Results, write_raid
from .loop import advance
from .start import start_raid
from .state import Raid
from .vocabulary.codes import DONE
from .world import Case, World

__all__ = ["run_raids"]


class RaidStages(NamedTuple):
    """Entry points of the kernels that a raid goes through."""

    start: EntryPoint
    advance: EntryPoint
    settle: EntryPoint
    write: EntryPoint


@cache
def _stages() -> RaidStages:
    """Return the kernels that a raid goes through, compiled."""
    return RaidStages(*(entry_point(stage) for stage in (start_raid, advance, settle_raid, write_raid)))


def run_raids(
    case: Case, world: int, replications: range, given_row: int, until_s: float, raid: Raid, results: Results
) -> int:
    """Run raids of one world, write their results, and return an exit code.

    DONE once all have ended; else what ``advance`` broke off with, for the raid of the exit code in the
    results. After LOG_FULL (give a longer log that begins with the same rows) or TIME_LIMIT (give a later
    limit) the same call goes on where it broke off; a raid that has not ended has no valid results.

    Parameters
    ----------
    case
        The compiled case.
    world
        Row of the tables that are drawn, and the world of the streams' keys.
    replications
        Replications, one after the other; results go to row ``replication - replications.start``.
    given_row
        Row of ``Case.given`` that the first replication takes, if a picture is given; they go round.
    until_s
        No raid is advanced beyond this time (infinite: to its end).
    raid, results
        As ``new_raid`` and ``new_results`` make them.
    """
    span = (replications.start, replications.stop)
    here, state, there = handed(case.world(world)), handed(raid), handed(results)
    return loop_raids(_stages(), here, span, given_row, float(until_s), state, there)


@generic_kernel(wrap=True)
def loop_raids(
    stages: RaidStages,
    world: World,
    span: tuple[int, int],
    given_row: int,
    until_s: float,
    raid: Raid,
    results: Results,
) -> int:
    """Run raids by way of their stages, with tables that are handed over: see :func:`run_raids`."""
    first, end = span
    progress = raid.progress
    begin = first
    if progress.raid > 0:
        begin = progress.raid - 1
    for replication in range(begin, end):
        given = given_row + replication - first
        if len(world.given) > 0:
            given %= len(world.given)
        if progress.raid == 0:
            enter(stages.start, (world, raid, replication, given))
        code: int = enter(stages.advance, (world, raid, until_s))
        if code != DONE:
            results.raids[replication - first].exit_code = code
            return code
        enter(stages.settle, (world, raid))
        enter(stages.write, (world, raid, results, replication - first))
        results.raids[replication - first].exit_code = DONE
        progress.raid = 0
    return DONE
