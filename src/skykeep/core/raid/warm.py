"""Compiles the kernels of raids into the cache ahead of their first use, in two shares.

Only the types of the tables are needed, so ``python -m skykeep.core.raid.warm``, which imports little else,
can compile the raid while another process prepares a scenario and then compiles the loop over raids.
Whatever is in the cache already is read from there.
"""

from __future__ import annotations

import gc
import sys
from typing import Any, cast, get_type_hints

import numpy as np

from ..kernel.entry_point import EntryPoint, entry_point
from ..kernel.handed import handed
from ..kernel.on_demand import compile_on_demand
from ..kernel.records import smallest

__all__ = ["ASKED_BY_MOST", "compile_loop", "compile_raid"]

ASKED_BY_MOST = ("skykeep.core.raid.picture.operators._serve_anew",)
"""Kernels on demand that raids ask for which ask for nothing rare: a few operators and a raid of some size
are enough."""


def compile_raid() -> None:
    """Compile the engagement of a raid, more than half of all, and what comes after it: its ledger, much of
    which is part of the engagement as well, and its results."""
    from .account.ledger import settle_raid
    from .account.results import write_raid
    from .loop import advance

    for stage in (advance, settle_raid, write_raid):
        entry_point(stage)
    for name in ASKED_BY_MOST:
        compile_on_demand(name)


def compile_loop() -> None:
    """Compile the start of a raid, and the loop over raids."""
    from .account.ledger import settle_raid
    from .account.results import Results, write_raid
    from .batch import RaidStages, loop_raids
    from .loop import advance
    from .start import start_raid
    from .state import Raid
    from .world import World

    entry_point(start_raid)
    stages = RaidStages(*(EntryPoint(stage) for stage in (start_raid, advance, settle_raid, write_raid)))
    world, raid, results = (handed(_smallest(kind)) for kind in (World, Raid, Results))
    loop_raids(stages, world, (0, 0), 0, np.inf, raid, results)


def _smallest(kind: Any) -> Any:
    """Return a set of tables of the right types with next to nothing in them."""
    return kind(*(smallest(hint) for hint in get_type_hints(kind).values()))


if __name__ == "__main__":
    gc.disable()  # a compiler makes millions of small objects, and this process ends with it
    cast("Any", sys.modules)["scipy.linalg"] = (
        None  # where Numba looks for BLAS: 0.4 s, and no kernel needs it
    )
    compile_raid()
