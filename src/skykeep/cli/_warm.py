"""The first run on a machine: a second process compiles kernels while this one prepares the scenario."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ._common import note
from ._kernel_cache import KERNEL_SOURCES

__all__ = ["kernels_are_compiled", "kernels_compiled_meanwhile"]


def kernels_are_compiled() -> bool:
    """Return whether the kernel of raids is in the cache of compiled code, or cannot be told."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or KERNEL_SOURCES)
    if folder == KERNEL_SOURCES and not os.access(folder, os.W_OK):
        return True  # Numba keeps it in a folder of the user then
    return any(folder.rglob("raid_batch.run_raids*.nbi"))


@contextmanager
def kernels_compiled_meanwhile(jobs: int, *, silent: bool) -> Iterator[None]:
    """Compile the kernels of raids in another process for the time of a ``with`` block, and wait for it.

    This process takes its share when the block is done. Nothing happens where they are compiled already, or
    with one job. If the other process fails, this one compiles them itself when it needs them. Inside the
    block the engine must not be imported: that compiles too.
    """
    if kernels_are_compiled():
        yield
        return
    note("compiling once: the first run on this machine takes some seconds longer", quiet=silent)
    if jobs < 2:
        yield
        return
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "skykeep.core.warm"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as other:
        gc.disable()  # a compiler makes millions of small objects that go with it
        try:
            yield
            from skykeep.compiler.ahead import compile_share

            compile_share()
            assert other.stdin is not None  # it is a pipe
            other.stdin.close()  # the sign that it waits for
            import pyarrow.parquet  # noqa: F401 (slow to import, and needed as soon as the other is done)
        except BaseException:
            other.kill()
            raise
        finally:
            gc.enable()
