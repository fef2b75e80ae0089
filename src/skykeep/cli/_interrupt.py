"""What Ctrl-C does while the program runs, and how it then ends."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

__all__ = ["EXIT_INTERRUPTED", "INTERRUPTED", "CtrlC", "ctrl_c_struck"]

EXIT_INTERRUPTED = 130
INTERRUPTED = "interrupted"
AGAIN_AFTER_S = 0.05

_USUAL = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
"""Signal -> what Python does with it. Batch systems send SIGTERM when the time is up."""


class CtrlC:
    """What Ctrl-C does: it raises ``KeyboardInterrupt``, and ``struck`` remembers that it did.

    Where it strikes in a callback that a library calls from C, the exception is lost, or comes out as an
    error of another kind. Such errors are then no news, and the interrupt is raised once more. When the
    program is on its way out (``leave``), nobody is left to catch an exception: it then ends at once.
    """

    def __init__(self) -> None:
        self.struck = False
        self._said = False
        self._leaving = False
        self._number = 0

    def look_after(self) -> None:
        """Be the handler of Ctrl-C and of the signal to terminate, unless whoever started us ignores them."""
        sys.unraisablehook = self.on_unraisable
        for number, handler in _USUAL.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, self)

    def __call__(self, number: int, _frame: object) -> None:
        """Raise ``KeyboardInterrupt``, or end the process where the program is on its way out."""
        self.struck = True
        self._number = number
        if not self._leaving:
            raise KeyboardInterrupt
        self.say()
        os._exit(EXIT_INTERRUPTED)

    def leave(self, *, said: bool = False) -> None:
        """Raise no more: what is left is Python's own way out. ``said``: the one line was printed before."""
        self._said = said
        self._leaving = True

    def say(self) -> None:
        """Print the one line on standard error, unless that was done before."""
        if not self._said:
            with contextlib.suppress(OSError):  # sys.stderr may be in the middle of a line, or be closed
                os.write(2, f"{INTERRUPTED}\n".encode())
            self._said = True

    def ignore(self) -> None:
        """Take no more signals; the last thing before Python takes itself apart and forgets its handlers."""
        for number in _USUAL:
            if signal.getsignal(number) is self:
                signal.signal(number, signal.SIG_IGN)

    def on_unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Be the hook for exceptions that nobody can catch."""
        if not self.struck:
            sys.__unraisablehook__(lost)
        elif issubclass(lost.exc_type, KeyboardInterrupt) and not self._leaving:
            import threading

            again = threading.Timer(AGAIN_AFTER_S, os.kill, (os.getpid(), self._number))
            again.daemon = True
            again.start()


def ctrl_c_struck() -> bool:
    """Return whether Ctrl-C was pressed, or the signal to terminate came."""
    handler = signal.getsignal(signal.SIGINT)
    return isinstance(handler, CtrlC) and handler.struck
