"""The tables of a chunk of worlds: played here, or in another process that sends them back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from skykeep.engine import EngineCase, Legend, RaidBatch, Worker, raid_table, threat_table, world_table

from .executors import Executor, Sendable, Stop
from .plan import Chunk

__all__ = ["TABLES", "ChunkTables", "played_chunks"]

Made = TypeVar("Made")

_own = threading.local()
"""Of each thread of a worker: the state in which it plays the raids of a case, made once."""

TABLES = ("raids", "threats", "worlds")


@dataclass(frozen=True, eq=False)
class ChunkTables:
    """What the tables of any chunk are made from: a compiled case, its names, raids in each world, and which
    tables; picklable."""

    case: EngineCase
    legend: Legend
    replications: int
    names: tuple[str, ...] = TABLES

    def of(self, chunk: Chunk, batch: RaidBatch) -> dict[str, Any]:
        """Return the tables of the raids of a chunk."""
        make = {
            "raids": lambda: raid_table(self.case, self.legend, batch),
            "threats": lambda: threat_table(self.legend, batch),
            "worlds": lambda: world_table(self.legend, chunk.first_world, chunk.end_world),
        }
        return {name: make[name]() for name in self.names}


def played_chunks(
    make: ChunkTables,
    chunks: Sequence[Chunk],
    executor: Executor,
    keep: Callable[[Chunk, dict[str, Any]], Made],
    tick: Callable[[int], object],
) -> Iterator[Made]:
    """Yield what ``keep`` makes of the tables of each chunk, in the order in which they are finished.

    ``keep`` is called by the thread that played them or, where another process did, by the caller's.
    ``tick`` is called with the number of worlds that have just been finished.
    """
    stop = Stop()
    own = threading.local()

    def play(chunk: Chunk) -> Made | None:
        if not hasattr(own, "worker"):
            own.worker = Worker(make.case)
        batch = own.worker.run(
            chunk.first_world,
            chunk.end_world,
            make.replications,
            stopped=lambda: stop.wanted,
            tick=tick,
        )
        return None if batch is None else keep(chunk, make.of(chunk, batch))

    def received(chunk: Chunk, tables: dict[str, Any]) -> Made | None:
        tick(chunk.worlds)
        return keep(chunk, tables)

    task = Sendable(play, lambda chunk: (make, partial(_tables_of, chunk)), received)
    results = executor.map(task, chunks, stop)
    try:
        for result in results:
            if result is not None:
                yield result
    finally:
        results.close()


def _tables_of(chunk: Chunk, make: ChunkTables) -> dict[str, Any]:
    """Return the tables of a chunk, played in the process of a worker."""
    if not hasattr(_own, "workers"):
        _own.workers = WeakKeyDictionary()
    if make not in _own.workers:
        _own.workers[make] = Worker(make.case)
    batch = _own.workers[make].run(chunk.first_world, chunk.end_world, make.replications)
    assert batch is not None  # nothing asks it to stop
    return make.of(chunk, batch)
