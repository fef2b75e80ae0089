"""Plays the raids of a plan: in memory, or into a run folder that can be stopped and gone on with."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from skykeep.engine import (
    EngineCase,
    raid_schema,
    threat_schema,
    world_schema,
)
from skykeep.errors import ExportError

from .chunk_tables import TABLES, ChunkTables, played_chunks
from .doctrine import play_doctrines
from .executors import Executor, SerialExecutor
from .facts import RunFacts
from .one_at_a_time import Corners, play_corners
from .plan import Chunk
from .run_folder import (
    RUN_FILE,
    SUMMARY_FILE,
    RunFolder,
    TableKind,
    read_run,
    refuse_folder,
    refuse_other_run,
)
from .summary import summarise

__all__ = ["RunResult", "RunTables", "run_in_memory", "run_into_folder", "tables_in_memory", "write_tables"]

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Tick = Callable[[int], object]
"""Called with the number of worlds that have just been finished; from any thread."""
Played = Callable[[Chunk, Any], object]
"""Called with a chunk and the table of its raids as soon as they are played; from any thread."""
MakeCorners = Callable[[], Corners | None]
"""Compiles what is played beside a study; called once all its worlds are finished."""
Counted = Callable[[dict[str, Any]], object]
"""Called with the summary of all raids, before those that only say what would change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run left: ``summary`` is None if not one chunk was finished, ``interrupted`` after Ctrl-C.

    ``spoiled_chunks`` were finished before, no longer held what was written, and were computed anew.
    """

    folder: Path
    summary: dict[str, Any] | None
    worlds_finished: int
    interrupted: bool = False
    spoiled_chunks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTables:
    """The three tables of a run, in key order, and its summary."""

    raids: Any
    threats: Any
    worlds: Any
    summary: dict[str, Any]


def run_in_memory(
    case: EngineCase,
    facts: RunFacts,
    *,
    executor: Executor | None = None,
    corners: Corners | None = None,
    tick: Tick = int,
) -> tuple[Any, dict[str, Any]]:
    """Return the raids table and the summary of a whole plan, without writing anything.

    With ``corners`` the summary also says what best figures give and what would change the answer.

    Raises
    ------
    KernelFault
        If the kernel broke off; the message holds the key of the raid.
    """
    import pyarrow as pa

    def keep(chunk: Chunk, tables: dict[str, Any]) -> tuple[Chunk, Any]:
        return chunk, tables["raids"]

    chunks = facts.plan.chunks()
    make = ChunkTables(case, facts.legend, facts.plan.replications, ("raids",))
    found = dict(played_chunks(make, chunks, executor or SerialExecutor(), keep, tick))
    raids = pa.concat_tables([found[chunk] for chunk in chunks])
    told = _looks(case, facts, corners, executor)
    return raids, summarise(raids, facts, worlds=range(facts.plan.worlds), corners=told)


def tables_in_memory(
    case: EngineCase,
    facts: RunFacts,
    *,
    executor: Executor | None = None,
    corners: Corners | None = None,
    tick: Tick = int,
    played: Played | None = None,
) -> RunTables:
    """Return all tables of a whole plan and its summary, without writing anything.

    With ``corners`` the summary also says what best figures give and what would change the answer. With
    ``played`` chunks are small, so that it is called often; no number depends on it.

    Raises
    ------
    KernelFault
        If the kernel broke off; the message holds the key of the raid.
    """
    import pyarrow as pa

    def keep(chunk: Chunk, tables: dict[str, Any]) -> tuple[Chunk, dict[str, Any]]:
        if played is not None:
            played(chunk, tables["raids"])
        return chunk, tables

    chunks = facts.plan.chunks(watched=played is not None)
    make = ChunkTables(case, facts.legend, facts.plan.replications)
    found = dict(played_chunks(make, chunks, executor or SerialExecutor(), keep, tick))
    tables = {name: pa.concat_tables([found[chunk][name] for chunk in chunks]) for name in TABLES}
    told = _looks(case, facts, corners, executor)
    summary = summarise(tables["raids"], facts, worlds=range(facts.plan.worlds), corners=told)
    return RunTables(**tables, summary=summary)


def write_tables(
    tables: RunTables, facts: RunFacts, path: Path, *, existing: str, record: Mapping[str, Any]
) -> None:
    """Write the tables of a whole plan as the run folder that ``run_into_folder`` would have written.

    Raises
    ------
    UsageError
        As ``run_into_folder``.
    ExportError
        If a file cannot be written.
    """
    refuse_folder(path, existing)
    folder = RunFolder(path, _table_kinds(facts), {"identity": dict(facts.identity), **record})
    chunks = facts.plan.chunks()
    try:
        with folder.locked():
            folder.begin()
            for chunk in chunks:
                folder.write_chunk(
                    chunk,
                    {
                        kind.name: getattr(tables, kind.name).slice(
                            chunk.first_world * kind.rows_per_world, chunk.worlds * kind.rows_per_world
                        )
                        for kind in _table_kinds(facts)
                    },
                )
            folder.join(chunks)
            folder.write_summary(tables.summary)
            folder.complete(facts.plan.worlds)
    except OSError as error:
        raise ExportError(f"{error.filename or path}: {error.strerror or error}") from error


def run_into_folder(
    case: EngineCase,
    facts: RunFacts,
    path: Path,
    *,
    executor: Executor | None = None,
    existing: str = "refuse",
    record: Mapping[str, Any] | None = None,
    corners: MakeCorners | None = None,
    tick: Tick = int,
    counted: Counted | None = None,
) -> RunResult:
    """Return the result of a plan after writing its run folder.

    Parameters
    ----------
    case, facts
        What is played, and the facts that the summary repeats.
    path
        The run folder; it is made if it is missing.
    executor
        Who does the work; never changes a byte of a table or of the summary.
    existing
        What to do with a folder that is not empty: ``refuse``, ``resume`` (go on with what is finished) or
        ``replace``.
    record
        More entries for ``run.json``, such as the command.
    corners
        Compiled and played once all worlds are finished, for what best figures give and what would change the
        answer.
    tick
        Called with the number of worlds that have just been finished.
    counted
        Called with the summary as it is without the corners, before these are played.

    Raises
    ------
    UsageError
        If the folder is not empty and shall be neither resumed nor replaced, holds another run than this one,
        or is written to by another program.
    ExportError
        If a file cannot be written, for example on a full disk. What is finished is kept.
    KernelFault
        If the kernel broke off. What is finished is kept.
    """
    refuse_folder(path, existing)
    folder = RunFolder(path, _table_kinds(facts), {"identity": dict(facts.identity), **(record or {})})
    chunks = facts.plan.chunks()
    done: list[Chunk] = []
    spoiled = 0
    try:
        with folder.locked():
            if not _is_resumed(folder, facts, existing):
                folder.begin()
            elif folder.is_whole():
                return _stored_result(folder, facts)
            else:
                folder.go_on()
                done = folder.finished(chunks)
                spoiled = folder.spoiled(chunks, done)
                tick(_worlds(done))
            with_what = executor or SerialExecutor(), corners, counted
            played = _play_into(folder, case, facts, done, with_what, tick)
            return replace(played, spoiled_chunks=spoiled)
    except OSError as error:
        raise ExportError(
            f"{error.filename or path}: {error.strerror or error}{_left(folder, facts, error)}"
        ) from error


def _left(folder: RunFolder, facts: RunFacts, error: OSError) -> str:
    """Return what a run that could not write leaves behind, and what to do."""
    if not (folder.path / RUN_FILE).is_file():
        return "; nothing of the run was written: give another place"
    finished = _worlds(folder.finished(facts.plan.chunks()))
    first = "Free space, and go" if error.errno in _NO_SPACE else "Go"
    return (
        f": {finished} of {facts.plan.worlds} worlds are finished and kept in {folder.path}. {first} on with "
        "--resume"
    )


def _play_into(
    folder: RunFolder,
    case: EngineCase,
    facts: RunFacts,
    done: list[Chunk],
    with_what: tuple[Executor, MakeCorners | None, Counted | None],
    tick: Tick,
) -> RunResult:
    """Play the chunks that are missing and the corners, then join, summarise and say complete."""
    executor, corners, counted = with_what
    chunks = facts.plan.chunks()
    finished = set(done)
    folder.note_progress(_worlds(done))

    def keep(chunk: Chunk, tables: dict[str, Any]) -> Chunk:
        folder.write_chunk(chunk, tables)
        return chunk

    try:
        todo = [chunk for chunk in chunks if chunk not in finished]
        make = ChunkTables(case, facts.legend, facts.plan.replications)
        for chunk in played_chunks(make, todo, executor, keep, tick):
            finished.add(chunk)
            folder.note_progress(_worlds(finished))
        if corners is not None and counted is not None:
            raids = folder.columns(chunks, "raids")
            counted(summarise(raids, facts, worlds=range(facts.plan.worlds)))
        told = None if corners is None else _looks(case, facts, corners(), executor)
    except KeyboardInterrupt:
        kept = folder.finished(chunks)
        folder.note_progress(_worlds(kept))
        return RunResult(
            folder=folder.path,
            summary=_write_results(folder, facts, kept),
            worlds_finished=_worlds(kept),
            interrupted=True,
        )
    summary = _write_results(folder, facts, chunks, told)
    folder.complete(facts.plan.worlds)
    return RunResult(folder=folder.path, summary=summary, worlds_finished=facts.plan.worlds)


def _looks(
    case: EngineCase, facts: RunFacts, corners: Corners | None, executor: Executor | None
) -> dict[str, Any] | None:
    """Return what a summary holds beside its raids: best figures, causes, and each doctrine; None if it was
    not asked for.
    """
    if corners is None:
        return None
    doctrines = play_doctrines(case, corners.doctrines, facts.plan, executor=executor)
    return {**play_corners(corners, facts.plan, executor=executor), "doctrine_answers": doctrines}


def _write_results(
    folder: RunFolder, facts: RunFacts, chunks: Sequence[Chunk], corners: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """Join finished chunks into the tables and write their summary; nothing without a chunk."""
    if not chunks:
        return None
    folder.join(chunks)
    worlds = [world for chunk in chunks for world in range(chunk.first_world, chunk.end_world)]
    summary = summarise(folder.columns(chunks, "raids"), facts, worlds=worlds, corners=corners)
    folder.write_summary(summary)
    return summary


def _is_resumed(folder: RunFolder, facts: RunFacts, existing: str) -> bool:
    """Return whether the folder holds the begun run that is asked for; refuse another one."""
    refuse_folder(folder.path, existing)
    stored = read_run(folder.path)
    if existing != "resume" or stored is None:
        return False
    refuse_other_run(folder.path, stored["identity"], facts.identity)
    return True


def _stored_result(folder: RunFolder, facts: RunFacts) -> RunResult:
    """Return the result of a run that was complete before."""
    from .atomic import read_json

    summary = read_json(folder.path / SUMMARY_FILE)
    return RunResult(folder=folder.path, summary=summary, worlds_finished=facts.plan.worlds)


def _table_kinds(facts: RunFacts) -> list[TableKind]:
    """Return the three tables of a run."""
    replications = facts.plan.replications
    threats = len(facts.legend.threats)
    return [
        TableKind(name="raids", schema=raid_schema(facts.legend), rows_per_world=replications),
        TableKind(name="threats", schema=threat_schema(facts.legend), rows_per_world=replications * threats),
        TableKind(name="worlds", schema=world_schema(facts.legend), rows_per_world=1),
    ]


def _worlds(chunks: Sequence[Chunk] | set[Chunk]) -> int:
    """Return the number of worlds in chunks."""
    return sum(chunk.worlds for chunk in chunks)
