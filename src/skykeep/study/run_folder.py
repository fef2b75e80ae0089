"""The folder of a run: finished chunks stay usable whatever ends the program, and can be joined or gone on
with."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skykeep.errors import UsageError

from .atomic import PARTIAL_SUFFIX, file_digest, read_json, remove_leftovers, write_json
from .parquet_files import read_if_whole, write_joined, write_part
from .plan import Chunk
from .seals import Seals

__all__ = [
    "RUN_FILE",
    "SUMMARY_FILE",
    "RunFolder",
    "TableKind",
    "is_empty",
    "read_run",
    "refuse_folder",
    "refuse_other_run",
    "refuse_other_version",
]

RUN_FILE = "run.json"
SUMMARY_FILE = "summary.json"
PARTS_FOLDER = "parts"
_SEALS_FOLDER = "seals"
_TABLE_SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """One of the tables of a run: its name, its schema and how many rows it has for each world."""

    name: str
    schema: Any
    rows_per_world: int


def read_run(folder: Path) -> dict[str, Any] | None:
    """Return what ``run.json`` of a folder says, or None if the folder holds no run."""
    found = read_json(folder / RUN_FILE)
    return found if isinstance(found, dict) and isinstance(found.get("identity"), dict) else None


def is_empty(folder: Path) -> bool:
    """Return whether a folder is missing, or holds nothing but what an interrupted writer left."""
    return not folder.exists() or all(entry.name.endswith(PARTIAL_SUFFIX) for entry in folder.iterdir())


def refuse_folder(path: Path, existing: str) -> None:
    """Raise if a run may not use a folder, before anything is computed; ``existing`` as in the run itself.

    Raises
    ------
    UsageError
        If the folder is a file, or is not empty and shall be neither resumed nor replaced, or holds no run
        that could be resumed.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; give a folder with --out")
    if existing == "replace" or is_empty(path):
        return
    stored = read_run(path)
    if existing == "resume":
        if stored is None:
            raise UsageError(
                f"{path}: holds no run that could be resumed (no readable run.json) and is not empty; give "
                "another folder with --out, or --force to begin anew in it"
            )
        return
    what = "is not empty" if stored is None else f"holds a {stored.get('state')} run"
    raise UsageError(
        f"{path}: {what}; go on with --resume, begin anew with --force, or give another folder with --out"
    )


def refuse_other_version(stored: Mapping[str, Any], own: Mapping[str, Any], what: object) -> None:
    """Raise if a run was computed by another results version than that of this program.

    Parameters
    ----------
    stored, own
        Identities of the run, and of one of this program.
    what
        What holds the run, for the message.

    Raises
    ------
    UsageError
        If the versions differ.
    """
    theirs, ours = stored.get("results_version"), own.get("results_version")
    if theirs != ours:
        raise UsageError(
            f"{what}: its run is of results version {theirs}, this program computes version {ours}, in which "
            "the same inputs give other tables. Run the scenario again (--force begins anew in the folder), "
            "or use the version of skykeep that wrote it"
        )


def refuse_other_run(folder: Path, stored: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raise if a folder holds another run than the one asked for; the message names every difference.

    Raises
    ------
    UsageError
        If any part of the identities differs.
    """
    refuse_other_version(stored, asked, folder)
    differences = []
    for name in (*asked, *(name for name in stored if name not in asked)):
        theirs, ours = stored.get(name), asked.get(name)
        if theirs == ours:
            continue
        if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
            changed = [key for key in {**theirs, **ours} if theirs.get(key) != ours.get(key)]
            differences += [f"{name} {key}: {theirs.get(key)} there, {ours.get(key)} now" for key in changed]
        else:
            differences.append(f"{name}: {theirs} there, {ours} now")
    if differences:
        listed = "; ".join(differences)
        raise UsageError(
            f"{folder}: holds another run and cannot be resumed with this one ({listed}). Give the "
            "same scenario, options and versions, another folder with --out, or --force to begin anew"
        )


class RunFolder:
    """A folder that one run writes to.

    ``parts/<table>/<first world>.parquet`` holds chunks and ``parts/seals`` the digests of finished ones;
    ``run.json`` says from the beginning what is computed and how far it got; at the end the parts are joined
    into ``<table>.parquet`` and removed. Every file appears whole or not at all.
    """

    def __init__(self, path: Path, tables: Sequence[TableKind], record: Mapping[str, Any]) -> None:
        self.path = path
        self._tables = tuple(tables)
        self._record = dict(record)
        self._seals = Seals(path / PARTS_FOLDER / _SEALS_FOLDER, self._record.get("identity", {}))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder for the time of a ``with`` block; a lock ends with its process.

        Raises
        ------
        UsageError
            If another run is writing to the folder.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            import fcntl
        except ImportError:  # no such locks on this system
            yield
            return
        handle = os.open(self.path, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"{self.path}: another run is writing to this folder; wait for it, or give another "
                    "with --out"
                ) from None
            yield
        finally:
            os.close(handle)

    def begin(self) -> None:
        """Remove what an earlier run left and say in ``run.json`` that this one has begun.

        The old ``run.json`` goes last, so that no moment leaves the parts of one run under the name of
        another.
        """
        if (self.path / PARTS_FOLDER).exists():
            shutil.rmtree(self.path / PARTS_FOLDER)
        for name in (SUMMARY_FILE, *(table.name + _TABLE_SUFFIX for table in self._tables)):
            (self.path / name).unlink(missing_ok=True)
        remove_leftovers(self.path)
        self.note_progress(0)
        self._make_part_folders()

    def go_on(self) -> None:
        """Make a folder ready whose finished chunks are kept."""
        self._make_part_folders()
        remove_leftovers(self.path)
        for table in self._tables:
            remove_leftovers(self.path / PARTS_FOLDER / table.name)
        remove_leftovers(self._seals.folder)

    def finished(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Return the chunks whose every table is there and whole, in order."""
        return [
            chunk for chunk in chunks if all(self._read(table, chunk) is not None for table in self._tables)
        ]

    def spoiled(self, chunks: Sequence[Chunk], finished: Sequence[Chunk]) -> int:
        """Return how many chunks were finished once and do not hold any more what was written."""
        return sum(self._seals.was_written(chunk) for chunk in set(chunks) - set(finished))

    def write_chunk(self, chunk: Chunk, tables: Mapping[str, Any]) -> None:
        """Write the tables of one chunk; safe from several threads."""
        for table in self._tables:
            write_part(self._part(table, chunk), tables[table.name])
        self._seals.write(chunk, {table.name: self._part(table, chunk) for table in self._tables})

    def note_progress(self, worlds_finished: int) -> None:
        """Say in ``run.json`` how far the run got."""
        write_json(
            self.path / RUN_FILE, {"state": "partial", "worlds_finished": worlds_finished, **self._record}
        )

    def columns(self, chunks: Sequence[Chunk], name: str) -> Any:
        """Return one table of some finished chunks, in key order."""
        import pyarrow as pa

        kind = next(table for table in self._tables if table.name == name)
        return pa.concat_tables(list(self._parts(kind, chunks)))

    def join(self, chunks: Sequence[Chunk]) -> None:
        """Write the whole tables from the parts of some finished chunks, a row group each, in key order."""
        for table in self._tables:
            write_joined(self.path / f"{table.name}{_TABLE_SUFFIX}", table.schema, self._parts(table, chunks))

    def is_whole(self) -> bool:
        """Return whether ``run.json`` says complete and every result file is still what it was."""
        stored = read_run(self.path) or {}
        files = stored.get("files_sha256")
        if stored.get("state") != "complete" or not isinstance(files, dict):
            return False
        return all(file_digest(self.path / name) == digest for name, digest in files.items())

    def write_summary(self, summary: Mapping[str, Any]) -> None:
        """Write ``summary.json``."""
        write_json(self.path / SUMMARY_FILE, summary)

    def complete(self, worlds: int) -> None:
        """Say that the run is complete, with the digest of every result file, and remove the parts."""
        names = [*(table.name + _TABLE_SUFFIX for table in self._tables), SUMMARY_FILE]
        files = {name: file_digest(self.path / name) for name in names}
        write_json(
            self.path / RUN_FILE,
            {"state": "complete", "worlds_finished": worlds, **self._record, "files_sha256": files},
        )
        with contextlib.suppress(OSError):  # a part that cannot be removed is no harm
            shutil.rmtree(self.path / PARTS_FOLDER)

    def _parts(self, table: TableKind, chunks: Sequence[Chunk]) -> Iterator[Any]:
        """Yield the tables of finished chunks."""
        for chunk in chunks:
            found = self._read(table, chunk)
            if found is None:
                raise OSError(
                    f"{self._part(table, chunk)}: was whole a moment ago and cannot be read any more"
                )
            yield found

    def _read(self, table: TableKind, chunk: Chunk) -> Any | None:
        """Return the table of one chunk, or None if it is not there or not whole."""
        digest = self._seals.digest(chunk, table.name)
        if digest is None:
            return None
        rows = chunk.worlds * table.rows_per_world
        return read_if_whole(self._part(table, chunk), table.schema, rows, sha256=digest)

    def _part(self, table: TableKind, chunk: Chunk) -> Path:
        """Return the path of one table of one chunk."""
        return self.path / PARTS_FOLDER / table.name / f"{chunk.first_world:09d}{_TABLE_SUFFIX}"

    def _make_part_folders(self) -> None:
        """Make the folders of the parts."""
        for table in self._tables:
            (self.path / PARTS_FOLDER / table.name).mkdir(parents=True, exist_ok=True)
        self._seals.folder.mkdir(parents=True, exist_ok=True)
