"""What a result was computed from: versions of programs and digests of inputs; no clock, path or host."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from skykeep._version import __version__

__all__ = ["RESULTS_VERSION", "content_digest", "program_versions"]

RESULTS_VERSION = 7
"""Raised whenever the same inputs give different tables."""

_LIBRARIES = ("numpy", "numba", "llvmlite", "scipy", "pyproj", "pyarrow")


def program_versions() -> dict[str, str]:
    """Return the versions that the bytes of a result may depend on."""
    found = {"skykeep": __version__, "python": platform.python_version()}
    return found | _library_versions()


@lru_cache(maxsize=1)
def _library_versions() -> dict[str, str]:
    """Return the versions of the libraries, read once: each is a file to be found and parsed."""
    return {name: version(name) for name in _LIBRARIES}


def content_digest(value: Any) -> str:
    """Return the SHA-256 of plain data and dataclasses, whatever the order of mappings.

    A field that is marked ``digest_where_given`` is left out where it is None: what is off is not there.

    Raises
    ------
    TypeError
        For an object that is neither.
    """
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, allow_nan=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as plain data for the digest."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        entries = {entry.name: (entry, getattr(value, entry.name)) for entry in fields(value)}
        return {
            name: _plain(given)
            for name, (entry, given) in entries.items()
            if given is not None or not entry.metadata.get("digest_where_given")
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no digest")
