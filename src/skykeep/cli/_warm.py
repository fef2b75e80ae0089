"""The first run on a machine: a second process compiles kernels while this one prepares the scenario."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from ._common import note
from ._kernel_cache import KERNEL_SOURCES

__all__ = ["KernelsMeanwhile", "kernels_are_compiled"]

_LAST_COMPILED = ("raid_start.start_raid", "ledger.settle_raid")
"""What each of the two processes compiles last."""


def kernels_are_compiled() -> bool:
    """Return whether the kernels of raids are in the cache of compiled code, or cannot be told."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or KERNEL_SOURCES)
    if folder == KERNEL_SOURCES and not os.access(folder, os.W_OK):
        return True  # Numba keeps it in a folder of the user then
    return all(any(folder.rglob(f"{name}*.nbi")) for name in _LAST_COMPILED)


class KernelsMeanwhile:
    """A second process that compiles the kernels of raids while this one reads and prepares a scenario.

    It begins with a ``with`` block, at whose end nothing of it is left. Nothing happens where the kernels are
    compiled already, or with one job. If the second process fails, this one compiles them itself when it
    needs them.
    """

    def __init__(self, jobs: int) -> None:
        self.needed = not kernels_are_compiled()
        self._jobs = jobs
        self._other: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> KernelsMeanwhile:
        if self.needed and self._jobs >= 2:
            with suppress(OSError):  # no memory or no process left: then without it
                self._other = subprocess.Popen(
                    [sys.executable, "-P", "-m", "skykeep.core.warm"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                gc.disable()  # a compiler makes millions of small objects that go with it
        return self

    def announce(self, *, silent: bool) -> None:
        """Say that this run takes longer, if it does."""
        if self.needed:
            note("compiling once: the first run on this machine takes some seconds longer", quiet=silent)

    def finish(self) -> None:
        """Compile the share of this process, and wait for the other."""
        if self._other is None:
            return
        from skykeep.compiler.ahead import compile_share

        compile_share()
        import pyarrow.parquet  # noqa: F401 (slow to import, and needed as soon as the other is done)

        self._other.wait()
        self._other = None
        gc.enable()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._other is None:
            return
        self._other.kill()
        self._other.wait()
        gc.enable()
