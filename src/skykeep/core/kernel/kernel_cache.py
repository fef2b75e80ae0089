"""Numba's cache of compiled functions, kept in the folder of ``compiled_files``: one file, one function."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core import config
from numba.core.caching import CompileResultCacheImpl, NullCache, _Cache
from numba.core.runtime.nrt import rtsys
from numba.core.serialize import dumps

from .compiled_files import CODE_SUFFIX, SOURCES, compiled_folder
from .kept_files import kept_file, say_once, write_kept

__all__ = ["cache_of"]

_config: Any = config
_runtime: Any = rtsys
_bytes_of: Any = dumps

NO_PLACE = (
    "compiled code cannot be kept: no folder can be written to (NUMBA_CACHE_DIR may name one); kernels are "
    "compiled in memory, each time anew"
)


def cache_of(function: Callable[..., Any]) -> Any:
    """Return the cache of a kernel; what is not a kernel of this room is not kept."""
    path = Path(inspect.getfile(function))
    if not path.is_relative_to(SOURCES):
        return NullCache()
    folder = compiled_folder()
    if folder is None:
        say_once(NO_PLACE)
        return NullCache()
    return _KernelCache(function, path, folder)


class _Form(CompileResultCacheImpl):
    """How compiled code is written; Numba's, without its search for a place."""

    def __init__(self, path: Path, line: int) -> None:
        self._py_file, self._lineno = str(path), line
        self._locator = self  # asked for the file by the warning that a kernel cannot be kept


class _KernelCache(_Cache):
    """Finds and keeps the code of one kernel, a file for each set of types that it is compiled for."""

    def __init__(self, function: Callable[..., Any], path: Path, folder: Path) -> None:
        module = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        self._name = f"{module}.{function.__qualname__}"
        self._form: Any = _Form(path, function.__code__.co_firstlineno)
        self._folder = folder
        self._enabled = True

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def _path(self, signature: Any, codegen: Any) -> Path:
        """Return the file for some types on this processor, in this Python and Numba."""
        key = (str(signature), codegen.magic_tuple(), numba.__version__, sys.version, self._form._lineno)
        return (
            self._folder / f"{self._name}-{hashlib.sha256(repr(key).encode()).hexdigest()[:20]}{CODE_SUFFIX}"
        )

    def load_overload(self, signature: Any, target_context: Any) -> Any | None:
        """Return the code that is kept for some types, or None; what cannot be used is removed.

        Numba's own cache loads all that it can compile here. A kernel that is compiled loads it for itself.
        """
        if not self._enabled:
            return None
        path = self._path(signature, target_context.codegen())
        content = kept_file(path)
        if content is None:
            return None
        _runtime.initialize(target_context)
        try:
            found = self._form.rebuild(target_context, pickle.loads(content))
        except Exception:  # whatever is wrong with it, it can be compiled anew
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        _log("loaded from", path)
        return found

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep compiled code."""
        if not self._enabled or not self._form.check_cachable(compiled):
            return
        path = self._path(signature, compiled.codegen)
        write_kept(path, _bytes_of(self._form.reduce(compiled)), what="compiled code")
        _log("saved to", path)

    def enable(self) -> None:
        """Keep code from now on."""
        self._enabled = True

    def disable(self) -> None:
        """Neither find nor keep code from now on."""
        self._enabled = False

    def flush(self) -> None:
        """Remove what is kept of this kernel."""
        for path in self._folder.glob(f"{self._name}-*{CODE_SUFFIX}"):
            path.unlink(missing_ok=True)


def _log(what: str, path: Path) -> None:
    """Say what is read and written where ``NUMBA_DEBUG_CACHE`` asks for it."""
    if _config.DEBUG_CACHE:
        sys.stdout.write(f"[cache] data {what} {str(path)!r}\n")
