"""What Ctrl-C does while the program runs, and how it then ends."""

from __future__ import annotations

import sys

__all__ = ["EXIT_INTERRUPTED", "INTERRUPTED", "CtrlC"]

EXIT_INTERRUPTED = 130
INTERRUPTED = "interrupted: what was finished before is kept"
AGAIN_AFTER_S = 0.05


class CtrlC:
    """What Ctrl-C does: it raises ``KeyboardInterrupt``, and ``struck`` remembers that it did.

    Where it strikes in a callback that a library calls from C, the exception is lost, or comes out as an
    error of another kind. Such errors are then no news, and the interrupt is raised once more.
    """

    def __init__(self) -> None:
        self.struck = False
        self._number = 0

    def __call__(self, number: int, _frame: object) -> None:
        """Be the handler of SIGINT and SIGTERM."""
        self.struck = True
        self._number = number
        raise KeyboardInterrupt

    def on_unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Be the hook for exceptions that nobody can catch."""
        if not self.struck:
            sys.__unraisablehook__(lost)
        elif issubclass(lost.exc_type, KeyboardInterrupt):
            import os
            import threading

            again = threading.Timer(AGAIN_AFTER_S, os.kill, (os.getpid(), self._number))
            again.daemon = True
            again.start()
