"""Numbers of a place, kept in files between runs: what radars see there takes longer than to play its raids.

They lie beside the compiled kernels (``core/kernel/kept_files.py``) under the digest of the sources that
compute them, and each under that of all that it depends on. A file that is damaged, a folder that cannot be
written to and a disk that is full cost time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite
import numba
import numpy as np
import pyproj

from ..core.kernel.compiled_files import SOURCES
from ..core.kernel.kept_files import find_folder, kept_file, write_kept

__all__ = ["kept_numbers"]

Made = TypeVar("Made")

# numba and llvmlite say nothing of the types of what is used here
_config: Any = numba.core.config
_processor: Any = llvmlite.binding

_PACKAGE = SOURCES.parent
_MOST_BYTES = 256_000_000
"""Files used longest ago are removed beyond this: what is seen of one raid takes some hundred kilobytes."""
_FAST = 1
"""Level of compression: neighbours on a path are mostly seen alike, which any level makes use of."""
_SUFFIX = ".numbers"


def kept_numbers(kind: str, key: object, make: Callable[[], Made]) -> Made:
    """Return what is kept of a kind under a key, made and kept now if it is not there.

    Parameters
    ----------
    kind
        What it is, for the name of the file.
    key
        All that the numbers depend on beside the sources: plain data, whose ``repr`` tells all of it.
    make
        Makes it: arrays, numbers and texts.
    """
    folder = _folder()
    if folder is None:
        return make()
    told = repr((key, _computer())).encode()
    path = folder / f"{kind}-{hashlib.sha256(told).hexdigest()[:32]}{_SUFFIX}"
    kept = _read(path)
    if kept is not None:
        return cast("Made", kept[0])
    made = make()
    content = zlib.compress(pickle.dumps((made,), protocol=pickle.HIGHEST_PROTOCOL), _FAST)
    write_kept(path, content, what="what radars see")
    _remove_oldest(folder)
    return made


def _read(path: Path) -> tuple[object] | None:
    """Return what a file holds, or None; a file that is read counts as used now."""
    content = kept_file(path)
    if content is None:
        return None
    with contextlib.suppress(OSError):
        path.touch()
    try:
        (found,) = pickle.loads(zlib.decompress(content))
    except Exception:  # whatever is wrong with it, it can be made anew
        return None
    return (found,)


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    """Return the folder of what the sources as they are now compute, or None if none can be made anywhere."""
    return find_folder("numbers", [SOURCES, _PACKAGE / "compiler", _PACKAGE / "terrain"])


@lru_cache(maxsize=1)
def _computer() -> tuple[object, ...]:
    """Return what else the last digit of a number may depend on."""
    libraries = np.__version__, numba.__version__, llvmlite.__version__, pyproj.__version__
    processor = _config.CPU_NAME or _processor.get_host_cpu_name()
    features = _config.CPU_FEATURES or _processor.get_host_cpu_features().flatten()
    return (*libraries, pyproj.proj_version_str, processor, features, bool(_config.DISABLE_JIT))


def _remove_oldest(folder: Path) -> None:
    """Remove the files that were used longest ago until the others are few enough."""
    total = 0
    for _, size, path in sorted(_sizes(folder), reverse=True):
        total += size
        if total > _MOST_BYTES:
            with contextlib.suppress(OSError):  # gone, or no longer ours
                path.unlink()


def _sizes(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Yield when each file was last used, its bytes and its path; not what others are writing."""
    for path in folder.glob(f"*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # removed by another program
            status = path.stat()
            yield status.st_mtime, status.st_size, path
