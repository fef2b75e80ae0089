"""Files that appear whole or not at all, whatever ends the program."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

__all__ = ["PARTIAL_SUFFIX", "atomic_file", "file_digest", "read_json", "remove_leftovers", "write_json"]

PARTIAL_SUFFIX = ".partial"


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it takes its name when the block ends well, and is gone if it does not."""
    partial = path.with_name(f".{path.name}{PARTIAL_SUFFIX}")
    try:
        with partial.open("wb") as file:
            yield file
        os.replace(partial, path)  # noqa: PTH105 (one call that tests can make fail)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """Write plain data as indented JSON with the keys in the order given."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    with atomic_file(path) as file:
        file.write(text.encode("utf-8"))


def read_json(path: Path) -> Any | None:
    """Return the data of a JSON file, or None if it is missing or broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None


def file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def remove_leftovers(folder: Path) -> None:
    """Remove what an interrupted writer left in a folder."""
    for partial in folder.glob(f".*{PARTIAL_SUFFIX}"):
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
