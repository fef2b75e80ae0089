"""Parquet files with the same bytes for the same rows: one writer, fixed compression, given row groups."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .atomic import atomic_file

__all__ = ["read_if_whole", "write_joined", "write_part"]

_FORMAT: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "version": "2.6"}


def write_part(path: Path, table: Any) -> None:
    """Write one table as one row group; the file appears whole or not at all."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=max(1, table.num_rows), **_FORMAT)
    with atomic_file(path) as file:
        file.write(buffer.getbuffer())


def write_joined(path: Path, schema: Any, parts: Iterable[Any]) -> None:
    """Write tables one after the other, a row group each; the file appears whole or not at all.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; nothing is left behind.
    """
    with atomic_file(path) as file:
        writer = pq.ParquetWriter(pa.PythonFile(file, mode="w"), schema, **_FORMAT)
        try:
            for table in parts:
                writer.write_table(table, row_group_size=max(1, table.num_rows))
        except BaseException:
            _abandon(writer)
            raise
        writer.close()


def _abandon(writer: Any) -> None:
    """Close a writer whose file is given up: its footer has no place to go."""
    with contextlib.suppress(OSError):
        writer.close()


def read_if_whole(path: Path, schema: Any, rows: int, *, sha256: str) -> Any | None:
    """Return the table of a file, or None if it is missing or has another digest, schema or length."""
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        table = pq.ParquetFile(io.BytesIO(content)).read(use_threads=False)
    except (OSError, pa.ArrowInvalid, pa.ArrowException):
        return None
    if table.num_rows != rows or not table.schema.equals(schema, check_metadata=False):
        return None
    return table.cast(schema) if not table.schema.equals(schema, check_metadata=True) else table
