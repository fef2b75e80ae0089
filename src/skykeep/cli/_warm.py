"""The first run on a machine: a second process compiles kernels while this one prepares the scenario."""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress
from types import TracebackType

from skykeep.compiler.ahead import kernels_are_compiled

from ._common import note

__all__ = ["KernelsMeanwhile"]


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
                    [sys.executable, "-P", "-m", "skykeep.core.raid.warm"],
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
