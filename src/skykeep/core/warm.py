"""Compiles the kernels of raids into the cache ahead of their first use: ``python -m skykeep.core.warm``.

Only the types of the columns are needed, so this runs in a process of its own that imports little else, while
another prepares a scenario. :func:`compile_ends` is the share that the other process takes when it has done
with that; with the argument ``wait`` this one
waits for the end of its standard input before it puts the parts together. Whatever is in
the cache already is read from there.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from . import layout as at
from .arrays import Case
from .engagement_state import new_log, new_state, raid_rows
from .world_rows import world_rows

__all__ = ["WAIT", "compile_ends", "compile_kernels"]

WAIT = "wait"
"""Argument that makes this program wait for another process."""


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
        doctrine=np.zeros((1, 1, at.DOCTRINE_FIRST_CHOICE + 1), np.int64),
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


def _compile(kernel: Any, *arguments: Any) -> Any:
    """Compile a kernel for arguments of these types, or of the types given; return the type of its result."""
    kinds = tuple(
        argument if isinstance(argument, numba.types.Type) else numba.typeof(argument)  # type: ignore[no-untyped-call]
        for argument in arguments
    )
    kernel.compile(kinds)
    return kernel.overloads[kinds].signature.return_type


def _rows() -> tuple[Any, Any]:
    """Return the types of the rows of a world and of a raid."""
    case = _smallest_case()
    return _compile(world_rows, case, 0), _compile(raid_rows, new_state(case), new_log(0))


def compile_ends() -> None:
    """Compile what begins a raid, and what writes its results."""
    from .raid_columns import new_columns, write_raid
    from .raid_start import start_raid

    world, raid = _rows()
    _compile(start_raid, world, 0, 0, raid)
    _compile(write_raid, world, raid, new_columns(_smallest_case(), 1), 0)


def compile_kernels(wait: Callable[[], object]) -> None:
    """Compile all that a raid needs; what puts the parts together comes last, after ``wait`` for the share of
    another process.
    """
    from .engagement import advance
    from .ledger import settle_raid
    from .raid_batch import run_raids
    from .raid_columns import new_columns

    world, raid = _rows()
    _compile(advance, world, 0, 0, raid, np.inf)
    _compile(settle_raid, world, raid)
    wait()
    case = _smallest_case()
    columns = new_columns(case, 1)
    _compile(run_raids, case, (0, 0, 0), 0, np.inf, new_state(case), new_log(0), columns)


if __name__ == "__main__":
    gc.disable()  # a compiler makes millions of small objects, and this process ends with it
    compile_kernels(wait=sys.stdin.read if sys.argv[1:] == [WAIT] else bool)
