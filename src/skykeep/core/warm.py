"""Compiles the kernels of raids into the cache ahead of their first use, in two shares.

Only the types of the columns are needed, so ``python -m skykeep.core.warm``, which imports little else, can
compile the raid while another process prepares a scenario and then compiles the loop over raids.
Whatever is in the cache already is read from there.
"""

from __future__ import annotations

import gc
import sys
from typing import Any, cast

import numpy as np

from . import layout as at
from .arrays import Case
from .engagement_state import new_log, new_state
from .entry_point import EntryPoint, entry_point

__all__ = ["compile_loop", "compile_raid"]


def _smallest_case() -> Case:
    """Return a case with columns of the right types and next to nothing in them."""
    return Case(
        seed=0,
        confirm=(1, 1),
        snr_grid_db=(0.0, 1.0),
        path=np.zeros((2, at.PATH_FIRST_SIGHT + 1), np.int64),
        track=np.zeros((1, 2, at.NODE_PLACES)),
        sensors=np.zeros((1, 1, at.SENSOR_PLACES)),
        units=np.zeros((1, 1, at.UNIT_PLACES)),
        doctrine=np.zeros((1, 1, 1, at.DOCTRINE_FIRST_CHOICE + 1), np.int64),
        launchers=np.zeros((1, 1, at.LAUNCHER_PLACES)),
        interceptors=np.zeros((1, 1, at.INTERCEPTOR_KILL_P + 1)),
        flyout_time_s=np.zeros((1, 2, 2, 2)),
        threats=np.zeros((1, at.THREAT_PLACES)),
        classes=np.zeros((1, 1, at.CLASS_PLACES)),
        p_detect=np.zeros((1, 2)),
        luck=np.zeros((1, at.LUCK_PLACES)),
        entity=np.zeros((at.ENTITY_KINDS, 1), np.uint64),
        given=np.zeros((0, 1, at.GIVEN_KILL_U)),
    )


def compile_raid() -> None:
    """Compile the engagement of a raid and its start."""
    from .engagement import advance
    from .raid_start import start_raid

    entry_point(advance)
    entry_point(start_raid)


def compile_loop() -> None:
    """Compile the loop over raids, and what comes after each: its ledger and its results."""
    from .engagement import advance
    from .ledger import settle_raid
    from .raid_columns import new_columns, write_raid
    from .raid_loop import RaidStages, loop_raids
    from .raid_start import start_raid

    entry_point(write_raid)
    case = _smallest_case()
    stages = RaidStages(*(EntryPoint(stage) for stage in (start_raid, advance, settle_raid, write_raid)))
    no_raids, columns = (0, 0, 0), new_columns(case, 1)
    loop_raids(stages, case, no_raids, 0, np.inf, new_state(case), new_log(0), columns)
    entry_point(settle_raid)


if __name__ == "__main__":
    gc.disable()  # a compiler makes millions of small objects, and this process ends with it
    cast("Any", sys.modules)["scipy.linalg"] = (
        None  # where Numba looks for BLAS: 0.4 s, and no kernel needs it
    )
    compile_raid()
