"""Seals of finished chunks: which run and worlds the parts are of, and the digest of each part.

The seal is written last. A chunk without one was never finished; one whose seal or parts are not what was
written, or which lies under another name, is computed anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .atomic import file_digest, read_json, write_json
from .plan import Chunk

__all__ = ["Seals"]


class Seals:
    """The seals of one run in a folder of its own."""

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        self.folder = folder
        words = json.dumps(identity, sort_keys=True, default=str)
        self._run = hashlib.sha256(words.encode()).hexdigest()

    def write(self, chunk: Chunk, parts: Mapping[str, Path]) -> None:
        """Seal a chunk whose parts are all written."""
        digests = {name: file_digest(path) for name, path in parts.items()}
        write_json(self._path(chunk), {**self._of(chunk), "parts_sha256": digests})

    def was_written(self, chunk: Chunk) -> bool:
        """Return whether there is a seal, whatever it says."""
        return self._path(chunk).exists()

    def digest(self, chunk: Chunk, name: str) -> str | None:
        """Return the digest of one part, or None if the chunk has no seal of this run and these worlds."""
        found = read_json(self._path(chunk))
        if not isinstance(found, dict) or not isinstance(found.get("parts_sha256"), dict):
            return None
        digests = found.pop("parts_sha256")
        return digests.get(name) if found == self._of(chunk) else None

    def _of(self, chunk: Chunk) -> dict[str, Any]:
        """Return what a seal says about its chunk."""
        return {"run_sha256": self._run, "first_world": chunk.first_world, "end_world": chunk.end_world}

    def _path(self, chunk: Chunk) -> Path:
        """Return the file of a seal."""
        return self.folder / f"{chunk.first_world:09d}.json"
