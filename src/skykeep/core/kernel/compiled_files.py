"""Where compiled kernels are kept between runs: one folder for each state of their sources.

Numba by itself looks only at the file of the function that it compiles, and a caller in another file goes on
with the old code of what it calls. Here all sources of the room count as one, by their content: kernels that
were compiled from other sources lie in a folder of another name and are never found. This holds whatever
calls the kernels, and wherever the folder is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["SOURCES", "compiled_folder", "find_folder", "is_kept", "kept_file", "say_once", "write_kept"]

SOURCES = Path(__file__).parents[1]
"""The room that holds every compiled function."""

CODE_SUFFIX = ".code"
_DIGEST_BYTES = 32

_SWITCHES = (
    "NUMBA_BOUNDSCHECK",
    "NUMBA_DEBUGINFO",
    "NUMBA_LOOP_VECTORIZE",
    "NUMBA_OPT",
    "NUMBA_SLP_VECTORIZE",
)
"""Environment variables with which Numba makes other code of the same source."""


@lru_cache(maxsize=1)
def compiled_folder() -> Path | None:
    """Return the folder of the kernels as they are now, or None if none can be made anywhere."""
    return find_folder(SOURCES)


def find_folder(sources: Path) -> Path | None:
    """Return the folder for what is compiled from the sources of a room, made if need be.

    Tried are ``NUMBA_CACHE_DIR``, the room's own ``__pycache__``, and the cache folder of the user. What was
    compiled from other sources of the same installation is removed when a folder is made.
    """
    state = sources_digest(sources)[:24]
    for place in _places(sources):
        folder = place / state
        with contextlib.suppress(OSError):
            if not folder.is_dir():
                folder.mkdir(parents=True)
                _remove_others(place, folder)
            if os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                return folder
    return None


def _places(sources: Path) -> Iterator[Path]:
    """Yield the folders that may hold the compiled code of this installation, the preferred one first."""
    own = f"skykeep-{hashlib.sha256(os.fsencode(sources.absolute())).hexdigest()[:12]}"
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(given) / own
    yield sources / "__pycache__" / "compiled"
    with contextlib.suppress(RuntimeError):  # a user without a home
        yield _user_cache() / own


def _user_cache() -> Path:
    """Return the folder in which programs of this user keep what can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "skykeep"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "skykeep"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "skykeep"


def _remove_others(place: Path, folder: Path) -> None:
    """Remove what was compiled from other sources; a program that still uses it goes on in memory."""
    for other in place.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def sources_digest(sources: Path) -> str:
    """Return a digest of the names and contents of all sources of a room, and of Numba's switches."""
    digest = hashlib.sha256()
    for path in sorted(sources.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(sources).as_posix()} {len(content)}\n".encode() + content)
    for name in _SWITCHES:
        digest.update(f"{name}={os.environ.get(name, '')}\n".encode())
    return digest.hexdigest()


def is_kept(*names: str) -> bool:
    """Return whether code of every named kernel is kept, or none can be."""
    folder = compiled_folder()
    return folder is None or all(any(folder.glob(f"{name}-*{CODE_SUFFIX}")) for name in names)


def kept_file(path: Path) -> bytes | None:
    """Return what a file holds, or None if it is missing or damaged; a damaged file is removed."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, payload = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() == digest:
        return payload
    with contextlib.suppress(OSError):
        path.unlink()
    return None


def write_kept(path: Path, payload: bytes) -> None:
    """Write a file with its digest; it appears whole or not at all, and a failure costs nothing but time."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        try:
            partial.write_bytes(hashlib.sha256(payload).digest() + payload)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        say_once(f"compiled code cannot be kept in {path.parent} ({error.strerror}): it is used from memory")


@cache
def say_once(text: str) -> None:
    """Say something in one line on standard error, once in a process."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or none at all
        sys.stderr.write(f"{text}\n")
