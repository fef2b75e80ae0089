"""Where what can be made again is kept between runs: one folder for each state of the sources it came from.

All sources of some rooms count as one, by their content: what was made by other sources lies in a folder of
another name and is never found. This holds whatever asks for it, and wherever the folder is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

__all__ = ["find_folder", "kept_file", "say_once", "sources_digest", "write_kept"]

_DIGEST_BYTES = 32

_SWITCHES = (
    "NUMBA_BOUNDSCHECK",
    "NUMBA_DEBUGINFO",
    "NUMBA_LOOP_VECTORIZE",
    "NUMBA_OPT",
    "NUMBA_SLP_VECTORIZE",
)
"""Environment variables with which Numba makes other code of the same source."""


def find_folder(name: str, rooms: Sequence[Path]) -> Path | None:
    """Return the folder of a name for what the sources of some rooms make, made if need be.

    Tried are ``NUMBA_CACHE_DIR``, the first room's own ``__pycache__``, and the cache folder of the user.
    What other sources of the same installation made is removed when a folder is made.
    """
    state = sources_digest(rooms)[:24]
    for place in _places(name, rooms[0]):
        folder = place / state
        with contextlib.suppress(OSError):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                _remove_others(place, folder)
            if os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                return folder
    return None


def _places(name: str, room: Path) -> Iterator[Path]:
    """Yield the folders that may hold what this installation keeps under a name, the preferred one first."""
    own = f"skykeep-{hashlib.sha256(os.fsencode(room.absolute())).hexdigest()[:12]}"
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(given) / own / name
    yield room / "__pycache__" / name
    with contextlib.suppress(RuntimeError):  # a user without a home
        yield _user_cache() / own / name


def _user_cache() -> Path:
    """Return the folder in which programs of this user keep what can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "skykeep"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "skykeep"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "skykeep"


def _remove_others(place: Path, folder: Path) -> None:
    """Remove what other sources made; a program that still uses it goes on in memory."""
    for other in place.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def sources_digest(rooms: Sequence[Path]) -> str:
    """Return a digest of the names and contents of all sources of some rooms, and of Numba's switches."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted(room.rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(room).as_posix()} {len(content)}\n".encode() + content)
    for name in _SWITCHES:
        digest.update(f"{name}={os.environ.get(name, '')}\n".encode())
    return digest.hexdigest()


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


def write_kept(path: Path, payload: bytes, *, what: str) -> None:
    """Write a file with its digest; it appears whole or not at all, and a failure costs nothing but time and
    one line that says ``what`` cannot be kept."""
    partial = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.partial")
    try:
        try:
            partial.write_bytes(hashlib.sha256(payload).digest() + payload)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        say_once(f"{what} cannot be kept in {path.parent} ({error.strerror}): used from memory")


@cache
def say_once(text: str) -> None:
    """Say something in one line on standard error, once in a process."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or none at all
        sys.stderr.write(f"{text}\n")
