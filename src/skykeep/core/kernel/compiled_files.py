"""Where compiled kernels are kept between runs, see :mod:`~skykeep.core.kernel.kept_files`.

Numba by itself looks only at the file of the function that it compiles, and a caller in another file goes on
with the old code of what it calls. Here all sources of the room count as one.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .kept_files import find_folder

__all__ = ["CODE_SUFFIX", "SOURCES", "compiled_folder", "is_kept"]

SOURCES = Path(__file__).parents[1]
"""The room that holds every compiled function."""

CODE_SUFFIX = ".code"


@lru_cache(maxsize=1)
def compiled_folder() -> Path | None:
    """Return the folder of the kernels as they are now, or None if none can be made anywhere."""
    return find_folder("compiled", [SOURCES])


def is_kept(*names: str) -> bool:
    """Return whether code of every named kernel is kept, or none can be."""
    folder = compiled_folder()
    return folder is None or all(any(folder.glob(f"{name}-*{CODE_SUFFIX}")) for name in names)
